"""The decisions that a draft resembles: mandates by symbol and title, and paragraphs of resolutions. Pure."""

from dataclasses import dataclass
from typing import Final

from bordermark.structures.drafts import Closeness, Draft
from bordermark.structures.paragraphs import Paragraph, bundled_paragraphs, paragraph_texts
from bordermark.structures.records import symbol_key

LEAST: Final = 0.15
"""A paragraph that is less alike than this is not told, nor one that shares a single word."""

LEAST_OF_TITLES: Final = 0.25
"""The same of a title: it is short, so that two common words make more of it."""


@dataclass(frozen=True, slots=True)
class CloseDecision:
    """A decision like the draft's text, with all who rest work on it; `named` where the text gives its symbol.

    `paragraph` is that of its paragraphs which is most like the text, None where its title is liker or no text of it
    is held. `score` is the likeness of the one or the other.
    """

    symbol: str
    title: str
    instrument: str
    entities: tuple[str, ...]
    paragraph: Paragraph | None
    score: float
    words: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class _Likest:
    score: float
    words: tuple[str, ...]
    paragraph: Paragraph | None = None


def closest_decisions(draft: Draft, held: Closeness, most: int) -> list[CloseDecision]:
    """Decisions that the text names by symbol, then those with a title or a paragraph like it, the nearest first.

    Titles are compared with the draft's text, paragraphs also with the names of its capacities and flows.
    """
    asked = draft.in_words(held.places.words)
    titled = draft.text or asked
    likest = {key: _Likest(score, words) for key, score in held.titles.like(titled).items()
              if score >= LEAST_OF_TITLES and len(words := tuple(held.titles.shared(titled, key))) > 1}
    paragraphs, texts = bundled_paragraphs(), paragraph_texts()
    by_paragraph: dict[str, tuple[float, str]] = {}
    for at, score in texts.like(asked).items():
        key = paragraphs[int(at)].decision
        by_paragraph[key] = max(by_paragraph.get(key, (0.0, "")), (score, at))
    for key, (score, at) in by_paragraph.items():
        words = tuple(texts.shared(asked, at))
        if score >= LEAST and len(words) > 1 and (key not in likest or score >= likest[key].score):
            likest[key] = _Likest(score, words, paragraphs[int(at)])
    plain = f"-{symbol_key(draft.text)}-"
    names = {key: _is_symbol(some[0].symbol) and f"-{key}-" in plain for key, some in held.decisions.items()}
    wanted = {*likest, *(key for key, named in names.items() if named)}
    found = [_told(key, likest.get(key, _Likest(0.0, ())), names.get(key, f"-{key}-" in plain), held)
             for key in wanted]
    return sorted(found, key=lambda one: (not one.named, -one.score, one.symbol))[:most]


def _told(key: str, likest: _Likest, named: bool, held: Closeness) -> CloseDecision:
    some, paragraph = held.decisions.get(key, ()), likest.paragraph
    symbol = some[0].symbol if some else paragraph.symbol if paragraph else key
    title = next((one.title for one in some if one.title), paragraph.title if paragraph else "")
    instrument = next((one.instrument for one in some if one.instrument), paragraph.instrument if paragraph else "")
    return CloseDecision(symbol, title, instrument, tuple(sorted({one.entity for one in some})), paragraph,
                         round(likest.score, 4), likest.words, named)


def _is_symbol(text: str) -> bool:
    return text.startswith(("A/", "S/", "E/"))
