"""A translator at work: one record on its page, many in a PO file, both as change sets."""

import re

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bordermark.contributions.models import ChangeSet
from bordermark.contributions.store import standing_records

from ..review.conftest import ADMINISTRATOR, EDITOR, REVIEWER, TRANSLATOR
from ..review.signing import client_of

pytestmark = pytest.mark.usefixtures("loaded")

PAGE = "/translations/fr/instrument/cwc-1993"
WRITTEN = {"text-title": "Convention sur les armes chimiques", "text-short_title": "CAC", "text-abstract": "Elle dit.",
           "status": "human", "translator": "Tom", "reason": "The official title", "behalf": ""}


def form(client: Client, path: str = PAGE) -> dict[str, str]:
    """What the form of a page sends unseen."""
    found = re.search(r'name="read" value="([0-9a-f]+)"', client.get(path).content.decode())
    assert found
    return {"read": found[1]}


def test_a_visitor_sees_the_texts_and_no_form_and_is_led_to_sign_in(client: Client) -> None:
    shown = client.get(PAGE).content.decode()
    assert "<textarea" not in shown and "Translators who have signed in" in shown
    sent = client.post(PAGE, WRITTEN)
    assert sent.status_code == 302 and sent.url.startswith("/sign-in?next=")
    assert "<textarea" not in client_of(ADMINISTRATOR).get(PAGE).content.decode()


def test_a_translation_is_drafted_accepted_and_published() -> None:
    translator, reviewer, editor = client_of(TRANSLATOR), client_of(REVIEWER), client_of(EDITOR)
    made = translator.post(PAGE, {**WRITTEN, **form(translator)})
    held = ChangeSet.objects.get()
    assert (made.url, held.kind, held.provenance["source"]) == (f"/contributions/{held.pk}", "translation",
                                                               "translation")
    for client, action in ((translator, "submit"), (reviewer, "take_up"), (reviewer, "accept"), (editor, "publish")):
        held.refresh_from_db()
        done = client.post(f"/contributions/{held.pk}/step", {"action": action, "read": held.content})
        assert done.status_code == 302, (action, done.content.decode()[-2000:])
    held.refresh_from_db()
    assert held.status == "published"
    page = translator.get("/fr/instruments/cwc-1993").content.decode()
    assert "Convention sur les armes chimiques" in page and "<bdi>Tom</bdi>" in page


def test_a_translator_may_translate_a_label_and_nothing_else() -> None:
    translator = client_of(TRANSLATOR)
    path = "/translations/fr/concept/theme:theme-1"
    translator.post(path, {**WRITTEN, "text-label": "Personnes", **form(translator, path)})
    held = ChangeSet.objects.get()
    assert held.kind == "translation"
    assert set(held.items.values_list("record_type", flat=True)) == {"concept", "label-status"}
    concept = held.items.get(record_type="concept").data
    assert concept
    before = standing_records("concept", ["theme:theme-1"])[0].model_dump(mode="json")
    assert {name for name, value in concept.items() if before[name] != value} == {"label_fr"}


def test_what_is_wrong_is_said_on_the_form_which_keeps_what_was_written() -> None:
    translator = client_of(TRANSLATOR)
    for wrong, said in (({"text-title": ""}, "title"), ({"status": "perfect"}, "status"), ({"reason": ""}, "reason")):
        answer = translator.post(PAGE, {**WRITTEN, **form(translator), **wrong})
        page = answer.content.decode()
        assert answer.status_code == 400 and "Elle dit." in page and said in page
    stale = translator.post(PAGE, {**WRITTEN, "read": "0" * 64})
    assert stale.status_code == 400 and "changed since this page was opened" in stale.content.decode()
    assert not ChangeSet.objects.exists()


def test_a_po_file_is_shown_first_and_becomes_a_set_of_translations() -> None:
    translator = client_of(TRANSLATOR)
    path = "/translations/fr/concept/po?id=theme:theme-1&id=theme:theme-2"
    found = polib.pofile(translator.get(path).content.decode())
    assert len(found) == 2
    for one in found:
        one.flags = []
    sent = translator.post("/contributions/upload", {"file": SimpleUploadedFile("fr.po", f"{found}\n".encode())})
    shown = translator.get(sent.url).content.decode()
    assert "theme:theme-1:fr" in shown and 'name="behalf"' in shown
    translator.post(sent.url, {"title": "Themes", "reason": "Reviewed", "behalf": ""})
    held = ChangeSet.objects.get()
    assert (held.kind, held.provenance["source"], held.items.count()) == ("translation", "translation", 2)


def test_a_po_file_whose_english_has_changed_says_where() -> None:
    translator = client_of(TRANSLATOR)
    found = polib.pofile(translator.get("/translations/fr/instrument/po?id=cwc-1993").content.decode())
    found[0].msgid = "Another title"
    sent = translator.post("/contributions/upload", {"file": SimpleUploadedFile("fr.po", f"{found}\n".encode())})
    shown = translator.get(sent.url).content.decode()
    assert "Another title" in shown and "export it again" in shown
    refused = translator.post("/contributions/upload", {"file": SimpleUploadedFile("fr.po", b"/etc/passwd")})
    assert "a PO file of gettext" in translator.get(refused.url).content.decode()
