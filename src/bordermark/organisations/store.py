"""Queries that keep the organisations and hand them out as plain values."""

from collections.abc import Sequence

from django.utils import timezone

from bordermark.organisations import models
from bordermark.organisations.bodies import Membership, Organisation, Organisations
from bordermark.organisations.records import (
    MembershipRecord,
    OrganisationAliasRecord,
    OrganisationRecord,
    fold,
)
from bordermark.upsert import stamp, upsert


def save_organisations(records: Sequence[OrganisationRecord]) -> None:
    """Keep these organisations. Parents must be among them or be held already."""
    named = {f"name_{code}" for code in ("ar", "en", "es", "fr", "ru", "zh")}
    now = timezone.now()
    rows = [
        models.Organisation(
            **record.model_dump(exclude=named | {"parent", "hq_country"}), names=record.names,
            parent_id=record.parent or None, hq_country_id=record.hq_country or None, updated=now,
        )
        for record in _parents_first(records)
    ]
    upsert(rows)


def _parents_first(records: Sequence[OrganisationRecord]) -> list[OrganisationRecord]:
    waiting = {record.id: record for record in records}
    ordered: list[OrganisationRecord] = []
    while waiting:
        ready = [record for record in waiting.values() if record.parent not in waiting]
        ordered += ready or waiting.values()
        for record in ready or list(waiting.values()):
            del waiting[record.id]
    return ordered


def save_aliases(records: Sequence[OrganisationAliasRecord]) -> None:
    """Keep these other names."""
    upsert([
        models.OrganisationAlias(id=record.key, organisation_id=record.organisation, alias=record.alias,
                                 language=record.language, kind=record.kind)
        for record in records
    ])
    _touch({record.organisation for record in records})


def save_memberships(records: Sequence[MembershipRecord]) -> None:
    """Keep these memberships."""
    upsert([
        models.Membership(id=record.key, organisation_id=record.organisation, state_id=record.state,
                          **record.model_dump(exclude={"organisation", "state"}))
        for record in records
    ])
    _touch({record.organisation for record in records})


def _touch(ids: set[str]) -> None:
    models.Organisation.objects.filter(pk__in=ids).update(updated=timezone.now())


_cached: tuple[tuple[object, ...], Organisations] | None = None


def organisations() -> Organisations:
    """All organisations as plain values, read again only when they have changed."""
    global _cached
    now = stamp(models.Organisation, models.Membership, models.OrganisationAlias)
    if _cached is None or _cached[0] != now:
        _cached = (now, _read())
    return _cached[1]


def _read() -> Organisations:
    bodies: dict[str, Organisation] = {}
    names: dict[str, str] = {}
    for row in models.Organisation.objects.prefetch_related("aliases"):
        aliases = tuple(alias.alias for alias in row.aliases.all())
        bodies[row.id] = Organisation(
            row.id, row.names, row.kind, row.acronym, row.parent_id or "", row.hq_country_id or "",
            row.established, row.url, row.source, row.checked, row.note, aliases,
        )
        for name in (*aliases, row.acronym, row.names["en"]):
            if name:
                names[fold(name)] = row.id
    memberships = tuple(
        Membership(row.organisation_id, row.state_id, row.since, row.until, row.capacity, row.source,
                   row.source_date)
        for row in models.Membership.objects.order_by("pk")
    )
    return Organisations(bodies, memberships, names)
