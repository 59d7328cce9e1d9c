"""What results teach: rates that lean on those above, weights that lean on the shipped ones, finds at random."""

from math import comb
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.screening.planning import Declared, frames, plan, with_capacity

from bordermark.errors import RefusedInput
from bordermark.pack import read_rows, write_rows
from bordermark.screening.evidence import WEIGHTS
from bordermark.screening.lists import Lists
from bordermark.screening.records import HsLinkRecord
from bordermark.screening.selectivity.assigning import assign
from bordermark.screening.selectivity.beta import cumulative, jeffreys, quantile
from bordermark.screening.selectivity.lane_files import read_lanes, write_lanes
from bordermark.screening.selectivity.learning import Learned, learn, proposed_links, read_learned
from bordermark.screening.selectivity.results import INSPECTED, read_results, weighted
from bordermark.screening.selectivity.weights import PRIOR, estimate
from bordermark.screening.selectivity.yields import Count, Group, Yields, fitted, prior, shrunk

rates = st.floats(0.01, 0.99)
strengths = st.floats(0.5, 500)
counts = st.integers(0, 200).flatmap(lambda n: st.builds(Count, st.integers(0, n), st.just(n)))


@given(rates, st.integers(1, 30), st.integers(1, 30))
def test_the_beta_distribution_is_the_tail_of_a_binomial(rate: float, a: int, b: int) -> None:
    trials = a + b - 1
    tail = sum(comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(a, trials + 1))
    assert cumulative(rate, a, b) == pytest.approx(tail, abs=1e-9)


@given(rates, st.floats(1, 300), st.floats(1, 300))
def test_a_quantile_is_where_that_share_lies_below(share: float, a: float, b: float) -> None:
    assert cumulative(quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-6)


@given(counts, rates, strengths)
def test_a_rate_lies_between_what_was_seen_and_what_stands_above(count: Count, above: float, strength: float) -> None:
    rate = shrunk(count, above, strength).mean
    seen = count.found / count.inspected if count.inspected else above
    assert min(seen, above) - 1e-9 <= rate <= max(seen, above) + 1e-9


def test_nothing_seen_leaves_the_score_and_much_seen_leaves_the_score_behind() -> None:
    group = Group("cwc", "e1", "cas + name")
    assert Yields({}).of(group).rate.mean == pytest.approx(prior("cas + name").mean) == pytest.approx(0.995)
    many = Yields({group: Count(30_000, 100_000)}).of(group)
    assert many.rate.mean == pytest.approx(0.3, abs=0.001)
    low, high = many.rate.interval
    assert 0.29 < low < 0.3 < high < 0.31 and high - low < 0.006


def test_an_entry_never_inspected_leans_on_its_list_and_a_list_on_all() -> None:
    results = {Group("cwc", f"e{n}", "name"): Count(1, 20) for n in range(5)}
    results |= {Group("other", f"o{n}", "name"): Count(18, 20) for n in range(5)}
    yields = Yields(results)
    new, foreign = yields.of(Group("cwc", "new", "name")), yields.of(Group("third", "x", "name"))
    assert new.rate.mean < 0.2 < foreign.rate.mean < 0.8
    assert new.says == "score 0.90, all 95 of 200, this list 5 of 100"


def test_groups_that_are_alike_lean_far_and_groups_that_differ_hardly() -> None:
    alike = [(Count(5, 50), 0.1)] * 12
    apart = [(Count(0, 50), 0.1)] * 10 + [(Count(50, 50), 0.1)] * 2
    assert fitted(alike) == 512 and fitted(apart) <= 2
    assert fitted(alike[:2]) == 8


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_weight_of_a_feature_alone_is_the_shrunk_rate(right: int, wrong: int) -> None:
    told = {one.feature: one for one in estimate(labels(("name", right, wrong)))}
    expected = (right + PRIOR * WEIGHTS["name"]) / (right + wrong + PRIOR)
    assert told["name"].proposed == pytest.approx(expected, abs=2e-4)
    assert told["name"].low <= told["name"].proposed <= told["name"].high
    assert told["cas"].proposed == WEIGHTS["cas"] and told["cas"].inspected == 0


def test_weights_are_told_apart_when_features_come_together() -> None:
    """CAS numbers right in 90 of 100, and names with them in 92: the name adds little."""
    told = {one.feature: one for one in estimate(labels(("cas", 900, 100), ("cas + name", 920, 80)))}
    assert told["cas"].proposed == pytest.approx(0.9, abs=0.02)
    assert told["name"].proposed < 0.5 < WEIGHTS["name"]
    assert (told["name"].inspected, told["cas"].inspected) == (1000, 2000)


def test_the_same_find_on_three_lists_is_one_trial() -> None:
    once = labels(("cas", 5, 5))
    assert estimate(pl.concat([once, once, once])) == estimate(once)


def labels(*groups: tuple[str, int, int]) -> pl.DataFrame:
    rows = [(pattern, right) for pattern, yes, no in groups for right in [True] * yes + [False] * no]
    frame = pl.DataFrame(rows, schema={"pattern": pl.String, "right": pl.Boolean}, orient="row")
    return frame.with_row_index("row")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 1)), min_size=1, max_size=40))
