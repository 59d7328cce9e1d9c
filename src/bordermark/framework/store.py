"""Queries that keep the framework's records in its tables and read them back."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db import models as db
from django.utils.translation import gettext_lazy as _

from bordermark.contributions.record_types import RecordType
from bordermark.contributions.record_types import register as register_types
from bordermark.framework import models, records
from bordermark.pack import Record
from bordermark.upsert import upsert


def register() -> None:
    """Make the framework's record types known to `contributions`."""
    kept = {
        "domain": models.Domain, "measure": models.Measure, "derivation": models.Derivation,
        "passage": models.Passage, "binding": models.Binding, "entry-rule": models.EntryRule,
        "declaration": models.Declaration, "infrastructure-model": models.InfrastructureModel,
        "model-fit": models.ModelFit, "crosswalk-scheme": models.CrosswalkScheme,
        "crosswalk-element": models.CrosswalkElement, "mapping": models.Mapping,
    }
    labels = {
        "domain": _("Domains"), "measure": _("Measures"), "derivation": _("Derivations"),
        "passage": _("Official texts of provisions"), "binding": _("Grounds on which instruments bind"),
        "entry-rule": _("Rules of entry into force"), "declaration": _("Declarations and reservations"),
        "infrastructure-model": _("Models of infrastructure"), "model-fit": _("Advice of the chooser"),
        "crosswalk-scheme": _("Lists of others"), "crosswalk-element": _("Elements of the lists of others"),
        "mapping": _("Rows of crosswalks"),
    }
    titles = {"domain": "title", "measure": "title", "infrastructure-model": "name", "crosswalk-scheme": "title",
              "crosswalk-element": "label"}
    register_types(*(
        RecordType(table.type, table.record, kept[table.type], _saver(kept[table.type]), labels[table.type],
                   titles.get(table.type, ""), read=partial(rows, kept[table.type], table.record))
        for table in records.TABLES
    ))


def _saver(model: type[db.Model]) -> Callable[[Sequence[Any]], None]:
    """How records are kept whose columns are the model's fields: a reference by its key, no reference as null."""
    columns = {field.name: field for field in model._meta.concrete_fields}

    def row(record: Record) -> db.Model:
        values: dict[str, Any] = {"pk": record.key}
        for name, value in record.model_dump(mode="json").items():
            field = columns[name]
            if field.is_relation:
                values[field.attname] = value or None
            else:
                values[name] = value
        return model(**values)

    def save(some: Sequence[Record]) -> None:
        upsert([row(record) for record in some])

    return save


def rows(model: type[db.Model], record: type[Record]) -> Iterator[Record]:
    """The records that `_saver` keeps in the model's table."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    for row in model._default_manager.all():
        yield record.model_validate({name: _value(row, fields[name]) for name in record.model_fields})


def _value(row: db.Model, field: "db.Field[Any, Any]") -> Any:
    value = getattr(row, field.attname)
    return "" if value is None else value
