"""What a column of a typed record asks for, read off the record itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args, get_origin

from bordermark.edtf import EDTF
from bordermark.pack import Names, Part, Record, join_words

Kind = Literal["text", "words", "whole", "number", "flag", "date"]
"""What a cell holds; whole: a number without decimals."""

_DATE = get_args(EDTF)[1]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, whether it must be filled, what it names, and the only codes it may hold, if so."""

    name: str
    kind: Kind
    required: bool
    description: str
    names: Names | None = None
    codes: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def columns_of(record: type[Record]) -> tuple[Column, ...]:
    """The columns of a record, in its order."""
    found = []
    for name, field in record.model_fields.items():
        names = next((mark for mark in field.metadata if isinstance(mark, Names)), None)
        literal = get_origin(field.annotation) is Literal
        codes = tuple(get_args(field.annotation)) if literal else ()
        kind = _kind(field.annotation, field.metadata)
        found.append(Column(name, kind, field.is_required(), field.description or "", names, codes))
    return tuple(found)


def _kind(annotation: object, marks: Sequence[object]) -> Kind:
    if annotation is bool:
        return "flag"
    if annotation in (int, int | None):
        return "whole"
    if annotation in (float, float | None):
        return "number"
    if get_origin(annotation) is tuple:
        return "words"
    return "date" if _DATE in marks else "text"


def cell_of(value: object) -> str | int | float:
    """What a column's value is written as in one cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return join_words(part.cell() if isinstance(part, Part) else str(part) for part in value)
    if value is None:
        return ""
    return value if isinstance(value, int | float) else str(value)
