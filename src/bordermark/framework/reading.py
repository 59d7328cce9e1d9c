"""Reading the framework back as plain values: as it stands, or as it had been recorded by a moment."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import models as db

from bordermark.contributions import revisions
from bordermark.contributions.record_types import record_type
from bordermark.framework.content import Framework, framework_of
from bordermark.framework.records import TABLES
from bordermark.pack import Record


def framework(as_recorded: datetime | None = None) -> Framework:
    """The Framework as it stands, or as it had been recorded by a moment; read again only after a change."""
    if as_recorded:
        held = revisions.as_recorded(as_recorded).records
        return framework_of({table.type: held[table.type].values() for table in TABLES})
    return _current(revisions.last_revision())


@lru_cache(maxsize=2)
def _current(_revision: int) -> Framework:
    return framework_of({table.type: _rows(record_type(table.type).model, table.record) for table in TABLES})


def _rows(model: type[db.Model], record: type[Record]) -> Iterable[Record]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    for row in model._default_manager.all():
        yield record.model_validate({name: _value(row, fields[name]) for name in record.model_fields})


def _value(row: db.Model, field: "db.Field[Any, Any]") -> Any:
    value = getattr(row, field.attname)
    return "" if value is None else value
