"""Queries on people, and the policy's answers as conditions of queries."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q

from bordermark.accounts.models import RoleHeld
from bordermark.accounts.policy import Part, Reach, Role

NOTHING = Q(pk__in=())


def where(reach: Reach, fields: Mapping[str, str]) -> Q:
    """The condition that a row is within reach.

    `fields` say where a model keeps ``organisation``, ``state``, ``status`` and ``authors`` (ids of persons; a path to
    many rows will do: then ask for ``distinct()``). What the model does not keep, is nobody's and of no status.
    """
    if reach.everything:
        return Q()
    return reduce(or_, (_part(part, fields) for part in reach.parts), NOTHING)


def _part(part: Part, fields: Mapping[str, str]) -> Q:
    return (
        _among(fields.get("status"), part.statuses)
        & _among(fields.get("organisation"), part.organisations) & _among(fields.get("state"), part.states)
        & _among(fields.get("authors"), part.authors, never_empty=True)
        & ~_among(fields.get("organisation"), part.not_organisations) & ~_among(fields.get("state"), part.not_states)
        & ~_among(fields.get("authors"), part.not_authors, never_empty=True)
    )


def _among(field: str | None, values: Iterable[str] | None, never_empty: bool = False) -> Q:
    """That a field has one of some values; ``""`` is also the absence of a value."""
    if values is None:
        return Q()
    some = set(values)
    absent = "" in some and not never_empty
    if field is None:
        return ~NOTHING if absent else NOTHING
    condition = Q(**{f"{field}__in": sorted(some)}) if some - {""} or absent else NOTHING
    return condition | Q(**{f"{field}__isnull": True}) if absent else condition


def holders(role: Role, organisation: str = "", state: str = "") -> list[str]:
    """Ids of the active persons who hold a role for an organisation, for a State or, with neither, for anything."""
    rows = RoleHeld.objects.filter(role=role.value, user__is_active=True)
    if organisation:
        rows = rows.filter(organisation=organisation)
    if state:
        rows = rows.filter(state=state)
    return sorted(set(rows.values_list("user__username", flat=True)))


def writers(organisation: str = "", state: str = "") -> list[str]:
    """Ids of the active persons who write on behalf of an organisation or a State."""
    return sorted({one for role in (Role.CONTRIBUTOR, Role.FOCAL_POINT) for one in holders(role, organisation, state)})
