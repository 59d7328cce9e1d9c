"""Filters that put figures and codes of the diagnosis in words."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.formats import number_format

from bordermark.diagnosis import labels
from bordermark.diagnosis.effects import GOOD, Effect

register = template.Library()


@register.filter
def of(titles: Mapping[str, str], key: str) -> str:
    """The title of an activity, or its id where it is not among them."""
    return titles.get(key, key)


@register.filter
def as_chance(percentile: float | str) -> str:
    """What a percentile says; nothing where chance was not tried."""
    return labels.chance(percentile) if isinstance(percentile, float) else ""


@register.filter
def share(value: float) -> str:
    """A share, 0 to 1, in per cent."""
    return f"{number_format(100 * value, 0 if 100 * value == round(100 * value) else 1)}\N{NO-BREAK SPACE}%"


@register.filter
def effects(codes: Iterable[Effect], which: str) -> str:
    """The good or the bad ones among effects, in words."""
    return ", ".join(str(labels.EFFECTS[code]) for code in codes if (code in GOOD) == (which == "good"))
