"""Queries that keep adopted options, and measure what became of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bordermark.contributions.record_types import RecordType, register
from bordermark.diagnosis.following.models import AdoptedOption
from bordermark.diagnosis.following.records import AdoptedOptionRecord
from bordermark.upsert import upsert


def register_type() -> None:
    """Make the record type known to `contributions`."""
    register(RecordType("adopted-option", AdoptedOptionRecord, AdoptedOption, _save, _("Adopted options"), "option",
                        read=held))


def _save(records: Sequence[AdoptedOptionRecord]) -> None:
    now = timezone.now()
    upsert([
        AdoptedOption(**one.model_dump(exclude={"bodies", "owner"}), bodies=list(one.bodies), owner_id=one.owner,
                      updated=now) for one in records
    ])


def held() -> Iterator[AdoptedOptionRecord]:
    """The adopted options, as they stand."""
    for row in AdoptedOption.objects.all():
        values: dict[str, Any] = {name: getattr(row, name) for name in AdoptedOptionRecord.model_fields}
        yield AdoptedOptionRecord.model_construct(None, **values | {"bodies": tuple(row.bodies), "owner": row.owner_id})
