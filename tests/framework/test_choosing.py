"""The chooser: its advice is ranked, explained, and refuses what it cannot understand."""

from itertools import product

import pytest

from bordermark.framework.bundled import bundled_framework
from bordermark.framework.choosing import QUESTIONS, advise


def test_every_weight_answers_a_question_that_is_asked() -> None:
    for one in bundled_framework().fits:
        assert one.answer in QUESTIONS[one.question], one.key


def test_every_answer_says_something_for_or_against_some_model_or_is_the_middle_one() -> None:
    said = {(one.question, one.answer) for one in bundled_framework().fits}
    assert {(question, answer) for question, answers in QUESTIONS.items() for answer in answers} <= said


def test_a_busy_land_crossing_with_a_trusted_neighbour_wants_a_one_stop_post() -> None:
    best = advise(bundled_framework(), {"border": "land", "traffic": "high", "neighbour": "close", "means": "ample"})[0]
    assert best.model.id == "model-osbp-juxtaposed"
    assert {one.question for one in best.reasons} == {"border", "traffic", "neighbour", "means"}
    assert best.score == sum(one.weight for one in best.reasons)


def test_what_is_ruled_out_comes_last_whatever_speaks_for_it() -> None:
    for answers in product(*QUESTIONS.values()):
        found = [one.ruled_out for one in advise(bundled_framework(), dict(zip(QUESTIONS, answers, strict=True)))]
        assert found == sorted(found)


def test_without_answers_nothing_is_said_for_or_against() -> None:
    assert all(one.score == 0 and not one.reasons for one in advise(bundled_framework(), {}))


def test_an_answer_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="traffic: found 'much', expected one of low, medium, high"):
        advise(bundled_framework(), {"traffic": "much"})
