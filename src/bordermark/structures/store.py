"""Queries that keep the survey and hand it out as plain values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from django.db import models as db
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bordermark.clocks import NOW, Clocks
from bordermark.contributions.editions import recalled
from bordermark.contributions.record_types import RecordType
from bordermark.contributions.record_types import register as register_types
from bordermark.pack import Record
from bordermark.structures import models
from bordermark.structures.records import ActivityRecord, EntityRecord, MandateRecord, MechanismRecord
from bordermark.structures.survey import Survey, survey_of
from bordermark.upsert import stamp, upsert

_KEPT: Final[Mapping[type[Record], type[db.Model]]] = {
    EntityRecord: models.Entity, MandateRecord: models.Mandate, ActivityRecord: models.Activity,
    MechanismRecord: models.Mechanism,
}


def register() -> None:
    """Make the survey's record types known to `contributions`."""
    register_types(
        _type("entity", EntityRecord, _("Surveyed entities"), "organisation"),
        _type("mandate", MandateRecord, _("Mandates"), "symbol"),
        _type("activity", ActivityRecord, _("Activities"), "title", ("url",)),
        _type("mechanism", MechanismRecord, _("Coordination mechanisms"), "name", ("url",)),
    )


def _type(name: str, record: type[Record], label: Any, title: str, links: tuple[str, ...] = ()) -> RecordType:
    return RecordType(name, record, _KEPT[record], _saver(record), label, title, links=links, read=_reader(record))


def _saver(record: type[Record]) -> Callable[[Sequence[Any]], None]:
    model = _KEPT[record]
    columns = {name: _column(model, name) for name in record.model_fields}

    def save(some: Sequence[Record]) -> None:
        now = timezone.now()
        upsert([
            model(pk=one.key, updated=now, **{columns[name]: _plain(value) for name, value in one if name != "id"})
            for one in some
        ])

    return save


def _reader(record: type[Record]) -> Callable[[], Iterator[Record]]:
    model = _KEPT[record]
    columns = {name: _column(model, name) for name in record.model_fields}

    def read() -> Iterator[Record]:
        for row in model._default_manager.all():
            values = {name: getattr(row, column) for name, column in columns.items()}
            yield record.model_construct(
                **{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
            )

    return read


def _column(model: type[db.Model], name: str) -> str:
    field = model._meta.get_field(name)
    return field.attname if isinstance(field, db.ForeignKey) else name


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


_cached: tuple[tuple[object, ...], Survey] | None = None


def survey(clocks: Clocks = NOW) -> Survey:
    """The survey, as it stands or as it had been recorded; read again only when it has changed.

    The day of `clocks` is for the caller: what ran on it is found by `survey.standing`.
    """
    if clocks.recalled:
        held = recalled(clocks).records
        return _made({name: held[name].values() for name in ("entity", "mandate", "activity", "mechanism")})
    global _cached
    now = stamp(*_KEPT.values())
    if _cached is None or _cached[0] != now:
        _cached = (now, _made({
            "entity": _reader(EntityRecord)(), "mandate": _reader(MandateRecord)(),
            "activity": _reader(ActivityRecord)(), "mechanism": _reader(MechanismRecord)(),
        }))
    return _cached[1]


def _made(records: Mapping[str, Iterable[Record]]) -> Survey:
    return survey_of(
        cast(Iterable[EntityRecord], records["entity"]), cast(Iterable[MandateRecord], records["mandate"]),
        cast(Iterable[ActivityRecord], records["activity"]), cast(Iterable[MechanismRecord], records["mechanism"]),
    )
