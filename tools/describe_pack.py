"""Describe the data pack: ``python tools/describe_pack.py`` writes its descriptors and their pages anew.

Writes a Frictionless ``datapackage.json`` beside the tables of every room, ``docs/reference/data.md`` and
``docs/reference/records.md``. What no program can know (titles, sources, licences, defects) stands in
``tools/pack_sources.toml``; columns come from the typed records, sizes and digests from the files. Run it
after every change of a table, of a record or of the prose.
"""

import csv
import gzip
import hashlib
import io
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from bordermark.compendium import records as compendium
from bordermark.contributions.translations import records as translations
from bordermark.diagnosis.following import records as following
from bordermark.framework import records as framework
from bordermark.organisations import records as organisations
from bordermark.pack import Table, table_schema
from bordermark.screening import records as screening
from bordermark.structures import records as structures
from bordermark.vocabulary import records as vocabulary

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "tools" / "pack_sources.toml"
ROOMS: Final[Mapping[str, ModuleType]] = {
    "vocabulary": vocabulary, "organisations": organisations, "translations": translations, "compendium": compendium,
    "structures": structures, "framework": framework, "screening": screening, "following": following,
}
FORMATS: Final = {
    ".csv": ("csv", "text/csv"),
    ".jsonl": ("jsonl", "application/jsonl"),
    ".json": ("json", "application/json"),
    ".gz": ("csv", "text/csv"),
    ".zip": ("zip", "application/zip"),
}
MADE: Final = "<!-- Written by tools/describe_pack.py. Change tools/pack_sources.toml or the records. -->"

Prose = dict[str, Any]


def main() -> None:
    for path, text in outputs().items():
        path.write_text(text, encoding="utf-8")


def outputs() -> dict[Path, str]:
    """Every file that this tool writes, with what belongs in it."""
    prose = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    packs = {ROOT / pack["folder"]: descriptor(prose, name) for name, pack in prose["pack"].items()}
    written = {folder / "datapackage.json": json.dumps(one, ensure_ascii=False, indent=2) + "\n"
               for folder, one in packs.items()}
    return written | {
        ROOT / "docs" / "reference" / "data.md": data_page(prose, packs),
        ROOT / "docs" / "reference" / "records.md": records_page(),
    }


def descriptor(prose: Prose, name: str) -> dict[str, Any]:
    """The Data Package of one pack (Frictionless Data Package, version 1)."""
    pack = prose["pack"][name]
    folder = ROOT / pack["folder"]
    tables = {table.file: table for table in ROOMS[name].TABLES if table.bundled} if name in ROOMS else {}
    present = {path.name for path in folder.iterdir() if path.name != "datapackage.json"}
    unlike = set(pack["resource"]) ^ present
    if unlike or not set(tables) <= set(pack["resource"]):
        sys.exit(f"{SOURCES.name}: the resources of the pack {name} are not the files of {pack['folder']}: "
                 f"{', '.join(sorted(unlike))}")
    return {
        "profile": "data-package",
        "name": f"bordermark-{name}",
        "title": pack["title"],
        "description": pack["description"],
        "licenses": _licences(prose, pack["licences"]),
        "sources": _sources(prose, dict.fromkeys(
            source for one in pack["resource"].values() for source in one["sources"]
        )),
        "resources": [resource(prose, folder / file, one, tables.get(file))
                      for file, one in pack["resource"].items()],
    }


def resource(prose: Prose, path: Path, about: Prose, table: Table | None) -> dict[str, Any]:
    """One file of a pack: a table with its schema, or a file of another kind."""
    content = path.read_bytes()
    form, media_type = FORMATS[path.suffix]
    schema = table_schema(table.record, path.suffix) if table else about.get("schema")
    found = {
        "name": path.name.partition(".")[0].replace("_", "-"),
        "title": about["title"],
        "description": about["description"],
        "path": path.name,
        "format": form,
        "mediatype": media_type,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": _licences(prose, about["licences"]),
        "sources": _sources(prose, about["sources"]),
        "defects": about.get("defects", []),
    }
    if path.suffix == ".gz":
        found["compression"] = "gz"
    if path.suffix == ".zip":
        found["type"] = "file"
    if schema:
        found |= {"profile": "tabular-data-resource", "rows": _rows(path, content), "schema": schema}
    return found


