"""The Compendium, whole and in part, as everything it is published as."""

import io
import json
import time
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from bordermark.compendium.describing import CompendiumWriter, writer_for
from bordermark.compendium.documents import PUBLICATIONS, compendium_document, gather_material
from bordermark.compendium.publication.indexes import initial, order
from bordermark.compendium.publication.material import anchor
from bordermark.compendium.publication.wording import FOLDER
from bordermark.compendium.reading import reader
from bordermark.languages import LANGUAGES
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.document import Clauses, Document, Inline, Paragraph, Reference, plain
from bordermark.publishing.pdf import pdf_bytes

SOME = ["un-som-protocol-2000", "un-res-1540-2004", "icao-annex-9", "wto-tfa"]


def writer(language: str) -> CompendiumWriter:
    from bordermark.organisations.store import organisations
    from bordermark.vocabulary.store import vocabulary

    return writer_for(vocabulary(), organisations(), language, Addresses("https://example.org"))


@pytest.fixture
def some(loaded: Path) -> list[str]:
    held = reader().instruments()
    return [key for key in SOME if key in held] or list(held)[:4]


def references(document: Document) -> Iterator[Inline]:
    for section in document.sections():
        yield from section.see
        for entry in section.entries:
            for block in entry.blocks:
                if isinstance(block, Paragraph):
                    yield from (run for run in block.runs if isinstance(run, Reference))


def test_the_words_are_the_same_in_six_languages() -> None:
    words = {code: tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}
    for language, found in words.items():
        assert found.keys() == words["en"].keys(), language
        for key in ("scope", "made", "parties_note", "members_note", "checked_note"):
            for place in ("{instruments}", "{day}", "{counts}", "{number}", "{page}"):
                assert (place in found[key]) == (place in words["en"][key]), (language, key)


def test_every_instrument_stands_once(loaded: Path) -> None:
    document = compendium_document("en")
    entries = [entry.id for entry in document.entries()]
    assert len(entries) == len(set(entries))
    assert set(entries) == {anchor(key) for key in reader().instruments()}


def test_every_other_subtheme_refers_to_it(loaded: Path) -> None:
    document = compendium_document("en")
    seen = {(section.id, one.target) for section in document.sections() for one in section.see}
    for record in reader().instruments().values():
        for code in record.subthemes[1:]:
            assert (f"subtheme-{code}", anchor(record.id)) in seen


def test_every_reference_leads_to_an_entry(loaded: Path) -> None:
    document = compendium_document("fr")
    anchors = document.anchors()
    assert all(one.target in anchors for one in references(document) if isinstance(one, Reference))


def test_every_provision_is_there_with_its_strength(some: list[str]) -> None:
    document = compendium_document("en", some)
    clauses = [item for entry in document.entries() for block in entry.blocks if isinstance(block, Clauses)
               for item in block.items]
    held = reader().provisions(some)
    assert len(clauses) == len(held)
    tones = {"shall": "solid", "should": "outline", "may": "dotted"}
    assert sorted(one.tag.tone for one in clauses) == sorted(tones.get(one.strength, "plain") for one in held)


def test_what_nobody_checked_is_marked(loaded: Path) -> None:
    document = compendium_document("en")
    marked = sum("◊" in item.label for entry in document.entries() for block in entry.blocks
                 if isinstance(block, Clauses) for item in block.items)
    assert marked == sum(not one.checked for one in reader().provisions(list(reader().instruments())))


def test_the_cover_states_the_share_translated(loaded: Path) -> None:
    cover = " ".join(plain(runs) for runs in compendium_document("fr").statements)
    assert "100 pour cent par machine" in cover and "790 instruments" in cover


def test_a_selection_says_so_and_holds_no_more(some: list[str]) -> None:
    document = compendium_document("en", [*some, "nothing-of-this-id"])
    assert document.subtitle == "A selection"
    assert {one.id for one in document.entries()} == {anchor(key) for key in some}


def test_indexes_lead_to_every_instrument(loaded: Path) -> None:
    document = compendium_document("es")
    found = {target for index in document.indexes if index.id == "index-titles" for term in index.terms
             for target in term.targets}
    assert found == {one.id for one in document.entries()}
    assert {one.id for one in document.indexes} == {
        "index-titles", "index-bodies", "index-symbols", "index-regions", "index-flows"}


def test_the_order_of_an_index() -> None:
    mixed = ["Z", "é", "Doc 10", "Doc 9", "a"]
    assert sorted(mixed, key=lambda one: order(one, "fr")) == ["a", "Doc 9", "Doc 10", "é", "Z"]
    assert order("الاتفاقية", "ar") == order("اتفاقية", "ar")
    assert sorted(["中国", "阿富汗"], key=lambda one: order(one, "zh")) == ["阿富汗", "中国"]
    assert (initial("École", "fr"), initial("1540", "en"), initial("中", "zh")) == ("E", "0–9", "")


@pytest.mark.parametrize(
    ("language", "word"), [("ar", "ا"), ("zh", "议定书"), ("ru", "Протокол"), ("fr", "Protocole")]
)
def test_the_pdf_holds_the_text_of_its_language(some: list[str], language: str, word: str) -> None:
    pages = PdfReader(io.BytesIO(pdf_bytes(compendium_document(language, some)))).pages
    text = "".join(page.extract_text() for page in pages)
    assert word in text  # a letter in Arabic, whose words pypdf gives out of order


def test_the_whole_compendium_is_set_in_time(loaded: Path) -> None:
    begun = time.process_time()  # of all threads, whatever else the machine is doing
    content = pdf_bytes(compendium_document("en"))
    assert time.process_time() - begun < 60
    reader_ = PdfReader(io.BytesIO(content))
    assert len(reader_.pages) > 200
    assert len([one for one in reader_.outline if not isinstance(one, list)]) > 10


@pytest.mark.parametrize("form", PUBLICATIONS)
def test_the_same_records_give_the_same_bytes(some: list[str], form: str) -> None:
    assert PUBLICATIONS[form](writer("fr"), some) == PUBLICATIONS[form](writer("fr"), some)


def test_the_workbook_has_a_sheet_for_each_table(some: list[str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(PUBLICATIONS["xlsx"](writer("en"), some)))
    assert book.sheetnames == ["Instruments", "Provisions", "Participation"]
    assert book["Instruments"].max_row == len(some) + 1
    acts = gather_material("en", some).acts
    assert book["Participation"].max_row == sum(len(one) for one in acts.values()) + 1


@pytest.mark.parametrize("whole", [True, False])
def test_the_package_validates(some: list[str], tmp_path: Path, whole: bool) -> None:
    from frictionless import Package, system

    content = PUBLICATIONS["datapackage"](writer("en"), None if whole else some)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in described["resources"]} <= {one.name for one in tmp_path.iterdir()}
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])[:5]


def test_the_package_can_be_loaded_again(some: list[str], tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from bordermark.web.loading import load_user_pack

    with zipfile.ZipFile(io.BytesIO(PUBLICATIONS["datapackage"](writer("en"), None))) as archive:
        archive.extractall(tmp_path)
    made, left_out = load_user_pack(tmp_path, datetime(2027, 1, 1, tzinfo=UTC), by="test", reason="test")
    assert (made, left_out) == (0, [])
