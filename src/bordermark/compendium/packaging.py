"""The compendium as a data package: the pack's tables in a zip file, with their description."""

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bordermark import pack
from bordermark.compendium import records as compendium
from bordermark.contributions import revisions
from bordermark.contributions.translations import records as translations
from bordermark.organisations import records as organisations
from bordermark.pack import Record, Table
from bordermark.vocabulary import records as vocabulary

LICENCE: Final = {
    "name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}

_TIME: Final = (1980, 1, 1, 0, 0, 0)


def package_bytes(made: datetime, ids: Collection[str] | None = None) -> bytes:
    """The records as they stand in a zip file with ``datapackage.json`` (Frictionless Data Package, version 1).

    With `ids`, of the compendium's tables only what concerns these instruments; the vocabulary and the organisations
    are always whole, for the records refer to them. The same records give the same bytes.
    """
    held = revisions.as_recorded(datetime.max.replace(tzinfo=UTC)).records
    resources, files = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for table in (*vocabulary.TABLES, *organisations.TABLES, *translations.TABLES, *compendium.TABLES):
            rows = list(_rows(table, held, ids))
            if not rows:
                continue
            path = Path(folder) / table.file
            pack.write_rows(path, rows)
            files[table.file] = path.read_bytes()
            resources.append(_resource(table, files[table.file], len(rows)))
    described = json.dumps(_package(made, resources, ids is None), ensure_ascii=False, indent=2)
    files["datapackage.json"] = f"{described}\n".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _TIME), files[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _rows(
    table: Table, held: Mapping[str, Mapping[str, Record]], ids: Collection[str] | None
) -> Iterator[Record]:
    chosen = None if ids is None else set(ids)
    language = table.file.removeprefix("translations_").removesuffix(".jsonl") if table.type == "translation" else ""
    for record in held[table.type].values():
        if language and getattr(record, "language", "") != language:
            continue
        if chosen is not None and table in compendium.TABLES and _instrument(record) not in chosen:
            continue
        yield _within(record, chosen) if chosen is not None else record


def _instrument(record: Record) -> str:
    if isinstance(record, compendium.InstrumentRecord):
        return record.id
    if isinstance(record, compendium.ProvisionTranslationRecord):
        return record.provision.partition(".")[0]
    return str(getattr(record, "instrument", ""))


def _within(record: Record, chosen: set[str]) -> Record:
    """The record without relations to instruments that are left out, so that every reference leads somewhere."""
    if not isinstance(record, compendium.InstrumentRecord):
        return record
    return record.model_copy(update={"relations": tuple(one for one in record.relations if one.target in chosen)})


def _resource(table: Table, content: bytes, rows: int) -> dict[str, Any]:
    suffix = Path(table.file).suffix
    return {
        "name": Path(table.file).stem.replace("_", "-"), "path": table.file, "profile": "tabular-data-resource",
        "description": (table.record.__doc__ or "").partition("\n")[0], "format": suffix[1:],
        "mediatype": "text/csv" if suffix == ".csv" else "application/jsonl", "encoding": "utf-8",
        "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "rows": rows,
        "schema": pack.table_schema(table.record, suffix),
    }


def _package(made: datetime, resources: Sequence[dict[str, Any]], whole: bool) -> dict[str, Any]:
    return {
        "profile": "data-package", "name": f"bordermark-compendium{'' if whole else '-selection'}",
        "title": "Compendium of instruments on border management",
        "description": "Abstracts and provisions are in Bordermark's own words; the official texts prevail.",
        "created": made.isoformat(), "licenses": [LICENCE], "resources": list(resources),
    }
