"""Queries that feed the comparing of contributions."""

from collections.abc import Iterable, Iterator

from django.db.models import Max

from bordermark.contributions.comparing import Standing
from bordermark.contributions.models import Revision
from bordermark.contributions.naming import Lexicon
from bordermark.contributions.record_types import record_type, record_types
from bordermark.errors import UnknownRecord
from bordermark.pack import Record


def standing(name: str, keys: Iterable[str]) -> dict[str, Standing]:
    """The records of a type with these keys as they stand now; those that do not stand are left out."""
    wanted = set(keys)
    return {key: Standing(data, is_now) for key, data, is_now in _latest(name) if key in wanted} if wanted else {}


def ever_stood(name: str, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these keys and digests that a record of the type has had here at any time."""
    wanted = set(pairs)
    keys = sorted({key for key, _ in wanted})
    found: set[tuple[str, str]] = set()
    for start in range(0, len(keys), 500):
        rows = Revision.objects.filter(record_type=name, record_id__in=keys[start : start + 500])
        found.update(rows.values_list("record_id", "digest"))
    return found & wanted


def standing_records(name: str, keys: Iterable[str] | None = None) -> list[Record]:
    """Records of a type as they stand, in the order of the keys; all of them, by key, without any.

    Raises UnknownRecord for a key of no record.
    """
    parse = record_type(name).record.model_validate
    if keys is None:
        return [parse(data) for _, data, _ in sorted(_latest(name), key=lambda row: row[0])]
    ordered = list(dict.fromkeys(keys))
    found = standing(name, ordered)
    for key in ordered:
        if key not in found:
            raise UnknownRecord(name, key)
    return [parse(found[key].data) for key in ordered]


def _latest(name: str) -> Iterator[tuple[str, dict[str, object], str]]:
    last = (Revision.objects.filter(record_type=name).values("record_id").annotate(last=Max("id"))
            .values_list("last", flat=True))
    rows = Revision.objects.filter(pk__in=last).exclude(digest="").values_list("record_id", "data", "digest")
    for key, data, is_now in rows.iterator():
        assert data is not None, "a record with a digest has data"
        yield key, data, is_now


def lexicon() -> Lexicon:
    """By what names everything that is held is known."""
    return Lexicon({one.name: tuple(one.spoken()) for one in record_types() if one.spoken})
