"""Resumption tokens that say all there is to know, so that the server keeps nothing and none ever expires. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bordermark.contributions.feeds.protocol import ProtocolError, Window
from bordermark.publishing.paging import UnreadableCursor, decode, encode


@dataclass(frozen=True, slots=True)
class Token:
    """Where a list goes on: what was asked, at which revision, after which one, how many were given, of how many."""

    verb: str
    prefix: str
    type: str
    window: Window
    revision: int
    after: int
    given: int
    total: int

    def text(self) -> str:
        """The token as it is handed out."""
        moments = (one.isoformat() if one else "" for one in (self.window.since, self.window.before))
        return encode("oai", (self.verb, self.prefix, self.type, *moments, self.revision, self.after, self.given,
                              self.total))


def read(text: str, verb: str, newest: int) -> Token:
    """The token of this text, for a verb; `newest` is the number of the last revision. Raises ProtocolError."""
    try:
        parts = decode(text, "oai", (str, str, str, str, str, int, int, int, int))
        since, before = (datetime.fromisoformat(str(part)) if part else None for part in parts[3:5])
        if any(moment and moment.tzinfo is None for moment in (since, before)):
            raise ValueError("a moment without its zone")
    except (UnreadableCursor, ValueError) as error:
        raise _bad() from error
    revision, after, given, total = (int(part) for part in parts[5:])
    if parts[0] != verb or not 0 <= after <= revision <= newest or not 0 <= given <= total <= newest:
        raise _bad()
    return Token(verb, str(parts[1]), str(parts[2]), Window(since, before), revision, after, given, total)


def _bad() -> ProtocolError:
    return ProtocolError("badResumptionToken", "This token was not given out here for this verb; begin the list anew.")
