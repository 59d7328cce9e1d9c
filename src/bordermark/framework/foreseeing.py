"""What publishing a change set would do: the world after it, and the impact on measures, crosswalks and States."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from bordermark.compendium.records import ActRecord
from bordermark.contributions import revisions
from bordermark.contributions.record_types import record_type
from bordermark.contributions.review.models import ChangeItem, ChangeSet
from bordermark.framework.content import Framework, framework_of
from bordermark.framework.impact import Impact, impact
from bordermark.framework.reading import world
from bordermark.framework.records import TABLES
from bordermark.framework.store import rows
from bordermark.framework.world import World
from bordermark.organisations.bodies import Organisations, organisations_of
from bordermark.pack import Record

R = TypeVar("R", bound=Record)
Changes = Mapping[str, Mapping[str, Record | None]]
"""By type and key, the record as it would stand; None where it would be withdrawn."""

BODIES = ("organisation", "organisation-alias", "membership")


def foreseen(held: ChangeSet, day: date) -> Impact:
    """The impact of publishing a set as it is now, on what stands now; computed again only after a change."""
    return _foreseen(held.pk, held.content, revisions.last_revision(), day)


@lru_cache(maxsize=16)
def _foreseen(change_set: int, _content: str, _revision: int, day: date) -> Impact:
    changes: dict[str, dict[str, Record | None]] = {}
    for item in ChangeItem.objects.filter(change_set=change_set):
        parse = record_type(item.record_type).record.model_validate
        changes.setdefault(item.record_type, {})[item.record_id] = parse(item.data) if item.data else None
    now = world()
    return impact(now, after(now, changes), day)


def after(now: World, changes: Changes) -> World:
    """The world as it would be with these changes; what nothing of the framework rests on makes no difference.

    With an instrument that is withdrawn its provisions are gone too, and what bound through it binds nobody.
    """
    gone = {key for key, record in changes.get("instrument", {}).items() if record is None}
    content = _content(now.framework, changes)
    content = replace(content, bindings={
        key: one.model_copy(update={"through": "", "basis": "voluntary"}) if one.through in gone else one
        for key, one in content.bindings.items() if key not in gone
    })
    sources = {one.instrument: one for one in _with(now.sources.values(), changes.get("participation-source", {}))}
    return replace(
        now, framework=content, organisations=_organisations(now.organisations, changes), sources=sources,
        instruments={one.id: one for one in _with(now.instruments.values(), changes.get("instrument", {}))},
        provisions={
            one.id: one for one in _with(now.provisions.values(), changes.get("provision", {}))
            if one.id in content.derived_from and one.instrument not in gone
        },
        acts=tuple(cast(Iterable[ActRecord], _with(now.acts, changes.get("act", {})))),
    )


def _with(standing: Iterable[R], changed: Mapping[str, Record | None]) -> list[R]:
    kept = {one.key: one for one in standing}
    for key, record in changed.items():
        if record is None:
            kept.pop(key, None)
        else:
            kept[key] = cast(R, record)
    return list(kept.values())


def _content(now: Framework, changes: Changes) -> Framework:
    if not any(table.type in changes for table in TABLES):
        return now
    return framework_of({
        table.type: _with(rows(record_type(table.type).model, table.record), changes.get(table.type, {}))
        for table in TABLES
    })


def _organisations(now: Organisations, changes: Changes) -> Organisations:
    if not any(name in changes for name in BODIES):
        return now
    held = ((record_type(name).read or list)() for name in BODIES)
    return organisations_of(*(
        cast(Any, _with(some, changes.get(name, {}))) for name, some in zip(BODIES, held, strict=True)
    ))
