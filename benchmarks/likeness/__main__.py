"""How long it takes to look through made-up instruments for near-duplicates: ``python -m benchmarks.likeness``."""

import random
import time

import django

from bordermark.contributions.duplicates import Likeness, near_duplicates

SIZES = (5_000, 50_000)


def made_up(number: int, words: list[str], chance: random.Random) -> list[Likeness]:
    """Titles of the words of the bundled ones; four of ten with a number and a year, one of fifty nearly another's."""
    found: list[Likeness] = []
    for at in range(number):
        title = " ".join(chance.choices(words, k=chance.randint(5, 14)))
        symbols: tuple[str, ...] = (f"S/{at}",)
        if chance.random() < 0.4:
            title += f" {chance.randint(1, 3000)} ({chance.randint(1950, 2025)})"
        if found and chance.random() < 0.02:
            title, symbols = f"{chance.choice(found).titles[0]} again", ()
        day = f"{chance.randint(1990, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        found.append(Likeness(f"r{at}", symbols, (title,), frozenset({chance.choice("abcdefgh")}), day))
    return found


def main() -> None:
    django.setup()
    from bordermark.compendium.bundled import bundled_sources
    from bordermark.compendium.store import likeness_of_instrument

    held = [likeness_of_instrument(one.instrument) for one in bundled_sources()]
    words = [word for one in held for word in one.titles[0].split()]
    for size in SIZES:
        records = made_up(size, words, random.Random(1))
        begun = time.process_time()
        found = near_duplicates("instrument", records, held)
        taken = time.process_time() - begun
        print(f"{size:>7,} new against {len(held)} held and one another: {taken:.2f} s of processor, "
              f"{len(found):,} near-duplicates")


if __name__ == "__main__":
    main()
