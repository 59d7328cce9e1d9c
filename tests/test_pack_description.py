"""The descriptors of the bundled data pack say what is there, and every table validates against them."""

import runpy
from pathlib import Path

import pytest
from frictionless import Package

TOOL = runpy.run_path(str(Path(__file__).parent.parent / "tools" / "describe_pack.py"))
OUTPUTS: dict[Path, str] = TOOL["outputs"]()
DESCRIPTORS = [path for path in OUTPUTS if path.name == "datapackage.json"]
STATIC = TOOL["ROOT"] / "src" / "bordermark" / "web" / "static"
OURS = {"bordermark.css", "bordermark.js", "mark.svg", "triage.js"}


@pytest.mark.parametrize("path", OUTPUTS, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_what_is_committed_is_what_the_tool_makes(path: Path) -> None:
    remedy = "run: python tools/describe_pack.py"
    assert path.exists() and path.read_text(encoding="utf-8") == OUTPUTS[path], f"{path} is out of date; {remedy}"


@pytest.mark.parametrize("path", DESCRIPTORS, ids=lambda path: path.parent.parent.name)
def test_every_resource_validates(path: Path) -> None:
    report = Package(str(path)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]


def test_every_room_with_tables_is_described() -> None:
    folders = {path.parent for path in DESCRIPTORS}
    rooms = TOOL["ROOMS"].values()
    assert {room.DATA for room in rooms if any(table.bundled for table in room.TABLES)} <= folders


def test_a_finding_of_the_validation_would_be_seen(tmp_path: Path) -> None:
    source = next(path for path in DESCRIPTORS if "vocabulary" in path.parts)
    for file in source.parent.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    states = tmp_path / "states.csv"
    states.write_text(states.read_text(encoding="utf-8").replace(",member,", ",friend,", 1), encoding="utf-8")
    report = Package(str(tmp_path / source.name)).validate()
    assert not report.valid


def test_every_static_file_of_others_has_its_origin() -> None:
    page = OUTPUTS[TOOL["ROOT"] / "docs" / "reference" / "data.md"]
    patterns = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `web/static/")]
    files = [path for path in STATIC.rglob("*") if path.is_file() and not path.name.startswith("OFL-")]
    unnamed = [path for path in files if path.name not in OURS and not any(
        path.relative_to(STATIC.parent.parent).match(pattern) for pattern in patterns)]
    assert not unnamed
