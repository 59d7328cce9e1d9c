"""The ways in which a name is written: what `fold` cannot know because it needs more than one letter at a time."""

import re
from collections.abc import Iterator
from typing import Final

from bordermark.screening.fold import fold
from bordermark.screening.words import word_set

PAIRS: Final = (("sulph", "sulf"), ("aluminium", "aluminum"), ("caesium", "cesium"), ("phosphorus", "phosphorous"))
"""Spellings of one word: British, American and common."""

CLASSES: Final = word_set(
    "acid anhydride bromide carbonate chlorate chloride cyanide dichloride difluoride ether fluoride hydroxide ketone "
    "nitrate nitrite oxide oxychloride pentachloride pentasulfide pentasulphide perchlorate permanganate peroxide "
    "phosphate phosphite sulfate sulphate sulfide sulphide trichloride trifluoride"
)
"""Words that name a class and may be put first, as in a register: "chloride, thionyl"."""

_PARTS: Final = ("tri", "di", "mono", "methyl", "ethyl", "dimethyl", "diethyl", "trimethyl", "triethyl", "isopropyl",
                 "propyl", "thio", "chloro", "trichloro", "phenyl", "nitro")
_LAST: Final = ("amine", "amines", "chloride", "oxide", "phosphonate", "phosphite")
_GERMAN: Final = (
    (re.compile(r"(chlor|fluor|brom|iod)o(?=[a-z])"), r"\1"),
    (re.compile(r"(?<=[a-z]{3})(an|en|id|at|on|in|yl|os)e\b"), r"\1"),
    (re.compile(r"\bh?c?fc (?=\d)"), lambda found: {"hfc ": "hfkw ", "hcfc ": "hfckw ", "cfc ": "fckw "}.get(found[0],
                                                                                                       found[0])),
)
"""From an English name to a German one: "1,1-difluoroethane", "1,1-Difluorethan"."""

_UMLAUT: Final = {"ä": "ae", "ö": "oe", "ü": "ue"}


def spellings(name: str, language: str = "") -> Iterator[str]:
    """Folded ways to write a name, the plain fold first; each once."""
    seen: set[str] = set()
    for one in _written(name, language):
        folded = fold(one)
        for spelled in _respelled(folded):
            if spelled and spelled not in seen:
                seen.add(spelled)
                yield spelled


def _written(name: str, language: str) -> Iterator[str]:
    """The name, and as it is typed where a keyboard lacks its letters, or with the article of its language."""
    yield name
    spelled_out = "".join(_UMLAUT.get(letter, letter) for letter in name.casefold())
    if spelled_out != name.casefold():
        yield spelled_out
    if language == "ar":
        yield "ال" + name
    bare = re.sub(r"\s+\([^()]*\)$", "", name)
    if bare != name:
        yield bare


def _respelled(folded: str) -> Iterator[str]:
    yield folded
    for one, other in PAIRS:
        for this, that in ((one, other), (other, one)):
            if re.search(rf"\b{this}" if this == "phosphorus" else this, folded) and that not in folded:
                yield folded.replace(this, that)
    if not folded.isascii():
        return
    yield from _abroad(folded)
    words = folded.split(" ")
    if len(words) == 2 and words[1] in CLASSES:
        yield f"{words[1]} {words[0]}"
    if any(character.isdigit() for character in folded):
        return
    joined = "".join(words)
    if 2 <= len(words) <= 3 and len(joined) >= 10 and min(map(len, words)) > 1:
        yield joined
        yield from _abroad(joined)
    if len(words) == 1:
        yield from _divided(folded)


def _abroad(folded: str) -> Iterator[str]:
    """An English name as German writes it, and the last word's plural and French ending."""
    german = folded
    for pattern, by in _GERMAN:
        german = pattern.sub(by, german)
    if german != folded:
        yield german
    if re.search(r"[a-z]{6}$", folded) and not folded.endswith("s"):
        yield folded + "s"
        if folded[-1] not in "aeiou":
            yield folded + "e"


def _divided(word: str) -> Iterator[str]:
    """A word written apart at the joints of chemical names, as a hyphen or the end of a line leaves it."""
    for part in _PARTS:
        if word.startswith(part) and len(word) - len(part) >= 5:
            yield f"{part} {word[len(part):]}"
    for last in _LAST:
        if word.endswith(last) and len(word) - len(last) >= 5:
            head = word[:-len(last)]
            yield f"{head} {last}"
            yield from (f"{part} {head[len(part):]} {last}" for part in _PARTS
                        if head.startswith(part) and len(head) - len(part) >= 4)
