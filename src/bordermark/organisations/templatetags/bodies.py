"""Template tags that name organisations in the reader's language."""

from django import template
from django.utils.translation import get_language

from bordermark.organisations.store import organisations

register = template.Library()


@register.simple_tag
def organisation_name(key: str) -> str:
    """The name of an organisation in the reader's language; its id when it is not held."""
    body = organisations().bodies.get(key)
    return body.name(get_language() or "en") if body else key
