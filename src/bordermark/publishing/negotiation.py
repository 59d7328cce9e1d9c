"""Which of several formats a request wants: by name, else by its Accept header (RFC 9110, section 12.5.1). Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.http.request import MediaType

FORMATS: Final[Mapping[str, str]] = {
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media type of every format in which an address can answer, the one preferred by us first."""


def accepted(header: str, available: Sequence[str]) -> str | None:
    """The name of the available format that an Accept header prefers; None when it accepts none of them.

    The most specific range that covers a format gives it its weight; among equal weights the more specific wins,
    then the first available. A missing header accepts everything.

    >>> accepted("text/csv;q=0.5, application/json", ["html", "json", "csv"])
    'json'
    >>> accepted("text/html;q=0, */*", ["html", "json"])
    'json'
    """
    ranges = [MediaType(token) for token in header.split(",") if token.strip()] or [MediaType("*/*")]
    best, best_weight = None, (0.0, -1)
    for name in available:
        covering = [one for one in ranges if one.match(FORMATS[name])]
        if not covering:
            continue
        decisive = max(covering, key=lambda one: (one.specificity, one.quality))
        weight = (decisive.quality, decisive.specificity)
        if weight[0] > 0 and weight > best_weight:
            best, best_weight = name, weight
    return best