def test_weighted_finds_are_those_of_horvitz_and_thompson(drawn: list[tuple[bool, float]]) -> None:
    count, lines = weighted([float(one) for one, _ in drawn], [chance for _, chance in drawn])
    assert lines == pytest.approx(sum(1 / chance for _, chance in drawn))
    assert count.found / count.inspected * lines == pytest.approx(sum(one / chance for one, chance in drawn))
    assert count.inspected <= len(drawn) + 1e-9


def test_lines_drawn_at_random_tell_of_all_lines_without_bias() -> None:
    """Of 600 offices, half draw 5 of 30 lines and half 5 of 10: the weighted share is the true one, 9 of 40."""
    offices = [(f"A{n}", 30, {1, 2, 3}) for n in range(300)] + [(f"B{n}", 10, {1, 2, 3, 4, 5, 6}) for n in range(300)]
    declared = [Declared(office, 1, "", ()) for office, lines, _ in offices for _ in range(lines)]
    guilty = [place in some for _, lines, some in offices for place in range(1, lines + 1)]
    lanes = assign(*frames(declared), with_capacity(5, 1), 11, Yields({})).lanes
    drawn = lanes.filter(pl.col("chosen") == "random")
    count, lines = weighted([float(guilty[row - 1]) for row in drawn["row"]], drawn["probability"].to_list())
    assert lines == pytest.approx(12_000) and drawn.height == 3_000
    assert count.found / count.inspected == pytest.approx(9 / 40, abs=0.03)
    assert sum(guilty[row - 1] for row in drawn["row"]) / 3_000 > 0.3  # without weights


def inspected(declared: list[Declared], found: set[int], chosen: str = "random") -> tuple[pl.DataFrame, pl.DataFrame]:
    lines, alerts = frames(declared)
    frame = lines.select("row", "id", "hs_code").with_columns(
        pl.lit(chosen).alias("chosen"), pl.lit(0.1).alias("probability"), pl.col("row").is_in(list(found)).alias(
            "found"), pl.lit([], pl.List(pl.String)).alias("entries"))
    return alerts, frame.select(pl.col(name).cast(kind) for name, kind in INSPECTED.items())


def test_a_specificity_is_proposed_from_lines_at_random_only(bundled: Lists, tmp_path: Path) -> None:
    link = next(one for some in bundled.links.values() for one in some if one.edition == "2022"
                and one.relation == "part")
    declared = [Declared("A", 1, link.code, ("name",) if row < 4 else (), link.entry) for row in range(40)]
    told = learn(*inspected(declared, {1, 2, 3}), bundled, "2022")
    row = next(one for one in told.links if one.entry == link.entry)
    assert (row.found, row.inspected, row.right, row.alerted) == (3, 40, 3, 4)
    assert row.proposed == pytest.approx(jeffreys(3, 40).mean, abs=1e-6)
    assert told.base.lines == 400 and told.base.rate == pytest.approx(3 / 40)
    changed = proposed_links(told, bundled)
    mine = next(one for one in changed if one.entry == link.entry)
    assert mine.specificity == row.proposed and "3 of 40 lines drawn at random" in mine.checked
    write_rows(tmp_path / "hs_links.csv", changed)
    rows, findings = read_rows(tmp_path / "hs_links.csv", HsLinkRecord)
    assert not findings and mine in [one.record for one in rows]
    by_rule = learn(*inspected(declared, {1, 2, 3}, "rule"), bundled, "2022")
    assert proposed_links(by_rule, bundled) == [] and by_rule.base.inspected == 0
    assert next(one for one in by_rule.links if one.entry == link.entry).proposed is None


def test_what_was_learned_is_read_as_it_was_written(bundled: Lists, tmp_path: Path) -> None:
    told = learn(*inspected([Declared("A", 1, "", ("cas",))] * 5, {1}), bundled, "2022")
    path = tmp_path / "learned.json"
    path.write_text(told.model_dump_json(), encoding="utf-8")
    assert read_learned(path) == told
    assert isinstance(told, Learned)
    assert told.yields().of(Group("cwc", "e1", "cas")).rate.mean < 0.7
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RefusedInput, match=r"learned\.json, column inspected"):
        read_learned(path)


def test_results_are_of_lines_that_have_a_lane(tmp_path: Path) -> None:
    lines, alerts = frames([Declared("=A", 1, "", ("cas",)), Declared("=A", 1, "", ())])
    lanes = assign(lines, alerts, plan(), 1, Yields({})).lanes
    for name in ("lanes.parquet", "lanes.csv"):
        write_lanes(tmp_path / name, lanes)
        assert read_lanes(tmp_path / name).drop("variance", "probability").equals(
            lanes.drop("variance", "probability"))
    assert "'=A" in (tmp_path / "lanes.csv").read_text(encoding="utf-8")
    path = tmp_path / "results.csv"
    path.write_text("id,outcome,entry\nid1,found,e1; e7\nid2,nothing-found,\n", encoding="utf-8")
    assert read_results(path, lanes)["entries"].to_list() == [["e1", "e7"], []]
    path.write_text("id,outcome\nid1,perhaps\nid9,found\n", encoding="utf-8")
    with pytest.raises(RefusedInput) as caught:
        read_results(path, lanes)
    assert [(one.row, one.column, one.value) for one in caught.value.findings] == [
        (2, "outcome", "perhaps"), (3, "id", "id9")]
