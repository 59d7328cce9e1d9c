"""From what a source gives to rows that can be proposed, and to what is left out, with the reason. Pure.

A source may be ahead of what stands here or behind it. What it has not changed since it was last read proposes
nothing, whatever became of it here; of what it has changed, the fields that it changed. A record in a state that
stood here before is behind, and proposes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from bordermark.contributions.comparing import Withdrawal
from bordermark.contributions.feeds.sources import Columns, Item
from bordermark.errors import BordermarkError, Finding
from bordermark.pack import Record, Row, findings_of

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What the feed has said last of a record: its type and key here, and its digest there."""

    type: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that was left out, and why."""

    identifier: str
    reason: str


@dataclass(slots=True)
class Sifted:
    """Rows and withdrawals to propose, what they were (by identifier), what proposes nothing, what was left out."""

    rows: dict[str, list[Row[Record]]] = field(default_factory=dict)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held here: the types of record, the known items of the feed, and what can be asked.

    `stands` gives the digest of a record of a type and key as it stands, empty when it does not; `then` gives the
    record as it stood with a digest, if it ever did; `translate` makes columns of the elements of Dublin Core, and
    names their type.
    """

    types: Mapping[str, type[Record]]
    known: Mapping[str, Known]
    stands: Callable[[str, str], str]
    then: Callable[[str, str, str], Data | None]
    translate: Callable[[Item], tuple[str, Columns]]


def sift(items: Iterable[Item], held: Held) -> Sifted:
    """What these items propose. Each identifier comes once."""
    found = Sifted()
    for item in items:
        try:
            if item.problem:
                raise _Unfit(item.problem)
            if item.digest:
                _take(item, held, found)
            else:
                _withdraw(item, held, found)
        except BordermarkError as error:
            found.skipped.append(Skipped(item.identifier, str(error)))
    return found


class _Unfit(BordermarkError):
    """The record cannot be proposed."""


def _withdraw(item: Item, held: Held, found: Sifted) -> None:
    before = held.known.get(item.identifier)
    name, key = (before.type, before.key) if before else (item.type, item.key)
    if not name:
        raise _Unfit("the source has withdrawn it, and had never given it to us")
    _kind(name, held)
    found.known[item.identifier] = Known(name, key, "")
    if not held.stands(name, key) or (before and not before.digest):
        found.unchanged += 1
    else:
        found.withdrawals.append(Withdrawal(name, key, item.identifier))


def _take(item: Item, held: Held, found: Sifted) -> None:
    before = held.known.get(item.identifier)
    if before and before.digest == item.digest:
        found.unchanged += 1
        return
    name, record = _ours(item, before, held) if item.data is not None else _translated(item, held)
    found.known[item.identifier] = Known(name, record.key, item.digest)
    found.rows.setdefault(name, []).append(Row(item.identifier, 0, record))


def _ours(item: Item, before: Known | None, held: Held) -> tuple[str, Record]:
    """A record that the source gives as we do: of one that it has changed, what it changed over what stands."""
    data, kind = item.data or {}, _kind(item.type, held)
    record = _record(kind, data)
    if item.key and record.key != item.key:
        raise _Unfit(f"found the key {record.key!r} in the record, expected {item.key!r}")
    now = held.stands(item.type, record.key)
    if now == item.digest:
        return item.type, record
    then = held.then(item.type, record.key, before.digest if before else item.digest)
    if then is not None and not before:
        raise _Unfit("it stood here as the source gives it, and was changed or withdrawn here since")
    standing = held.then(item.type, record.key, now)
    if then is not None and standing is not None:
        record = _record(kind, rebased(then, data, standing))
    return item.type, record


def _translated(item: Item, held: Held) -> tuple[str, Record]:
    """A record that the source gives in Dublin Core: what it says, over what stands or is supposed."""
    name, columns = held.translate(item)
    kind = _kind(name, held)
    key = kind.model_construct(**columns.said).key
    standing = held.then(name, key, held.stands(name, key))
    return name, _record(kind, {**(standing or columns.supposed), **columns.said})


def _kind(name: str, held: Held) -> type[Record]:
    if name not in held.types:
        raise _Unfit(f"found a record of the type {name!r}, which is not known here")
    return held.types[name]


def _record(kind: type[Record], data: Data) -> Record:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        lacking = [str(one["loc"][0]) for one in error.errors(include_url=False) if one["type"] == "missing"]
        wrong = [in_words(one) for one in findings_of("", 0, error) if one.column not in lacking]
        if lacking:
            wrong.insert(0, f"the source does not say its {', '.join(lacking)}")
        raise _Unfit("; ".join(wrong)) from error


def in_words(finding: Finding) -> str:
    """A finding without the place, which the identifier is."""
    return str(replace(finding, file="", row=0)).removeprefix(", ").removeprefix(": ")


def rebased(then: Data, data: Data, now: Data) -> dict[str, Any]:
    """What stands now, with the fields that the source has changed since then as it has them.

    >>> rebased({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    {'a': 2, 'b': 3}
    """
    return {**now, **{name: value for name, value in data.items() if then.get(name) != value}}
