"""OAI-PMH 2.0 as both sides need it: its names, its arguments, its dates, its errors. Pure.

Source: Lagoze, Van de Sompel, Nelson and Warner, The Open Archives Initiative Protocol for Metadata Harvesting,
version 2.0 (2002, document of 2015-01-08); sections are named where a rule comes from.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote, unquote

from bordermark.errors import BordermarkError

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC: Final = "http://purl.org/dc/elements/1.1/"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
RECORD: Final = "urn:x-bordermark:record:1"
"""Namespace of our own format, the same wherever Bordermark runs."""

SECOND: Final = "YYYY-MM-DDThh:mm:ssZ"
DAY: Final = "YYYY-MM-DD"
"""The two granularities of datestamps (section 3.3)."""

VERBS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
}
"""Arguments that a verb must and may have (section 4); a resumption token stands instead of all others."""


class ProtocolError(BordermarkError):
    """An error of the protocol (section 3.6): its code, and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Window:
    """Datestamps wanted: from `since` on, and before `before`; none where all are."""

    since: datetime | None = None
    before: datetime | None = None


ALWAYS: Final = Window()


def arguments(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The arguments of a request, each once and as its verb wants them. Raises ProtocolError."""
    verbs = given.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in VERBS:
        found = ", ".join(verbs) if verbs else "none"
        raise ProtocolError("badVerb", f"The verb is {found}; expected one of {', '.join(VERBS)}.")
    verb = verbs[0]
    required, optional = VERBS[verb]
    names = set(given) - {"verb"}
    if unknown := names - required - optional:
        raise ProtocolError("badArgument", f"{verb} has no argument {', '.join(sorted(unknown))}.")
    if repeated := sorted(name for name in names if len(given[name]) != 1):
        raise ProtocolError("badArgument", f"{', '.join(repeated)} may be given once only.")
    if "resumptionToken" in names and len(names) > 1:
        raise ProtocolError("badArgument", "A resumptionToken stands alone: leave out the other arguments.")
    if "resumptionToken" not in names and (missing := required - names):
        raise ProtocolError("badArgument", f"{verb} needs {', '.join(sorted(missing))}.")
    return {name: values[0] for name, values in given.items()}


def window(since: str, until: str) -> Window:
    """What ``from`` and ``until`` ask for (section 2.7.1); both are inclusive. Raises ProtocolError."""
    if since and until and len(since) != len(until):
        raise ProtocolError("badArgument", "from and until must be of the same granularity.")
    first = _moment("from", since) if since else None
    last = _moment("until", until) if until else None
    if first and last and first > last:
        raise ProtocolError("badArgument", f"from ({since}) lies after until ({until}).")
    try:
        after = last + (timedelta(days=1) if len(until) == len(DAY) else timedelta(seconds=1)) if last else None
    except OverflowError:
        after = None
    return Window(first, after)


_FORMS: Final = {len(DAY): (r"\d{4}-\d\d-\d\d", "%Y-%m-%d"),
                 len(SECOND): (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "%Y-%m-%dT%H:%M:%SZ")}


def _moment(name: str, text: str) -> datetime:
    pattern, form = _FORMS.get(len(text), ("", ""))
    try:
        if not pattern or not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(text)
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError as error:
        raise ProtocolError("badArgument", f"{name} is {text[:40]!r}; expected {DAY} or {SECOND}.") from error


def datestamp(moment: datetime, granularity: str = SECOND) -> str:
    """A moment as a datestamp, in UTC, to the whole second or the day below it.

    >>> datestamp(datetime(2026, 11, 24, 9, 5, 7, 999_999, UTC))
    '2026-11-24T09:05:07Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%d" if granularity == DAY else "%Y-%m-%dT%H:%M:%SZ")


def identifier(host: str, name: str, key: str) -> str:
    """The identifier of a record, of this type and key, kept at a host.

    >>> identifier("example.org", "organisation-alias", "who europe")
    'oai:example.org:organisation-alias/who%20europe'
    """
    return f"oai:{host}:{name}/{quote(key, safe=':.')}"


def name_and_key(text: str) -> tuple[str, str] | None:
    """Type and key in an identifier that `identifier` made, at whatever host; None for another."""
    found = re.fullmatch(r"oai:([^:/]+|\[[0-9a-f:]+\]):([a-z-]+)/([^/]+)", text)
    if not found:
        return None
    host, name, key = found[1], found[2], unquote(found[3])
    return (name, key) if identifier(host, name, key) == text and "\x00" not in key else None
