"""A realistic, seeded set of questions: broad and narrow, in six languages, with symbols, typos and filters."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bordermark.compendium.search import analysis
from bordermark.compendium.search.documents import SearchDocument, SearchRequest

SEED = 7
Question = tuple[str, SearchRequest]
"""What sort of question it is, and the question."""


def questions(real: Sequence[SearchDocument]) -> list[Question]:
    """Some 300 questions drawn from the real records."""
    rng = random.Random(SEED)
    instruments = [record for record in real if record.kind == "instrument"]
    return [
        *_broad(real),
        *_words(rng, instruments),
        *_phrases(rng, instruments),
        *_symbols(rng, instruments),
        *_typos(rng, instruments),
        *_filtered(rng, instruments),
    ]


def _broad(real: Sequence[SearchDocument]) -> list[Question]:
    """No words at all, and the commonest word or two of each language."""
    found: list[Question] = [("empty", SearchRequest())]
    found += [("empty", SearchRequest(sort=sort)) for sort in ("newest", "oldest", "title")]
    for language in ("en", "en", "ar", "es", "fr", "ru"):
        seen: Counter[str] = Counter()
        for record in real:
            text = record.texts.get(language, "") + " " + record.titles.get(language, "")
            seen.update(
                {m.group() for m in analysis.words(text) if analysis.term(m.group(), language) and len(m.group()) > 3}
            )
        common = [word for word, _ in seen.most_common(12)]
        found += [("broad", SearchRequest(word)) for word in common[:8]]
        found += [("broad", SearchRequest(f"{a} {b}")) for a, b in pairwise(common[:5])]
    return found


def _words(rng: random.Random, instruments: list[SearchDocument]) -> list[Question]:
    """One to four words of a title or text, in each language there is."""
    found: list[Question] = []
    for language in ("en", "en", "ar", "es", "fr", "ru", "zh"):
        having = [record for record in instruments if language in record.titles]
        for _ in range(12 if having else 0):
            record = rng.choice(having)
            text = rng.choice((record.titles[language], record.texts.get(language) or record.titles[language]))
            if language == "zh":
                runs = [part for m in analysis.words(text) if m["han"] for part in analysis.han_runs(m["han"])]
                asked = rng.choice(runs or ["边境"])[: rng.randrange(2, 7)]
            else:
                spoken = [m.group() for m in analysis.words(text) if analysis.term(m.group(), language)]
                asked = " ".join(rng.sample(spoken, min(len(spoken), rng.randrange(1, 5))))
            found.append((f"words-{language}", SearchRequest(asked)))
    return found


def _phrases(rng: random.Random, instruments: list[SearchDocument]) -> list[Question]:
    found: list[Question] = []
    for _ in range(24):
        spoken = [m.group() for m in analysis.words(rng.choice(instruments).titles["en"])]
        at = rng.randrange(max(1, len(spoken) - 3))
        found.append(("phrase", SearchRequest('"' + " ".join(spoken[at : at + rng.randrange(2, 5)]) + '"')))
    return found


def _symbols(rng: random.Random, instruments: list[SearchDocument]) -> list[Question]:
    named = [name for record in instruments for name in record.names if any(c.isdigit() for c in name)]
    return [("symbol", SearchRequest(name)) for name in rng.sample(named, 24)]


def _typos(rng: random.Random, instruments: list[SearchDocument]) -> list[Question]:
    found: list[Question] = []
    for language in ("en", "en", "ar", "es", "fr", "ru"):
        having = [record for record in instruments if language in record.titles]
        for _ in range(6 if having else 0):
            spoken = [m.group() for m in analysis.words(rng.choice(having).titles[language]) if len(m.group()) > 6]
            if spoken:
                word = rng.choice(spoken)
                at = rng.randrange(1, len(word) - 2)
                found.append(("typo", SearchRequest(word[:at] + word[at + 1 :])))
    return found


def _filtered(rng: random.Random, instruments: list[SearchDocument]) -> list[Question]:
    found: list[Question] = []
    for number in range(60):
        filters: dict[str, tuple[str, ...]] = {}
        for facet in rng.sample(
            ("theme", "flow", "kind", "force", "status", "scope", "decade", "checked", "region"), 1 + number % 3
        ):
            values = [value for record in rng.sample(instruments, 8) for value in record.facets.get(facet, ())]
            filters[facet] = tuple(dict.fromkeys(values[: 1 + number % 2]))
        text = rng.choice(("", "border", "travel documents", "customs cooperation", "frontières", "trafficking"))
        found.append(("filtered", SearchRequest(text, filters)))
    return found
