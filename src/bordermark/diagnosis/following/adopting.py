"""From an option to a change set that says that it was adopted, by whom, and what was measured before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from bordermark.accounts.policy import Person
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.review.behalf import behalf_of
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.review.editing import save_item, unknown_references
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.store import standing
from bordermark.diagnosis.following.asking import before
from bordermark.diagnosis.following.records import AdoptedOptionRecord
from bordermark.diagnosis.options import Option
from bordermark.edtf import is_edtf, latest
from bordermark.errors import Finding, RefusedInput
from bordermark.pack import findings_of

ENTRIES: Final = ("owner", "decided_by", "decided", "due", "note", "source", "behalf")
"""What a person says of an adoption; the rest is computed."""


def adopt(option: Option, given: Mapping[str, str], *, by: Person, at: datetime) -> ChangeSet:
    """A change set with the adoption, on behalf of the body that `given` names.

    The measure before is computed in the year of the decision. Raises RefusedInput, NotNow and Forbidden.
    """
    day = latest(given["decided"]) if is_edtf(given["decided"]) else None
    if day is None or day > at.date():
        raise RefusedInput([Finding("form", 0, "decided", given["decided"],
                                    "the day of the decision, such as 2026-11-24, not later than today")])
    measure, revision = before(option, day.year)
    values = {
        "id": f"{option.id}-{day.isoformat()}", "option": option.id, "kind": option.kind, "bodies": option.decide,
        "capacity": option.capacity, "before_0": measure.counts[0], "before_1": measure.counts[1],
        "revision": revision, **{name: given[name] for name in ENTRIES if name != "behalf"},
    }
    try:
        record = AdoptedOptionRecord.model_validate(values)
    except ValidationError as error:
        raise RefusedInput(list(findings_of("form", 0, error))) from error
    if standing("adopted-option", [record.id]):
        raise RefusedInput([Finding("form", 0, "option", option.id, "an option that was not adopted that day already")])
    behalf = behalf_of(given["behalf"])
    with transaction.atomic():
        made = draft_from(Proposal(), by=by, title=f"Adopted: {option.id}"[:200],
                          reason=_("Decided by %(who)s") % {"who": record.decided_by}, at=at, kind="change-set",
                          organisation=behalf.organisation, state=behalf.state, provenance={"source": "form"})
        save_item(made, "adopted-option", record.id, record.model_dump(mode="json"), None, by, at)
        if missing := unknown_references(made, record, "adopted-option"):
            raise RefusedInput(missing)
    return made
