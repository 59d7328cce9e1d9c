"""What a call asks, read from a form or from JSON: bodies by any of their names, words by their codes. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from bordermark.contributions.naming import Lexicon
from bordermark.pack import Names, concept

KINDS: Final = ("organisation", "state")


def bodies(names: Iterable[str], lexicon: Lexicon) -> tuple[list[tuple[str, str]], list[str]]:
    """The bodies of these names, each once, as (kind, id); and what is wrong with the other names, in sentences.

    A name is an id, a code, a name in any of the six languages, an acronym or an alias of an organisation or a State.
    """
    found: dict[tuple[str, str], None] = {}
    wrong = []
    for name in filter(None, (" ".join(one.split()) for one in names)):
        heard = {kind: lexicon.hear(name, Names((kind,))) for kind in KINDS}
        known = [(kind, one.code) for kind, one in heard.items() if one.code]
        if len(known) == 1:
            found[known[0]] = None
        else:
            wrong.append(name + _near(heard[kind].near or (heard[kind].code,) for kind in KINDS))
    return list(found), wrong


def _near(codes: Iterable[Sequence[str]]) -> str:
    near = [code for some in codes for code in some if code]
    return f" ({', '.join(near)}?)" if near else ""


def unknown_words(asked: Mapping[str, str], lexicon: Lexicon) -> Iterator[str]:
    """Those of a theme and a region, by code, that the vocabulary does not hold."""
    for scheme, code in asked.items():
        if code and code not in {known for known, _ in lexicon.options(concept(scheme), "en")}:
            yield code


def day(text: str) -> date | None:
    """The day that a form gives; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
