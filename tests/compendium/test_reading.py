"""Both readers answer every question with the same records: as they stand, and as they had been recorded."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bordermark.clocks import Clocks
from bordermark.compendium.reading import AsRecorded, Current, Reader, reader
from bordermark.contributions.revisions import as_recorded
from bordermark.languages import LANGUAGES
from bordermark.vocabulary.store import vocabulary

AFTER = datetime(2026, 11, 25, tzinfo=UTC)
BEFORE = datetime(2026, 11, 24, 11, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("loaded")

QUESTIONS: dict[str, Callable[[Reader], Any]] = {
    "some instruments, in the order asked": lambda held: list(
        held.instruments(["un-res-1540-2004", "no-such", "cwc-1993"]).items()),
    "all provisions": lambda held: held.provisions(sorted(held.instruments())),
    "one provision": lambda held: held.provision("un-som-protocol-2000.art-12"),
    "a provision that is not held": lambda held: held.provision("un-som-protocol-2000.art-99"),
    "translations of every instrument into Arabic": lambda held: held.translations(sorted(held.instruments()), "ar"),
    "translations into each language": lambda held: [
        held.translations(["cwc-1993", "un-untoc-2000"], language) for language in LANGUAGES],
    "all translations of one instrument": lambda held: held.translations_of("un-som-protocol-2000"),
    "what points at every instrument": lambda held: {key: held.pointing_at(key) for key in list(held.instruments())},
    "acts of every State": lambda held: held.acts_of_states(sorted(vocabulary().states)),
    "acts of one State": lambda held: held.acts_of("KEN"),
    "acts of an organisation": lambda held: held.acts_of("eu"),
    "acts of a former State": lambda held: [held.acts_of(key) for key in sorted(vocabulary().former_states)],
    "what several bodies adopted": lambda held: held.adopted_by(["wco", "un-security-council", "icao"]),
    "sources of participation": lambda held: dict(sorted(held.participation_sources().items())),
}


@pytest.fixture(scope="module")
def recorded(loaded_once: object, django_db_blocker: Any) -> Reader:
    with django_db_blocker.unblock():
        return AsRecorded(as_recorded(AFTER))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_both_readers_give_equal_answers(recorded: Reader, question: Callable[[Reader], Any]) -> None:
    stands = question(Current())
    assert stands == question(recorded)
    assert stands or stands is None


def test_all_instruments_are_equal_one_by_one() -> None:
    stands, recorded = Current().instruments(), AsRecorded(as_recorded(AFTER)).instruments()
    assert list(stands) == list(recorded)
    assert len(stands) >= 790
    for key, record in stands.items():
        assert record == recorded[key]
        assert record.model_dump(mode="json") == recorded[key].model_dump(mode="json")


@pytest.mark.parametrize("question", [
    one for name, one in QUESTIONS.items() if "every" not in name and "former" not in name and "all prov" not in name
])
def test_before_anything_was_recorded_every_answer_is_empty(question: Callable[[Reader], Any]) -> None:
    found = question(AsRecorded(as_recorded(BEFORE)))
    assert not found or not any(found)


def test_asking_for_no_moment_is_asking_for_now() -> None:
    assert isinstance(reader(), Current)
    assert isinstance(reader(Clocks(as_recorded=AFTER)), AsRecorded)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_instruments(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        Current().instruments(["cwc-1993"])
    with django_assert_num_queries(4):
        Current().instruments()
