"""Pages by key: every record once, in order, whatever is inserted meanwhile."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.publishing.paging import UnreadableCursor, decode, encode, page_of
from bordermark.publishing.problems import UnusableParameters

names = st.text(st.characters(min_codepoint=33, max_codepoint=0x4E20, exclude_categories=("C", "Z")), min_size=1,
                max_size=8)


def walk(records: set[str], size: int, inserted: list[str]) -> Iterator[str]:
    """Turn all pages of a list into which something is inserted after each."""
    cursor: str | None = ""
    while cursor is not None:
        after = decode(cursor, "id", (str,))[0] if cursor else ""
        following = [one for one in sorted(records) if one > str(after)]
        page = page_of(following[: size + 1], size, "id", lambda one: (one,))
        yield from page.items
        cursor = page.next
        if inserted:
            records.add(inserted.pop())


@given(st.sets(names), st.integers(1, 7))
def test_every_record_comes_once_in_order(records: set[str], size: int) -> None:
    assert list(walk(set(records), size, [])) == sorted(records)


@given(st.sets(names), st.integers(1, 7), st.lists(names, max_size=5))
def test_what_stands_throughout_comes_once_whatever_is_inserted(
    records: set[str], size: int, inserted: list[str]
) -> None:
    seen = list(walk(set(records), size, list(inserted)))
    assert seen == sorted(set(seen))
    assert records <= set(seen)


@given(st.text(max_size=60))
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    try:
        key = decode(text, "id", (str,))
    except UnreadableCursor:
        return
    assert isinstance(key[0], str)
    key[0].encode()


@pytest.mark.parametrize("cursor", [
    encode("newest", ("2012", "a")), encode("id", (1,)), encode("id", ("a", "b")), encode("id", ()), "bnVsbA",
    encode("id", ("a\x00",)), "WyJpZCIsIlx1ZDgwMCJd",
])
def test_a_cursor_of_another_list_is_refused_by_name(cursor: str) -> None:
    with pytest.raises(UnusableParameters) as caught:
        decode(cursor, "id", (str,))
    assert caught.value.errors[0].parameter == "cursor"
    assert caught.value.errors[0].value == cursor
