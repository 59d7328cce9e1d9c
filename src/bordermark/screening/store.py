"""Queries that keep the control lists and hand them out as plain values."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, cast

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bordermark.clocks import NOW, Clocks
from bordermark.compendium.reading import reader
from bordermark.compendium.records import ActRecord
from bordermark.compendium.search_documents import participants
from bordermark.contributions.editions import recalled
from bordermark.contributions.record_types import RecordType
from bordermark.contributions.record_types import register as register_types
from bordermark.contributions.revisions import Recorded, recorded_at
from bordermark.organisations.store import organisations
from bordermark.pack import Record
from bordermark.screening import models
from bordermark.screening.lists import Lists, lists_of
from bordermark.screening.records import EntryRecord, HsLinkRecord, ListRecord, NameRecord
from bordermark.upsert import stamp, upsert
from bordermark.vocabulary.store import vocabulary


def save_lists(records: Sequence[ListRecord]) -> None:
    """Keep these lists."""
    upsert([
        models.ControlList(
            **record.model_dump(exclude={"instrument", "provision", "from_", "controls"}), since=record.from_,
            instrument_id=record.instrument or None, provision_id=record.provision or None,
            controls=list(record.controls), updated=timezone.now(),
        )
        for record in records
    ])


def save_entries(records: Sequence[EntryRecord]) -> None:
    """Keep these entries. Their lists, and the families of members, must be among them or held."""
    upsert([
        models.ControlEntry(
            **record.model_dump(exclude={"list", "family", "provision", "from_", "cas", "looks_like"}),
            control_list_id=record.list, family_id=record.family or None, provision_id=record.provision or None,
            since=record.from_, cas=list(record.cas), looks_like=list(record.looks_like), updated=timezone.now(),
        )
        for record in records
    ])


def save_names(records: Sequence[NameRecord]) -> None:
    """Keep these names."""
    upsert([
        models.ControlName(id=record.key, entry_id=record.entry, **record.model_dump(exclude={"entry"}))
        for record in records
    ])
    _touch(record.entry for record in records)


def save_links(records: Sequence[HsLinkRecord]) -> None:
    """Keep these links to the Harmonized System."""
    upsert([
        models.HsLink(id=record.key, entry_id=record.entry, **record.model_dump(exclude={"entry"}))
        for record in records
    ])
    _touch(record.entry for record in records)


def _touch(entries: Iterable[str]) -> None:
    ids = sorted(set(entries))
    for start in range(0, len(ids), 500):
        models.ControlEntry.objects.filter(pk__in=ids[start : start + 500]).update(updated=timezone.now())


def register() -> None:
    """Make the record types of control lists known to `contributions`."""
    register_types(
        RecordType("control-list", ListRecord, models.ControlList, save_lists, _("Control lists"), "title",
                   read=_lists, beside=("control-entry", "control-name", "hs-link")),
        RecordType("control-entry", EntryRecord, models.ControlEntry, save_entries, _("Entries of control lists"),
                   "title", read=_entries),
        RecordType("control-name", NameRecord, models.ControlName, save_names, _("Names of controlled goods"), "name",
                   read=_names),
        RecordType("hs-link", HsLinkRecord, models.HsLink, save_links, _("Links to the Harmonized System"), "code",
                   read=_links),
    )


Records = tuple[list[ListRecord], list[EntryRecord], list[NameRecord], list[HsLinkRecord]]

_cached: tuple[tuple[object, ...], Records, Lists] | None = None


def control_lists(clocks: Clocks = NOW) -> Lists:
    """The control lists, as they stand or by the clocks; read again only when they have changed."""
    if clocks.recalled:
        return lists_of(*_recorded(clocks), clocks.as_at)
    global _cached
    now = stamp(models.ControlList, models.ControlEntry, models.ControlName, models.HsLink)
    if _cached is None or _cached[0] != now:
        records = list(_lists()), list(_entries()), list(_names()), list(_links())
        _cached = (now, records, lists_of(*records))
    return lists_of(*_cached[1], clocks.as_at) if clocks.as_at else _cached[2]


def control_lists_at(revision: int, as_at: date | None = None) -> Lists:
    """The control lists as they stood when this was the newest revision."""
    return lists_of(*_held(recorded_at(revision)), as_at)


def taking_part(lists: Lists, clocks: Clocks = NOW) -> dict[str, frozenset[str]]:
    """For each instrument that makes a list, the States that take part in it, by all acts that are held."""
    held, bodies, states = reader(clocks), organisations(), vocabulary().states
    ids = sorted({one.instrument for one in lists.lists.values() if one.instrument})
    acts: dict[str, list[ActRecord]] = {}
    for act in held.acts(ids):
        acts.setdefault(act.instrument, []).append(act)
    return {
        key: frozenset(one for one in participants(record, acts.get(key, ()), bodies)
                       if one in states and states[one].kind != "area")
        for key, record in held.instruments(ids).items()
    }


def _recorded(clocks: Clocks) -> Records:
    return _held(recalled(clocks))


def _held(recorded: Recorded) -> Records:
    names = ("control-list", "control-entry", "control-name", "hs-link")
    return cast(Records, tuple(list(recorded.records[name].values()) for name in names))


def _lists() -> Iterator[ListRecord]:
    """Every list as its row says; rows were checked when they were written, these and those below."""
    for row in models.ControlList.objects.all():
        yield ListRecord.model_construct(
            **_fields(row, ListRecord), from_=row.since, instrument=row.instrument_id or "",
            provision=row.provision_id or "", controls=tuple(row.controls),
        )


def _entries() -> Iterator[EntryRecord]:
    for row in models.ControlEntry.objects.all():
        yield EntryRecord.model_construct(
            **_fields(row, EntryRecord), from_=row.since, list=row.control_list_id, family=row.family_id or "",
            provision=row.provision_id or "", cas=tuple(row.cas), looks_like=tuple(row.looks_like),
        )


def _names() -> Iterator[NameRecord]:
    for row in models.ControlName.objects.all():
        yield NameRecord.model_construct(**_fields(row, NameRecord), entry=row.entry_id)


def _links() -> Iterator[HsLinkRecord]:
    for row in models.HsLink.objects.all():
        yield HsLinkRecord.model_construct(**_fields(row, HsLinkRecord), entry=row.entry_id)


_ELSEWHERE: Final = frozenset(
    {"from_", "list", "family", "instrument", "provision", "entry", "controls", "cas", "looks_like"}
)
"""Columns of the records that a row holds under another name or in another form."""


def _fields(row: Model, record: type[Record]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in record.model_fields if name not in _ELSEWHERE}
