"""A survey read from a folder: entities.csv, activities.jsonl, coordination.jsonl. No Django."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import BeforeValidator, Field

from bordermark.diagnosis.survey import GENERAL, GLOBAL, Activity, Entity, Mechanism, Survey
from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Record, Row, Words, read_rows
from bordermark.vocabulary.records import DATA, ConceptRecord, StateRecord

Year = Annotated[int | None, BeforeValidator(lambda value: None if value == "" else value)]
"""A year, or nothing where it is not known."""


class EntityRow(Record):
    """A row of entities.csv."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    acronym: str = ""
    kind: str = ""
    parent: str = ""
    hq_country: str = ""
    mandate_reference: str = ""
    url: str = ""
    checked: str = ""
    listed_in: Words = ()


class ActivityRow(Record):
    """A line of activities.jsonl."""

    id: str = Field(min_length=1)
    entity: str = Field(min_length=1)
    partners: tuple[str, ...] = ()
    title: str = Field(min_length=1)
    functions: tuple[str, ...] = Field(min_length=1)
    capacities: tuple[str, ...] = Field(min_length=1)
    flows: tuple[str, ...] = Field(min_length=1)
    geography: tuple[str, ...] = Field(min_length=1)
    start: Year = None
    end: Year = None
    budget_usd: Year = None
    mandate: str = ""
    beneficiaries: Year = None
    url: str = ""
    checked: str = ""
    note: str = ""
    basis: str = ""


class MechanismRow(Record):
    """A line of coordination.jsonl; capacities, flows and geography are its scope where it is coded."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    kind: str = ""
    members: tuple[str, ...] = Field(min_length=2)
    since: Year = None
    until: Year = None
    capacities: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    geography: tuple[str, ...] = ()
    url: str = ""
    checked: str = ""
    note: str = ""
    basis: str = ""


CODED: Final = {"functions": "function", "capacities": "capacity", "flows": "flow"}
"""Columns that hold concepts, and their scheme."""

R = TypeVar("R", bound=Record)


def read_survey(folder: Path) -> Survey:
    """The survey of a folder. Raises RefusedInput with every row, column and value that is wrong."""
    entities, activities, mechanisms = (
        _read(folder / name, record) for name, record in
        (("entities.csv", EntityRow), ("activities.jsonl", ActivityRow), ("coordination.jsonl", MechanismRow))
    )
    regions, subregions, codes = _vocabulary()
    known = {one.record.id for one in entities}
    places = {GLOBAL, *regions, *subregions}
    findings = [finding for one in (*activities, *mechanisms) for finding in _wrong(one, known, places, codes)]
    if findings:
        raise RefusedInput(findings)
    flows = {flow for one in activities for flow in one.record.flows} - {GENERAL}
    return Survey(
        tuple(Entity(one.record.id, one.record.name, one.record.kind) for one in entities),
        tuple(_activity(one.record) for one in activities),
        tuple(_mechanism(one.record) for one in mechanisms),
        regions, subregions, frozenset(flows),
    )


def _read(path: Path, record: type[R]) -> list[Any]:
    rows, findings = read_rows(path, record)
    if findings:
        raise RefusedInput(findings)
    return rows


def _activity(row: ActivityRow) -> Activity:
    return Activity(row.id, row.entity, row.title, row.functions, row.capacities, row.flows, row.geography,
                    row.partners, row.start, row.end)


def _mechanism(row: MechanismRow) -> Mechanism:
    return Mechanism(row.id, row.name, row.kind, row.members, row.since, row.until, row.capacities, row.flows,
                     row.geography)


def _wrong(row: Row[Any], bodies: set[str], places: set[str], codes: dict[str, set[str]]) -> list[Finding]:
    record = row.record
    expected = {"partners": (bodies, "the id of an entity"), "members": (bodies, "the id of an entity"),
                "geography": (places, "an alpha-3 code, the English name of an M49 region, or global"),
                **{column: (codes[scheme], f"a code of the scheme {scheme}") for column, scheme in CODED.items()}}
    found = [Finding(row.file, row.number, column, value, words)
             for column, (known, words) in expected.items()
             for value in getattr(record, column, ()) if value not in known]
    if isinstance(record, ActivityRow):
        if record.entity not in bodies:
            found.append(Finding(row.file, row.number, "entity", record.entity, "the id of an entity"))
        if record.start is not None and record.end is not None and record.end < record.start:
            found.append(Finding(row.file, row.number, "end", str(record.end), f"{record.start} or later"))
    return found


def _vocabulary() -> tuple[dict[str, tuple[str, ...]], dict[str, str], dict[str, set[str]]]:
    """The States of every M49 region by its name, the sub-region of every State or area, the codes by scheme."""
    concepts: Sequence[Any] = [one.record for one in read_rows(DATA / "concepts.csv", ConceptRecord)[0]]
    states: Sequence[Any] = [one.record for one in read_rows(DATA / "states.csv", StateRecord)[0]]
    label = {one.id: one.label_en for one in concepts if one.scheme == "m49"}
    regions: dict[str, list[str]] = {name: [] for name in label.values()}
    for one in states:
        if one.kind == "area":
            continue
        for code in {one.region_m49, one.subregion_m49, one.intermediate_m49} - {""}:
            regions[label[code]].append(one.id)
    codes = {scheme: {one.id for one in concepts if one.scheme == scheme} for scheme in CODED.values()}
    subregions = {one.id: label.get(one.intermediate_m49 or one.subregion_m49, one.id) for one in states}
    return {name: tuple(sorted(some)) for name, some in regions.items() if some}, subregions, codes
