"""The order of a table as its address asks for it."""

from collections.abc import Callable
from typing import Any

from bordermark.compendium.ordering import columns, ordered

ROWS = [("Kenya", "2005"), ("Albania", ""), ("Chad", "1999")]
KEYS: dict[str, Callable[[tuple[str, str]], Any]] = {"party": lambda row: row[0], "since": lambda row: row[1]}


def test_the_first_column_orders_when_nothing_or_nonsense_is_asked() -> None:
    assert [row[0] for row in ordered(ROWS, KEYS, {})] == ["Albania", "Chad", "Kenya"]
    assert ordered(ROWS, KEYS, {"order": "colour"}) == ordered(ROWS, KEYS, {})


def test_rows_without_a_value_stay_last_both_ways() -> None:
    assert [row[0] for row in ordered(ROWS, KEYS, {"order": "since"})] == ["Chad", "Kenya", "Albania"]
    assert [row[0] for row in ordered(ROWS, KEYS, {"order": "-since"})] == ["Kenya", "Chad", "Albania"]


def test_a_head_turns_the_order_round_and_keeps_the_clocks() -> None:
    heads = columns(tuple(KEYS), {"order": "since", "as_at": "2005-01-01"})
    assert heads["since"].link == "?as_at=2005-01-01&order=-since"
    assert (heads["since"].sort, heads["party"].sort) == ("ascending", "")
    assert columns(tuple(KEYS), {"order": "-since"})["since"].sort == "descending"
