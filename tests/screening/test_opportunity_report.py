"""The report on opportunities, as page, data, workbook and document, without and with trade."""

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from django.test import Client

from bordermark.clocks import NOW
from bordermark.publishing.addresses import Addresses
from bordermark.screening.automaton import compile_lists
from bordermark.screening.counting_trade import count_trade
from bordermark.screening.documents import PUBLICATIONS
from bordermark.screening.opportunities import opportunities
from bordermark.screening.readers import read_lines
from bordermark.screening.schemas import ListWriter
from bordermark.screening.store import control_lists
from bordermark.screening.trade import AMOUNTS
from bordermark.screening.views import opportunity_material, opportunity_rows
from bordermark.vocabulary.hs.codes import LATEST
from bordermark.vocabulary.hs_schemas import HsWriter

pytestmark = pytest.mark.usefixtures("loaded")


def words(content: bytes) -> str:
    """All that a Word document says."""
    book = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in book.paragraphs), *cells])


def test_without_declarations_trade_is_not_given_rather_than_nought(client: Client) -> None:
    rows = json.loads(client.get("/api/v1/hs-opportunities").content)
    assert all(row["trade"] is None and one["naming"] is None for row in rows for one in row["hidden"])
    sarin = next(one for row in rows for one in row["hidden"] if one["cas"] == "107-44-8")
    assert sarin["states"] > 180 and sarin["sources"] and sarin["verified"]
    organo = next(row for row in rows if row["code"]["code"] == "293090")
    assert {"293060", "293070"} <= {one["code"]["code"] for one in organo["precedents"]}


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_page_gives_the_report_as_a_file(client: Client, form: str, begins: bytes) -> None:
    answer = client.get(f"/hs-opportunities?format={form}")
    assert answer.status_code == 200 and answer.content.startswith(begins)
    assert answer["content-disposition"].endswith(f'hs-opportunities.{form}"')
    assert f"format={form}" in client.get("/hs-opportunities", headers={"accept": "text/html"}).content.decode()


def test_the_workbook_has_a_chemical_a_row_and_the_precedents(client: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/hs-opportunities?format=xlsx").content))
    assert book.sheetnames == ["Opportunities", "Precedents"]
    head, first, *_ = book["Opportunities"].iter_rows(values_only=True)
    assert first[head.index("lines_under_code")] is None and first[head.index("cas")]
    assert ("293070", "2017", "293090") in {(row[0], row[2], row[3]) for row in
                                            book["Precedents"].iter_rows(values_only=True)}


def test_the_document_has_the_trade_of_the_declarations_with_its_limits(tmp_path: Path) -> None:
    source = tmp_path / "lines.csv"
    source.write_text("hs_code,goods_description,net_kg,value\n293159,sarin 107-44-8,12,500\n293159,others,,\n",
                      encoding="utf-8")
    say = ListWriter(control_lists(), HsWriter("en", Addresses("https://example.org")))
    automaton = compile_lists(say.lists, LATEST, (), misspellings=False)
    trade = count_trade(read_lines(source, {}, AMOUNTS), opportunities(say.lists), automaton)
    rows = opportunity_rows(say, NOW, trade)
    said = words(PUBLICATIONS["docx"].write(opportunity_material(say, rows, "en", source.name, trade.lines)))
    assert "2 lines, of which 1 name a chemical below; 12 kg in 1 lines, value 500 in 1 lines" in said
    assert "counted in 2 lines of lines.csv" in said and "https://example.org/hs-opportunities" in said
    assert "no line was declared under it" in said and "107-44-8" in said and "Cite as" in said
