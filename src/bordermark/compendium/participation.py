"""Where a party stands towards an instrument at a date, read from its acts. Pure.

What the acts do not say is "unknown", never "no": a source ends at its date, and nobody may conclude from its
silence that a State is not a party (Vienna Convention on the Law of Treaties, 1969, articles 11 to 16 on the
ways of consent, 24 on entry into force, 54 and 56 on withdrawal).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bordermark.compendium.records import ActRecord
from bordermark.edtf import by, earliest

CONSENT: Final = frozenset({
    "ratification", "accession", "acceptance", "approval", "succession", "definitive-signature",
    "formal-confirmation", "consent-to-be-bound", "accession-or-ratification",
})
"""Acts by which consent to be bound is expressed (Vienna Convention, articles 11 to 16)."""

TREATIES: Final = frozenset({"convention", "protocol"})
"""Kinds of instrument in which a State takes part by its own act alone, whatever body adopted the text."""

Status = Literal["party", "signatory", "named", "withdrawn", "provisional", "unknown"]
"""What is known: it consented; it only signed; the source names it without an act; it left; nothing is held."""


@dataclass(frozen=True, slots=True)
class Participation:
    """Where a party stands, and the acts that say so. `act` is the one that decides; None when unknown."""

    instrument: str
    party: str
    party_kind: str
    status: Status
    act: ActRecord | None
    acts: tuple[ActRecord, ...]
    dated: bool = True
    """False when the deciding act has no date, or one too coarse to place before or after the date asked."""

    @property
    def since(self) -> str:
        """Entry into force for the party where the source says it, else the date of the act (EDTF)."""
        return (self.act.entry_into_force or self.act.date) if self.act else ""

    @property
    def in_force_known(self) -> bool:
        """Whether `since` is the entry into force for the party; else it is the date of deposit or signature."""
        return bool(self.act and self.act.entry_into_force)


def standing(acts: Iterable[ActRecord], day: date | None = None) -> Participation | None:
    """Where the one party of `acts` stands towards the one instrument of `acts` on `day`, or by all acts.

    None when no act of it is held by that day. An act without a date counts, and is said to be undated.
    """
    known = [(act, _done(act, day)) for act in acts]
    counted = [(act, done) for act, done in known if done is not False]
    if not counted:
        return None
    # An undated act stands first: a dated one after it decides. Withdrawal after consent ends it.
    counted.sort(key=lambda pair: (pair[0].date or "", pair[0].action == "withdrawal"))
    status: Status = "unknown"
    deciding: ActRecord | None = None
    dated = True
    for act, done in counted:
        step = _status(act)
        if status == "party" and step not in ("withdrawn", "party"):
            continue
        if status == "party" and step == "party":
            continue
        if _RANK[step] >= _RANK[status] or step == "withdrawn":
            status, deciding, dated = step, act, done is True
    first = counted[0][0]
    return Participation(first.instrument, first.party, first.party_kind, status, deciding,
                         tuple(act for act, _ in counted), dated)


_RANK: Final[Mapping[Status, int]] = {"unknown": 0, "withdrawn": 0, "signatory": 1, "named": 2,
                                      "provisional": 3, "party": 4}


def _status(act: ActRecord) -> Status:
    if act.action in CONSENT:
        return "party"
    if act.action == "withdrawal":
        return "withdrawn"
    if act.action == "provisional-application":
        return "provisional"
    if act.action == "participation-named":
        return "named"
    return "signatory" if act.action == "signature" else "unknown"


def _done(act: ActRecord, day: date | None) -> bool | None:
    if not act.date:
        return None
    return True if day is None else by(act.date, day)


def by_party(acts: Iterable[ActRecord], day: date | None = None) -> dict[str, Participation]:
    """Standing of every party towards one instrument, by party; parties with no act by `day` are left out."""
    return _grouped(acts, day, lambda act: act.party)


def by_instrument(acts: Iterable[ActRecord], day: date | None = None) -> dict[str, Participation]:
    """Standing of one party towards every instrument, by instrument."""
    return _grouped(acts, day, lambda act: act.instrument)


def _grouped(acts: Iterable[ActRecord], day: date | None, key: Callable[[ActRecord], str]) -> dict[str, Participation]:
    groups: dict[str, list[ActRecord]] = {}
    for act in acts:
        groups.setdefault(key(act), []).append(act)
    found = ((name, standing(group, day)) for name, group in sorted(groups.items()))
    return {name: participation for name, participation in found if participation}


def question_outruns_source(source_date: str, day: date) -> bool:
    """Whether a source was read before the date asked, so that its silence about a party says nothing.

    A source date known to the year only counts as the first day of that year.
    """
    first = earliest(source_date)
    return first is None or first < day
