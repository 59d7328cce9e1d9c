"""Template tags that name organisations in the reader's language."""

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from bordermark.organisations.store import organisations

register = template.Library()


@register.simple_tag(takes_context=True)
def organisation_name(context: Context, key: str) -> str:
    """The name of an organisation in the reader's language; its id when it is not held.

    The organisations are asked for once a page, for each asking is a query.
    """
    request = context.get("request")
    if request is None:
        body = organisations().bodies.get(key)
    else:
        if not hasattr(request, "bodies_of_page"):
            request.bodies_of_page = organisations()
        body = request.bodies_of_page.bodies.get(key)
    return body.name(get_language() or "en") if body else key
