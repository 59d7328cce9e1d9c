"""A set of instruments as a file."""

import csv
import io
import json

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.test import Client

from bordermark.compendium.describing import writer_for
from bordermark.compendium.exports import FORMATS, Contents, gather_contents
from bordermark.compendium.models import Instrument
from bordermark.compendium.records import DATA, InstrumentRecord
from bordermark.compendium.tabulating import INSTRUMENT_COLUMNS
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import unguard
from bordermark.vocabulary.store import vocabulary

pytestmark = [pytest.mark.usefixtures("loaded")]


def everything(language: str = "en") -> Contents:
    ids = list(Instrument.objects.order_by("pk").values_list("pk", flat=True))
    return gather_contents(ids, writer_for(vocabulary(), organisations(), language, Addresses("https://example.org")))


def test_json_lines_are_the_records_of_the_pack() -> None:
    lines = FORMATS["jsonl"].write(everything()).decode().splitlines()
    exported = [InstrumentRecord.model_validate_json(line) for line in lines]
    with (DATA / "instruments.jsonl").open(encoding="utf-8") as file:
        assert exported == [InstrumentRecord.model_validate_json(line) for line in file]


def test_csv_holds_every_instrument_with_codes_that_match_again() -> None:
    contents = everything("fr")
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].write(contents).decode(), newline="")))
    assert [row["id"] for row in rows] == [one.id for one in contents.records]
    for row, record in zip(rows, contents.records, strict=True):
        assert unguard(row["title"]) == (contents.translations.get(record.id) or record).title
        assert tuple(filter(None, row["themes"].split("; "))) == record.themes


def test_the_workbook_is_a_table_and_runs_rightwards_in_arabic() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(everything("ar")))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(INSTRUMENT_COLUMNS)
    assert sheet.max_row == Instrument.objects.count() + 1
    assert sheet.sheet_view.rightToLeft


def test_reference_managers_get_every_instrument() -> None:
    contents = everything()
    number = len(contents.records)
    assert FORMATS["bibtex"].write(contents).decode().count("@misc{") == number
    assert FORMATS["ris"].write(contents).decode().count("\r\nER  - \r\n") == number
    assert len({one["id"] for one in json.loads(FORMATS["csl"].write(contents))}) == number


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_served_with_the_filters_asked(client: Client, name: str) -> None:
    response = client.get(f"/api/v1/exports/{name}?theme=theme-7&kind=manual&kind=convention")
    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[name].media_type
    assert f'.{FORMATS[name].extension}"' in response["Content-Disposition"]
    again = client.get(response.wsgi_request.get_full_path(), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304, "the same records give the same file"


def test_a_format_that_there_is_not(client: Client) -> None:
    response = client.get("/api/v1/exports/pdf")
    assert response.status_code == 404 and json.loads(response.content)["near"] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_a_file_too(name: str) -> None:
    contents = gather_contents([], writer_for(vocabulary(), organisations(), "en", Addresses("https://example.org")))
    assert isinstance(FORMATS[name].write(contents), bytes)
