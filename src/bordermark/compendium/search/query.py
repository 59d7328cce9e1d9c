"""From what was typed to what is looked for.

A question is a list of slots that must all be found. A slot is one word, one quoted phrase, or a stretch of words
that is a document symbol or a known expression; it is found in any of the languages looked in. ``read`` makes the
slots, ``match`` and ``score`` make tantivy queries of them: the first says which records match and is what facets
count, the second adds the weights (title, names, labels) that rank them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bordermark.compendium.search import analysis, symbols
from bordermark.compendium.search.stopwords import STOPWORDS
from bordermark.compendium.search.synonyms import Expression, Synonyms

MAX_WORDS = 24
MAX_TEXT = 500
_QUOTED = re.compile(
    '(?P<minus>(?:^|(?<=\\s))-(?=[^\\W\\d]|["“«]))?(?:["“”«»„](?P<phrase>[^"“”«»„]*)["“”«»„]|(?P<plain>[^\\s"“”«»„]+))'
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that must be found: its ``words`` (all of them; in this order if ``phrase``), or one of the
    ``keys`` as the record's symbol, or one of the ``beside`` expressions. ``optional`` words only add to rank.
    """

    words: tuple[str, ...]
    phrase: bool = False
    optional: bool = False
    keys: tuple[str, ...] = ()
    beside: tuple[Expression, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood: slots to find, slots to keep out, and the words left aside as too common."""

    slots: tuple[Slot, ...]
    without: tuple[Slot, ...] = ()
    ignored: tuple[str, ...] = field(default=())


def read(text: str, languages: tuple[str, ...], synonyms: Synonyms, is_symbol: Callable[[str], bool]) -> Question:
    """Understand a text, whatever it holds. ``is_symbol`` says whether a key is some record's symbol."""
    slots: list[Slot] = []
    without: list[Slot] = []
    ignored: list[str] = []
    run: list[str] = []

    def end_run() -> None:
        found, left = _slots_of(run[: max(0, MAX_WORDS - len(slots))], languages, synonyms, is_symbol)
        slots.extend(found)
        ignored.extend(left)
        run.clear()

    for part in _QUOTED.finditer(text[:MAX_TEXT].replace("\x00", " ")):
        quoted = part["phrase"] is not None
        spoken = [match.group() for match in analysis.words(part["phrase"])] if quoted else _split(part["plain"])
        if not spoken:
            continue
        if part["minus"]:
            without.append(Slot(tuple(spoken[:MAX_WORDS]), phrase=len(spoken) > 1))
        elif quoted:
            end_run()
            slots.append(Slot(tuple(spoken[:MAX_WORDS]), phrase=True))
        else:
            run.extend(spoken)
    end_run()
    return Question(tuple(slots[:MAX_WORDS]), tuple(without[:4]), tuple(ignored))


def _split(text: str) -> list[str]:
    """The words of a text as written; a run of Chinese cut at its function words."""
    found: list[str] = []
    for match in analysis.words(text):
        found.extend(analysis.han_runs(match["han"]) if match["han"] else [match.group()])
    return found


def _slots_of(
    spoken: list[str], languages: tuple[str, ...], synonyms: Synonyms, is_symbol: Callable[[str], bool]
) -> tuple[list[Slot], list[str]]:
    """Cut a run of words into slots, the longest symbol or expression first wherever one begins."""
    folded = [analysis.fold(word) for word in spoken]
    slots: list[Slot] = []
    ignored: list[str] = []
    i = 0
    while i < len(spoken):
        slot = _named_at(spoken, folded, i, synonyms, is_symbol)
        if slot is None:
            common = _is_common(spoken[i], folded[i], languages)
            if common == "everywhere":
                ignored.append(spoken[i])
            else:
                slots.append(Slot((spoken[i],), optional=common == "somewhere"))
        else:
            slots.append(slot)
        i += 1 if slot is None else len(slot.words)
    if all(slot.optional for slot in slots):
        return [], list(spoken)
    return slots, ignored


def _named_at(
    spoken: list[str], folded: list[str], i: int, synonyms: Synonyms, is_symbol: Callable[[str], bool]
) -> Slot | None:
    """The longest stretch of words beginning at i that is a record's symbol or name, a known expression, or both."""
    for n in range(min(max(symbols.MAX_KEY_WORDS, synonyms.longest), len(spoken) - i), 0, -1):
        key = "".join(folded[i : i + n])
        keys = (key,) if n <= symbols.MAX_KEY_WORDS and is_symbol(key) else ()
        beside = synonyms.beside(tuple(folded[i : i + n]))
        if keys or beside:
            return Slot(tuple(spoken[i : i + n]), keys=keys, beside=beside)
    return None


def _is_common(word: str, folded: str, languages: tuple[str, ...]) -> str:
    """``everywhere``, ``somewhere`` or ````: whether a word is a stop word in the languages looked in.

    Capitals make an acronym (UN, AU, IT), which is never a stop word.
    """
    common = [folded in STOPWORDS[language] for language in languages]
    if not any(common) or (len(word) > 1 and word.isupper() and word.isascii()):
        return ""
    return "everywhere" if all(common) else "somewhere"
