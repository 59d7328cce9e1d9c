"""The Framework as everything it is published as, in six languages."""

import io
import json
import tomllib
import zipfile
from string import Formatter

import openpyxl
import pytest
from pypdf import PdfReader

from bordermark.framework.documents import PUBLICATIONS, gather
from bordermark.framework.publication.composing import framework_document
from bordermark.framework.publication.material import anchor
from bordermark.framework.publication.wording import FOLDER
from bordermark.languages import LANGUAGES
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.document import Cells, Clauses, Paragraph, Reference

HERE = Addresses("https://example.org")


def places(words: object) -> set[str]:
    """The names in braces of a text or of texts."""
    texts = words if isinstance(words, list) else [words] if isinstance(words, str) else []
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_the_words_are_the_same_in_six_languages() -> None:
    words = {code: tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}
    for language, found in words.items():
        assert found.keys() == words["en"].keys(), language
        for key, value in words["en"].items():
            assert places(found[key]) == places(value), (language, key)
            assert len(found[key]) == len(value) or not isinstance(value, list), (language, key)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_measure_and_derivation_stands_once(loaded: object, language: str) -> None:
    material = gather(language)
    document = framework_document(material)
    assert [entry.id for entry in document.entries()] == [anchor(key) for key in material.framework.measures]
    clauses = [item for entry in document.entries() for block in entry.blocks if isinstance(block, Clauses)
               for item in block.items]
    assert len(clauses) == len(material.framework.derivations)
    assert sum("◊" in one.label for one in clauses) == sum(not one.checked for one in material.framework.derivations)


def test_every_reference_leads_somewhere(loaded: object) -> None:
    document = framework_document(gather("fr"))
    anchors = document.anchors()
    for section in document.sections():
        for block in section.blocks:
            runs = [run for row in block.rows for cell in row for run in cell] if isinstance(block, Cells) else \
                list(block.runs) if isinstance(block, Paragraph) else []
            assert all(run.target in anchors for run in runs if isinstance(run, Reference))
    assert all(target in anchors for index in document.indexes for term in index.terms for target in term.targets)


def test_guidance_names_instruments_and_not_their_ids(loaded: object) -> None:
    material = gather("en")
    steps = [run.text for entry in framework_document(material).entries() for block in entry.blocks
             if isinstance(block, Paragraph) for run in block.runs if hasattr(run, "text")]
    assert not [key for key in material.compendium.held for text in steps if text == key and "-" in key]


def test_the_pdf_is_set(loaded: object) -> None:
    pages = PdfReader(io.BytesIO(PUBLICATIONS["pdf"].write(gather("ru"), HERE)))
    assert len(pages.pages) > 100
    assert "Рамочная" in pages.pages[0].extract_text()


def test_the_word_file_and_the_page_are_written(loaded: object) -> None:
    material = gather("es")
    assert zipfile.is_zipfile(io.BytesIO(PUBLICATIONS["docx"].write(material, HERE)))
    assert "Make cross-border crimes punishable" in PUBLICATIONS["html"].write(material, HERE).decode()


def test_the_workbook_has_every_measure_and_mapping(loaded: object) -> None:
    material = gather("en")
    book = openpyxl.load_workbook(io.BytesIO(PUBLICATIONS["xlsx"].write(material, HERE)), read_only=True)
    lengths = {name: sum(1 for _ in book[name].rows) - 1 for name in book.sheetnames}
    assert lengths["Measures"] == lengths["Foundations"] == len(material.framework.measures)
    assert lengths["Derivations"] == len(material.framework.derivations)
    assert lengths["Crosswalks"] == len(material.framework.mappings)
    assert lengths["Maturity"] == 5 * len(material.framework.measures)


def test_oscal_is_a_workspace_and_the_same_for_the_same_records(loaded: object) -> None:
    content = PUBLICATIONS["oscal"].write(gather("en"), HERE)
    assert content == PUBLICATIONS["oscal"].write(gather("en"), HERE)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert "catalogs/cbm-framework/catalog.json" in names
        assert json.loads(package.read("mapping-collections/cbm-framework/mapping-collection.json"))
