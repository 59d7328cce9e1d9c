"""The Harmonized System in words, for templates."""

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bordermark.vocabulary.hs.codes import show_code

register = template.Library()

MOVES: Final[Mapping[str, str | Promise]] = {
    "same": _("the same goods"),
    "merge": _("all of it, in a wider code"),
    "split": _("divided among these codes, which hold nothing else"),
    "partial": _("divided among these codes, some of which hold other goods too"),
    "none": _("no code"),
}


@register.filter
def move(kind: str) -> str:
    """What a kind of conversion means."""
    return str(MOVES[kind])


@register.filter
def hs_code(code: str) -> str:
    """A code as it is printed."""
    return show_code(code)
