"""Operative paragraphs of resolutions that speak of borders: what the text of a draft is compared with. Pure."""

import csv
import gzip
from dataclasses import dataclass
from functools import cache

from bordermark.structures.likeness import Texts, texts_of
from bordermark.structures.records import DATA, symbol_key


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in the words of the United Nations; `number` is such as ``11`` or ``7 (b)``."""

    symbol: str
    number: str
    title: str
    instrument: str
    text: str

    @property
    def decision(self) -> str:
        """The key of its resolution, as mandates have it."""
        return symbol_key(self.symbol)


@cache
def bundled_paragraphs() -> tuple[Paragraph, ...]:
    """The paragraphs of the pack, by resolution."""
    with gzip.open(DATA / "paragraphs.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return tuple(Paragraph(row["symbol"], row["paragraph"], row["title"], row["instrument"], row["text"])
                     for row in csv.DictReader(file))


@cache
def paragraph_texts() -> Texts:
    """Their texts, by their place among `bundled_paragraphs`, ready to be compared."""
    return texts_of((str(at), one.text) for at, one in enumerate(bundled_paragraphs()))
