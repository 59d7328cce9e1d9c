"""The tree of each edition: sections, chapters, headings and subheadings with their texts."""

import csv
import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Final, Literal

from bordermark.vocabulary.hs import DATA
from bordermark.vocabulary.hs.codes import EDITIONS, Edition, UnknownCode

Level = Literal[2, 4, 6]

NOT_HS: Final = "99"
"""The chapter that UN Comtrade adds for goods of no known kind; the Harmonized System has none of that number."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its Roman number, its title in English, its first and last chapter."""

    number: str
    title: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class HsCode:
    """A chapter, heading or subheading of one edition.

    `text` is the wording of UN Comtrade, which paraphrases; `wordings` are official texts by language (ISO 639-1)
    where they are at hand.
    """

    edition: Edition
    code: str
    text: str
    wordings: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> int:
        """2 for a chapter, 4 for a heading, 6 for a subheading."""
        return len(self.code)

    @property
    def parent(self) -> str:
        """The code above; empty for a chapter."""
        return self.code[:-2]

    @property
    def is_hs(self) -> bool:
        """False for the codes that UN Comtrade adds."""
        return not self.code.startswith(NOT_HS)

    def label(self, language: str) -> str:
        """Its wording in a language, else in English."""
        return self.wordings.get(self.label_language(language)) or self.text

    def label_language(self, language: str) -> str:
        """The language of the label that a reader of `language` gets."""
        return language if language in self.wordings else "en"


class Tree:
    """One edition: every code, in order."""

    def __init__(self, edition: Edition, codes: Mapping[str, HsCode]) -> None:
        self.edition = edition
        self.codes = codes

    def __getitem__(self, code: str) -> HsCode:
        """The code. Raises UnknownCode, saying which editions have it or what resembles it."""
        found = self.codes.get(code)
        if found is None:
            elsewhere = tuple(edition for edition in EDITIONS if code in tree(edition).codes)
            family = [one for one in self.codes if one[:2] == code[:2] and len(one) == len(code)]
            raise UnknownCode(self.edition, code, elsewhere, tuple(get_close_matches(code, family, 4, 0.6)))
        return found

    def __contains__(self, code: str) -> bool:
        return code in self.codes

    @cached_property
    def _below(self) -> Mapping[str, tuple[HsCode, ...]]:
        below: dict[str, list[HsCode]] = {}
        for one in self.codes.values():
            below.setdefault(one.parent, []).append(one)
        return {code: tuple(some) for code, some in below.items()}

    def children(self, code: str = "") -> tuple[HsCode, ...]:
        """The codes directly below one; the chapters when none is given."""
        return self._below.get(code, ())

    def ancestors(self, code: str) -> Iterator[HsCode]:
        """The codes above one, from the chapter down."""
        for digits in range(2, len(code), 2):
            yield self[code[:digits]]

    def subheadings(self, code: str = "") -> list[str]:
        """All six-digit codes at or under a code."""
        return [one for one in self.codes if len(one) == 6 and one.startswith(code)]


def rows(name: str) -> list[list[str]]:
    """The rows of a compressed table of this package, without its header."""
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@cache
def tree(edition: Edition) -> Tree:
    """The tree of an edition."""
    return _trees()[edition]


@cache
def _trees() -> Mapping[Edition, Tree]:
    wordings: dict[str, dict[str, str]] = {}
    for code, language, text in rows("wordings.csv.gz"):
        wordings.setdefault(code, {})[language] = text
    found: dict[Edition, dict[str, HsCode]] = {edition: {} for edition in EDITIONS}
    for code, editions, text in rows("nomenclature.csv.gz"):
        for edition in EDITIONS:
            if edition in editions:
                official = wordings.get(code, {}) if edition == EDITIONS[-1] else {}
                found[edition][code] = HsCode(edition, code, text, official)
    return {edition: Tree(edition, dict(sorted(codes.items()))) for edition, codes in found.items()}


@cache
def sections() -> tuple[Section, ...]:
    """The twenty-one sections, which are the same in every edition."""
    with (DATA / "sections.csv").open(encoding="utf-8", newline="") as file:
        found = []
        for number, chapters, title in list(csv.reader(file))[1:]:
            first, _, last = chapters.partition("-")
            found.append(Section(number, title, first, last or first))
    return tuple(found)


def section_of(code: str) -> Section | None:
    """The section in which a code stands; None for what is not of the Harmonized System."""
    return next((one for one in sections() if one.first <= code[:2] <= one.last), None)
