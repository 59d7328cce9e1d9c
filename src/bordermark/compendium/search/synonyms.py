"""Acronyms and other names of the same thing, from a table a reader can check (``data/synonyms.csv``).

An expression leads to those of its own language, to acronyms, and to English ones, for English is the language every
record has.

Each row is one expression: ``group`` (rows of a group mean the same), ``language`` (``*`` for every language) and
``form``. At query time a stretch of the question that is one of a group's forms also finds the others, at a lower
weight.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bordermark.compendium.search.analysis import fold, words


@dataclass(frozen=True, slots=True)
class Expression:
    """One way to say something, in a language (``*``: in every language)."""

    language: str
    form: str


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The table, ready to be asked: ``groups`` by the folded words of each form, ``longest`` in words."""

    groups: dict[tuple[str, ...], tuple[Expression, ...]]
    longest: int

    def beside(self, spoken: tuple[str, ...]) -> tuple[Expression, ...]:
        """The other expressions for a stretch of folded words, empty if it is in no group."""
        return self.groups.get(spoken, ())


def folded_form(form: str) -> tuple[str, ...]:
    """The folded words of a form; a run of Chinese is one word."""
    return tuple(fold(match.group()) for match in words(form))


def parse(rows: list[dict[str, str]]) -> Synonyms:
    """The table from its rows (keys group, language, form)."""
    members: dict[str, list[Expression]] = {}
    for row in rows:
        members.setdefault(row["group"], []).append(Expression(row["language"], row["form"]))
    groups: dict[tuple[str, ...], tuple[Expression, ...]] = {}
    for expressions in members.values():
        for one in expressions:
            spoken = folded_form(one.form)
            others = tuple(
                e for e in expressions if e.language in {"*", "en", one.language} and folded_form(e.form) != spoken
            )
            groups[spoken] = tuple(dict.fromkeys(groups.get(spoken, ()) + others))
    return Synonyms(groups, max((len(spoken) for spoken in groups), default=0))


@cache
def bundled() -> Synonyms:
    """The table that comes with the package."""
    source = resources.files("bordermark.compendium.search") / "data" / "synonyms.csv"
    with source.open(encoding="utf-8") as file:
        return parse(list(csv.DictReader(file)))
