"""The bundled vocabulary: everything is labelled in six languages, and hierarchies and extents hold."""

import pytest

from bordermark.compendium.bundled import bundled_vocabulary
from bordermark.languages import LANGUAGES
from bordermark.vocabulary.words import Vocabulary

SIX = set(LANGUAGES)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return bundled_vocabulary()


@pytest.mark.parametrize("scheme", ["theme", "subtheme", "flow", "kind"])
def test_every_concept_that_a_reader_chooses_by_is_labelled_in_six_languages(words: Vocabulary, scheme: str) -> None:
    members = words.schemes[scheme]
    for one in members:
        assert {code for code, text in one.labels.items() if text.strip()} == SIX, one.key
    for language in LANGUAGES:
        labels = [one.label(language) for one in members]
        assert len(set(labels)) == len(labels), f"two concepts of {scheme} read the same in {language}"


def test_the_nine_themes_stand_in_order_each_with_sub_themes(words: Vocabulary) -> None:
    assert [one.code for one in words.schemes["theme"]] == [f"theme-{number}" for number in range(1, 10)]
    for theme in words.schemes["theme"]:
        assert any(key.startswith("subtheme:") for key in words.narrower[theme.key]), theme.key


def test_every_sub_theme_stands_in_a_theme(words: Vocabulary) -> None:
    for one in words.schemes["subtheme"]:
        assert [key for key in one.broader if key.startswith("theme:")], one.key


def test_every_scheme_is_itself_a_concept_with_labels(words: Vocabulary) -> None:
    described = {one.code for one in words.schemes["scheme"]}
    assert set(words.schemes) - {"scheme", "m49"} <= described
    for code in described:
        assert words.label("scheme", code, "ar") != code


def test_there_are_193_member_states_and_two_observers(words: Vocabulary) -> None:
    kinds = [state.kind for state in words.states.values()]
    assert (kinds.count("member"), kinds.count("observer")) == (193, 2)
    assert {state.id for state in words.member_states() if state.kind == "observer"} == {"VAT", "PSE"}
    assert "HKG" in words.states and "HKG" not in {state.id for state in words.member_states()}


def test_every_state_has_a_name_and_a_formal_name_in_six_languages(words: Vocabulary) -> None:
    for state in words.states.values():
        assert set(state.names) == SIX, state.id
    for state in words.member_states():
        assert set(state.formal_names) == SIX, state.id
    for language in LANGUAGES:
        names = [state.name(language) for state in words.member_states()]
        assert len(set(names)) == len(names), f"two States have one name in {language}"


@pytest.mark.parametrize(("language", "name"), [
    ("ar", "كينيا"), ("en", "Kenya"), ("fr", "Kenya"), ("ru", "Кения"), ("zh", "肯尼亚"),
])
def test_a_state_is_named_in_the_readers_language(words: Vocabulary, language: str, name: str) -> None:
    assert words.state_name("KEN", language) == name


def test_a_former_state_keeps_its_name_and_what_nobody_holds_is_its_own_name(words: Vocabulary) -> None:
    for code, name in words.former_states.items():
        assert words.state_name(code, "fr") == name
        assert code not in words.states
    assert words.state_name("XXX", "en") == "XXX"
    assert words.label("kind", "no-such-kind", "en") == "no-such-kind"


def test_every_member_state_lies_in_one_region_of_the_world(words: Vocabulary) -> None:
    regions = [one.code for one in words.schemes["m49"] if "m49:001" in one.broader]
    for state in words.member_states():
        assert sum(code in state.regions for code in regions) == 1, state.id


def test_the_world_holds_every_state_and_a_region_only_its_own(words: Vocabulary) -> None:
    assert words.states_in(["m49:001"]) == frozenset(words.states)
    eastern_africa = words.states_in(["m49:014"])
    assert {"KEN", "UGA", "TZA"} <= eastern_africa
    assert "NGA" not in eastern_africa
    assert words.states_in(["m49:014", "state:NGA"]) == eastern_africa | {"NGA"}
    assert words.states_in(["organisation:ecowas"]) == frozenset()


def test_every_region_of_application_is_made_of_what_is_known(words: Vocabulary) -> None:
    for region in words.schemes["region"]:
        for part in region.extent:
            kind, _, code = part.partition(":")
            assert kind != "state" or code in words.states, (region.key, part)
            assert kind != "m49" or part in words.concepts, (region.key, part)


def test_no_concept_is_broader_than_itself_at_any_distance(words: Vocabulary) -> None:
    for one in words.concepts.values():
        seen: set[str] = set()
        above = list(one.broader)
        while above:
            key = above.pop()
            assert key != one.key
            if key not in seen and key in words.concepts:
                seen.add(key)
                above += words.concepts[key].broader


def test_narrower_is_broader_from_the_other_side(words: Vocabulary) -> None:
    for key, members in words.narrower.items():
        assert all(key in words.concepts[one].broader for one in members)
