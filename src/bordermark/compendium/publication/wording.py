"""The words of the publication itself, in six languages: one TOML file each, the same keys in all."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bordermark.publishing.document import Words

FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True)
class Wording:
    """Words by key; a key that is not there is a mistake of ours and raises KeyError."""

    language: str
    _entries: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        return str(self._entries[key])

    def lines(self, key: str) -> tuple[str, ...]:
        """The paragraphs of a longer text."""
        return tuple(self._entries[key])

    def strength(self, code: str) -> str:
        """The word for the strength of a provision, short enough for a frame."""
        return str(self._entries["strengths"][code])

    def press(self) -> Words:
        """What the press itself says."""
        return Words(self["contents"], self["page"], self["see_also"], self["source"], self["notes"], self["machine"])


@cache
def wording(language: str) -> Wording:
    """The words of a language."""
    return Wording(language, tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))
