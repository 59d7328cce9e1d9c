"""Needs and who works on them."""

from tests.diagnosis.worlds import activity, survey

from bordermark.diagnosis.gaps import Need, Supply, supplies


def test_who_reaches_a_need() -> None:
    world = survey(activity("region", "x", places=("Western Africa",)), activity("world", "y", places=("global",)),
                   activity("other", "z", capacities=("cash",), flows=("general",), places=("TJK",)))
    needs = [Need("GHA", "cargo", "drugs"), Need("TJK", "cargo", "drugs"), Need("TJK", "cash", "drugs"),
             Need("GHA", "cash", "drugs"), Need("GHA", "cargo", "wildlife"), Need("GHA", "cargo", "general")]
    assert supplies(world, needs) == [
        Supply(needs[0], "named", ("region",), ("world",)),
        Supply(needs[1], "global", (), ("world",)),
        Supply(needs[2], "named", ("other",), ()),
        Supply(needs[3], "nobody", (), ()),
        Supply(needs[4], "not-surveyed", (), ()),
        Supply(needs[5], "named", ("region",), ("world",)),
    ]
