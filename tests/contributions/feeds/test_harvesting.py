"""Harvesting: change sets with provenance, once; reports of what was left out; interruptions that lose nothing."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from lxml import etree

from bordermark.compendium.reading import Current
from bordermark.contributions.digests import digest
from bordermark.contributions.feeds import record_xml, store, waiting
from bordermark.contributions.feeds.harvesting import HarvestRunning, begin, harvest, run
from bordermark.contributions.feeds.keeping import Asked, BadFeed, keep
from bordermark.contributions.feeds.models import Feed, Harvest
from bordermark.contributions.feeds.protocol import OAI
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.revisions import Change, record_change

pytestmark = pytest.mark.usefixtures("loaded")

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
XML = {"Content-Type": "text/xml"}
FORMATS = (f'<OAI-PMH xmlns="{OAI}"><ListMetadataFormats><metadataFormat><metadataPrefix>{{}}</metadataPrefix>'
           "</metadataFormat></ListMetadataFormats></OAI-PMH>")


@pytest.fixture(autouse=True)
def _private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIGURATION", replace(settings.CONFIGURATION, private_feeds=True))


@pytest.fixture
def feed(site: Any) -> Callable[..., Feed]:
    """Makes a feed at the small server."""
    def make(**more: Any) -> Feed:
        asked = Asked("a feed", more.pop("kind", "oai-pmh"), site.address, "icao", **more)
        return keep(asked, by="the secretariat", at=AT)
    return make


def formats(prefix: str = "bordermark") -> tuple[int, dict[str, str], bytes]:
    return 200, XML, FORMATS.format(prefix).encode()


def page(*records: str, token: str = "") -> tuple[int, dict[str, str], bytes]:
    """An answer to ListRecords."""
    rest = f"<resumptionToken>{token}</resumptionToken>" if token else ""
    return 200, XML, f'<OAI-PMH xmlns="{OAI}"><ListRecords>{"".join(records)}{rest}</ListRecords></OAI-PMH>'.encode()


def header(identifier: str, deleted: bool = False, stamp: str = "2026-11-24T10:00:00Z") -> str:
    status = ' status="deleted"' if deleted else ""
    return f"<header{status}><identifier>{identifier}</identifier><datestamp>{stamp}</datestamp></header>"


def ours(name: str, data: Mapping[str, Any], **more: Any) -> str:
    """A record in our own format."""
    element = etree.tostring(record_xml.write(name, data, digest(data), "http://there")).decode()
    key = data.get("id", "x")
    return f"<record>{header(f'oai:there:{name}/{key}', **more)}<metadata>{element}</metadata></record>"


def core(name: str, **said: list[str]) -> str:
    """A record in Dublin Core."""
    parts = "".join(f"<dc:{name}>{text}</dc:{name}>" for name, texts in said.items() for text in texts)
    return (f'<record>{header(name)}<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/">{parts}</oai_dc:dc></metadata></record>')


def cwc(**changes: Any) -> dict[str, Any]:
    return Current().instruments(["cwc-1993"])["cwc-1993"].model_copy(update=changes).model_dump(mode="json")


def test_what_is_new_becomes_a_change_set_with_its_provenance(site: Any, feed: Callable[..., Feed]) -> None:
    new = cwc(id="new-one", title="A new one")
    site.answers = [formats(), page(ours("instrument", new), token="t"), page(ours("instrument", cwc(title="Other")))]
    one = harvest(feed(), by="somebody")
    assert (one.read, one.proposed, one.unchanged, one.skipped, one.error) == (2, 2, 0, 0, "")
    made = ChangeSet.objects.get(pk=one.change_set_id)
    assert made.organisation_id == "icao" and made.status == "submitted" and made.made_by == "feed:a feed"
    assert made.provenance["address"] == site.address and made.provenance["digest"] == one.digest
    changed = made.items.get(record_id="cwc-1993")
    assert changed.kind == "changed" and changed.data["title"] == "Other"
    assert Feed.objects.get().cursor == "2026-11-24T10:00:00Z" and Feed.objects.get().prefix == "bordermark"


def test_the_next_harvest_begins_a_little_before_and_proposes_nothing_twice(
    site: Any, feed: Callable[..., Feed]
) -> None:
    answer = page(ours("instrument", cwc(title="Other")))
    site.answers = [formats(), answer, answer, page(ours("instrument", cwc(title="Third")))]
    one = feed()
    assert [harvest(one, by="somebody").proposed for _ in range(3)] == [1, 0, 1]
    assert "from=2026-11-24T09%3A00%3A00Z" in site.asked[2][0] and "from" not in site.asked[1][0]
    assert [each.pk for each in ChangeSet.objects.all()] == [one.harvests.first().change_set_id,
                                                             one.harvests.last().change_set_id]


def test_nothing_is_transferred_while_nothing_changes(site: Any, feed: Callable[..., Feed]) -> None:
    status, headers, content = page(ours("instrument", cwc()))
    marked = (status, {**headers, "ETag": '"1"'}, content)
    site.answers = [formats(), (status, headers, content), marked, (304, {}, b"")]
    one = feed()
    assert [harvest(one, by="somebody").read for _ in range(3)] == [1, 1, 0]
    assert site.asked[3][1]["If-None-Match"] == '"1"' and not site.asked[2][1].get("If-None-Match")


def test_every_record_left_out_is_reported_with_the_reason(site: Any, feed: Callable[..., Feed]) -> None:
    good = ours("instrument", cwc(title="Other"))
    broken = ours("instrument", {**cwc(), "kind": ""}).replace("instrument/cwc-1993", "instrument/broken")
    orphan = ours("instrument", cwc(id="orphan", contributor="nobody-known"))
    forged = ours("instrument", cwc(id="forged")).replace("forged&quot;", "x").replace('"forged"', '"forgery"')
    bare = f"<record>{header('oai:there:instrument/bare')}</record>"
    gone = f"<record>{header('http://there/never-seen', deleted=True)}</record>"
    site.answers = [formats(), page(good, broken, orphan, forged, bare, gone, ours("starship", {"id": "ncc"}))]
    one = harvest(feed(), by="somebody")
    assert (one.read, one.proposed, one.skipped) == (7, 1, 6)
    reasons = {each["identifier"]: each["reason"] for each in one.report}
    assert "column kind" in reasons["oai:there:instrument/broken"]
    assert "'nobody-known', expected the id of a known organisation" in reasons["oai:there:instrument/orphan"]
    assert "changed on the way" in reasons["oai:there:instrument/forged"]
    assert reasons["oai:there:instrument/bare"] == "the source gives no metadata"
    assert "never given" in reasons["http://there/never-seen"]
    assert "not known here" in reasons["oai:there:starship/ncc"]
    known = set(one.feed.known.values_list("identifier", flat=True))
    assert known == {"oai:there:instrument/cwc-1993"}, "what was left out is looked at again"


def test_a_withdrawal_is_proposed_and_one_that_others_need_is_left_out(site: Any, feed: Callable[..., Feed]) -> None:
    gone = [f"<record>{header(f'oai:there:{name}', deleted=True)}</record>"
            for name in ("act/cwc-1993--KEN--ratification", "instrument/cwc-1993")]
    site.answers = [formats(), page(*gone)]
    one = harvest(feed(), by="somebody")
    assert (one.proposed, one.skipped) == (1, 1) and "no other refers to" in one.report[0]["reason"]


def test_what_was_improved_here_stays_when_the_source_changes_something_else(
    site: Any, feed: Callable[..., Feed]
) -> None:
    from bordermark.compendium.records import InstrumentRecord

    site.answers = [formats(), page(ours("instrument", cwc())), page(ours("instrument", cwc(short_title="Theirs")))]
    one = feed()
    harvest(one, by="somebody")
    better = InstrumentRecord.model_validate(cwc(abstract="Better words"))
    record_change(Change({"instrument": [better]}), at=AT, by="an editor", reason="better")
    item = ChangeSet.objects.get(pk=harvest(one, by="somebody").change_set_id).items.get()
    assert item.data["short_title"] == "Theirs" and item.data["abstract"] == "Better words"


def test_dublin_core_becomes_drafts_as_far_as_is_honest(site: Any, feed: Callable[..., Feed]) -> None:
    records = [
        core("oai:icao.example:doc-9999", title=["Machine Readable Travel Documents"], date=["2021-05-03T00:00:00Z"],
             identifier=["Doc 9303", "https://icao.example/9303"], type=["Standard"], language=["en", "fra"],
             subject=["Travel documents", "Mobility and processing of people"], description=["Words of theirs."]),
        core("oai:icao.example:doc-1", title=["No kind is said"], date=["soon"]),
        core("oai:icao.example:2", type=["Manual"]),
    ]
    site.answers = [formats("oai_dc"), page(*records)]
    one = harvest(feed(fixed={"binding": "Non-binding", "scope": "global"}), by="somebody")
    assert (one.proposed, one.skipped) == (1, 2)
    data = ChangeSet.objects.get(pk=one.change_set_id).items.get().data
    assert data["id"] == "icao-doc-9999" and data["adopted"] == "2021-05-03" and data["reference"] == "Doc 9303"
    assert data["url"] == "https://icao.example/9303" and data["kind"] == "standard" and data["languages"] == ["en"]
    assert data["themes"] == ["theme-1"] and data["binding"] == "non-binding" and data["contributor"] == "icao"
    assert data["status"] == "unknown" and data["abstract"] == "", "nothing is guessed, and no words are taken over"
    reasons = {each["identifier"]: each["reason"] for each in one.report}
    assert reasons == {"oai:icao.example:doc-1": "the source does not say its kind",
                       "oai:icao.example:2": "the source does not say its title"}


def test_what_may_be_here_already_is_told(site: Any, feed: Callable[..., Feed]) -> None:
    site.answers = [formats(), page(ours("instrument", cwc(id="a-twin")))]
    one = harvest(feed(), by="somebody")
    assert one.proposed == 1
    assert one.duplicates[0]["other"] == "cwc-1993" and one.duplicates[0]["id"] == "a-twin"


@pytest.mark.parametrize(("asked", "why"), [
    ({"fixed": {"binding": "bindign"}}, "did you mean"), ({"fixed": {"colour": "red"}}, "expected one of title"),
    ({"fixed": {"id": "x"}}, "expected one of title"), ({"every": 0}, "hours"), ({"kind": "telex"}, "expected one of"),
])
def test_a_feed_that_cannot_be_kept_says_why(feed: Callable[..., Feed], asked: dict[str, Any], why: str) -> None:
    with pytest.raises(BadFeed, match=why):
        feed(**asked)
    assert not Feed.objects.exists()


@pytest.mark.parametrize(("answer", "why"), [
    ((200, XML, b"<html>"), "in XML that can be read"), ((200, XML, b""), "Document is empty"),
    ((200, XML, b"<a/>"), "does not answer in OAI-PMH"),
    ((200, XML, f'<!DOCTYPE a [<!ENTITY b "c">]><OAI-PMH xmlns="{OAI}"/>'.encode()), "document type"),
    ((200, XML, f'<OAI-PMH xmlns="{OAI}"><error code="badVerb">What?</error></OAI-PMH>'.encode()), "badVerb: What"),
    ((200, XML, f'<OAI-PMH xmlns="{OAI}"/>'.encode()), "offers neither"),
    ((410, {}, b""), "status 410"),
])
def test_a_source_that_cannot_be_read_leaves_everything_as_it_was(
    site: Any, feed: Callable[..., Feed], answer: Any, why: str
) -> None:
    site.answers = [answer]
    one = harvest(feed(), by="somebody")
    assert why in one.error and one.finished_at and one.change_set is None
    assert Feed.objects.get().cursor == "" and not ChangeSet.objects.exists()


def test_a_list_that_breaks_off_is_begun_again(site: Any, feed: Callable[..., Feed]) -> None:
    first = page(ours("instrument", cwc(title="Other")), token="t")
    site.answers = [formats(), first, first]
    assert "same resumption token" in harvest(feed(), by="somebody").error
    assert Feed.objects.get().cursor == "" and not Feed.objects.get().known.exists()
    site.answers = [formats(), first, page(ours("instrument", cwc(id="new-one", title="New")))]
    assert harvest(Feed.objects.get(), by="somebody").proposed == 2


def test_a_source_that_is_busy_is_waited_for(
    site: Any, feed: Callable[..., Feed], monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = (503, {"Retry-After": "1"}, b"")
    site.answers = [busy, formats(), busy, page(ours("instrument", cwc(title="Other")))]
    began = time.monotonic()
    assert harvest(feed(), by="somebody").proposed == 1
    assert time.monotonic() - began >= 2
    site.answers = [(503, {"Retry-After": str(int(waiting.LONGEST) + 1)}, b"")]
    assert "asks to come back" in harvest(Feed.objects.get(), by="somebody").error
    later = Feed.objects.get().not_before
    assert later and later > datetime.now(UTC) + timedelta(seconds=60)
    assert not store.due(later - timedelta(seconds=1))


def test_a_feed_is_due_when_its_hours_have_passed(site: Any, feed: Callable[..., Feed]) -> None:
    one = feed(every=6)
    assert [each.pk for each in store.due(AT)] == [one.pk]
    site.answers = [formats(), page()]
    harvest(one, by="somebody", clock=lambda: AT)
    assert store.due(AT + timedelta(hours=5)) == [] and store.due(AT + timedelta(hours=6)) == [one]
    keep(Asked("a feed", "oai-pmh", one.address, "icao", active=False), by="x", at=AT, feed=one)
    assert store.due(AT + timedelta(hours=6)) == []


def test_a_feed_is_read_once_at_a_time_and_after_an_interruption_again(feed: Callable[..., Feed]) -> None:
    one = feed()
    begin(one, by="somebody", at=AT)
    with pytest.raises(HarvestRunning, match="read already"):
        begin(one, by="somebody", at=AT + timedelta(minutes=3))
    begin(one, by="somebody", at=AT + timedelta(minutes=5))
    assert [each.error for each in Harvest.objects.order_by("pk")] == ["It was interrupted; nothing was proposed.", ""]


def test_what_was_read_of_a_feed_that_has_become_another_is_not_wanted(site: Any, feed: Callable[..., Feed]) -> None:
    site.answers = [formats(), page(ours("instrument", cwc(title="Other")))]
    feed()
    one = begin(Feed.objects.get(), by="somebody", at=AT)
    Feed.objects.update(part="instrument")
    assert "was changed" in run(one).error and not ChangeSet.objects.exists()

    site.answers = [formats(), page(ours("instrument", cwc(title="Other")))]
    slow = begin(Feed.objects.get(), by="somebody", at=AT)
    begin(Feed.objects.get(), by="somebody else", at=AT + timedelta(hours=1))
    done = run(slow)
    assert "by somebody else" in done.error and done.proposed == 0 and not ChangeSet.objects.exists()


def test_another_address_is_another_source(site: Any, feed: Callable[..., Feed]) -> None:
    site.answers = [formats(), page(ours("instrument", cwc(title="Other")))]
    one = feed()
    harvest(one, by="somebody")
    same = Asked("renamed", "oai-pmh", site.address, "icao", every=1)
    assert keep(same, by="x", at=AT, feed=Feed.objects.get()).cursor and Feed.objects.get().known.exists()
    other = replace(same, address=f"{site.address}/elsewhere")
    assert not keep(other, by="x", at=AT, feed=Feed.objects.get()).cursor and not Feed.objects.get().known.exists()


CHANGES = {"items": [
    {"type": "instrument", "id": "cwc-1993", "withdrawn": False, "data": None, "revision": 1},
], "last": 1, "more": False}


@pytest.mark.parametrize(("content", "why"), [
    (b"<html>", "does not answer as a Bordermark"), (b"{}", "does not answer as a Bordermark"),
    (json.dumps({"items": [], "last": 0, "more": True}).encode(), "gives nothing"),
])
def test_what_is_no_bordermark(site: Any, feed: Callable[..., Feed], content: bytes, why: str) -> None:
    site.answers = [(200, {}, content)]
    assert why in harvest(feed(kind="bordermark"), by="somebody").error


def test_of_many_revisions_of_a_record_the_last_counts(site: Any, feed: Callable[..., Feed]) -> None:
    def row(revision: int, data: Mapping[str, Any] | None) -> dict[str, Any]:
        return {"revision": revision, "type": "instrument", "id": "cwc-1993", "withdrawn": data is None, "data": data}

    first = {"items": [row(1, cwc(title="1")), row(2, None)], "last": 2, "more": True}
    second = {"items": [row(3, cwc(title="3"))], "last": 3, "more": False}
    site.answers = [(200, {}, json.dumps(one).encode()) for one in (first, second)]
    one = harvest(feed(kind="bordermark"), by="somebody")
    assert (one.read, one.proposed) == (1, 1) and Feed.objects.get().cursor == "3"
    assert ChangeSet.objects.get().items.get().data["title"] == "3"
    assert [path.partition("since=")[2][:1] for path, _ in site.asked] == ["0", "2"]
