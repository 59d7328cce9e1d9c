"""What a State is not known to take part in, beside the States of its region. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missing:
    """An instrument in which most of a State's peers take part, and for which no act of the State is held.

    It says what is *held*: the State may take part all the same if its act is later than the source.
    """

    instrument: str
    parties: int
    peers: int

    @property
    def share(self) -> float:
        """Share of the peers that take part, from 0 to 1."""
        return self.parties / self.peers


def missing_beside(
    state: str, peers: Collection[str], parties: Mapping[str, Collection[str]], least: float = 0.5
) -> list[Missing]:
    """Instruments in which at least a share `least` of `peers` take part and `state` is not known to.

    `peers` are the other States of the region, `parties` the known parties by instrument. Sorted by share, the
    largest first, then by id. Empty without peers.
    """
    others = set(peers) - {state}
    if not others:
        return []
    found = [
        Missing(instrument, len(others & set(members)), len(others))
        for instrument, members in parties.items() if state not in members
    ]
    kept = [one for one in found if one.parties and one.share >= least]
    return sorted(kept, key=lambda one: (-one.share, one.instrument))
