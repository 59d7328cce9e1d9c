"""Template filters of good typesetting."""

import re
from datetime import date

from django import template
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_MONTH_FORMAT = {"zh": "Y年n月"}


@register.filter
def edtf(text: str) -> str:
    """A date known to the year, month or day, as the reader's language writes it; empty stays empty."""
    if len(text) == 4 or not text:
        return text
    year, month, *rest = (int(part) for part in text.split("-"))
    if rest:
        return formats.date_format(date(year, month, rest[0]), "DATE_FORMAT")
    return formats.date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")


@register.filter
def symbol(text: str) -> str:
    """A document symbol or short reference with spaces that do not break: ``S/RES/1540 (2004)``."""
    return re.sub(r" (?=\(|\d)", "\u00a0", text)


@register.filter
def pieces(parts: tuple[tuple[str, bool], ...]) -> SafeString:
    """Text in pieces, each with whether it was searched for, as HTML with the matches marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if match else text,) for text, match in parts)
    )


@register.filter
def host(address: str) -> str:
    """The host of an address, as a reader recognises it; other text is given back."""
    found = re.match(r"https?://(?:www\.)?([^/]+)", address)
    return found.group(1) if found else address


@register.filter
def is_address(text: str) -> bool:
    """Whether a text is a web address."""
    return text.startswith(("http://", "https://"))
