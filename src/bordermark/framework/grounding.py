"""The Framework with the records of the compendium that it stands on, read again only after a change."""

from dataclasses import replace
from functools import lru_cache

from bordermark.clocks import NOW, Clocks
from bordermark.compendium.reading import reader
from bordermark.contributions.revisions import last_revision
from bordermark.framework.coverage import Grounds
from bordermark.framework.reading import framework


def grounds(clocks: Clocks = NOW) -> Grounds:
    """The Framework with every provision and instrument, as it stands or as the clocks recall it."""
    return _read(replace(clocks, as_at=None)) if clocks.recalled else _current(last_revision())


@lru_cache(maxsize=1)
def _current(_revision: int) -> Grounds:
    return _read(NOW)


def _read(clocks: Clocks) -> Grounds:
    held = reader(clocks)
    instruments = held.instruments()
    provisions = {one.id: one for one in held.provisions(list(instruments))}
    return Grounds(framework(clocks), provisions, instruments)
