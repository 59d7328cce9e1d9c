"""Names in a buffer: the walked trie against looking for each name by itself."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bordermark.screening import naming
from bordermark.screening.naming import Names

words = st.sampled_from(["a", "ab", "b", "acid", "沙", "林", "abcdefghijklmnop", "1"])
names = st.lists(st.lists(words, min_size=1, max_size=4).map(" ".join), max_size=8, unique=True)


def buffer(rows: list[str]) -> bytes:
    return "".join(f" {row} \n" if row else " \n" for row in rows).encode()


def plainly(some: list[str], data: bytes) -> set[tuple[int, int, int]]:
    found = set()
    for place, name in enumerate(some):
        sought = f" {name} ".encode()
        at = data.find(sought)
        while at >= 0:
            found.add((place, at + 1, at + len(sought) - 1))
            at = data.find(sought, at + 1)
    return found


def found(some: list[str], data: bytes) -> list[tuple[int, ...]]:
    return list(zip(*(part.tolist() for part in Names(some).find(np.frombuffer(data, dtype=np.uint8))), strict=True))


@settings(deadline=None)
@given(names, st.lists(st.lists(words, max_size=9).map(" ".join), max_size=4))
def test_every_name_is_found_once_wherever_it_stands(some: list[str], rows: list[str]) -> None:
    got = found(some, buffer(rows))
    assert len(set(got)) == len(got)
    assert set(got) == plainly(some, buffer(rows))


def test_more_names_than_there_was_room_for() -> None:
    data = buffer(["a " * 999 + "a"])
    assert len(found(["a", "a a"], data)) == 1999


def test_a_name_does_not_go_on_in_the_next_row() -> None:
    assert found(["acid rain"], buffer(["acid", "rain"])) == []


def test_names_travel_to_other_processes() -> None:
    data = np.frombuffer(buffer(["acid"]), dtype=np.uint8)
    assert pickle.loads(pickle.dumps(Names(["acid"]))).find(data)[0].tolist() == [0]


def test_a_text_that_does_not_end_is_refused() -> None:
    with pytest.raises(ValueError, match="newline"):
        found(["acid"], b" acid")
    assert found(["acid"], b"") == []


def test_two_words_with_one_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "_hashes", lambda data, count: np.zeros(count, dtype=np.uint64))
    with pytest.raises(ValueError, match="one hash"):
        Names(["a", "b"])
