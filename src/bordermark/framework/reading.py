"""Reading the framework back as plain values: as it stands, or as it had been recorded by a moment."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from django.db import models as db
from django.utils import timezone

from bordermark.compendium.reading import reader
from bordermark.contributions import revisions
from bordermark.contributions.models import Revision
from bordermark.contributions.record_types import record_type
from bordermark.framework.content import Framework, framework_of
from bordermark.framework.records import TABLES
from bordermark.framework.world import World
from bordermark.organisations.bodies import Organisations, organisations_of
from bordermark.organisations.store import organisations
from bordermark.pack import Record
from bordermark.vocabulary.store import vocabulary


def framework(as_recorded: datetime | None = None) -> Framework:
    """The Framework as it stands, or as it had been recorded by a moment; read again only after a change."""
    return _framework(_revision(as_recorded), as_recorded)


def _revision(as_recorded: datetime | None) -> int:
    return revisions.last_revision_at(as_recorded) if as_recorded else revisions.last_revision()


@lru_cache(maxsize=2)
def _framework(_revision: int, as_recorded: datetime | None) -> Framework:
    if as_recorded:
        held = revisions.as_recorded(as_recorded).records
        return framework_of({table.type: held[table.type].values() for table in TABLES})
    return framework_of({table.type: _rows(record_type(table.type).model, table.record) for table in TABLES})


def world(as_recorded: datetime | None = None) -> World:
    """Everything that decides what binds a State, as it stands or as it had been recorded by a moment."""
    return _world(_revision(as_recorded), as_recorded)


@lru_cache(maxsize=2)
def _world(revision: int, as_recorded: datetime | None) -> World:
    held, content = reader(as_recorded), framework(as_recorded)
    provisions = {one.id: one for one in held.provisions(list(content.bindings))}
    treaties = {*content.bindings, *(one.through for one in content.bindings.values() if one.through)}
    recorded = Revision.objects.filter(pk=revision).values_list("recorded_at", flat=True).first() or timezone.now()
    return World(
        content, held.instruments(), {key: provisions[key] for key in content.derived_from if key in provisions},
        tuple(held.acts(list(treaties))), held.participation_sources(), _organisations(as_recorded),
        tuple(sorted(one.id for one in vocabulary().states.values() if one.kind != "area")), recorded.date(),
    )


def _organisations(as_recorded: datetime | None) -> Organisations:
    if as_recorded is None:
        return organisations()
    held = revisions.as_recorded(as_recorded).records
    return organisations_of(*(
        cast(Any, held[name].values()) for name in ("organisation", "organisation-alias", "membership")
    ))


def _rows(model: type[db.Model], record: type[Record]) -> Iterable[Record]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    for row in model._default_manager.all():
        yield record.model_validate({name: _value(row, fields[name]) for name in record.model_fields})


def _value(row: db.Model, field: "db.Field[Any, Any]") -> Any:
    value = getattr(row, field.attname)
    return "" if value is None else value
