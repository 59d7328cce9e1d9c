"""Whatever a user can call has its place in the reference, which names nothing that is not there."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from bordermark.web.configuration import SETTINGS

REFERENCE = Path(__file__).parent.parent.parent / "docs" / "reference"


def read(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table row, without the heads."""
    for line in text.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_setting() -> None:
    documented = {code(row[0])[0]: row for row in rows(read("settings.md"))}
    assert set(documented) == {setting.variable for setting in SETTINGS}
    for setting in SETTINGS:
        row = documented[setting.variable]
        assert setting.default in row[1].replace("`", ""), f"the default of {setting.variable}"
        assert setting.meaning in " ".join(row[2:]).replace("`", ""), f"the meaning of {setting.variable}"


def test_every_operation_of_the_api_with_its_parameters() -> None:
    from bordermark.web.api_root import api

    offered = {
        f"{method.upper()} {path}": {
            one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"
        }
        for path, operations in api.get_openapi_schema(path_prefix="/api/v1")["paths"].items()
        for method, operation in operations.items()
    }
    table = read("api.md").partition("## Conventions")[0]
    assert {code(row[0])[0]: set(code(row[2])) for row in rows(table)} == offered


def test_every_format_of_export() -> None:
    from bordermark.compendium.exports import FORMATS

    section = read("api.md").partition("## Export formats")[2]
    documented = {code(row[0])[0]: code(row[1])[0] for row in rows(section)}
    assert documented == {name: one.media_type.partition(";")[0] for name, one in FORMATS.items()}


def test_every_page() -> None:
    import bordermark.web.urls

    if not bordermark.web.urls.urlpatterns:
        pytest.skip("no page has an address yet")
    documented = {code(row[0])[0] for row in rows(read("pages.md").partition("## Formats")[0])}
    assert documented == set(page_names(get_resolver()))


def page_names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name
        elif isinstance(pattern, URLResolver) and pattern.namespace != "api":
            yield from page_names(pattern)


def test_every_format_of_a_page() -> None:
    from bordermark.publishing.negotiation import FORMATS

    section = read("pages.md").partition("## Formats")[2].partition("\n## ")[0]
    assert {code(row[0])[0]: code(row[1])[0] for row in rows(section)} == FORMATS


def commands() -> dict[str, set[str]]:
    """Options and arguments by full name of the command, from Typer."""
    import typer

    from bordermark.cli.main import app

    def walk(command: Any, name: str) -> Iterator[tuple[str, set[str]]]:
        named: set[str] = set()
        for parameter in command.params:
            if parameter.param_type_name == "argument":
                named.add(parameter.metavar or parameter.name.upper())
            elif not parameter.hidden:
                named.update((*parameter.opts, *parameter.secondary_opts))
        below = [one for one in getattr(command, "commands", {}).values() if not one.hidden]
        if named - {"--help"} or not below:
            yield name, named - {"--help"}
        for one in below:
            yield from walk(one, f"{name} {one.name}")

    return dict(walk(typer.main.get_command(app), "bordermark"))


def test_every_command_and_option() -> None:
    if importlib.util.find_spec("bordermark.cli.main") is None:
        pytest.skip("there is no command yet")
    sections = re.split(r"^## ", read("commands.md"), flags=re.MULTILINE)[1:]
    documented = {
        code(section)[0]: {name.split()[0] for row in rows(section) for name in code(row[0])}
        for section in sections if section.startswith("`bordermark")
    }
    assert documented == commands()


def test_every_record_type_and_column() -> None:
    """The page is generated; here only that no record type of the house is missing from it."""
    from bordermark.contributions.record_types import record_types

    documented = set(re.findall(r"^## `([a-z-]+)`", read("records.md"), flags=re.MULTILINE))
    assert documented == {one.name for one in record_types()}
