"""What the pages of plans say in words."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def at(words: Mapping[str, Any], key: str) -> Any:
    """The word for a key; the key itself where there is none."""
    return words.get(key, key)


@register.filter
def percent(share: float) -> str:
    """A share as a percentage, with as many places as it needs, up to three."""
    text = f"{share * 100:.3f}".rstrip("0").rstrip(".")
    return f"{number_format(text)} %"
