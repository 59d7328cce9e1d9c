"""What a reader may have meant by an id that nobody has."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from bordermark.compendium.models import Instrument
from bordermark.compendium.search.symbols import key as symbol_key
from bordermark.contributions.revisions import last_revision

MOST = 5
_LIKE = 0.6


def near(asked: str, names: Mapping[str, Iterable[str]], most: int = MOST) -> list[str]:
    """Ids whose id or other names resemble `asked`, best first. Pure.

    `names` gives the other names (symbols, short titles) by id. They are compared without case, spaces and
    punctuation, by the share of letters in common order (Ratcliff and Obershelp, 1988).
    """
    wanted = symbol_key(asked)[:120]
    if not wanted:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    scored = []
    for identifier, others in names.items():
        best = max(_alike(matcher, name, _LIKE) for name in (identifier, *others))
        if best >= _LIKE:
            scored.append((-best, identifier))
    return [identifier for _, identifier in sorted(scored)[:most]]


def _alike(matcher: "SequenceMatcher[str]", name: str, least: float) -> float:
    """The likeness, from 0 to 1; 0 as soon as it cannot reach `least`."""
    matcher.set_seq1(_key(name))
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


@lru_cache(maxsize=50_000)
def _key(name: str) -> str:
    return symbol_key(name)


def near_instruments(asked: str) -> list[str]:
    """Ids of other instruments that a reader may have meant, best first."""
    found = near(asked, _instrument_names(last_revision()), MOST + 1)
    return [one for one in found if one != asked][:MOST]


@lru_cache(maxsize=1)
def _instrument_names(revision: int) -> dict[str, tuple[str, ...]]:
    """Other names of every instrument, by id; read anew when anything has been recorded since."""
    rows = Instrument.objects.values_list("pk", "reference", "short_title", "aliases")
    return {key: tuple(filter(None, (reference, short, *aliases))) for key, reference, short, aliases in rows}


def near_provisions(asked: str, ids: Iterable[str]) -> list[str]:
    """Ids among `ids`, those of one instrument's provisions, that resemble `asked`; else the first of them."""
    known = list(ids)
    return near(asked, dict.fromkeys(known, ())) or known[:MOST]
