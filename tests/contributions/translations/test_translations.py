"""Translations as they are held, read and shown: status, translator, staleness; PO files through the database."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import polib
import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from bordermark.compendium.documents import compendium_document
from bordermark.compendium.exports import FORMATS, gather_contents
from bordermark.compendium.reading import Current
from bordermark.compendium.records import ProvisionTranslationRecord
from bordermark.contributions.applying import apply
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.editions import freeze
from bordermark.contributions.revisions import Change, record_change
from bordermark.contributions.translations.exchange import po_file, propose_po, propose_texts, shares, texts
from bordermark.contributions.translations.rendered import Rendered, share_of, source_digest, to_do
from bordermark.languages import LANGUAGES
from bordermark.publishing.html import html_bytes

pytestmark = pytest.mark.usefixtures("loaded")

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PROVISION = "un-som-protocol-2000.art-12"
INTO = [code for code in LANGUAGES if code != "en"]


def edited(language: str, name: str, edit: Callable[[polib.POFile], None]) -> Proposal:
    """What a PO file proposes after a translator has edited it."""
    found = polib.pofile(po_file(language, NOW, [name]))
    edit(found)
    return propose_po(f"{found}\n".encode(), f"{language}.po", by="A. N.", at=NOW)


def one(name: str, key: str, language: str = "fr") -> Rendered:
    return next(each for each in texts(language, [name], None) if each.key == key)


def sign(key: str, **said: str) -> Callable[[polib.POFile], None]:
    def edit(found: polib.POFile) -> None:
        for entry in found:
            context = str(entry.msgctxt)
            if context.rpartition(":")[0].partition(":")[2] == key:
                entry.flags = []
                entry.msgstr = said.get(context.rpartition(":")[2], entry.msgstr)
    return edit


@pytest.mark.parametrize("language", INTO)
def test_what_goes_out_proposes_nothing_when_it_comes_back(language: str) -> None:
    content = po_file(language, NOW).encode()
    proposal = propose_po(content, "all.po", by="A. N.", at=NOW)
    assert (proposal.new, proposal.changed, proposal.withdrawn, proposal.refused) == ((), (), (), ())


def test_a_reviewed_title_is_a_change_of_its_record_alone() -> None:
    proposal = edited("fr", "instrument", sign("cwc-1993"))
    [changed] = proposal.changed
    assert changed.key == "cwc-1993:fr"
    assert {field.column: field.after for field in changed.fields} == {
        "status": "reviewed", "translator": "A. N.", "translated_on": "2026-11-24",
    }


def test_a_translated_provision_is_shown_with_its_status_and_the_english_beside(client: Client) -> None:
    apply(edited("fr", "provision", sign(PROVISION, text="Les documents sont de bonne qualité.")), NOW, by="A. N.",
          reason="translated")
    english = Current().provision(PROVISION)
    assert english
    for path in (f"/fr/provisions/{PROVISION}", "/fr/instruments/un-som-protocol-2000"):
        page = client.get(path).content.decode()
        assert 'lang="fr" dir="auto">Les documents sont de bonne qualité.' in page
        assert "Traduction humaine · <bdi>A. N.</bdi>" in page
        assert english.text.replace("'", "&#x27;") in page
    assert "Les documents" not in client.get(f"/es/provisions/{PROVISION}").content.decode()
    told = client.get(f"/api/v1/provisions/{PROVISION}?lang=fr").json()["translation"]
    assert (told["text"], told["translator"], told["is_stale"]) == ("Les documents sont de bonne qualité.", "A. N.",
                                                                    False)
    assert client.get(f"/api/v1/provisions/{PROVISION}?lang=en").json()["translation"] is None
    graph = client.get(f"/provisions/{PROVISION}?format=jsonld").json()
    assert {said["@language"] for said in graph["description"]} == {"en", "fr"}
    document = html_bytes(compendium_document("fr", ["un-som-protocol-2000"])).decode()
    assert "Les documents sont de bonne qualité." in document and "Dispositions, en anglais" not in document


def test_a_changed_title_makes_every_translation_of_it_stale_wherever_it_is_shown(
    client: Client, correct: Callable[..., None]
) -> None:
    apply(edited("fr", "instrument", sign("cwc-1993")), NOW, by="A. N.", reason="reviewed")
    assert not any(each.is_stale for code in INTO for each in texts(code, ["instrument"]))
    correct(title="Convention on Chemical Arms")
    for code in INTO:
        assert [each.key for each in texts(code, ["instrument"]) if each.is_stale] == ["cwc-1993"]
        detail = client.get(f"/api/v1/instruments/cwc-1993?lang={code}").json()
        assert detail["title_is_stale"] and all(row["is_stale"] for row in detail["translations"])
        with translation.override(code):
            assert gettext("The English has changed since.") in page_of(client, f"/{code}/instruments/cwc-1993")
    assert [share.stale for share in shares() if share.type == "instrument"] == [1] * 5
    assert to_do(texts("fr", ["instrument"]))[0].key == "cwc-1993"
    assert client.get("/translations/fr/instrument?state=stale&format=json").json()[0]["is_stale"]
    assert entry_of("cwc-1993").fuzzy
    document = html_bytes(compendium_document("fr", ["cwc-1993"])).decode()
    assert "l’anglais a changé depuis" in document
    wanting = client.get("/organisations/opcw/quality?format=json").json()["aspects"]
    assert next(row["count"] for row in wanting if row["name"] == "stale-translations") == 1


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def entry_of(key: str) -> polib.POEntry:
    found = polib.pofile(po_file("fr", NOW, ["instrument"]))
    return next(each for each in found if each.msgctxt == f"instrument:{key}:title")


def test_a_provision_that_changes_makes_its_translation_stale(client: Client) -> None:
    apply(edited("ar", "provision", sign(PROVISION, text="نص")), NOW, by="A. N.", reason="translated")
    record = Current().provision(PROVISION)
    assert record
    changed = record.model_copy(update={"text": "Something else."})
    record_change(Change({"provision": [changed]}), at=NOW, by="somebody", reason="a correction")
    page = page_of(client, f"/ar/provisions/{PROVISION}")
    with translation.override("ar"):
        assert "نص" in page and gettext("The English has changed since.") in page
    assert client.get(f"/api/v1/provisions/{PROVISION}?lang=ar").json()["translation"]["is_stale"]


def test_an_edition_keeps_the_translations_that_it_was_frozen_with(client: Client) -> None:
    apply(edited("fr", "provision", sign(PROVISION, text="Premier.")), NOW, by="A. N.", reason="translated")
    freeze("First", by="Secretariat", at=NOW)
    apply(edited("fr", "provision", sign(PROVISION, text="Second.")), NOW, by="A. N.", reason="corrected")
    assert "Premier." in client.get(f"/fr/provisions/{PROVISION}?edition=1").content.decode()
    assert "Premier." in client.get("/fr/instruments/un-som-protocol-2000?edition=1").content.decode()
    assert "Second." in client.get(f"/fr/provisions/{PROVISION}").content.decode()


def test_labels_say_who_stands_behind_them() -> None:
    assert (one("state", "KEN").status, one("concept", "m49:002").status) == ("official", "official")
    assert (one("concept", "theme:theme-1").status, one("organisation", "icao").status) == ("machine", "machine")
    apply(edited("fr", "concept", sign("theme:theme-1", label="Personnes")), NOW, by="A. N.", reason="translated")
    signed = one("concept", "theme:theme-1")
    assert (signed.status, signed.translator, signed.date, signed.texts) == ("human", "A. N.", "2026-11-24",
                                                                            {"label": "Personnes"})
    assert not signed.is_stale
    assert one("concept", "theme:theme-1", "es").status == "machine"


def change_of(name: str, key: str, **fields: Any) -> None:
    from bordermark.contributions.store import standing_records

    record = standing_records(name, [key])[0].model_copy(update=fields)
    record_change(Change({name: [record]}), at=NOW, by="B. T.", reason="a change")


def test_a_label_whose_english_changes_is_stale_whether_or_not_somebody_signed_it() -> None:
    apply(edited("fr", "concept", sign("theme:theme-1")), NOW, by="A. N.", reason="reviewed")
    change_of("concept", "theme:theme-1", label_en="People")
    assert [one("concept", "theme:theme-1", code).is_stale for code in INTO] == [True] * 5
    assert one("concept", "theme:theme-1").status == "reviewed"
    change_of("concept", "theme:theme-1", label_es="Gente")
    spanish = one("concept", "theme:theme-1", "es")
    assert (spanish.is_stale, spanish.status, spanish.translator) == (False, "human", "B. T.")
    assert one("concept", "theme:theme-1", "ar").is_stale


def test_who_signed_a_label_signed_that_label_alone() -> None:
    apply(edited("fr", "organisation", sign("icao")), NOW, by="A. N.", reason="reviewed")
    assert one("organisation", "icao").translator == "A. N."
    change_of("organisation", "icao", name_fr="OACI, organisation")
    assert (one("organisation", "icao").status, one("organisation", "icao").translator) == ("human", "B. T.")


def test_one_records_texts_as_somebody_has_written_them() -> None:
    from dataclasses import replace

    written = replace(one("provision", PROVISION), texts={"text": "Texte."}, status="human", translator="A. N.",
                      date="2026-11-24")
    [new] = propose_texts(replace(written, source_digest=written.digest)).new
    assert isinstance(new.row.record, ProvisionTranslationRecord) and new.key == f"{PROVISION}:fr"
    refused = propose_texts(replace(written, date="yesterday")).refused
    assert [each.column for each in refused] == ["translated_on"]


def test_shares_add_up_and_what_is_pressing_comes_first() -> None:
    for share in shares():
        assert share.total == sum(1 for _ in texts(share.language, [share.type]))
    source = {"title": "A"}
    digest = source_digest(source.values())
    some = [
        Rendered("t", "d", "fr", source, {"title": "x"}, "official", source_digest=digest),
        Rendered("t", "c", "fr", source, {"title": "x"}, "machine", source_digest=digest),
        Rendered("t", "b", "fr", source),
        Rendered("t", "a", "fr", source, {"title": "x"}, "human", source_digest="0" * 64),
    ]
    assert [each.key for each in to_do(some)] == ["a", "b", "c"]
    assert share_of(some, "t", "fr").counts == {"machine": 1, "human": 1, "reviewed": 0, "official": 1, "missing": 1}


def test_pages_data_and_files(client: Client) -> None:
    for prefix in ["", *(f"/{code}" for code in INTO)]:
        for path in ("/translations", "/translations/fr/provision", "/translations/ar/concept/theme:theme-1",
                     "/translations/zh/instrument?state=machine&from=50"):
            assert client.get(prefix + path).status_code == 200, prefix + path
    assert client.get("/translations/en/provision").status_code == 404
    assert client.get("/translations/fr/act").status_code == 404
    assert client.get("/translations/fr/concept/theme:no-such").status_code == 404
    assert client.get("/api/v1/translations/fr/act").status_code == 422
    content = client.get("/api/v1/translations/fr/state/po?id=KEN&id=XXX").content.decode()
    assert [each.msgstr for each in polib.pofile(content)] == ["Kenya", "la République du Kenya"]
    seen, path = [], "/api/v1/translations/fr/organisation?limit=200"
    while path:
        page = client.get(path).json()
        seen += [row["id"] for row in page["items"]]
        path = page["links"].get("next", "")
    assert len(seen) == len(set(seen)) == page["total"]


def test_the_export_of_instruments_takes_the_translation_that_stands() -> None:
    from bordermark.compendium.describing import writer_for
    from bordermark.organisations.store import organisations
    from bordermark.publishing.addresses import Addresses
    from bordermark.vocabulary.store import vocabulary

    apply(edited("fr", "instrument", sign("cwc-1993", title="Convention CWC")), NOW, by="A. N.", reason="translated")
    writer = writer_for(vocabulary(), organisations(), "fr", Addresses("https://example.org"))
    assert b"Convention CWC" in FORMATS["csv"].write(gather_contents(["cwc-1993"], writer))
