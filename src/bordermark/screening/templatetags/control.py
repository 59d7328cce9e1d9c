"""Control lists in words, for templates."""

from collections.abc import Mapping, Sequence
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from bordermark.languages import NAMES
from bordermark.screening import telling

register = template.Library()

Words = Mapping[str, str | Promise]

WORDS: Final[Mapping[str, Words]] = {
    "kind": {
        "chemical": _("chemical"), "family": _("family of chemicals"), "member": _("example of a family"),
        "exempt": _("expressly not covered"), "mixture": _("mixture"), "goods": _("goods"),
        "look-alike": _("look-alike, not controlled"),
    },
    "relation": {
        "whole": _("the whole subheading"), "part": _("part of the subheading"),
        "residual": _("hidden in a residual subheading"),
    },
    "basis": {
        "text": _("the text of the subheading names it"), "national-line": _("taken from a national tariff line"),
        "derived": _("own reading"),
    },
    "direction": {"import": _("imports"), "export": _("exports"), "both": _("imports and exports")},
    "list-kind": {
        "control": _("Controlled"), "caution": _("Calling for caution"), "look-alikes": _("Not controlled"),
    },
    "conversion": {
        "same": "", "merge": _("by conversion: all goods move into that code"),
        "split": _("by conversion: some of the goods move into that code"),
        "partial": _("by conversion: some of the goods may be in that code"),
    },
}


@register.filter
def control_word(code: str, scheme: str) -> str:
    """What a code of a control list means."""
    return str(WORDS[scheme][code])


@register.filter
def language_name(code: str) -> str:
    """The name of a language in itself."""
    if code in NAMES:
        return NAMES[code]
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


@register.filter
def told(piece: telling.Piece) -> str:
    """The clause of a piece of evidence, in the page's language."""
    return telling.told(piece, get_language() or "en")


@register.filter
def told_because(because: str, evidence: Sequence[telling.Piece]) -> str:
    """The sentence of an alert with this evidence, in the page's language."""
    return telling.told_because(because, evidence, get_language() or "en")
