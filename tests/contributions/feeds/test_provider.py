"""The provider of OAI-PMH: every verb, every error, windows, deletions, and lists that changes do not disturb."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import etree

from bordermark.compendium.reading import Current
from bordermark.contributions.feeds import protocol, record_xml
from bordermark.contributions.feeds.protocol import DC, OAI
from bordermark.contributions.models import Revision
from bordermark.contributions.revisions import Change, record_change, standing_digests

pytestmark = pytest.mark.usefixtures("loaded")

CWC = "oai:testserver:instrument/cwc-1993"
LATER = datetime(2026, 11, 25, 8, 30, 0, 700_000, tzinfo=UTC)


def ask(client: Client, **arguments: str) -> Any:
    response = client.get("/oai", {name.rstrip("_"): value for name, value in arguments.items()})
    assert response.status_code == 200 and response["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(response.content)


def error(root: Any) -> str:
    return str(root.find(f"{{{OAI}}}error").get("code"))


def texts(root: Any, name: str) -> list[str]:
    return [one.text or "" for one in root.iter(f"{{{OAI}}}{name}")]


def walk(client: Client, between: Any = None, **arguments: str) -> list[Any]:
    """All answers of a list; `between` is called after each."""
    found = [ask(client, **arguments)]
    while token := (found[-1].findtext(f"{{{OAI}}}{arguments['verb']}/{{{OAI}}}resumptionToken") or ""):
        if between:
            between()
        found.append(ask(client, verb=arguments["verb"], resumptionToken=token))
    return found


def correct(title: str, at: datetime = LATER) -> None:
    record = Current().instruments(["cwc-1993"])["cwc-1993"].model_copy(update={"title": title})
    record_change(Change({"instrument": [record]}), at=at, by="somebody", reason="a correction")


def test_it_says_who_it_is(client: Client) -> None:
    root = ask(client, verb="Identify")
    assert texts(root, "baseURL") == ["http://testserver/oai"] == texts(root, "request")
    assert texts(root, "earliestDatestamp") == ["2026-11-24T12:00:00Z"]
    assert texts(root, "deletedRecord") == ["persistent"] and texts(root, "granularity") == [protocol.SECOND]
    assert root.find(f"{{{OAI}}}request").get("verb") == "Identify"
    assert "@" in texts(root, "adminEmail")[0]


def test_sets_are_the_types_of_record(client: Client) -> None:
    assert {"instrument", "provision", "act", "organisation"} <= set(texts(ask(client, verb="ListSets"), "setSpec"))


def test_formats_have_their_schema_here(client: Client) -> None:
    root = ask(client, verb="ListMetadataFormats", identifier=CWC)
    assert texts(root, "metadataPrefix") == ["oai_dc", "bordermark"]
    schema = client.get(texts(root, "schema")[1].removeprefix("http://testserver"))
    etree.XMLSchema(etree.fromstring(schema.content))


def test_every_record_comes_once_and_back_to_the_letter(client: Client) -> None:
    schema = etree.XMLSchema(etree.fromstring(record_xml.SCHEMA.encode()))
    seen: dict[tuple[str, str], str] = {}
    pages = walk(client, verb="ListRecords", metadataPrefix="bordermark", set="organisation")
    for root in pages:
        for element in root.iter(f"{{{protocol.RECORD}}}record"):
            schema.assertValid(element)
            name, data = record_xml.read(element)
            assert (name, data["id"]) not in seen
            seen[name, data["id"]] = element.get("digest")
    assert seen == {("organisation", key): digest for key, digest in standing_digests("organisation").items()}
    last = pages[-1].find(f"{{{OAI}}}ListRecords/{{{OAI}}}resumptionToken")
    assert last.text is None and int(last.get("completeListSize")) == len(seen), "an empty token ends the list"


def test_dublin_core_of_an_instrument(client: Client) -> None:
    root = ask(client, verb="GetRecord", identifier=CWC, metadataPrefix="oai_dc")
    said = {(etree.QName(one).localname, one.text) for one in root.iter(f"{{{DC}}}*")}
    assert ("identifier", "http://testserver/instruments/cwc-1993") in said
    assert ("date", "1993-01-13") in said and ("type", "Convention") in said and ("type", "instrument") in said
    assert any(name == "title" and "Chemical Weapons" in text for name, text in said)


def test_dublin_core_of_every_type(client: Client) -> None:
    for name in texts(ask(client, verb="ListSets"), "setSpec"):
        root = ask(client, verb="ListRecords", metadataPrefix="oai_dc", set=name)
        assert all(one.text for one in root.iter(f"{{{DC}}}title", f"{{{DC}}}identifier")), name


@pytest.mark.parametrize(("query", "code"), [
    ({}, "badVerb"), ({"verb": "Steal"}, "badVerb"), ({"verb": ["Identify", "Identify"]}, "badVerb"),
    ({"verb": "Identify", "set": "act"}, "badArgument"),
    ({"verb": "ListRecords"}, "badArgument"), ({"verb": "GetRecord", "identifier": CWC}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-30"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-11-24T12:00:00+00"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "٢٠٢٦-11-24"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-11-24", "until": "2026-11-23"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-11-24", "until": "2026-11-25T00:00:00Z"},
     "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
    ({"verb": "GetRecord", "identifier": CWC, "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
    ({"verb": "GetRecord", "identifier": "oai:testserver:instrument/nothing", "metadataPrefix": "oai_dc"},
     "idDoesNotExist"),
    ({"verb": "GetRecord", "identifier": "oai:elsewhere:instrument/cwc-1993", "metadataPrefix": "oai_dc"},
     "idDoesNotExist"),
    ({"verb": "GetRecord", "identifier": "\x00\x0b<&", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
    ({"verb": "ListMetadataFormats", "identifier": "http://a"}, "idDoesNotExist"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2001-01-01"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "9999-12-31"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "nothing"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
    ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
])
def test_errors_of_the_protocol(client: Client, query: dict[str, Any], code: str) -> None:
    for response in (client.get(f"/oai?{urlencode(query, doseq=True)}"), client.post("/oai", query)):
        assert response.status_code == 200
        root = etree.fromstring(response.content)
        assert error(root) == code and root.findtext(f"{{{OAI}}}error")
        attributes = root.find(f"{{{OAI}}}request").attrib
        assert not attributes if code in ("badVerb", "badArgument") else attributes["verb"] == query["verb"]


def test_a_token_of_another_verb_or_of_no_revision_is_bad(client: Client) -> None:
    from bordermark.contributions.feeds.tokens import Token

    root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    token = root.findtext(f"{{{OAI}}}ListIdentifiers/{{{OAI}}}resumptionToken")
    assert error(ask(client, verb="ListRecords", resumptionToken=token)) == "badResumptionToken"
    for revision, after in ((2**70, 1), (1, 2), (-1, -1)):
        forged = Token("ListRecords", "oai_dc", "", protocol.Window(), revision, after, 0, 0).text()
        assert error(ask(client, verb="ListRecords", resumptionToken=forged)) == "badResumptionToken"


def test_windows_include_both_ends_to_the_second(client: Client) -> None:
    correct("Another title")

    def found(**window: str) -> int:
        root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **window)
        return len(texts(root, "identifier"))

    assert found(from_="2026-11-25T08:30:00Z") == 1 == found(from_="2026-11-25", until="2026-11-25")
    assert found(from_="2026-11-25T08:30:00Z", until="2026-11-25T08:30:00Z") == 1
    assert found(from_="2026-11-25T08:30:01Z") == 0 == found(from_="2026-11-24T12:00:01Z", until="2026-11-25T08:29:59Z")
    assert found(until="2026-11-24", set="former-state") == len(standing_digests("former-state"))
    assert found(from_="2026-11-25", set="act") == 0


def test_what_was_withdrawn_stays_to_be_told(client: Client) -> None:
    record_change(Change({}, {"act": ["cwc-1993--KEN--ratification"]}), at=LATER, by="somebody", reason="an error")
    name = "oai:testserver:act/cwc-1993--KEN--ratification"
    for root in (ask(client, verb="ListRecords", metadataPrefix="bordermark", from_="2026-11-25"),
                 ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=name)):
        header = next(root.iter(f"{{{OAI}}}header"))
        assert header.get("status") == "deleted" and texts(root, "identifier") == [name]
        assert texts(root, "datestamp") == ["2026-11-25T08:30:00Z"] and not texts(root, "metadata")


def test_changes_that_come_in_disturb_no_list(client: Client) -> None:
    """Each record comes once, as it stood when the list began; what has changed since comes with the next."""
    expected = set(standing_digests("instrument"))
    moment = iter(range(100))

    def meanwhile() -> None:
        correct(f"Title {next(moment)}", LATER + timedelta(minutes=1))
        record_change(Change({}, {"translation": ["cwc-1993:fr"]}), at=LATER, by="somebody", reason="gone")

    pages = walk(client, meanwhile, verb="ListRecords", metadataPrefix="bordermark", set="instrument")
    read = [record_xml.read(one)[1] for root in pages for one in root.iter(f"{{{protocol.RECORD}}}record")]
    assert len(pages) == 4 and len(read) == len(expected) and {one["id"] for one in read} == expected
    assert not any(one["title"].startswith("Title ") for one in read)
    after = ask(client, verb="ListRecords", metadataPrefix="bordermark", set="instrument", from_="2026-11-25")
    assert record_xml.read(next(after.iter(f"{{{protocol.RECORD}}}record")))[1]["title"] == "Title 2"


def test_an_answer_is_not_sent_twice_while_nothing_changes(client: Client) -> None:
    query = {"verb": "ListRecords", "metadataPrefix": "bordermark", "set": "former-state"}
    first = client.get("/oai", query, headers={"accept-encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip" and gzip.decompress(first.content).startswith(b"<?xml")
    assert client.get("/oai", query, headers={"if-none-match": first["ETag"]}).status_code == 304
    correct("Another title")
    assert client.get("/oai", query, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_keys_of_any_script_have_identifiers(client: Client) -> None:
    row = next(one for one in Revision.objects.filter(record_type="organisation-alias") if not one.record_id.isascii())
    name = protocol.identifier("testserver", row.record_type, row.record_id)
    assert name.isascii() and " " not in name
    root = ask(client, verb="GetRecord", metadataPrefix="bordermark", identifier=name)
    assert record_xml.read(next(root.iter(f"{{{protocol.RECORD}}}record"))) == (row.record_type, row.data)
    assert json.loads(next(root.iter(f"{{{protocol.RECORD}}}record")).text) == row.data
