"""Which provisions carry what is asked for, by id, a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Final

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from bordermark.clocks import Clocks
from bordermark.compendium import models
from bordermark.compendium.reading import provision_record, reader
from bordermark.compendium.records import ProvisionRecord


@dataclass(frozen=True, slots=True)
class ProvisionFilters:
    """What is asked for. Values of one filter widen each other, different filters narrow each other."""

    instrument: tuple[str, ...] = ()
    strength: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    theme: tuple[str, ...] = field(default=(), metadata={"list": "themes"})
    subtheme: tuple[str, ...] = field(default=(), metadata={"list": "subthemes"})
    flow: tuple[str, ...] = field(default=(), metadata={"list": "flows"})
    agency: tuple[str, ...] = field(default=(), metadata={"list": "agencies"})
    checked: bool | None = None


_LISTS: Final = {one.name: one.metadata["list"] for one in fields(ProvisionFilters) if one.metadata}
_PLAIN: Final = ("instrument", "strength", "basis")


def select_provisions(
    filters: ProvisionFilters, clocks: Clocks, after: str = "", most: int = 50
) -> tuple[int, Sequence[ProvisionRecord]]:
    """How many there are, and at most `most` of them whose ids follow `after`."""
    if clocks.recalled:
        held = reader(clocks)
        wanted = filters.instrument or tuple(held.instruments())
        found = sorted((one for one in held.provisions(wanted) if _fits(one, filters)), key=lambda one: one.id)
        return len(found), [one for one in found if one.id > after][:most]
    rows = _queried(filters)
    return rows.count(), [provision_record(row) for row in rows.filter(pk__gt=after).order_by("pk")[:most]]


def _queried(filters: ProvisionFilters) -> "QuerySet[models.Provision]":
    rows = models.Provision.objects.all()
    rows = rows.filter(**{f"{name}__in": values for name in _PLAIN if (values := getattr(filters, name))})
    for name, column in _LISTS.items():
        if codes := getattr(filters, name):
            rows = rows.alias(**{f"{column}_text": Cast(column, TextField())}).filter(_any_of(column, codes))
    if filters.checked is None:
        return rows
    return rows.exclude(checked="") if filters.checked else rows.filter(checked="")


def _any_of(column: str, codes: Iterable[str]) -> Q:
    """A list of codes is kept as JSON, in whose text a code stands between quotation marks."""
    asked = Q()
    for code in codes:
        asked |= Q(**{f"{column}_text__contains": f'"{code}"'})
    return asked


def _fits(record: ProvisionRecord, filters: ProvisionFilters) -> bool:
    if any((wanted := getattr(filters, name)) and getattr(record, name) not in wanted for name in _PLAIN):
        return False
    for name, column in _LISTS.items():
        wanted = getattr(filters, name)
        if wanted and not set(wanted) & set(getattr(record, column)):
            return False
    return filters.checked is None or bool(record.checked) == filters.checked
