"""Alerts in words, for templates."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from django import template
from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bordermark.screening import telling
from bordermark.screening.triage import wording
from bordermark.screening.triage.explaining import Term

register = template.Library()

WORDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "status": wording.STATUSES, "reason": wording.REASONS, "outcome": wording.OUTCOMES, "kind": wording.KINDS,
    "feature": wording.FEATURES, "lane": wording.LANE_NAMES,
    "view": {"waiting": _("waiting"), **wording.STATUSES, "all": _("all")},
    "sort": {"score": _("score"), "lane": _("lane"), "newest": _("the newest first")},
}


@register.filter
def alert_word(code: str, scheme: str) -> str:
    """What a code of an alert means; a code that is none of ours is its own word."""
    return str(WORDS[scheme].get(code, code))


@register.filter
def term_told(term: Term) -> str:
    """The clause of a term of a score, in the page's language."""
    return telling.told(asdict(term), get_language() or "en")


@register.filter
def share(part: float) -> str:
    """A share in whole hundredths, as the reader's language writes it."""
    return f"{localize(round(part * 100))} %"


@register.filter
def percent(part: float) -> str:
    """A share as a coordinate of a drawing that is 100 units wide."""
    return f"{part * 100:.1f}"
