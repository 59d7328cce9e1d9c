"""Folding: the definition, and the compiled kernel against it."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.screening.hostile import texts
from tests.screening.oracle import folded_with_places

from bordermark.screening.buffers import fold_column, valid_rows
from bordermark.screening.fold import fold


@pytest.mark.parametrize(("text", "folded"), [
    ("Thionyl-CHLORIDE, 99%", "thionyl chloride 99"),
    ("α-Phénylacétone", "alpha phenylacetone"),
    ("Sаrin", "sarin"),                      # a Cyrillic letter
    ("s\u200bar\u00adin", "sarin"),          # invisible characters
    ("ＡＣＥＴＯＮＥ", "acetone"),
    ("沙林毒气", "沙 林 毒 气"),
    ("Straße ٣ ½", "strasse 3 1 2"),
    ("", ""), (" \n\x00", ""),
])  # fmt: skip
def test_what_a_writer_varies_is_made_the_same(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(texts)
def test_a_folded_text_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.lists(texts, max_size=6))
def test_the_kernel_folds_as_the_definition_and_knows_the_places(rows: list[str]) -> None:
    folded = fold_column(pa.array(rows, pa.string()), origins=True)
    for row, text in enumerate(rows):
        first, last = folded.starts[row], folded.starts[row + 1] - 1
        expected, places = folded_with_places(text)
        assert folded.data[first:last].tobytes().decode().strip(" ") == expected == fold(text)
        inner = folded.data[first + 1 : last].tobytes().decode().rstrip(" ")
        origins = folded.origins[first + 1 : last].tolist()
        at = 0
        for character, place in zip(inner, places, strict=True):
            assert origins[at] == place
            at += len(character.encode())


@settings(deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=20), texts.map(str.encode)), max_size=6), st.integers(0, 3))
def test_any_bytes_fold_as_their_decoding(rows: list[bytes], skipped: int) -> None:
    column = pa.array(rows, pa.binary()).slice(skipped)
    folded = fold_column(column)
    for row, data in enumerate(rows[skipped:]):
        mine = folded.data[folded.starts[row] : folded.starts[row + 1] - 1].tobytes().decode().strip(" ")
        assert mine == fold(data.decode(errors="replace"))
    assert valid_rows(column).tolist() == [_is_utf8(data) for data in rows[skipped:]]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
