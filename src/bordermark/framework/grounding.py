"""The Framework with the records of the compendium that it stands on, read again only after a change."""

from functools import lru_cache

from bordermark.compendium.reading import reader
from bordermark.contributions.revisions import last_revision
from bordermark.framework.coverage import Grounds
from bordermark.framework.reading import framework


def grounds() -> Grounds:
    """The Framework as it stands, with every provision and instrument."""
    return _grounds(last_revision())


@lru_cache(maxsize=1)
def _grounds(_revision: int) -> Grounds:
    held = reader()
    instruments = held.instruments()
    return Grounds(framework(), {one.id: one for one in held.provisions(list(instruments))}, instruments)
