"""Merging by field, as an algebra."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bordermark.contributions.review.merging import WHOLE, Merged, merge, resolved, touched

FIELDS = ("title", "status", "themes", "url")
VALUES = st.sampled_from(["", "a", "b", ["x"], ["x", "y"], 1])
RECORDS = st.none() | st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUES))

Data = dict[str, Any] | None


def sides(one: Merged) -> Any:
    return one.data, {(each.field, str(each.base), str(each.ours), str(each.theirs)) for each in one.conflicts}


@given(RECORDS, RECORDS, RECORDS)
def test_symmetric(base: Data, ours: Data, theirs: Data) -> None:
    mirrored = {(field, was, other, own) for field, was, own, other in sides(merge(base, theirs, ours))[1]}
    assert (merge(base, theirs, ours).data, mirrored) == sides(merge(base, ours, theirs))


@given(RECORDS, RECORDS)
def test_identity_a_side_that_changed_nothing_adds_nothing(base: Data, ours: Data) -> None:
    assert merge(base, ours, base) == Merged(ours) == merge(base, base, ours)
    assert merge(base, ours, ours) == Merged(ours)


@given(RECORDS, RECORDS, RECORDS)
def test_idempotent(base: Data, ours: Data, theirs: Data) -> None:
    once = merge(base, ours, theirs)
    if not once.conflicts:
        assert merge(base, once.data, theirs) == once == merge(base, ours, once.data)


@given(RECORDS, RECORDS, RECORDS)
def test_a_conflict_is_a_field_that_both_changed_and_no_other(base: Data, ours: Data, theirs: Data) -> None:
    found = {one.field for one in merge(base, ours, theirs).conflicts}
    if ours is not None and theirs is not None and base is not None:
        both = touched(base, ours) & touched(base, theirs)
        assert found == {field for field in both if ours[field] != theirs[field]}
    elif found:
        assert found == {WHOLE} or base is None


@given(RECORDS, RECORDS, RECORDS, st.frozensets(st.sampled_from((*FIELDS, WHOLE))))
def test_each_field_of_a_decided_merge_is_of_one_of_the_sides(
    base: Data, ours: Data, theirs: Data, chosen: frozenset[str]
) -> None:
    merged = merge(base, ours, theirs)
    data = resolved(merged, chosen)
    if data is None:
        assert None in (ours, theirs) or ours == theirs
        return
    for field in FIELDS:
        assert data[field] in [one[field] for one in (base, ours, theirs) if one is not None]
        if any(one.field == field for one in merged.conflicts):
            side = theirs if field in chosen else ours
            assert side is not None and data[field] == side[field]


def test_two_corrections_of_different_fields_are_both_kept() -> None:
    base = {"title": "Convention", "url": ""}
    ours, theirs = {**base, "title": "The Convention"}, {**base, "url": "https://example.org"}
    assert merge(base, ours, theirs) == Merged({"title": "The Convention", "url": "https://example.org"})


def test_one_withdraws_what_the_other_corrects() -> None:
    base, ours = {"title": "a"}, {"title": "b"}
    merged = merge(base, ours, None)
    assert [one.field for one in merged.conflicts] == [WHOLE]
    assert resolved(merged, frozenset()) == ours and resolved(merged, frozenset({WHOLE})) is None
