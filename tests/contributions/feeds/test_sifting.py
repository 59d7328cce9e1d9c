"""What a source gives, sifted: ahead of what stands here, behind it, known, unreadable."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bordermark.contributions.digests import digest
from bordermark.contributions.feeds import record_xml
from bordermark.contributions.feeds.sifting import Held, Known, Sifted, rebased, sift
from bordermark.contributions.feeds.sources import Columns, Item
from bordermark.organisations.records import OrganisationRecord

TYPES = {"organisation": OrganisationRecord}


def body(**columns: Any) -> dict[str, Any]:
    return OrganisationRecord(**{"id": "who", "name_en": "World Health Organization", "kind": "specialised",
                                 "source": "a test", **columns}).model_dump(mode="json")


def item(data: Mapping[str, Any], identifier: str = "oai:there:1") -> Item:
    return Item(identifier, "organisation", data=data)


def held(*states: Mapping[str, Any], known: Mapping[str, Known] | None = None, stands: bool = True) -> Held:
    """The states of one record, the last of which stands."""
    recorded = {digest(one): one for one in states}
    last = digest(states[-1]) if states and stands else ""
    return Held(TYPES, known or {}, lambda name, key: last, lambda name, key, value: recorded.get(value),
                lambda one: ("organisation", Columns({"id": "who", "name_en": "WHO"}, {"kind": "other"})))


def known(data: Mapping[str, Any] | None) -> dict[str, Known]:
    return {"oai:there:1": Known("organisation", "who", digest(data) if data is not None else "")}


def only(found: Sifted) -> Any:
    (rows,) = found.rows.values()
    return rows[0].record.model_dump(mode="json")


def test_what_is_new_is_a_row_under_its_identifier() -> None:
    found = sift([item(body())], held())
    assert found.rows["organisation"][0].file == "oai:there:1" and only(found) == body()
    assert found.known["oai:there:1"] == known(body())["oai:there:1"]


def test_what_has_been_read_before_proposes_nothing_whatever_became_of_it_here() -> None:
    for states in ((), (body(note="ours"),), (body(), body(note="ours"))):
        found = sift([item(body())], held(*states, known=known(body())))
        assert (found.rows, found.unchanged, found.skipped) == ({}, 1, [])


def test_a_source_that_is_behind_proposes_nothing() -> None:
    found = sift([item(body())], held(body(), body(note="better")))
    assert not found.rows and "changed or withdrawn here since" in found.skipped[0].reason
    found = sift([item(body())], held(body(), stands=False))
    assert not found.rows and "changed or withdrawn here since" in found.skipped[0].reason


def test_of_what_the_source_changed_only_that_is_proposed() -> None:
    found = sift([item(body(acronym="WHO"))], held(body(), body(note="better"), known=known(body())))
    assert only(found) == body(acronym="WHO", note="better")


def test_a_source_that_goes_back_to_an_earlier_state_is_believed() -> None:
    found = sift([item(body())], held(body(), body(note="theirs"), known=known(body(note="theirs"))))
    assert only(found) == body()


def test_what_was_not_accepted_before_is_proposed_whole() -> None:
    found = sift([item(body(note="2"))], held(body(), known=known(body(note="1"))))
    assert only(found) == body(note="2")


def test_dublin_core_over_what_stands_or_what_is_supposed() -> None:
    said = Item("oai:there:1", elements={"title": ["WHO"]})
    found = sift([said], held(body(note="ours")))
    assert only(found) == body(name_en="WHO", note="ours"), "nothing is supposed of what stands"
    (skipped,) = sift([said], held()).skipped
    assert skipped.reason == "the source does not say its source"


def test_withdrawals_of_what_stands_once() -> None:
    gone = Item("oai:there:1", "organisation", "who")
    assert [one.key for one in sift([gone], held(body())).withdrawals] == ["who"]
    assert sift([gone], held(body(), known=known(None))).unchanged == 1
    assert sift([gone], held()).unchanged == 1
    assert [one.key for one in sift([Item("oai:there:1")], held(body(), known=known(body()))).withdrawals] == ["who"]
    assert "never given" in sift([Item("oai:there:1")], held(body())).skipped[0].reason


def test_what_cannot_be_taken_says_why() -> None:
    wrong = [
        (Item("1", problem="no metadata"), "no metadata"),
        (Item("2", "starship", data={"id": "x"}), "'starship', which is not known here"),
        (item({**body(), "kind": "", "size": 3}, "3"), "size"),
        (item({"id": "who"}, "4"), "does not say its name_en, kind, source"),
        (Item("5", "organisation", "other", body()), "expected 'other'"),
        (Item("6", "starship", "x"), "'starship'"),
    ]
    found = sift([one for one, _ in wrong], held())
    assert [one.identifier for one in found.skipped] == list("123456") and not found.rows
    for skipped, (_, reason) in zip(found.skipped, wrong, strict=True):
        assert reason in skipped.reason


fields = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), min_size=3)


@given(then=fields, data=fields, now=fields)
def test_rebasing_takes_the_sources_changes_and_nothing_else(
    then: dict[str, int], data: dict[str, int], now: dict[str, int]
) -> None:
    made = rebased(then, data, now)
    assert all(made[name] == (data[name] if data[name] != then[name] else now[name]) for name in "abc")
    assert rebased(then, then, now) == now and rebased(now, data, now) == data
    assert rebased(then, data, made) == made, "twice is as once"


@given(st.dictionaries(st.text(min_size=1), st.one_of(st.text(), st.integers(), st.booleans(), st.none(),
                                                      st.lists(st.text())), min_size=1))
def test_a_record_survives_xml_whatever_is_in_it(data: dict[str, Any]) -> None:
    from lxml import etree

    data = {name: value for name, value in data.items() if _encodable(name) and _encodable(value)}
    written = etree.tostring(record_xml.write("instrument", data, digest(data), "https://example.org"))
    assert record_xml.read(etree.fromstring(written)) == ("instrument", data)


def _encodable(value: Any) -> bool:
    """Whether it is text: a digest can be taken of nothing with half a character in it."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True


def test_a_record_that_was_changed_on_the_way_is_not_believed() -> None:
    element = record_xml.write("organisation", body(), digest(body(note="x")), "https://example.org")
    try:
        record_xml.read(element)
    except record_xml.UnreadableRecord as error:
        assert "changed on the way" in str(error)
    else:
        raise AssertionError
