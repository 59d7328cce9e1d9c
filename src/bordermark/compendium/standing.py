"""What an instrument's status was at a date, from its own dates and from what replaced it. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bordermark.edtf import by

Status = Literal["not-yet-adopted", "adopted", "in-force", "superseded", "not-in-force", "unknown"]


@dataclass(frozen=True, slots=True)
class Standing:
    """An instrument's status at a date, with the reason in terms of the record's facts."""

    status: Status
    since: str
    """EDTF date from which the status holds, where known."""
    because: Literal["adoption-date", "entry-into-force-date", "successor-date", "record", "no-dates"]
    successor: str = ""


def status_at(
    *, recorded: str, adopted: str, in_force: str, binding: str, successors: dict[str, str], day: date
) -> Standing:
    """The status on `day` of an instrument whose record says `recorded` now.

    `successors` maps the ids of the instruments that supersede it to their date (in force, else adopted). A text
    that needs no entry into force (binding is "non-binding") is in use from its adoption. A date known too
    coarsely to be placed before or after `day` decides nothing, and the status is then unknown.
    """
    if by(adopted, day) is False:
        return Standing("not-yet-adopted", adopted, "adoption-date")
    for successor, when in sorted(successors.items(), key=lambda pair: pair[1]):
        if recorded == "superseded" and by(when, day) is True:
            return Standing("superseded", when, "successor-date", successor)
    succeeded = bool(successors) and all(by(when, day) is False for when in successors.values())
    if in_force:
        begun = by(in_force, day)
        if begun is False:
            return Standing("adopted", adopted, "entry-into-force-date")
        if begun is None:
            return Standing("unknown", in_force, "entry-into-force-date")
        return _since(recorded, in_force, "entry-into-force-date", succeeded)
    if recorded == "not-in-force":
        return Standing("not-in-force", "", "record")
    if adopted and binding == "non-binding":
        if by(adopted, day) is None:
            return Standing("unknown", adopted, "adoption-date")
        return _since(recorded, adopted, "adoption-date", succeeded)
    return Standing("unknown", "", "no-dates")


def _since(
    recorded: str, when: str, because: Literal["adoption-date", "entry-into-force-date"], succeeded: bool
) -> Standing:
    """In force since `when`, unless the record says that it ceased and no date says that this came later.

    `succeeded` says that whatever supersedes it did so after the day asked.
    """
    if recorded == "in-force" or (recorded == "superseded" and succeeded):
        return Standing("in-force", when, because)
    return Standing("unknown", when, "record")
