"""What a reader may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.near import MOST, near, near_instruments

NAMES = {"cwc-1993": ("Chemical Weapons Convention", "CWC"), "bwc-1972": ("BWC",), "un-res-1540-2004":
         ("S/RES/1540 (2004)",), "imo-solas-1974": ("SOLAS",)}


@pytest.mark.parametrize(("asked", "first"), [
    ("cwc-1994", "cwc-1993"), ("CWC", "cwc-1993"), ("chemical-weapon-convention", "cwc-1993"),
    ("s-res-1540-2004", "un-res-1540-2004"), ("SOLAS_1974", "imo-solas-1974"), ("solas", "imo-solas-1974"),
])
def test_the_likeliest_comes_first(asked: str, first: str) -> None:
    assert near(asked, NAMES)[0] == first


def test_what_is_like_nothing_is_near_nothing() -> None:
    assert near("zzzzqqqq", NAMES) == near("", NAMES) == near("---", NAMES) == []


@given(st.text(max_size=300))
def test_any_text_may_be_asked(asked: str) -> None:
    found = near(asked, NAMES)
    assert len(found) <= MOST and set(found) <= set(NAMES) and len(set(found)) == len(found)


def test_the_id_itself_is_not_near_itself(loaded: object) -> None:
    found = near_instruments("cwc-1993")
    assert found and "cwc-1993" not in found
