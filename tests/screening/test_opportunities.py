"""Which controlled chemicals hide in residual subheadings."""

import pytest

from bordermark.screening.lists import Lists, load_lists
from bordermark.screening.opportunities import Opportunity, opportunities, taken_out


@pytest.fixture(scope="module")
def lists() -> Lists:
    return load_lists()


@pytest.fixture(scope="module")
def found(lists: Lists) -> dict[str, Opportunity]:
    return {one.code: one for one in opportunities(lists)}


def test_sarin_hides_among_other_halogenated_organophosphorus_compounds(found: dict[str, Opportunity]) -> None:
    hidden = {one.cas: one for one in found["293159"].hidden}
    assert hidden["107-44-8"].verified
    assert {one.id for one in hidden["107-44-8"].lists} == {"cwc-schedule-1"}
    assert "cwc-1a-01" in {one.id for one in found["293159"].families}


def test_what_has_a_subheading_of_its_own_hides_nowhere(found: dict[str, Opportunity]) -> None:
    assert "293070" not in found
    assert "111-48-8" not in {one.cas for row in found.values() for one in row.hidden}


def test_one_chemical_on_two_lists_is_counted_once(found: dict[str, Opportunity]) -> None:
    for row in found.values():
        numbers = [one.cas for one in row.hidden]
        assert len(set(numbers)) == len(numbers)
        assert all(len(one.lists) >= 1 and all(one.cas in entry.cas for entry in one.entries) for one in row.hidden)


def test_those_on_most_lists_come_first(found: dict[str, Opportunity]) -> None:
    for row in found.values():
        counts = [len(one.lists) for one in row.hidden]
        assert counts == sorted(counts, reverse=True)
    sizes = [len(row.hidden) for row in found.values()]
    assert sizes == sorted(sizes, reverse=True)


def test_lists_of_caution_give_no_opportunity(lists: Lists, found: dict[str, Opportunity]) -> None:
    kinds = {one.kind for row in found.values() for hidden in row.hidden for one in hidden.lists}
    assert kinds == {"control"}


def test_what_an_edition_took_out_of_a_code_is_precedent() -> None:
    assert "293070" in taken_out("293090", "2017")
    assert taken_out("293090", "1992") == ()
    assert taken_out("854911", "2022") == ()
