"""Calls as data, under the addresses by which a reader knows the site."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from bordermark.contributions.calls import schemas
from bordermark.contributions.calls.models import Addressee
from bordermark.contributions.calls.store import Seen
from bordermark.languages import pick
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table

ANSWERS = {
    "change-set": _("A change set"), "nothing": _("Nothing to add"), "declined": _("Declined"), "": _("No answer yet"),
}
"""What each answer is called."""


def body_of(one: Addressee) -> str:
    """An addressee as a form or a program names it."""
    return f"organisation:{one.organisation_id}" if one.organisation_id else f"state:{one.state_id}"


def name_of(one: Addressee, language: str) -> str:
    """The name of an addressee."""
    held = one.organisation or one.state
    return pick(held.names, language) if held else ""


def summary(seen: Seen, addresses: Addresses) -> schemas.CallSummary:
    """A call in a list."""
    call = seen.call
    return schemas.CallSummary(
        id=call.pk, url=addresses.of("call", str(call.pk)), title=call.title, status=call.status,
        deadline=call.deadline, theme=call.theme_id or "", region=call.region_id or "", record_types=call.record_types,
        opened_at=call.opened_at.isoformat(), asked=len(seen.addressees), answered=seen.answered,
        links={"self": addresses.api("calls", str(call.pk))},
    )


def detail(seen: Seen, addresses: Addresses, language: str) -> schemas.CallDetail:
    """A call with its addressees."""
    return schemas.CallDetail(**summary(seen, addresses).model_dump(), text=seen.call.text,
                              addressees=[row(one, language) for one in seen.addressees])


def row(one: Addressee, language: str) -> schemas.AddresseeRow:
    """An addressee as data."""
    return schemas.AddresseeRow(
        body=body_of(one), name=name_of(one, language), answer=one.answer, words=one.words,
        change_set=one.change_set_id, answered_by=one.answered_by, reminders=one.reminders,
        answered_at=one.answered_at.isoformat() if one.answered_at else "",
    )


def table(seen: Seen, language: str) -> Table:
    """The addressees of a call as a table."""
    rows: Sequence[schemas.AddresseeRow] = [row(one, language) for one in seen.addressees]
    columns = ("body", "name", "answer", "words", "change_set", "answered_at", "reminders")
    return Table(columns, [[getattr(one, name) for name in columns] for one in rows], seen.call.title)
