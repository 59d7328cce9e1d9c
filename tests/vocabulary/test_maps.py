"""The map of the world: nobody is left out, and it says what it is told."""

from bordermark.compendium.bundled import bundled_vocabulary
from bordermark.vocabulary.maps import world, world_map


def test_every_member_state_and_observer_is_drawn_or_marked() -> None:
    geometry = world()
    drawn = {*geometry.shapes, *geometry.markers}
    assert [state.id for state in bundled_vocabulary().member_states() if state.id not in drawn] == []


def test_every_area_of_the_map_is_known_or_without_a_code() -> None:
    geometry, states = world(), bundled_vocabulary().states
    unknown = {key for key in {*geometry.shapes, *geometry.markers} if key not in states}
    assert all(key.startswith("x-") for key in unknown), unknown


def test_every_marker_stands_on_the_sheet() -> None:
    geometry = world()
    left, top, width, height = (float(part) for part in geometry.view_box.split())
    for key, (x, y) in geometry.markers.items():
        assert left <= x <= left + width and top <= y <= top + height, key


def test_an_area_carries_what_is_said_of_it_and_the_others_nothing() -> None:
    said = world_map({"KEN": ("party", "/states/KEN", "Kenya: accession 2005"), "TUV": ("signatory", "", "Tuvalu")})
    marked = [(one.id, one.standing, one.title) for one in said if one.standing]
    assert ("KEN", "party", "Kenya: accession 2005") in marked
    assert ("TUV", "signatory", "Tuvalu") in marked
    assert {key for key, *_ in marked} == {"KEN", "TUV"}
    assert len(said) == len(world_map({}))


def test_a_state_too_small_to_be_seen_is_a_marker() -> None:
    tuvalu = [one for one in world_map({}) if one.id == "TUV"]
    assert any(not one.path and (one.x, one.y) != (0, 0) for one in tuvalu)


def test_taiwan_province_of_china_is_drawn_with_the_standing_of_china() -> None:
    said = {one.id: one.standing for one in world_map({"CHN": ("party", "", ""), "TWN": ("unknown", "", "")})}
    assert said["TWN"] == said["CHN"] == "party"
