"""CAS numbers prove themselves by their check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.screening.cas import is_cas


@pytest.mark.parametrize("number", ["107-44-8", "111-48-8", "50782-69-9", "7732-18-5", "2387495-99-8"])
def test_published_numbers_are_right(number: str) -> None:
    assert is_cas(number)


@pytest.mark.parametrize("text", ["", "111-48", "111488", "0111-48-8", "111-48-8 ", "١١١-٤٨-٨", "12345678-11-1"])
def test_what_has_not_the_form_is_none(text: str) -> None:
    assert not is_cas(text)


@given(st.integers(10, 9_999_999), st.integers(0, 99))
def test_exactly_one_check_digit_is_right(first: int, second: int) -> None:
    assert sum(is_cas(f"{first}-{second:02d}-{digit}") for digit in range(10)) == 1


@given(st.integers(10, 9_999_999), st.integers(0, 99), st.data())
def test_a_single_wrong_digit_is_found(first: int, second: int, data: st.DataObject) -> None:
    number = next(text for digit in range(10) if is_cas(text := f"{first}-{second:02d}-{digit}"))
    places = [at for at, letter in enumerate(number[:-1]) if letter.isdigit()]
    at = data.draw(st.sampled_from(places))
    weight = sum(letter.isdigit() for letter in number[at:-1])
    change = data.draw(st.integers(1, 9))
    wrong = f"{number[:at]}{(int(number[at]) + change) % 10}{number[at + 1:]}"
    difference = (int(wrong[at]) - int(number[at])) * weight
    assert is_cas(wrong) == (difference % 10 == 0 and wrong[0] != "0")
