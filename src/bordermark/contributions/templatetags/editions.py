"""Template tags that know which edition a page shows."""

from django import template

from bordermark.contributions.models import Edition

register = template.Library()


@register.simple_tag
def edition_shown(number: int) -> Edition | None:
    """The edition of this number, for the notice on a page that shows it."""
    return Edition.objects.filter(number=number).first()
