"""Near-duplicates: what is like what, with the reason, whatever the number of records."""

from hypothesis import given
from hypothesis import strategies as st

from bordermark.contributions.duplicates import LEAST_SHARED, Held, Likeness, _numbers, _words, near_duplicates

WORDS = st.sampled_from(["convention", "protocol", "on", "of", "the", "border", "sea", "air", "1540", "1541", "2004"])
TITLES = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)


def reasons(held: list[Likeness], new: Likeness) -> dict[str, str]:
    return {one.key: one.because for one in Held(held).like(new)}


def test_the_same_symbol_however_it_is_written() -> None:
    held = [Likeness("a", ("S/RES/1540 (2004)",))]
    assert reasons(held, Likeness("b", ("s/res/1540(2004)",))) == {"a": "symbol"}


def test_numbers_tell_acts_of_a_series_apart() -> None:
    held = [Likeness("a", (), ("Security Council resolution 1540 on weapons of mass destruction",))]
    new = "Security Council resolution {} on the weapons of mass destruction"
    assert reasons(held, Likeness("b", (), (new.format(1540),))) == {"a": "title"}
    assert reasons(held, Likeness("b", (), (new.format(1541),))) == {}


def test_two_acts_of_one_body_and_day_are_one_unless_each_has_its_symbol() -> None:
    bodies = frozenset({"au"})
    held = [Likeness("a", ("AU/1",), ("One",), bodies, "2010-01-31"), Likeness("b", (), ("Two",), bodies, "2010-01-31")]
    assert reasons(held, Likeness("c", ("AU/2",), ("Three",), bodies, "2010-01-31")) == {"b": "day"}
    assert reasons(held, Likeness("c", (), ("Three",), bodies, "2010-01-31")) == {"a": "day", "b": "day"}
    assert reasons(held, Likeness("c", (), ("Three",), bodies, "2010")) == {}


def test_a_record_is_not_like_itself_and_each_is_told_once_with_the_surest_reason() -> None:
    one = Likeness("a", ("X/1",), ("A convention on ferries",), frozenset({"au"}), "2010-01-31")
    assert reasons([one], one) == {}
    assert reasons([one], Likeness("b", one.symbols, one.titles, one.bodies, one.date)) == {"a": "symbol"}


@given(st.lists(TITLES, min_size=1, max_size=12), TITLES)
def test_no_similar_title_is_missed_and_none_is_told_that_is_not(titles: list[str], title: str) -> None:
    """The index of pairs of rare words gives what comparing with every title does."""
    held = Held([Likeness(str(at), (), (one,)) for at, one in enumerate(titles)])
    words = _words(title)
    expected = set()
    for at, one in enumerate(titles):
        other = _words(one)
        both = held._weight(words & other)
        share = both / (held._weight(words) + held._weight(other) - both)
        if share >= LEAST_SHARED * (1 + 1e-9) and _numbers(words) == _numbers(other):
            expected.add(str(at))
    found = {one.key for one in held.like(Likeness("new", (), (title,)))}
    assert expected <= found
    assert all(_numbers(_words(titles[int(key)])) == _numbers(words) for key in found)


@given(st.lists(TITLES, min_size=2, max_size=8))
def test_of_two_that_are_alike_the_later_is_told_of_the_earlier(titles: list[str]) -> None:
    records = [Likeness(f"{at:02}", (), (title,)) for at, title in enumerate(titles)]
    assert all(one.other < one.key for one in near_duplicates("instrument", records, ()))


def test_acts_of_a_series_are_never_compared_with_one_another() -> None:
    """Many titles of the same words: every pair would be looked at if the numbers did not part them first."""
    held = Held([Likeness(f"r{at}", (), (f"Note on the crossing of border post {at % 7} by ferry {at}",))
                 for at in range(500)])
    assert {len(titles) for titles in held._blocks.values()} == {1}
