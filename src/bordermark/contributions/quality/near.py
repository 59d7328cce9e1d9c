"""Near-duplicates among the records that are held: of what somebody is writing, and of one another."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Annotated, Any, Final, get_origin

from pydantic import TypeAdapter, ValidationError

from bordermark.contributions.duplicates import Alike, Because, Duplicate, Held, Likeness, near_duplicates
from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import RecordType, record_type, record_types
from bordermark.contributions.revisions import last_revision
from bordermark.contributions.store import standing_records
from bordermark.pack import Record

MOST: Final = 5
"""Records told of while somebody is writing."""


@dataclass(frozen=True, slots=True)
class Near:
    """A record that may be the one somebody is writing: where it is, and why. `page` may be empty."""

    key: str
    title: str
    page: str
    reason: str
    because: Because
    detail: str


def types_with_likeness() -> list[RecordType]:
    """The types of record of which somebody says what is like."""
    return [one for one in record_types() if one.likeness]


def near(name: str, asked: Likeness, language: str = "en") -> list[Near]:
    """The records of a type that this may be, surest first; none for a type of which nobody says what is like."""
    if record_type(name).likeness is None:
        return []
    held, titles = _held(name, last_revision())
    return [_near(name, one, titles, language) for one in islice(held.like(asked), MOST)]


def near_record(record: Record, name: str, language: str = "en") -> list[Near]:
    """The records of a type that this one, written but not yet recorded, may be."""
    likeness = record_type(name).likeness
    return near(name, likeness(record), language) if likeness else []


def _near(name: str, one: Alike, titles: Mapping[str, str], language: str) -> Near:
    return Near(one.key, titles[one.key], record_page(name, one.key, language), one.reason, one.because, one.detail)


@lru_cache(maxsize=4)
def _held(name: str, revision: int) -> tuple[Held, Mapping[str, str]]:
    """The records of a type to look among, and their titles; read anew when anything has been recorded since."""
    known = likenesses(name)
    return Held(known), {one.key: one.titles[0] for one in known}


def likenesses(name: str) -> list[Likeness]:
    """By what the records of a type that are held may be found to be one."""
    likeness = record_type(name).likeness
    return [likeness(one) for one in standing_records(name)] if likeness else []


def twins(*names: str) -> list[Duplicate]:
    """The near-duplicates among what is held, of these types or of all: for each record at most three before it."""
    asked = names or tuple(one.name for one in types_with_likeness())
    return [found for name in asked for found in near_duplicates(name, likenesses(name), ())]


def sketch(name: str, given: Mapping[str, Sequence[str]]) -> Record:
    """What a form says so far, as a record to look for others like it; fields that cannot be read are left out.

    `given` are the fields' values as a form sends them: of a list several, or one a line. It is not a valid record:
    what is required may be missing.
    """
    record = record_type(name).record
    values: dict[str, Any] = {}
    for field, about in record.model_fields.items():
        empty = about.get_default(call_default_factory=True)
        is_list = get_origin(about.annotation) is tuple
        values[field] = (() if is_list else "") if about.is_required() else empty
        text = "; ".join(given.get(field, ())).replace("\n", "; ") if is_list else next(iter(given.get(field, ())), "")
        if text.strip():
            kind: Any = about.annotation
            for mark in about.metadata:
                kind = Annotated[kind, mark]
            with suppress(ValidationError):
                values[field] = TypeAdapter(kind).validate_python(text)
    return record.model_construct(**values)
