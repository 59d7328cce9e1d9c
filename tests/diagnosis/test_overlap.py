"""Which activities overlap, in worlds that can be counted by hand."""

import polars as pl
import pytest
from tests.diagnosis.worlds import activity, survey

from bordermark.diagnosis.cube import Cube, Weight
from bordermark.diagnosis.fragmentation import fragmentation
from bordermark.diagnosis.overlap import shared_services


def overlapping(*activities: object, weight: Weight = 1) -> list[tuple[str, str]]:
    shared = shared_services(Cube(survey(*activities), weight))  # type: ignore[arg-type]
    return shared.select("a", "b").unique(maintain_order=True).cast(pl.String).rows()


def test_the_same_function_capacity_flow_and_place() -> None:
    assert overlapping(activity("a", "x"), activity("b", "y")) == [("a", "b")]


@pytest.mark.parametrize("other", [
    {"functions": ("equip",)}, {"capacities": ("port",)}, {"flows": ("terrorists",)}, {"places": ("TJK",)},
    {"flows": ("general",)},
])
def test_a_difference_in_any_dimension_keeps_them_apart(other: dict[str, tuple[str, ...]]) -> None:
    assert overlapping(activity("a", "x"), activity("b", "y", **other)) == []


def test_what_one_body_leads_does_not_overlap() -> None:
    assert overlapping(activity("a", "x"), activity("b", "x")) == []


def test_a_regional_activity_reaches_its_states() -> None:
    assert overlapping(activity("a", "x", places=("Western Africa",)), activity("b", "y", places=("NER",)),
                       activity("c", "z", places=("TJK",))) == [("a", "b")]


def test_a_global_activity_meets_others_once_at_weight_1_and_never_at_0() -> None:
    world = (activity("a", "x", places=("global",)), activity("b", "y", places=("Western Africa",)),
             activity("c", "z", places=("global",)))
    assert overlapping(*world, weight=1) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert overlapping(*world, weight=0) == []
    assert len(shared_services(Cube(survey(*world), 1))) == 3


def test_what_is_global_and_names_states_keeps_these_at_weight_0() -> None:
    assert overlapping(activity("a", "x", places=("global", "GHA")), activity("b", "y"), weight=0) == [("a", "b")]


def test_every_shared_service_is_a_row() -> None:
    shared = shared_services(Cube(survey(
        activity("a", "x", functions=("train", "equip", "assess"), capacities=("cargo", "port")),
        activity("b", "y", functions=("equip", "train"), capacities=("port",), flows=("drugs", "general"))), 1))
    assert shared.select("function", "capacity", "flow").cast(pl.String).rows() == [
        ("equip", "port", "drugs"), ("train", "port", "drugs")]


def test_no_activity_no_overlap() -> None:
    assert overlapping() == []


def test_cells_name_only_states() -> None:
    cube = Cube(survey(activity("a", "x", places=("Western Africa", "global", "GHA"))), 1)
    assert cube.cells["state"].to_list() == ["GHA", "MLI", "NER"]


def test_fragmentation_counts_who_leads_and_how_evenly() -> None:
    cube = Cube(survey(activity("a", "x"), activity("b", "x"), activity("c", "y"), activity("d", "y"),
                       activity("e", "x", capacities=("port",)), activity("f", "x", capacities=("port",)),
                       activity("g", "y", capacities=("port",))), 1)
    cargo, port = fragmentation(cube, "capacity").rows(named=True)
    assert cargo == {"capacity": "cargo", "leads": ["x", "y"], "activities": ["a", "b", "c", "d"],
                     "effective_leads": 2.0}
    assert (port["capacity"], port["effective_leads"]) == ("port", pytest.approx(9 / 5))