def _rows(path: Path, content: bytes) -> int:
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    if path.suffix == ".jsonl":
        return sum(1 for line in content.splitlines() if line.strip())
    return sum(1 for _ in csv.reader(io.StringIO(content.decode("utf-8"), newline=""))) - 1


def _licences(prose: Prose, names: list[str]) -> list[dict[str, str]]:
    return [{"name": name, **prose["licence"][name]} for name in names]


def _sources(prose: Prose, names: Any) -> list[dict[str, str]]:
    return [prose["source"][name] for name in names]


def data_page(prose: Prose, packs: Mapping[Path, dict[str, Any]]) -> str:
    """The page of the manual that says of every file where it comes from, its licence and its defects."""
    lines = [MADE, "", "# Data: origin, licence, date, defects", "", prose["introduction"].strip(), ""]
    for folder, pack in packs.items():
        place = folder.relative_to(ROOT).as_posix()
        lines += [f"## {pack['title']}", "", f"`{place}/`. {pack['description']}", ""]
        for one in pack["resources"]:
            lines += _file_section(one)
    lines += ["## Fonts, scripts and style sheets", "",
              "Bundled with the pages and the press; none is fetched from another site.", "",
              "| files | what | licence | from |", "|---|---|---|---|"]
    lines += [f"| `{one['files']}` | {one['title']} | {one['licence']} | {one['from']} |"
              for one in prose["other"]]
    lines += ["", "## Sources", ""]
    lines += [f"- {_source(one)}{'. ' + one['note'] if 'note' in one else ''}"
              for one in prose["source"].values()]
    lines += ["", "## Licences", "", "| licence | covers |", "|---|---|"]
    lines += [f"| [{prose['licence'][name]['title']}]({prose['licence'][name]['path']}) | {covers} |"
              for name, covers in prose["covers"].items()]
    return "\n".join(lines) + "\n"


def _file_section(one: Mapping[str, Any]) -> Iterator[str]:
    size = f"{one['rows']:,} rows, " if "rows" in one else ""
    yield from (f"### `{one['path']}`", "", f"{one['description']}", "", "| | |", "|---|---|")
    yield f"| size | {size}{one['bytes']:,} bytes |"
    yield f"| sources | {'<br>'.join(_source(source) for source in one['sources'])} |"
    yield f"| licence | {', '.join(licence['title'] for licence in one['licenses'])} |"
    if one["defects"]:
        yield f"| known defects | {'<br>'.join(one['defects'])} |"
    yield ""


def _source(source: Mapping[str, str]) -> str:
    title = f"[{source['title']}]({source['path']})" if "path" in source else source["title"]
    return f"{title}, {source['date']}" if "date" in source else title


def records_page() -> str:
    """The page of the manual that gives every column of every table, generated from the typed records."""
    lines = [MADE, "", "# Record schemas", "",
             "Every table of the data pack and of `bordermark load`, column by column. In CSV, lists are "
             "separated by `;`. An empty cell means \"not known\". Dates are EDTF level 0: `2012`, `2012-07` "
             "or `2012-07-18`. The same schemas, for programs, are in each folder's `datapackage.json`.", ""]
    for room in ROOMS.values():
        files: dict[type, list[str]] = {}
        types: dict[type, str] = {}
        for table in room.TABLES:
            files.setdefault(table.record, []).append(table.file)
            types[table.record] = table.type
        for record, names in files.items():
            lines += [f"## `{types[record]}`", "", str(record.__doc__).strip().splitlines()[0], "",
                      "File: " + ", ".join(f"`{name}`" for name in names), "",
                      "| column | type | required | what |", "|---|---|---|---|"]
            lines += [_column(field) for field in table_schema(record, Path(names[0]).suffix)["fields"]]
            lines.append("")
    return "\n".join(lines)


def _column(field: Mapping[str, Any]) -> str:
    rules = field.get("constraints", {})
    values = ", ".join(f"`{value}`" for value in rules.get("enum", ()))
    words = ": ".join(part for part in (field["description"], values) if part)
    return f"| `{field['name']}` | {field['type']} | {'yes' if 'required' in rules else ''} | {words} |"


if __name__ == "__main__":
    main()
