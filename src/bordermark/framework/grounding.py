"""The Framework with the records of the compendium that it stands on, read again only after a change."""

from datetime import datetime
from functools import lru_cache

from bordermark.compendium.reading import reader
from bordermark.contributions.revisions import last_revision
from bordermark.framework.coverage import Grounds
from bordermark.framework.reading import framework


def grounds(as_recorded: datetime | None = None) -> Grounds:
    """The Framework with every provision and instrument, as it stands or as it had been recorded by a moment."""
    return _read(as_recorded) if as_recorded else _current(last_revision())


@lru_cache(maxsize=1)
def _current(_revision: int) -> Grounds:
    return _read(None)


def _read(as_recorded: datetime | None) -> Grounds:
    held = reader(as_recorded)
    instruments = held.instruments()
    provisions = {one.id: one for one in held.provisions(list(instruments))}
    return Grounds(framework(as_recorded), provisions, instruments)
