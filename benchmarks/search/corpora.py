"""Corpora of any size: the real records, then seeded recombinations of their sentences and facets.

A made record has the title of one real record, its text from two others (the same two in every language, so that
translations stay together), the vocabulary labels and context of a fourth, and each facet's set of values from a
record drawn for that facet alone. Words, sentences, sets and their frequencies are thus real; which of them stand
together is not. Participation is not in the records: one in seven is given one of 150 made-up sets of States.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from bordermark.compendium.search.documents import LANGUAGES, SearchDocument

SEED = 20261124
PARTY_SETS = 150


def corpus(real: Sequence[SearchDocument], size: int) -> Iterator[SearchDocument]:
    """``size`` records: the real instruments first, then the rest made of them."""
    rng = random.Random(SEED)
    states = [f"S{n:03d}" for n in range(195)]
    parties = [tuple(sorted(rng.sample(states, rng.randrange(2, 190)))) for _ in range(PARTY_SETS)]
    instruments = [record for record in real if record.kind == "instrument"]
    for number in range(size):
        if number < len(instruments):
            made = instruments[number]
            facets = dict(made.facets)
        else:
            made = _made(rng, real, number)
            facets = _facets(rng, real)
        if rng.random() < 1 / 7:
            facets["party"] = rng.choice(parties)
        yield _with(made, facets)


def _with(record: SearchDocument, facets: dict[str, tuple[str, ...]]) -> SearchDocument:
    return SearchDocument(
        record.id, record.kind, record.instrument, record.titles, record.texts, record.labels, record.context,
        record.names, facets, record.adopted,
    )  # fmt: skip


def _made(rng: random.Random, real: Sequence[SearchDocument], number: int) -> SearchDocument:
    titled, first, second, labelled = (rng.choice(real) for _ in range(4))
    texts = {
        language: " ".join(part for part in (first.texts.get(language), second.texts.get(language)) if part)
        for language in LANGUAGES
        if language in first.texts or language in second.texts
    }
    return SearchDocument(
        id=f"made-{number}",
        kind=titled.kind,
        instrument=f"made-{number}",
        titles=titled.titles,
        texts=texts,
        labels=labelled.labels,
        context=titled.context,
        names=tuple(f"{name} {number}" for name in titled.names[:1]),
        adopted=rng.choice(real).adopted,
    )


def _facets(rng: random.Random, real: Sequence[SearchDocument]) -> dict[str, tuple[str, ...]]:
    names = sorted({facet for record in real[:50] for facet in record.facets} | {"strength"})
    return {facet: rng.choice(real).facets.get(facet, ()) for facet in names}
