"""How much trade shares a code with controlled goods, and what earlier editions already took out."""

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.screening.automaton import Automaton, compile_lists
from bordermark.screening.counting_trade import count_trade
from bordermark.screening.lists import Lists, load_lists
from bordermark.screening.opportunities import Opportunity, opportunities
from bordermark.screening.precedents import beside, made_in, precedents
from bordermark.screening.readers import read_lines
from bordermark.screening.trade import AMOUNTS, Trade
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST
from bordermark.vocabulary.hs.nomenclature import tree

LINES = (
    ("2931.59.00", "Sarin, CAS 107-44-8", "1.5", "100"),
    ("293159", "other organophosphorus compounds", "20", "n/a"),
    ("2931.59", "isopropyl methylphosphonofluoridate 107-44-8", "-3", ""),
    ("010239", "Buffalo, live", "500", "900"),
    ("29", "chemicals", "1", "1"),
    ("none", "sarin 107-44-8", "1", "1"),
)


@pytest.fixture(scope="module")
def lists() -> Lists:
    return load_lists()


@pytest.fixture(scope="module")
def found(lists: Lists) -> list[Opportunity]:
    return opportunities(lists)


@pytest.fixture(scope="module")
def automaton(lists: Lists) -> Automaton:
    return compile_lists(lists, LATEST, (), misspellings=False)


def declarations(folder: Path, ending: str, lines: tuple[tuple[str, str, str, str], ...] = LINES) -> Path:
    path, names = folder / f"declarations.{ending}", ("hs_code", "goods_description", "net_kg", "value")
    if ending == "parquet":
        pl.DataFrame(lines, schema=names, orient="row").write_parquet(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([names, *lines])
    return path


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_lines_mass_and_value_are_summed_by_subheading(
    tmp_path: Path, ending: str, found: list[Opportunity], automaton: Automaton
) -> None:
    trade = count_trade(read_lines(declarations(tmp_path, ending), {}, AMOUNTS), found, automaton)
    share = trade.shares["293159"]
    assert (trade.lines, trade.coded, trade.rejected) == (6, 4, 0)
    assert (share.lines, share.weighed, share.net_kg, share.valued, share.value) == (3, 2, 21.5, 1, 100.0)
    assert (share.naming, share.by_cas["107-44-8"]) == (2, 2)
    assert set(trade.shares) == {one.code for one in found} and trade.shares["293090"].lines == 0


def test_a_file_without_amounts_or_texts_counts_lines_alone(
    tmp_path: Path, found: list[Opportunity], automaton: Automaton
) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("hs_code\n293159\n", encoding="utf-8")
    share = count_trade(read_lines(path, {}, AMOUNTS), found, automaton).shares["293159"]
    assert (share.lines, share.weighed, share.valued, share.naming) == (1, 0, 0, 0)


@given(cut=st.integers(0, len(LINES)))
def test_a_file_in_two_parts_counts_as_the_whole(
    cut: int, tmp_path_factory: pytest.TempPathFactory, found: list[Opportunity], automaton: Automaton
) -> None:
    folder = tmp_path_factory.mktemp("parts")

    def counted(lines: tuple[tuple[str, str, str, str], ...]) -> Trade:
        return count_trade(read_lines(declarations(folder, "csv", lines), {}, AMOUNTS), found, automaton)

    one, other, whole = counted(LINES[:cut]), counted(LINES[cut:]), counted(LINES)
    for code, share in whole.shares.items():
        parts = one.shares[code], other.shares[code]
        assert share.lines == sum(part.lines for part in parts) and share.naming == sum(part.naming for part in parts)
        assert share.net_kg == sum(part.net_kg for part in parts)
        assert share.by_cas == parts[0].by_cas + parts[1].by_cas


def test_thiodiglycol_got_its_subheading_in_2017_out_of_other_organo_sulphur_compounds() -> None:
    assert made_in("293070") == ("2017", ("293090",))
    assert made_in("293144") == ("2022", ("293139",))
    assert made_in("010121") is None or made_in("010121")[0] in EDITIONS  # type: ignore[index]


def test_precedents_follow_a_change_of_number_back(lists: Lists) -> None:
    found = {one.code: one for one in precedents(lists)}
    assert found["293141"].made == "2017" and found["293141"].out_of == ("293190",)
    for one in found.values():
        before = EDITIONS[EDITIONS.index(one.made) - 1]
        assert all(code in tree(before) for code in one.out_of)
        assert all(lists.list_of(entry).instrument == "cwc-1993" for entry in one.entries)


def test_precedents_of_a_subheading_stand_in_its_heading(lists: Lists) -> None:
    codes = {one.code for one in beside("293090", precedents(lists))}
    assert {"293060", "293070"} <= codes and "281112" not in codes
