"""What the page of one instrument shows, from what was gathered of it."""

from datetime import date

import pytest

from bordermark.clocks import NOW, Clocks
from bordermark.compendium.gathering import Gathered, gather
from bordermark.compendium.instrument_page import INVERSE, InstrumentPage, instrument_page, parties, relations
from bordermark.compendium.reading import Current

TODAY = date(2026, 11, 24)

pytestmark = pytest.mark.usefixtures("loaded")


def gathered(key: str, language: str = "en") -> Gathered:
    found = gather(Current(), key, language)
    assert found is not None
    return found


def page(key: str, language: str = "en", as_at: date | None = None) -> InstrumentPage:
    return instrument_page(gathered(key, language), language, Clocks(as_at) if as_at else NOW, TODAY)


def test_an_id_that_is_not_held_gathers_nothing() -> None:
    assert gather(Current(), "no-such-instrument", "en") is None


def test_the_page_is_in_the_readers_language_where_there_is_a_translation() -> None:
    arabic = page("un-som-protocol-2000", "ar")
    assert arabic.line.title_language == arabic.abstract_language == "ar"
    assert arabic.translation is not None and arabic.line.title == arabic.translation.title
    english = page("un-som-protocol-2000")
    assert english.line.title_language == english.abstract_language == "en"
    assert english.abstract == english.record.abstract


def test_the_page_of_today_is_that_of_today_as_at_today() -> None:
    now, as_at = page("cwc-1993"), page("cwc-1993", as_at=TODAY)
    assert now.day == as_at.day == TODAY
    assert now.standing == as_at.standing
    assert now.parties is not None and as_at.parties is not None
    assert now.parties.standings.keys() == as_at.parties.standings.keys()


def test_on_another_day_status_and_parties_are_those_of_that_day() -> None:
    then, now = page("cwc-1993", as_at=date(1995, 1, 1)), page("cwc-1993")
    assert (then.standing.status, now.standing.status) == ("adopted", "in-force")
    assert then.parties is not None and now.parties is not None
    assert then.parties.count("party") < now.parties.count("party")
    assert then.parties.count("signatory") > now.parties.count("signatory")


def test_the_source_is_outrun_today_and_not_on_the_day_it_was_read() -> None:
    now = page("un-som-protocol-2000").parties
    assert now is not None and now.outrun
    read_on = date.fromisoformat(now.source.source_date)
    then = page("un-som-protocol-2000", as_at=read_on).parties
    assert then is not None and not then.outrun


def test_without_a_source_of_participation_there_are_no_parties_not_none_of_them() -> None:
    assert page("un-res-1540-2004").parties is None
    assert parties(None, [], None, TODAY) is None


def test_every_relation_is_told_from_both_ends() -> None:
    som = relations(gathered("un-som-protocol-2000"))
    assert ("supplements", "un-untoc-2000") in {(one.relation, one.line.id) for one in som}
    untoc = relations(gathered("un-untoc-2000"))
    assert ("supplemented-by", "un-som-protocol-2000") in {(one.relation, one.line.id) for one in untoc}
    held = Current().instruments()
    some = [record for record in held.values() if record.relations][:25]
    assert some
    for record in some:
        for relation in record.relations:
            back = relations(gathered(relation.target))
            assert (INVERSE[relation.type], record.id) in {(one.relation, one.line.id) for one in back}


def test_the_timeline_holds_the_instrument_itself_and_every_related_one() -> None:
    found = page("un-untoc-2000")
    assert found.timeline is not None
    drawn = {one.point.id for one in found.timeline.placed} | {one.id for one in found.timeline.undated}
    assert drawn == {"un-untoc-2000", *(one.line.id for one in found.related)}
    assert [one.point.relation for one in found.timeline.placed if one.point.id == "un-untoc-2000"] == [""]


def test_provisions_come_in_the_order_of_the_text() -> None:
    positions = [one.provision.position for one in page("un-som-protocol-2000").clauses]
    assert positions == sorted(positions) and len(positions) > 5


def test_every_instrument_has_a_page() -> None:
    held = Current()
    for key in list(held.instruments())[::25]:
        found = page(key, "zh")
        assert found.line.title and found.record.themes
        assert found.standing.because
