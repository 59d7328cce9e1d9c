"""Evidence in the reader's language. The engine's own sentences are English; these say the same through gettext."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bordermark.languages import direction

Piece = Mapping[str, Any]
"""A piece of evidence as an alert holds it: kind, feature, matched, start, end, weight, says."""

_NAMING: Final[Mapping[str, Promise]] = {
    "cas": _("the text has its CAS number, “{matched}”"),
    "fuzzy": _("the text has “{matched}”, a name misspelt"),
    "name": _("the text names it, “{matched}”"),
}
"""Clauses of what the text has, by kind."""

_CODE: Final[Mapping[str, Promise]] = {
    "hs whole": _("code {code} holds nothing else"),
    "hs part": _("code {code} names it beside other goods"),
    "hs residual": _("code {code} is where it is hidden"),
    "hs derived": _("code {code} may hold it"),
}
"""Clauses of what the code says, by feature."""

_VAGUE: Final = _("the text does not say what the goods are")
_OTHER_CHAPTER: Final = _("code {code} is of another chapter than its own ({own})")
_OTHER_GOODS: Final = _("the text speaks of something else ({words})")

_REPAIRS: Final[Mapping[str, Promise]] = {
    "leading zero restored": _("leading zero restored"),
    "trailing zero restored": _("trailing zero restored"),
    "decimals removed": _("decimals removed"),
}
"""What the engine did to a code so that it could be read."""

_REPAIR: Final = re.compile(rf" \(({'|'.join(_REPAIRS)})\) ")
_IN_BRACKETS: Final = re.compile(r"\((.*)\)$", re.DOTALL)


def told(piece: Piece, language: str) -> str:
    """The clause of a piece of evidence in a language; what a later engine says of itself stays in its own words."""
    with translation.override(language):
        return _clause(piece)


def told_because(because: str, evidence: Sequence[Piece], language: str) -> str:
    """The sentence of an alert, ``because``, in a language. `evidence` is all that the alert holds.

    The subject stays as the lists name it.
    """
    said = "; ".join(dict.fromkeys(piece["says"] for piece in evidence))
    subject = because.removesuffix(f": {said}.")
    if subject == because:
        return because
    with translation.override(language):
        clauses = dict.fromkeys(_clause(piece) for piece in evidence)
        return str(_("{subject}: {clauses}.")).format(subject=_isolated(subject), clauses=str(_("; ")).join(clauses))


def told_alerts(alerts: pa.Table, language: str) -> list[str]:
    """The sentence of every alert of a table, in a language."""
    because, evidence = (alerts.column(name).to_pylist() for name in ("because", "evidence"))
    return [told_because(one, pieces, language) for one, pieces in zip(because, evidence, strict=True)]


def _clause(piece: Piece) -> str:
    kind, matched, says = piece["kind"], piece["matched"], piece["says"]
    if kind in _NAMING:
        return str(_NAMING[kind]).format(matched=_isolated(matched))
    if kind == "hs" and piece["feature"] in _CODE:
        return str(_CODE[piece["feature"]]).format(code=_code(matched, says))
    if kind == "vague":
        return str(_VAGUE)
    detail = _IN_BRACKETS.search(says)
    if kind == "mismatch" and detail:
        if piece["start"] is None:
            return str(_OTHER_CHAPTER).format(code=_code(matched, says), own=_isolated(detail[1].rpartition("(")[2]))
        return str(_OTHER_GOODS).format(words=_isolated(detail[1]))
    return str(says)


def _code(written: str, says: str) -> str:
    """The code as it was written, with what was repaired."""
    repair = _REPAIR.search(says)
    return f"{_isolated(written)} ({_REPAIRS[repair[1]]})" if repair else _isolated(written)


def _isolated(text: str) -> str:
    """A text of the declaration or of a list, which must not turn the order of a sentence from right to left."""
    return f"\u2068{text}\u2069" if direction(get_language() or "en") == "rtl" else text
