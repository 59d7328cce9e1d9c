"""The six languages: which label a reader gets, and which way it runs."""

from hypothesis import given
from hypothesis import strategies as st

from bordermark.languages import LANGUAGES, NAMES, direction, pick

LABELS = st.dictionaries(st.sampled_from([*LANGUAGES, "pt"]), st.text(max_size=3))


def test_there_are_six_each_named_in_itself() -> None:
    assert set(NAMES) == set(LANGUAGES) == {"ar", "en", "es", "fr", "ru", "zh"}
    assert len(set(NAMES.values())) == 6


def test_arabic_alone_runs_from_right_to_left() -> None:
    assert [code for code in LANGUAGES if direction(code) == "rtl"] == ["ar"]
    assert direction("en") == "ltr"


def test_the_readers_language_comes_first_then_english_then_any() -> None:
    passport = {"en": "Passport", "fr": "Passeport", "ru": "Паспорт"}
    assert pick(passport, "fr") == "Passeport"
    assert pick(passport, "zh") == "Passport"
    assert pick({"ru": "Паспорт"}, "zh") == "Паспорт"
    assert pick({}, "en") == ""


def test_an_empty_label_counts_as_none() -> None:
    assert pick({"fr": "", "en": "Passport"}, "fr") == "Passport"


@given(labels=LABELS, language=st.sampled_from(LANGUAGES))
def test_a_label_is_given_whenever_there_is_one(labels: dict[str, str], language: str) -> None:
    found = pick(labels, language)
    if any(labels.values()):
        assert found and found in labels.values()
    if labels.get(language):
        assert found == labels[language]
