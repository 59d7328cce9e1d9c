"""Reading the framework back as plain values: as it stands, or as it had been recorded."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

from django.utils import timezone

from bordermark.clocks import NOW, Clocks
from bordermark.compendium.reading import reader
from bordermark.contributions import revisions
from bordermark.contributions.editions import recalled
from bordermark.contributions.models import Revision
from bordermark.contributions.record_types import record_type
from bordermark.framework.content import Framework, framework_of
from bordermark.framework.records import TABLES
from bordermark.framework.store import rows
from bordermark.framework.world import World
from bordermark.organisations.bodies import Organisations, organisations_of
from bordermark.organisations.store import organisations
from bordermark.vocabulary.store import vocabulary


def framework(clocks: Clocks = NOW) -> Framework:
    """The Framework as it stands, or as the clocks recall it; read again only after a change."""
    return _framework(_revision(clocks), replace(clocks, as_at=None))


def _revision(clocks: Clocks) -> int:
    return recalled(clocks).revision if clocks.recalled else revisions.last_revision()


@lru_cache(maxsize=2)
def _framework(_revision: int, clocks: Clocks) -> Framework:
    if clocks.recalled:
        held = recalled(clocks).records
        return framework_of({table.type: held[table.type].values() for table in TABLES})
    return framework_of({table.type: rows(record_type(table.type).model, table.record) for table in TABLES})


def world(clocks: Clocks = NOW) -> World:
    """Everything that decides what binds a State, as it stands or as the clocks recall it."""
    return _world(_revision(clocks), replace(clocks, as_at=None))


@lru_cache(maxsize=2)
def _world(revision: int, clocks: Clocks) -> World:
    held, content = reader(clocks), framework(clocks)
    provisions = {one.id: one for one in held.provisions(list(content.bindings))}
    treaties = {*content.bindings, *(one.through for one in content.bindings.values() if one.through)}
    recorded = Revision.objects.filter(pk=revision).values_list("recorded_at", flat=True).first() or timezone.now()
    return World(
        content, held.instruments(), {key: provisions[key] for key in content.derived_from if key in provisions},
        tuple(held.acts(list(treaties))), held.participation_sources(), _organisations(clocks),
        tuple(sorted(one.id for one in vocabulary().states.values() if one.kind != "area")), recorded.date(),
    )


def _organisations(clocks: Clocks) -> Organisations:
    if not clocks.recalled:
        return organisations()
    held = recalled(clocks).records
    return organisations_of(*(
        cast(Any, held[name].values()) for name in ("organisation", "organisation-alias", "membership")
    ))
