"""Change sets as pages and programs see them: what differs, field by field, and what was said of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bordermark.accounts.policy import Person
from bordermark.contributions.edition_changes import Pieces, compared, field_changes, plain
from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import record_type
from bordermark.contributions.review.merging import Conflict, Data, touched
from bordermark.contributions.review.models import ChangeItem, ChangeSet, Comment
from bordermark.contributions.review.store import others_touching, recorded_before


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field before and after: as JSON holds it, in pieces that tell what is common, and what was said of it."""

    name: str
    before: Any
    after: Any
    old: Pieces
    new: Pieces
    comments: Sequence[Comment] = ()


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """A field that two changed differently: what it was, what each made of it, in pieces against what it was."""

    field: str
    base: str
    ours: Pieces
    theirs: Pieces


@dataclass(frozen=True, slots=True)
class OtherSet:
    """Another open change set that changes the same record, and the fields that both change, side by side."""

    item: ChangeItem
    fields: Sequence[ConflictShown]


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What a change set would make of a record."""

    item: ChangeItem
    title: str
    page: str
    fields: Sequence[FieldShown]
    comments: Sequence[Comment]
    others: Sequence[OtherSet]

    @property
    def beside(self) -> list[Comment]:
        """The comments on the record as a whole, and on fields that do not differ any more."""
        shown = {field.name for field in self.fields}
        return [one for one in self.comments if one.field not in shown]


def items_shown(items: Sequence[ChangeItem], person: Person, language: str) -> list[ItemShown]:
    """Items with what differs in each, what was said of it, and the other sets that touch the same record."""
    before = recorded_before(items)
    said: dict[int, list[Comment]] = {}
    for one in Comment.objects.filter(item__in=items):
        said.setdefault(one.item_id or 0, []).append(one)
    others: dict[tuple[str, str], list[ChangeItem]] = {}
    touching = others_touching(items, person)
    before |= recorded_before(touching)
    for other in touching:
        others.setdefault((other.record_type, other.record_id), []).append(other)
    return [_shown(item, before, said.get(item.pk, []), others.get((item.record_type, item.record_id), []), language)
            for item in items]


_BATCH: Final = 500


def all_shown(change_set: ChangeSet, person: Person, language: str) -> Iterator[ItemShown]:
    """All items of a set, read in batches."""
    items = list(change_set.items.all())
    for start in range(0, len(items), _BATCH):
        yield from items_shown(items[start : start + _BATCH], person, language)


def _shown(
    item: ChangeItem, before: Mapping[int, Mapping[str, Any] | None], said: Sequence[Comment],
    others: Sequence[ChangeItem], language: str,
) -> ItemShown:
    was = before[item.pk]
    own = touched(was, item.data)
    both = [OtherSet(other, _side_by_side(item.record_type, own, was, item.data, before[other.pk], other.data))
            for other in others]
    page = record_page(item.record_type, item.record_id, language) if was is not None else ""
    fields = fields_shown(item.record_type, was or {}, item.data, said) if item.data is not None else ()
    return ItemShown(item, title_of(item.record_type, item.data or was or {}), page, fields, said, both)


def _side_by_side(
    name: str, own: frozenset[str], was: Data | None, ours: Data | None, before: Data | None, theirs: Data | None
) -> list[ConflictShown]:
    """The fields that two sets change; of a record that one withdraws, those that the other changes."""
    both = own & touched(before, theirs)
    fields = [field for field in known_fields(name) if field in both]
    start = was or before or {}
    return [conflict_shown(Conflict(field, start.get(field), (ours or {}).get(field), (theirs or {}).get(field)))
            for field in fields]


def fields_shown(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any], said: Iterable[Comment] = ()
) -> list[FieldShown]:
    """The fields of a record of this type that differ, in its order; of a new record those that say something.

    Comments stand with their field.
    """
    order = {field: at for at, field in enumerate(known_fields(name))}
    by_field: dict[str, list[Comment]] = {}
    for one in said:
        by_field.setdefault(one.field, []).append(one)
    return [FieldShown(each.field, each.before, each.after, *compared(plain(each.before), plain(each.after)),
                       by_field.get(each.field, ()))
            for each in sorted(field_changes(before, after), key=lambda each: order.get(each.field, len(order)))
            if plain(each.before) or plain(each.after)]


def known_fields(name: str) -> list[str]:
    """The fields of a type of record, in its order: a database may give back those of a record in another."""
    return list(record_type(name).record.model_fields)


def title_of(name: str, data: Mapping[str, Any]) -> str:
    """By what a reader knows a record; empty where its type has no such field."""
    try:
        field = record_type(name).title
    except KeyError:
        return ""
    return str(data.get(field, "")) if field else ""


@dataclass(frozen=True, slots=True)
class ItemInConflict:
    """A record that two have changed, and the fields to decide. Nothing in a side means that it was withdrawn."""

    item: ChangeItem
    title: str
    fields: Sequence[ConflictShown]


def conflict_shown(one: Conflict) -> ConflictShown:
    """A conflict as a page shows it."""
    base = plain(one.base)
    return ConflictShown(one.field, base, compared(base, plain(one.ours))[1], compared(base, plain(one.theirs))[1])


def conflicts_shown(some: Iterable[tuple[ChangeItem, Sequence[Conflict]]]) -> list[ItemInConflict]:
    """The records of a set that need a decision, as a page shows them."""
    return [ItemInConflict(item, title_of(item.record_type, item.data or {}), [conflict_shown(one) for one in fields])
            for item, fields in some]
