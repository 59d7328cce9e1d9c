"""The bundled framework as plain values, without a database: for use as a library, in tests and benchmarks."""

from datetime import date
from functools import cache

from bordermark.compendium import records as compendium
from bordermark.compendium.bundled import bundled_organisations, bundled_vocabulary, read
from bordermark.framework.content import Framework, framework_of
from bordermark.framework.records import DATA, TABLES
from bordermark.framework.world import World


@cache
def bundled_framework() -> Framework:
    """The bundled framework."""
    return framework_of({table.type: read(DATA / table.file, table.record) for table in TABLES})


def bundled_world(recorded: date) -> World:
    """The bundled world: the framework with everything on which it rests, recorded on a day."""
    data = compendium.DATA
    held = bundled_framework()
    provisions = {one.id: one for one in read(data / "provisions.jsonl", compendium.ProvisionRecord)}
    instruments = {one.id: one for one in read(data / "instruments.jsonl", compendium.InstrumentRecord)}
    sources = read(data / "participation_sources.csv", compendium.ParticipationSourceRecord)
    states = bundled_vocabulary().states.values()
    return World(
        held, instruments, {key: provisions[key] for key in held.derived_from},
        tuple(read(data / "participation.csv", compendium.ActRecord)), {one.instrument: one for one in sources},
        bundled_organisations(), tuple(sorted(one.id for one in states if one.kind != "area")), recorded,
    )
