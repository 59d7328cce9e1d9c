"""One line judged: which of the names, numbers and codes found in it are evidence, and for which entries."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from bordermark.screening.automaton import Automaton, Hit
from bordermark.screening.codes import Code
from bordermark.screening.evidence import Evidence, shown
from bordermark.screening.fold import fold
from bordermark.screening.words import (
    AFTER_HAN,
    BEFORE_HAN,
    INVOICE,
    ISO,
    PREFIXES,
    PRODUCTS,
    SCOPING,
    SUFFIXES,
    cannot_be,
    excluded_before,
    is_vague,
)

PIECES: Final = 5
"""Pieces of evidence of one kind kept for an alert; a text may repeat a name ten thousand times."""


class Line:
    """What is judged: the description (None where the table has no such column), the code, what was found.

    `folded` may be left empty for a line without words of CONTEXT whose code alone raises no alert.
    """

    __slots__ = ("code", "folded", "hits", "of_daily_use", "text", "words", "written")

    def __init__(
        self, text: str | None, written: str, code: Code | None, hits: Sequence[Hit], folded: str | None = None
    ) -> None:
        self.text, self.written, self.code, self.hits = text, written, code, hits
        self.folded = fold(text or "") if folded is None else folded
        self.words = frozenset(self.folded.split(" "))
        self.of_daily_use = not self.words.isdisjoint(PRODUCTS)


Found = dict[int, list[Evidence]]


def judge(line: Line, automaton: Automaton) -> Found:
    """Evidence by place of the subject; a subject is there when at least one piece would raise an alert alone."""
    subjects = automaton.subjects
    found: Found = {}
    weak: Found = {}
    chapter = line.code.chapter if line.code else ""
    for hit in _standing(line):
        evidence = _evidence(hit, line)
        excused = line.of_daily_use and hit.kind != "cas"
        unsure = hit.weak and not _standard(line, hit)
        for index in hit.subjects:
            if excused or unsure:
                subject = subjects[index]
                if chapter not in subject.chapters:
                    if excused and not subject.always:  # only named as part of a product of daily use
                        continue
                    if unsure:
                        _add(weak, index, evidence)
                        continue
            _add(found, index, evidence)
    for index, pieces in weak.items():  # a name with other meanings counts where something else agrees
        if index in found and _is_exact(found[index]):
            found[index] += pieces
    others = [index for index in found if not subjects[index].controlled]
    alike = {key for index in others for key in subjects[index].looks_like}
    if others:
        found = {index: pieces for index, pieces in found.items() if subjects[index].controlled
                 and (subjects[index].id not in alike or _is_exact(pieces))}
    if line.code:
        _add_code(line, line.code, automaton, found, alike)
    return found


def _standard(line: Line, hit: Hit) -> bool:
    """Whether a text says that a name is a standard's: "DDT (ISO)"."""
    return not line.words.isdisjoint(ISO) and fold((line.text or "")[hit.end : hit.end + 6]).split(" ")[0] in ISO


def _is_exact(pieces: Sequence[Evidence]) -> bool:
    return any(one.kind in ("cas", "name") for one in pieces)


def _add(found: Found, index: int, evidence: Evidence) -> None:
    pieces = found.get(index)
    if pieces is None:
        found[index] = [evidence]
    elif evidence not in pieces and (
            len(pieces) < PIECES or sum(one.kind == evidence.kind for one in pieces) < PIECES):
        pieces.append(evidence)


def _standing(line: Line) -> Iterator[Hit]:
    """The hits that no longer hit covers and no word beside them takes away, in their order."""
    if line.text is None:
        return
    text = line.text
    over: Hit | None = None
    hits = line.hits if len(line.hits) < 2 else sorted(line.hits, key=lambda one: (one.start, -one.end, one.kind))
    for hit in hits:
        if over is not None and hit.end <= over.end and _longer(text, over, hit):
            continue
        if over is None or hit.end > over.end:
            over = hit
        if hit.kind == "cas":
            if written_as_cas(text, hit.start, hit.end):
                yield hit
        elif not taken_away(line, hit.start, hit.end):
            yield hit


def _longer(text: str, over: Hit, hit: Hit) -> bool:
    """Whether the longer of two names says another thing: more than the numbers of places ("1,2,3-" before a name)."""
    rest = text[over.start : hit.start] + text[hit.end : over.end]
    return any(character.isalpha() for character in rest)


_DASHES: Final = frozenset("-‐‑‒–—−﹣－_")
_CUE: Final = re.compile(r"c\W?a\W?s\W*(?:(?:no|nr|n|number|num|numero|rn|reg|registry)\W*|号\W*|№\W*|#\W*)*$",
                         re.IGNORECASE)


