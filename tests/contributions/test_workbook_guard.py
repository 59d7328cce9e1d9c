"""Broken and malicious workbooks are refused with a sentence, and cheaply."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bordermark.contributions.naming import Lexicon
from bordermark.contributions.record_types import record_types
from bordermark.contributions.workbook_reading import read_workbook
from bordermark.contributions.workbook_writing import workbook_bytes
from bordermark.errors import RefusedInput

TYPES = {one.name: one.record for one in record_types()}
PLAIN = workbook_bytes("instrument", TYPES["instrument"], (), Lexicon({}))
SHEET = "xl/worksheets/sheet1.xml"
EMPTY = (b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>'
         b"</worksheet>")


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return target.getvalue()


def changed(name: str, data: bytes | Callable[[bytes], bytes]) -> bytes:
    content = parts()
    content[name] = data if isinstance(data, bytes) else data(content.get(name, b""))
    return packed(content)


def declared(xml: bytes) -> bytes:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (at + 1, b"&l%d;" % at * 10) for at in range(9))
    return xml.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY l0 "ha">' + laughs + b"]><worksheet", 1)


def encrypted() -> bytes:
    data = bytearray(PLAIN)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "text": ("a.xlsx", lambda: b"id,title\n", "no Excel workbook"),
    "empty": ("a.xlsx", lambda: b"", "no Excel workbook"),
    "another archive": ("a.xlsx", lambda: packed({"word/document.xml": b"<w/>"}), "no Excel workbook"),
    "cut off": ("a.xlsx", lambda: PLAIN[:2000], "damaged"),
    "old or with a password": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "encrypted parts": ("a.xlsx", encrypted, "encrypted"),
    "macros by suffix": ("a.xlsm", lambda: PLAIN, "macros"),
    "macros by part": ("a.xlsx", lambda: changed("xl/vbaProject.bin", b"x"), "macros"),
    "macros by declaration": ("a.xlsx", lambda: changed("[Content_Types].xml", lambda xml: xml.replace(
        b"spreadsheetml.sheet.main", b"x.macroEnabled.main")), "macros"),
    "path": ("a.xlsx", lambda: changed("../../etc/passwd", b"x"), "inside the workbook"),
    "zip bomb": ("a.xlsx", lambda: changed(SHEET, bytes(64 * 1024 * 1024)), "times its size"),
    "too large": ("a.xlsx", lambda: changed("xl/media/a.png", bytes(200 * 1024 * 1024)), "unpack to"),
    "another compression": ("a.xlsx", lambda: packed(parts(), zipfile.ZIP_BZIP2), "unusual compression"),
    "entities": ("a.xlsx", lambda: changed(SHEET, declared), "document type or entities"),
    "entities in another encoding": ("a.xlsx", lambda: changed("xl/styles.xml", lambda xml: (
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>').encode("utf-16")),
        "document type"),
    "XML under another name": ("a.xlsx", lambda: changed("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(
        b"worksheets/sheet1.xml", b"worksheets/sheet1.bin")), "under another name"),
    "a million empty rows": ("a.xlsx", lambda: changed(SHEET, EMPTY % b"".join(
        b'<row r="%d"/>' % at for at in range(1, 1_000_001))), "rows"),
    "rows out of order": ("a.xlsx", lambda: changed(SHEET, EMPTY % b'<row r="9"/><row r="3"/>'), "in their order"),
    "huge cell": ("a.xlsx", lambda: changed(SHEET, EMPTY % (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"ab" * 20_000 + b"</t></is></c></row>")), "32,767"),
    "deep": ("a.xlsx", lambda: changed("xl/styles.xml", b"<a>" * 5_000 + b"</a>" * 5_000), "nested"),
    "damaged XML": ("a.xlsx", lambda: changed(SHEET, lambda xml: xml[:-40]), "damaged XML"),
    "no such string": ("a.xlsx", lambda: changed(SHEET, EMPTY % (
        b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')), "cannot be read"),
    "no such sheet": ("a.xlsx", lambda: changed("xl/workbook.xml", lambda xml: xml.replace(
        b'name="instrument"', b'name="Tabelle1"')), "a sheet named"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_a_sentence(case: str, tmp_path: Path) -> None:
    name, make, said = CASES[case]
    path = tmp_path / name
    path.write_bytes(make())
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(RefusedInput, match=said):
        read_workbook(path, TYPES, Lexicon({}))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 64 * 1024 * 1024 and time.process_time() - started < 10


def test_the_last_row_of_excel_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(changed(SHEET, lambda xml: xml.replace(
        b"</sheetData>", b'<row r="1048576"><c r="A1048576" t="str"><v> </v></c></row></sheetData>')))
    assert read_workbook(path, TYPES, Lexicon({})).findings == []


def test_a_plain_workbook_is_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(PLAIN)
    found = read_workbook(path, TYPES, Lexicon({}))
    assert (found.rows, found.findings, found.passed_over) == ({"instrument": []}, [], [])
