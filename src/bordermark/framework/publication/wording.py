"""The words of the publication itself, in six languages: one TOML file each, the same keys in all."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from bordermark.compendium.publication.wording import Wording

FOLDER: Final = Path(__file__).parent


@cache
def wording(language: str) -> Wording:
    """The words of a language."""
    return Wording(language, tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))
