"""Brokers, cores and communities in a world that can be drawn on a napkin."""

import pytest
from tests.diagnosis.worlds import activity, mechanism, survey

from bordermark.diagnosis.networks import mutual_information, network

KINDS = {"a": "left", "b": "left", "c": "left", "broker": "left", "x": "right", "y": "right", "z": "right"}
BRIDGED = survey(
    *(activity(body, body) for body in KINDS),
    mechanisms=(mechanism("m1", "a", "b", "c", "broker"), mechanism("m2", "x", "y", "z"),
                mechanism("m3", "broker", "x")),
    kinds=KINDS,
)


def test_the_broker_stands_between_two_groups() -> None:
    """Of the 15 pairs of six others, 9 go through the broker: left with right. Through x go 8: y or z with the left."""
    found = network(BRIDGED, 8, 1)
    assert found is not None
    by_body = {one.body: one for one in found.brokers}
    assert found.brokers[0].body == "broker"
    assert by_body["broker"].betweenness.observed == pytest.approx(9 / 15)
    assert by_body["x"].betweenness.observed == pytest.approx(8 / 15)
    assert by_body["a"].betweenness.observed == 0
    assert (by_body["broker"].neighbours, by_body["broker"].core.observed, by_body["z"].core.observed) == (4, 3, 2)
    assert found.communities == (("a", "b", "broker", "c"), ("x", "y", "z"))
    assert found.agreement.observed == 1


def test_the_seed_decides() -> None:
    assert network(BRIDGED, 8, 1) == network(BRIDGED, 8, 1)


def test_nothing_documented_no_network() -> None:
    assert network(survey(activity("a", "x"), activity("b", "y")), 8, 1) is None


def test_groupings_that_say_half_of_one_another() -> None:
    assert mutual_information("aabb", "aaaa") == 0
    assert 0 < mutual_information("aabb", "aaab") < 1
