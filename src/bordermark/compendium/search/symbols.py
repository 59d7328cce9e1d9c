"""Document symbols: the many ways to write one, and the one key they share.

``S/RES/1540 (2004)``, ``S/RES/1540(2004)``, ``UNSCR 1540``, ``resolution 1540`` and ``1540`` are one document.
A key is a name without case, spaces and punctuation; a record is stored under the keys of all its names, and a
question is looked up under the keys of its stretches of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bordermark.compendium.search.analysis import fold, words

MAX_KEY_WORDS = 6
"""The longest stretch of words in a question that is looked up as a symbol."""

_YEAR = re.compile(r"\s*\((?:19|20)\d\d\)|:(?:19|20)\d\d\b|,.*$")
_COUNCIL = re.compile(r"(?:S/RES/|UNSCR\s*|Security Council resolution\s+)(\d{1,4})\b(?!/)", re.IGNORECASE)
_ASSEMBLY = re.compile(r"(?:A/RES/|General Assembly resolution\s+)(\d{1,2}/\d{1,4})\b", re.IGNORECASE)
_ISSUERS = re.compile(r"^(?:ICAO|IMO|WCO|IATA|IAEA|UN|EU|ILO|WHO|Council|Commission)\s+(?=.*\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{4}/\d{1,4}|\d{1,4}/\d{4}|\d{4,6})\b")
_LOOKS_LIKE_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNCIL_WORDS = ("", "sres", "res", "unscr", "scr", "unscresolution", "scresolution", "unresolution", "resolution",
                  "resolutionno", "securitycouncilresolution", "unsecuritycouncilresolution")  # fmt: skip
_ASSEMBLY_WORDS = ("", "ares", "res", "garesolution", "ungaresolution", "resolution", "generalassemblyresolution",
                   "unga", "ungeneralassemblyresolution")  # fmt: skip


def key(text: str) -> str:
    """The text as a key: folded, letters and digits only."""
    return "".join(fold(match.group()) for match in words(text))


def _variants(name: str) -> Iterable[str]:
    plain = _YEAR.sub("", name)
    for form in {name, plain, _ISSUERS.sub("", plain)}:
        yield key(form)
    if council := _COUNCIL.search(name):
        year = re.search(r"\((\d{4})\)", name)
        for word in _COUNCIL_WORDS:
            yield word + council[1]
            if year and word:
                yield word + council[1] + year[1]
    elif assembly := _ASSEMBLY.search(name):
        yield from (word + key(assembly[1]) for word in _ASSEMBLY_WORDS)
    elif (number := _NUMBER.search(plain)) and not _LOOKS_LIKE_YEAR.fullmatch(number[1]):
        yield key(number[1])


def keys(names: Iterable[str]) -> set[str]:
    """Every key under which a record with these names can be asked for."""
    return {variant for name in names for variant in _variants(name) if len(variant) > 1}
