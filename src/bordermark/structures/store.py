"""Queries that keep the survey and hand it out as plain values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from django.db import models as db
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bordermark.clocks import NOW, Clocks
from bordermark.contributions.editions import recalled
from bordermark.contributions.naming import Spoken
from bordermark.contributions.record_types import RecordType
from bordermark.contributions.record_types import register as register_types
from bordermark.organisations.bodies import Organisations
from bordermark.pack import Record
from bordermark.structures import models
from bordermark.structures.drafts import Closeness
from bordermark.structures.places import Places
from bordermark.structures.records import ActivityRecord, EntityRecord, MandateRecord, MechanismRecord, ResponseRecord
from bordermark.structures.survey import Survey, survey_of
from bordermark.upsert import stamp, upsert
from bordermark.vocabulary.words import Vocabulary

_KEPT: Final[Mapping[type[Record], type[db.Model]]] = {
    EntityRecord: models.Entity, MandateRecord: models.Mandate, ActivityRecord: models.Activity,
    MechanismRecord: models.Mechanism, ResponseRecord: models.Response,
}


def register() -> None:
    """Make the survey's record types known to `contributions`."""
    register_types(
        _type("entity", EntityRecord, _("Surveyed entities"), "organisation"),
        _type("mandate", MandateRecord, _("Mandates"), "symbol"),
        _type("activity", ActivityRecord, _("Activities"), "title", ("url",), _spoken_activities),
        _type("mechanism", MechanismRecord, _("Coordination mechanisms"), "name", ("url",)),
        _type("response", ResponseRecord, _("What entities say to findings"), "statement"),
    )


def _type(
    name: str, record: type[Record], label: Any, title: str, links: tuple[str, ...] = (),
    spoken: Callable[[], Iterable[Spoken]] | None = None,
) -> RecordType:
    return RecordType(name, record, _KEPT[record], _saver(record), label, title, spoken, links=links,
                      read=_reader(record))


def _spoken_activities() -> Iterator[Spoken]:
    for key, title in models.Activity.objects.values_list("pk", "title"):
        yield Spoken(key, {"en": title})


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
            values: dict[str, Any] = {name: getattr(row, column) for name, column in columns.items()}
            yield record.model_construct(None, **{name: tuple(value) if isinstance(value, list) else value
                                                  for name, value in values.items()})

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
        return _made({name: held[name].values() for name in ("entity", "mandate", "activity", "mechanism", "response")})
    global _cached
    now = stamp(*_KEPT.values())
    if _cached is None or _cached[0] != now:
        _cached = (now, _made({
            "entity": _reader(EntityRecord)(), "mandate": _reader(MandateRecord)(),
            "activity": _reader(ActivityRecord)(), "mechanism": _reader(MechanismRecord)(),
            "response": _reader(ResponseRecord)(),
        }))
    return _cached[1]


def _made(records: Mapping[str, Iterable[Record]]) -> Survey:
    return survey_of(
        cast(Iterable[EntityRecord], records["entity"]), cast(Iterable[MandateRecord], records["mandate"]),
        cast(Iterable[ActivityRecord], records["activity"]), cast(Iterable[MechanismRecord], records["mechanism"]),
        cast(Iterable[ResponseRecord], records["response"]),
    )


_ALL_BUT_WORLDWIDE: Final = 100
"""A body with more members is asked for what it does, not for who its members are."""

_ready: tuple[tuple[object, ...], Closeness] | None = None


def closeness(held: Survey, words: Vocabulary, bodies: Organisations) -> Closeness:
    """A survey made ready to be compared with drafts; made again only for another survey, vocabulary or membership."""
    global _ready
    of = (held, words, bodies)
    if _ready is None or any(one is not other for one, other in zip(_ready[0], of, strict=True)):
        members = {key: states for key in {*bodies.by_organisation, *held.entities} & bodies.bodies.keys()
                   if 0 < len(states := bodies.members(key)) < _ALL_BUT_WORLDWIDE}
        _ready = (of, Closeness(held, Places(words), members))
    return _ready[1]
