"""The folding of a text to the form in which it is compared: what a writer may vary is made the same.

A text is folded one code point at a time, so that the fold of a whole is the fold of its parts: compatibility
forms resolved and marks dropped (NFKD, UAX 15), case folded, letters that look like Latin ones made Latin,
Greek letters spelled, invisible characters dropped, whatever else is no letter and no digit a space, spaces
collapsed. Scripts that are written without spaces are cut into their characters.

`fold` is the definition. `tables` lays the same mapping out for the compiled kernel of `buffers`.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

GREEK: Final = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma",
    "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}
"""Greek letters as chemists spell them; those that no name uses are taken for the Latin letters they look like."""

LOOKS_LATIN: Final = {
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx", strict=True)), **dict(zip("οιυ", "oiu", strict=True)),
    **dict(zip("авекмнорстухіјѕһԁԛԝ", "abekmhopctyxijshdqw", strict=True)),
    "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th",
    "ɑ": "a", "ɡ": "g", "ʟ": "l", "ո": "n", "օ": "o", "հ": "h",
}
"""Letters taken for the Latin letters they look like (a choice of Unicode's confusables, UTS 39), wherever they
stand: names of the lists are folded alike, so that a Russian name still meets a Russian text."""

_DROPPED: Final = {"ـ", "\u115f", "\u1160", "\u3164", "\uffa0"}
"""Shown as nothing although Unicode calls them letters: the Arabic stretching mark and the Hangul fillers."""


def _folded(character: str) -> str:
    """One character folded; spaces in the result are cuts, and runs of them count as one."""
    out = []
    for before in unicodedata.normalize("NFKD", character):
        if before in LOOKS_LATIN:
            out.append(LOOKS_LATIN[before])
            continue
        for part in unicodedata.normalize("NFKD", before.casefold()):
            out.append(_folded_part(part))
    return "".join(out)


def _folded_part(part: str) -> str:
    category = unicodedata.category(part)
    if category[0] == "M" or category == "Cf" or part in _DROPPED:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(part))
    if category[0] not in "LN":
        return " "
    if part in GREEK:
        return f" {GREEK[part]} "
    if part in LOOKS_LATIN:
        return LOOKS_LATIN[part]
    return f" {part} " if _without_spaces(ord(part)) else part


def _without_spaces(point: int) -> bool:
    """Whether words are not divided in the script of this code point: Han, kana, Thai, Lao, Burmese, Khmer."""
    return (0x3040 <= point <= 0x30FF or 0x3400 <= point <= 0x9FFF or 0x20000 <= point <= 0x3FFFF
            or 0x0E00 <= point <= 0x0EFF or 0x1000 <= point <= 0x109F or 0x1780 <= point <= 0x17FF)


def fold(text: str) -> str:
    """The text folded, words apart by one space, without space at the ends; fold(fold(t)) == fold(t)."""
    return " ".join(text.translate(_MAPPING).split())


class _Mapping(dict[int, str]):
    """The fold of each code point met so far; the code points bound its size."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _folded(chr(point))
        return folded


_MAPPING: Final = _Mapping()


@dataclass(frozen=True, slots=True)
class Tables:
    """The fold of every code point: `blob[start[p] : start[p] + length[p]]`, UTF-8, space for a cut.

    `ascii_` is the same for the first 128 code points, a byte each. `growth` is the largest number of bytes that
    one byte of a character beyond ASCII can become.
    """

    ascii_: NDArray[np.uint8]
    start: NDArray[np.int32]
    length: NDArray[np.uint8]
    blob: NDArray[np.uint8]
    growth: int


@cache
def tables() -> Tables:
    """Built once a process, in about half a second."""
    start = np.zeros(0x110000, dtype=np.int32)
    length = np.zeros(0x110000, dtype=np.uint8)
    pieces: dict[str, int] = {}
    blob = bytearray()
    growth = 1
    for point in [*range(0xD800), *range(0xE000, 0x30000), *range(0x30000, 0x33480), *range(0xE0000, 0xE0200)]:
        character = chr(point)
        piece = _folded(character)
        at = pieces.get(piece)
        if at is None:
            at = pieces[piece] = len(blob)
            blob += piece.encode()
        start[point] = at
        length[point] = size = len(piece.encode())
        if point > 0x7F:
            growth = max(growth, -(-size // len(character.encode())))
    space = pieces[" "]
    for low, high in ((0xD800, 0xE000), (0x33480, 0xE0000), (0xE0200, 0x110000)):  # unassigned, private, surrogates
        start[low:high], length[low:high] = space, 1
    return Tables(np.array([ord(_folded(chr(point))) for point in range(128)], dtype=np.uint8), start, length,
                  np.frombuffer(bytes(blob), dtype=np.uint8), growth)
