"""Looking up what is controlled, by code, by CAS number or by name. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from bordermark.screening.cas import is_cas
from bordermark.screening.controlled import Control, controlled_under
from bordermark.screening.lists import Lists
from bordermark.screening.records import EntryRecord
from bordermark.vocabulary.hs.codes import BadCode, Edition, UnknownCode, read_code
from bordermark.vocabulary.hs.nomenclature import tree

Asked = Literal["nothing", "cas", "bad-cas", "code", "unknown-code", "name"]

_CAS = re.compile(r"(\d{2,7})\s*[-‐‑‒–—−]\s*(\d{2})\s*[-‐‑‒–—−]\s*(\d)")


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers, with the name by which it was found (empty for a CAS number)."""

    entry: EntryRecord
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, and what answers: matches by number or name, or controls under a code.

    `near` are names that resemble one which nobody has. That nothing is found never means that nothing is controlled.
    """

    asked: Asked
    query: str
    matches: tuple[Match, ...] = ()
    controls: tuple[Control, ...] = ()
    near: tuple[str, ...] = ()


def look_up(query: str, edition: Edition, lists: Lists) -> Answer:
    """Entries by CAS number however its dashes are written, by code of an edition, or else by name.

    Names are compared without case, accents, spaces and punctuation; entries that bear the name come first, then
    those with a name that contains it.
    """
    text = query.strip()
    if not text:
        return Answer("nothing", "")
    if number := _CAS.fullmatch(text):
        cas = "-".join(number.groups())
        found = tuple(Match(entry) for entry in lists.by_cas.get(cas, ()))
        return Answer("cas" if is_cas(cas) else "bad-cas", cas, found)
    try:
        code = read_code(text)
    except BadCode:
        return _by_name(text, lists)
    try:
        tree(edition)[code]
    except UnknownCode:
        return Answer("unknown-code", code)
    return Answer("code", code, controls=tuple(controlled_under(code, edition, lists)))


def _by_name(text: str, lists: Lists) -> Answer:
    wanted = fold(text)
    if not any(letter.isalpha() for letter in wanted):
        return Answer("name", text)
    bearing: dict[str, Match] = {}
    containing: dict[str, Match] = {}
    for key, names in _names(lists).items():
        for name, folded in names:
            if folded == wanted:
                bearing.setdefault(key, Match(lists.entries[key], name))
            elif len(wanted) > 2 and wanted in folded:
                containing.setdefault(key, Match(lists.entries[key], name))
    found = [*bearing.values(), *(match for key, match in containing.items() if key not in bearing)]
    return Answer("name", text, tuple(found), near=() if found else _near(wanted, lists))


def _near(wanted: str, lists: Lists) -> tuple[str, ...]:
    spelt = {folded: name for names in _names(lists).values() for name, folded in names}
    return tuple(spelt[one] for one in get_close_matches(wanted, spelt, n=5, cutoff=0.8))


@lru_cache(maxsize=2)
def _names(lists: Lists) -> Mapping[str, list[tuple[str, str]]]:
    """Titles and names of every entry, with their folded forms."""
    return {
        key: [(name, fold(name)) for name in _spellings(entry, lists)] for key, entry in lists.entries.items()
    }


def _spellings(entry: EntryRecord, lists: Lists) -> Iterable[str]:
    yield from (one.name for one in lists.names[entry.id] if one.kind != "look-alike")
    yield entry.title


def fold(text: str) -> str:
    """Letters and digits without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())
