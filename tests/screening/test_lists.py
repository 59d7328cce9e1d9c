"""The bundled control lists: what they hold, how dates choose, how names are shared."""

import time
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from bordermark.compendium import records as compendium
from bordermark.compendium.bundled import read
from bordermark.screening.cas import is_cas
from bordermark.screening.lists import UNCONTROLLED, Lists, lists_of, load_lists
from bordermark.screening.records import EntryRecord, HsLinkRecord, ListRecord, NameRecord


@pytest.fixture(scope="module")
def lists() -> Lists:
    return load_lists()


def test_thiodiglycol_is_walked_from_its_number_to_the_convention(lists: Lists) -> None:
    found = {entry.id: entry for entry in lists.by_cas["111-48-8"]}
    entry = found["cwc-2b-13"]
    assert lists.list_of(entry).instrument == "cwc-1993"
    assert lists.provision_of(entry) == "cwc-1993.annex-on-chemicals-schedule-2"
    (link,) = lists.links["cwc-2b-13"]
    assert (link.edition, link.code, link.relation, link.basis) == ("2022", "293070", "whole", "text")
    assert "ag-01" in found


def test_every_list_hangs_on_an_instrument_and_a_provision_of_the_compendium(lists: Lists) -> None:
    instruments = {one.id for one in read(compendium.DATA / "instruments.jsonl", compendium.InstrumentRecord)}
    provisions = {one.id: one.instrument
                  for one in read(compendium.DATA / "provisions.jsonl", compendium.ProvisionRecord)}
    for one in lists.lists.values():
        if one.kind == "look-alikes":
            continue
        assert one.instrument in instruments, one.id
        assert provisions[one.provision] == one.instrument, one.id
        assert one.controls and all(key in provisions for key in one.controls), one.id
    for entry in lists.entries.values():
        assert not entry.provision or entry.provision in provisions


def test_every_number_is_proved_and_every_controlled_chemical_can_be_found(lists: Lists) -> None:
    for entry in lists.entries.values():
        assert all(map(is_cas, entry.cas))
        if entry.kind in ("chemical", "member") and not entry.title.startswith(("Quaternary", "Bisquaternary")):
            assert entry.cas or lists.names[entry.id], entry.id
        if entry.kind not in UNCONTROLLED:
            assert lists.links[entry.id], entry.id


def test_the_chemical_weapons_schedules_are_whole(lists: Lists) -> None:
    refs = [{entry.ref for entry in lists.entries_of(f"cwc-schedule-{number}")} for number in (1, 2, 3)]
    assert refs[0] == {*(f"1A({n})" for n in (*range(1, 9), 13, 14, 15, 16)), *(f"1B({n})" for n in range(9, 13))}
    assert refs[1] == {*(f"2A({n})" for n in range(1, 4)), *(f"2B({n})" for n in range(4, 15))}
    assert refs[2] == {*(f"3A({n})" for n in range(1, 5)), *(f"3B({n})" for n in range(5, 18))}


def test_a_day_chooses_what_was_listed_on_it() -> None:
    before, after = load_lists(date(2020, 6, 6)), load_lists(date(2020, 6, 7))
    assert "cwc-1a-15" not in before.entries and "cwc-1a-15" in after.entries
    assert "montreal-annex-f" not in load_lists(date(2018, 12, 31)).lists
    assert not load_lists(date(1980, 1, 1)).lists.keys() & {"cwc-schedule-1", "un-1988-table-i"}


def test_a_date_too_coarse_to_tell_leaves_nothing_out() -> None:
    assert "un88-apaan" in load_lists(date(2014, 1, 1)).entries  # known to the year only
    assert "un88-apaan" not in load_lists(date(2013, 12, 31)).entries
    assert "ag-01" in load_lists(date(1900, 1, 1)).entries  # not known


def test_names_are_shared_by_entries_with_the_same_numbers(lists: Lists) -> None:
    schedule = {name.name for name in lists.names["cwc-2b-13"]}
    assert {name.name for name in lists.names["ag-01"]} == schedule
    assert {"Thiodiglycol", "тиодигликоль", "硫二甘醇"} <= schedule


def test_no_name_stands_for_two_substances(lists: Lists) -> None:
    owners: dict[str, set[tuple[str, ...]]] = {}
    for key, names in lists.names.items():
        for name in names:
            if name.kind != "look-alike" and lists.entries[key].cas:
                owners.setdefault(name.name.casefold(), set()).add(lists.entries[key].cas)
    assert {name: cas for name, cas in owners.items() if len(cas) > 1} == {}


def test_ordinary_words_are_no_names(lists: Lists) -> None:
    names = {name.name.casefold() for some in lists.names.values() for name in some if name.kind != "look-alike"}
    assert not names & {"mustard", "salt", "liquid", "vinegar", "ether", "at", "lost", "bleach", "urea formaldehyde"}


def test_look_alikes_say_what_they_are_not(lists: Lists) -> None:
    for entry in lists.entries_of("look-alikes"):
        assert entry.looks_like and entry.kind == "look-alike"
        assert all(lists.entries[key].cas != entry.cas for key in entry.looks_like), entry.id


def test_loading_takes_less_than_a_second() -> None:
    started = time.perf_counter()
    load_lists(date(2026, 1, 1))
    assert time.perf_counter() - started < 1


ENTRY: dict[str, Any] = {"id": "x-1", "list": "x", "position": 1, "title": "X", "kind": "chemical", "source": "test"}


@pytest.mark.parametrize("wrong", [
    {"cas": ["111-48-7"]}, {"cas": ["111-48-8", "111-48-8"]}, {"from_": "2020-06-07", "until": "2020-06-06"},
    {"kind": "thing"}, {"position": -1}, {"id": "X 1"},
])
def test_a_wrong_entry_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        EntryRecord(**{**ENTRY, **wrong})


LINK: dict[str, Any] = {"entry": "x-1", "edition": "2022", "code": "293070", "relation": "whole", "basis": "text",
                        "source": "test"}


@pytest.mark.parametrize("wrong", [
    {"code": "290490"}, {"code": "2930.70"}, {"code": "2930"}, {"edition": "2023"}, {"specificity": 1.5},
    {"relation": "some"}, {"direction": "transit"},
])
def test_a_wrong_link_is_refused(wrong: dict[str, Any]) -> None:
    assert HsLinkRecord(**{**LINK, "specificity": ""}).specificity is None
    with pytest.raises(ValidationError):
        HsLinkRecord(**{**LINK, **wrong})


def test_what_hangs_on_nothing_is_left_out() -> None:
    one = ListRecord(id="x", title="X", short_title="X", kind="control", from_="2001", source="test")
    entry = EntryRecord(**ENTRY)
    name = NameRecord(entry="y-1", name="Another", kind="exact", source="test")
    link = HsLinkRecord(entry="x-1", edition="2022", code="293070", relation="whole", basis="text", source="test")
    assert lists_of([one], [entry], [name], [link]).names == {"x-1": ()}
    assert lists_of([one], [entry], [name], [link]).links == {"x-1": (link,)}
    assert lists_of([one], [entry], [name], [link], date(2000, 12, 31)).entries == {}
