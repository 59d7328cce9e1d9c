"""Workbooks of any number of instruments: the real ones as they stand, and made-up ones after them."""

import random
from collections.abc import Iterator, Sequence

from bordermark.compendium.records import InstrumentRecord


def made_up(real: Sequence[InstrumentRecord], how_many: int, seed: int = 5) -> Iterator[InstrumentRecord]:
    """New instruments: each a real one with the words of another's title among its own, and a symbol of its own."""
    draw = random.Random(seed)
    for number in range(how_many):
        one, other = draw.choice(real), draw.choice(real)
        words = [*one.title.split(), *other.title.split()]
        draw.shuffle(words)
        yield one.model_copy(update={
            "id": f"made-up-{number}", "title": " ".join(words[:20]), "short_title": "", "aliases": (),
            "reference": f"BENCH/{number}", "abstract": f"{one.abstract} {other.abstract}".strip(),
            "adopted": f"{draw.randint(1950, 2025)}",
        })
