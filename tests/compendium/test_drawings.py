"""What is drawn on the server: the timeline of related instruments and the bars of the decades."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.bundled import read
from bordermark.compendium.chart import decades
from bordermark.compendium.records import DATA, InstrumentRecord
from bordermark.compendium.timeline import WIDTH, Point, timeline

DATES = st.one_of(st.just(""), st.dates(date(1648, 1, 1), date(2100, 1, 1)).map(str),
                  st.integers(1648, 2100).map(str), st.just("2012-07"))
POINTS = st.lists(st.builds(Point, id=st.uuids().map(str), label=st.text(max_size=60), adopted=DATES,
                            relation=st.sampled_from(["", "implements", "amends"])), max_size=12)


@given(points=POINTS)
def test_every_dated_instrument_is_placed_by_date_within_the_drawing(points: list[Point]) -> None:
    drawing = timeline(points)
    dated = [one for one in points if one.adopted]
    if len(dated) < 2:
        assert drawing is None
        return
    assert drawing is not None
    assert {one.point.id for one in drawing.placed} == {one.id for one in dated}
    assert set(drawing.undated) == {one for one in points if not one.adopted}
    for one, following in pairwise(drawing.placed):
        assert one.point.adopted <= following.point.adopted
        assert one.x <= following.x + 3, "a year alone stands at its beginning"
        assert one.y < following.y
    assert all(0 < one.x < WIDTH and one.y < drawing.height for one in drawing.placed)
    assert all((one.label_x > one.x) == (one.anchor == "start") for one in drawing.placed)


@given(points=POINTS)
def test_the_years_under_a_timeline_are_round_few_and_in_order(points: list[Point]) -> None:
    drawing = timeline(points)
    if drawing is None:
        return
    years = [year for _, year in drawing.ticks]
    steps = {later - earlier for earlier, later in pairwise(years)}
    assert len(years) <= 11
    assert len(steps) <= 1
    assert all(0 <= x <= WIDTH for x, _ in drawing.ticks)
    assert all(year % step == 0 for year in years for step in steps)


def test_two_instruments_of_one_day_share_a_place_but_not_a_row() -> None:
    palermo = timeline([Point("un-untoc-2000", "UNTOC", "2000-11-15", ""),
                        Point("un-som-protocol-2000", "Smuggling Protocol", "2000-11-15", "supplemented-by")])
    assert palermo is not None
    one, other = palermo.placed
    assert one.x == other.x and one.y != other.y


def test_the_decades_of_the_compendium_count_every_dated_instrument_once() -> None:
    dates = [one.adopted for one in read(DATA / "instruments.jsonl", InstrumentRecord)]
    chart = decades(dates)
    assert chart is not None
    assert sum(bar.count for bar in chart.bars) == sum(bool(one) for one in dates)
    assert max(bar.count for bar in chart.bars if bar.decade in (2000, 2010)) == max(bar.count for bar in chart.bars)


@given(dates=st.lists(DATES, max_size=40))
def test_bars_are_as_high_as_their_counts_and_no_decade_is_skipped(dates: list[str]) -> None:
    chart = decades(dates)
    found = {int(one[:3]) for one in dates if one}
    if len(found) < 2:
        assert chart is None
        return
    assert chart is not None
    assert [bar.decade for bar in chart.bars] == [10 * at for at in range(min(found), max(found) + 1)]
    for bar in chart.bars:
        assert bar.count == sum(bar.decade <= int(one[:4]) <= bar.last for one in dates if one)
        assert bar.y + bar.height == 72, "all stand on one line"
    highest = max(chart.bars, key=lambda bar: bar.count)
    assert highest.height == 56
    assert all(bar.x + 38 <= chart.width for bar in chart.bars)
