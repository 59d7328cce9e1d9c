"""Finding codes by words: texts of the nomenclature, official wordings and everyday terms."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bordermark.vocabulary.hs.codes import EDITIONS, BadCode, Edition, read_code
from bordermark.vocabulary.hs.nomenclature import HsCode, rows, tree

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A code that answers a search, and the everyday term by which it was found, if it was."""

    code: HsCode
    term: str = ""


def find(query: str, edition: Edition, most: int = 50) -> tuple[list[Found], int]:
    """Codes that answer a query, best first, at most `most` of them, and how many there are.

    Digits find the codes that begin with them; words find the codes whose texts have every word, or begin one
    of theirs with it. A code whose everyday term is the query comes first, then short texts before long ones.
    """
    codes = tree(edition).codes
    try:
        start = read_code(query)
    except BadCode:
        start = ""
    if start:
        under = [Found(one) for code, one in codes.items() if code.startswith(start)]
        return under[:most], len(under)
    wanted = _words(query)
    if not wanted:
        return [], 0
    found = []
    for code, (texts, terms) in _texts(edition).items():
        term = next((one for one in terms if _words(one) == wanted), "")
        if term or all(any(word.startswith(part) for word in texts) for part in wanted):
            whole = sum(part in texts for part in wanted)
            found.append((not term, -whole, len(texts), code, term))
    found.sort()
    return [Found(codes[code], term) for *_, code, term in found[:most]], len(found)


def fold(text: str) -> str:
    """Without case and accents, for comparing words."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


@cache
def _texts(edition: Edition) -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    """For each code, the folded words of all its texts, and its everyday terms."""
    terms: dict[str, list[str]] = {}
    if edition == EDITIONS[-1]:
        for code, term in rows("terms.csv.gz"):
            terms.setdefault(code, []).append(term)
    return {
        code: (frozenset(_words(" ".join((one.text, *one.wordings.values(), *terms.get(code, ()))))),
               tuple(terms.get(code, ())))
        for code, one in tree(edition).codes.items()
    }
