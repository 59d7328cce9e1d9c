"""What became of alerts: nothing is lost or counted twice, and a share says how sure it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.screening.standing import Alerted
from bordermark.screening.triage.counting import DIMENSIONS, Cell, counts, wilson
from bordermark.screening.triage.counting import count as counted
from bordermark.screening.triage.drawing import PARTS, chart

NAMES = st.sampled_from(["", "a", "b", "2026-11"])


@st.composite
def cells(draw):
    status = draw(st.sampled_from(Alerted))
    outcome = draw(st.sampled_from(["found", "nothing-found"])) if status is Alerted.INSPECTED else ""
    place = (draw(NAMES), draw(NAMES), draw(NAMES), draw(NAMES))
    return Cell(place, status, outcome, draw(st.integers(1, 50)))


@given(st.lists(cells(), max_size=20), st.sampled_from(DIMENSIONS))
def test_every_alert_is_in_one_row_and_in_one_column(some, dimension):
    whole = counted(some)
    assert whole.alerts == sum(one.alerts for one in some)
    assert whole.alerts == whole.waiting + whole.dismissed + whole.referred
    rows = counts(some, (), dimension)
    for name in ("alerts", "waiting", "dismissed", "referred", "found", "nothing_found"):
        assert sum(getattr(one, name) for one in rows.values()) == getattr(whole, name)
    drawn = chart(rows)
    assert sum(piece.alerts for bar in drawn.bars for piece in bar.pieces) == whole.alerts
    pieces = [piece for bar in drawn.bars for piece in bar.pieces]
    assert all(one.part in PARTS and one.x + one.width <= drawn.width for one in pieces)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share_and_is_narrower_with_more_trials(hits, tried):
    hits = min(hits, tried)
    one, ten = wilson(hits, tried), wilson(hits * 10, tried * 10)
    assert 0 <= one.low <= one.share <= one.high <= 1
    assert ten.high - ten.low < one.high - one.low


def test_nothing_tried_is_no_share():
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("hits", "tried", "low", "high"), [
    # the score interval without correction, as Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, tells it
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
])
def test_intervals_are_those_that_were_published(hits, tried, low, high):
    found = wilson(hits, tried)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_the_days_are_the_median_of_what_was_decided():
    place = ("cwc-schedule-2", "Busan", "red", "2026-11")
    rows = counts([Cell(place, Alerted.DISMISSED, "", 3)], [(place, 1.0), (place, 2.0), (place, 30.0)], "office")
    assert rows["Busan"].days == 2.0
