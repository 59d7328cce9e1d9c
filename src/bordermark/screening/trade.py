"""How much trade shares a subheading with controlled goods."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

AMOUNTS: Final = ("net_kg", "value")


@dataclass
class Share:
    """The lines declared under one subheading.

    `net_kg` sums the `weighed` lines that give a net mass, `value` the `valued` ones, in the file's own currency;
    `naming` counts the lines whose text names goods that are hidden there, `by_cas` those of each chemical.
    """

    lines: int = 0
    weighed: int = 0
    net_kg: float = 0.0
    valued: int = 0
    value: float = 0.0
    naming: int = 0
    by_cas: Counter[str] = field(default_factory=Counter)


@dataclass
class Trade:
    """What a file of declarations says: of how many `lines`, how many have a code that can be read, and the shares."""

    lines: int = 0
    rejected: int = 0
    coded: int = 0
    shares: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
