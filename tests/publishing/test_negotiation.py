"""Which format a request wants (RFC 9110, section 12.5.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.publishing.negotiation import FORMATS, accepted

ALL = tuple(FORMATS)
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(("header", "available", "expected"), [
    (CHROME, ALL, "html"),
    ("", ALL, "html"),
    ("*/*", ALL, "html"),
    ("application/json", ALL, "json"),
    ("application/ld+json", ALL, "jsonld"),
    ("text/csv", ALL, "csv"),
    ("text/*", ALL, "html"),
    ("text/*", ("json", "csv"), "csv"),
    ("text/csv;q=0.4, application/json;q=0.6", ALL, "json"),
    ("text/html;q=0, */*;q=0.1", ALL, "json"),
    ("application/*, text/html;q=0.9", ALL, "json"),
    ("*/*, application/ld+json", ALL, "jsonld"),
    ("application/json;q=0", ("json",), None),
    ("image/png", ALL, None),
    ("nonsense", ALL, None),
])
def test_the_most_specific_range_weighs(header: str, available: tuple[str, ...], expected: str | None) -> None:
    assert accepted(header, available) == expected


weights = st.dictionaries(st.sampled_from(ALL), st.integers(0, 1000).map(lambda n: n / 1000), min_size=1)


@given(weights)
def test_no_available_format_is_wanted_more_than_the_chosen_one(wanted: dict[str, float]) -> None:
    header = ", ".join(f"{FORMATS[name]};q={weight}" for name, weight in wanted.items())
    chosen = accepted(header, ALL)
    if chosen is None:
        assert not any(wanted.values())
    else:
        assert wanted[chosen] == max(wanted.values()) > 0


@given(st.text(max_size=80), st.lists(st.sampled_from(ALL), unique=True))
def test_any_header_is_answered_from_what_is_available(header: str, available: list[str]) -> None:
    assert accepted(header, available) in {None, *available}


@given(weights, st.randoms())
def test_the_order_of_the_header_says_nothing(wanted: dict[str, float], random: object) -> None:
    tokens = [f"{FORMATS[name]};q={weight}" for name, weight in wanted.items()]
    shuffled = list(tokens)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert accepted(", ".join(tokens), ALL) == accepted(", ".join(shuffled), ALL)
