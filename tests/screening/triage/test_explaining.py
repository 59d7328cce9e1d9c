"""Why an alert fired: marked text and opened scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.screening.evidence import WEIGHTS, Evidence, score
from bordermark.screening.triage.explaining import marked, terms

PLACES = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)) | st.just((None, None)), max_size=6)
KINDS = {"cas": "cas", "name": "name", "trade name": "name", "weak name": "name", "fuzzy": "fuzzy", "hs whole": "hs",
         "hs part": "hs", "mismatch": "mismatch", "vague": "vague"}


@given(st.text(max_size=30), PLACES)
def test_the_marked_text_is_the_text(text, places):
    pieces = marked(text, places)
    assert "".join(piece for piece, _ in pieces) == text
    at = 0
    for piece, found in pieces:
        assert piece
        for place in range(at, at + len(piece)):
            inside = any(start <= place < end for start, end in places if start is not None)
            assert inside == found
        at += len(piece)


@pytest.mark.parametrize("text", ["<b>غاز الخردل</b>", "芥子气 & 光气"])
def test_offsets_count_characters_of_any_script(text):
    assert marked(text, [(3, 6)])[1] == (text[3:6], True)


@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=8))
def test_the_terms_that_count_make_the_score(features):
    evidence = [Evidence(KINDS[one], one, "x", 0, 1, "x") for one in features]
    found = terms([{**one._asdict(), "weight": one.weight} for one in evidence])
    left = 1.0
    for one in found:
        left *= 1 - one.weight if one.counts else 1
    assert round(1 - left, 4) == pytest.approx(score(evidence), abs=1e-4)
    assert [one.weight for one in found] == sorted((WEIGHTS[one] for one in features), reverse=True)