def written_as_cas(text: str, start: int, end: int) -> bool:
    """Whether a number is written as a CAS number: with dashes, or after the word CAS; and no part of a longer one."""
    inner = [character for character in text[start:end] if not character.isdigit()
             and unicodedata.category(character) not in ("Cf", "Mn")]
    before, after = text[max(0, start - 24) : start], text[end : end + 2]
    if _CUE.search(before):
        return True
    if not inner or not any(character in _DASHES for character in inner):
        return False
    if any(character.isalpha() for character in inner):
        return False
    joined_before = len(before) > 1 and not before[-1].isspace() and not before[-1].isalnum() and before[-2].isdigit()
    joined_after = len(after) == 2 and not after[0].isspace() and not after[0].isalnum() and after[1].isdigit()
    words = fold(before).split()
    return not joined_before and not joined_after and not any(word in INVOICE for word in words[-2:])


def taken_away(line: Line, start: int, end: int) -> bool:
    """Whether the words beside a name make it another substance, or say that it is not there."""
    text, words = line.text or "", line.words
    opened = start - (text[start - 1 : start] in ("(", "[", "{"))
    if _unbalanced(text[opened:end]):
        return True
    if text[start] > "\u2e80" and (text[start - 1 : start] in BEFORE_HAN or text[end : end + 1] in AFTER_HAN):
        return True
    if not words.isdisjoint(PREFIXES):
        before = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if before and fold(before[1]) in PREFIXES:
            return True
    if not words.isdisjoint(SUFFIXES):
        after = _WORD_AFTER.match(text, end)
        if after and fold(after[1]) in SUFFIXES:
            return True
    return not words.isdisjoint(SCOPING) and excluded_before(text, start)


def _unbalanced(name: str) -> bool:
    """Whether a bracket closes in a name that opened before it, which is then the end of another name."""
    if ")" not in name and "]" not in name and "}" not in name:
        return False
    depth = 0
    for character in name:
        depth += (character in "([{") - (character in ")]}")
        if depth < 0:
            return True
    return False


_WORD_BEFORE: Final = re.compile(r"(\w+)[\s\-‐‑]?$")
_WORD_AFTER: Final = re.compile(r"[\s\-‐‑]?(\w{1,40})")
"""The word beside a name, with nothing but a space or hyphen between."""


def _evidence(hit: Hit, line: Line) -> Evidence:
    matched = shown((line.text or "")[hit.start : hit.end])
    if hit.kind == "cas":
        return Evidence("cas", "cas", matched, hit.start, hit.end, f"the text has its CAS number, {matched!r}")
    if hit.kind == "fuzzy":
        return Evidence("fuzzy", "fuzzy", matched, hit.start, hit.end, f"the text has {matched!r}, a name misspelt")
    feature = "weak name" if hit.weak else "trade name" if hit.trade else "name"
    return Evidence("name", feature, matched, hit.start, hit.end, f"the text names it, {matched!r}")


def _add_code(line: Line, code: Code, automaton: Automaton, found: Found, alike: set[str]) -> None:
    """Add what the code says: for the subjects found, and for those whose goods alone it holds."""
    subjects, written = automaton.subjects, f"code {line.written}"
    if code.repair:
        written += f" ({code.repair})"
    linked = automaton.codes.get(code.subheading, _NOTHING)
    alone: Sequence[int] = automaton.whole.get(code.subheading, ())
    if alone and (found or alike):
        alone = [index for index in alone if subjects[index].id not in alike] if linked.keys().isdisjoint(found) else ()
    against = list(_contradiction(line, code, frozenset(found), automaton)) if alone else []
    for index, pieces in found.items():
        relation = linked.get(index)
        if relation:
            pieces.append(_hs(line.written, written, relation))
        elif subjects[index].chapters and code.chapter not in subjects[index].chapters:
            pieces.append(Evidence("mismatch", "mismatch", line.written, None, None,
                                   f"{written} is of another chapter than its own ({subjects[index].shown_codes})"))
    for index in alone:
        found[index] = [_hs(line.written, written, "whole"), *against]


_NOTHING: Final[dict[int, str]] = {}


def _hs(written: str, shown_: str, relation: str) -> Evidence:
    return Evidence("hs", f"hs {relation}", written, None, None, f"{shown_} {_RELATIONS[relation]}")


_RELATIONS: Final = {
    "whole": "holds nothing else", "part": "names it beside other goods", "residual": "is where it is hidden",
    "derived": "may hold it",
}


def _contradiction(line: Line, code: Code, named: Collection[int], automaton: Automaton) -> Iterator[Evidence]:
    """What a text says against, or fails to say for, a code that holds controlled goods only."""
    if line.text is None:
        return
    if is_vague(line.folded):
        says = "the text does not say what the goods are"
        yield Evidence("vague", "vague", shown(line.text), 0, len(line.text), says)
        return
    other = next((automaton.subjects[index].title for index in sorted(named)), "")
    words = other or cannot_be(line.folded, code.chapter)
    if words:
        yield Evidence("mismatch", "mismatch", shown(line.text), 0, len(line.text),
                       f"the text speaks of something else ({shown(words, 80)})")
