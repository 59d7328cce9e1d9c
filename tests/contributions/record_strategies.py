"""Records of any registered type, made up by hypothesis."""

from typing import Any, get_args, get_origin

from hypothesis import strategies as st
from pydantic import ValidationError

from bordermark.compendium.records import STATUSES, InstrumentRecord
from bordermark.contributions.columns import Column, columns_of
from bordermark.contributions.workbook_writing import _UNFIT
from bordermark.languages import LANGUAGES
from bordermark.pack import Part, Record

DATES = st.sampled_from(["", "1951", "2012-07", "2012-07-18", "2024-02-29"])
SIGNS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
TEXT = st.text(SIGNS, max_size=40).filter(lambda text: not _UNFIT.search(text))
FILLED = TEXT.filter(lambda text: bool(text.strip()))


def records(record: type[Record]) -> st.SearchStrategy[Record]:
    """Any record of the type that its own schema allows."""
    fields = {column.name: _value(record, column) for column in columns_of(record)}
    made: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(fields)
    return made.map(_fitting).filter(lambda values: _allowed(record, values)).map(record.model_validate)


def _allowed(record: type[Record], values: dict[str, Any]) -> bool:
    """Whether the rules between columns hold: a translation is not into English, a word stands once."""
    try:
        record.model_validate(values)
    except ValidationError:
        return False
    return True


def _fitting(values: dict[str, Any]) -> dict[str, Any]:
    """Columns that follow from one another do: ids begin with the id of the instrument where the schema asks for it."""
    if "instrument" in values and "." in str(values.get("id", "")):
        values["instrument"] = values["id"].split(".")[0]
    elif "instrument" in values and "--" in str(values.get("id", "")):
        values["id"] = f"a{values['id']}"
        values["instrument"] = values["id"].split("--")[0]
    if "maturity" in values:
        values["domain"] = values["id"].split(".")[0]
    if "measure" in values and "provision" in values:
        values["measure"], values["provision"] = values["id"].split("--", 1)
    if "scheme" in values and ":" in str(values.get("id", "")):
        values["scheme"] = values["id"].split(":")[0]
    if "predicate" in values and (values["predicate"] == "sssom:NoTermFound") != (not values["measure"]):
        values |= {"measure": "", "predicate": "sssom:NoTermFound"}
    if values.keys() == {"organisation", "state", "role"} and bool(values["organisation"]) == bool(values["state"]):
        values |= {"organisation": values["organisation"] or "a", "state": ""}
    return values


CODES = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True)
PLACES = st.lists(st.sampled_from(["state:KEN", "state:FRA", "m49:014", "m49:001"]), min_size=1, unique=True)

OF_FORM: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("EntryRecord", "cas"): st.lists(st.sampled_from(["111-48-8", "107-44-8", "50782-69-9"]), unique=True),
    ("ListRecord", "until"): st.just(""), ("EntryRecord", "until"): st.just(""),
    ("HsLinkRecord", "code"): st.sampled_from(["010110", "293090"]),
    ("HsLinkRecord", "edition"): st.sampled_from(["2002", "2007"]),
    ("HsLinkRecord", "specificity"): st.none() | st.floats(0, 1),
    ("MappingRecord", "confidence"): st.floats(0, 1),
    ("MappingRecord", "measure"): st.sampled_from(["", "cbm-1.1", "cbm-12.10"]),
    ("MeasureRecord", "maturity"): st.lists(FILLED, min_size=5, max_size=5),
    ("NameRecord", "language"): st.sampled_from(["", "en", "vi"]),
    ("NameRecord", "name"): FILLED.filter(lambda text: len(text.strip()) > 1),
    ("EntityRecord", "budget_usd"): st.none() | st.integers(0, 10**9),
    ("ActivityRecord", "budget_usd"): st.none() | st.integers(0, 10**9),
    ("ActivityRecord", "beneficiaries"): st.none() | st.integers(0, 10**9),
    ("ActivityRecord", "places"): PLACES, ("MechanismRecord", "places"): PLACES,
    ("ActivityRecord", "functions"): CODES, ("ActivityRecord", "capacities"): CODES, ("ActivityRecord", "flows"): CODES,
    ("MechanismRecord", "members"): st.just(["unodc", "wco"]), ("ActivityRecord", "partners"): st.just(["iom", "wco"]),
    ("ResponseRecord", "words"): FILLED,
    ("ActivityRecord", "end"): st.just(""), ("MechanismRecord", "until"): st.just(""),
}
"""Columns whose form no schema says in full."""


def _value(record: type[Record], column: Column) -> st.SearchStrategy[Any]:
    if (record.__name__, column.name) in OF_FORM:
        return OF_FORM[record.__name__, column.name]
    field = record.model_fields[column.name]
    pattern = next((mark.pattern for mark in field.metadata if getattr(mark, "pattern", None)), "")
    if column.codes:
        return st.sampled_from(column.codes)
    if column.name == "status" and record is InstrumentRecord:
        return st.sampled_from(STATUSES)
    if column.kind == "date":
        return DATES
    if column.kind == "flag":
        return st.booleans()
    if column.kind == "number":
        return st.floats(0, 1)
    if column.kind == "whole":
        bounds = {name: getattr(mark, name) for mark in field.metadata for name in ("ge", "le") if hasattr(mark, name)}
        return st.integers(bounds.get("ge", 0), bounds.get("le", 10**9))
    if column.kind == "words":
        return st.lists(_part(get_args(field.annotation)[0]), max_size=3, unique_by=str)
    if column.name == "language" and "language" in (column.names.types if column.names else ()):
        return st.sampled_from(LANGUAGES)
    if pattern:
        return st.from_regex(pattern.removesuffix("$").removeprefix("^"), fullmatch=True)
    if any(getattr(mark, "max_length", None) == 3 for mark in field.metadata):
        return st.from_regex("[A-Z]{3}", fullmatch=True)
    return FILLED if column.required else TEXT


def _part(kind: Any) -> st.SearchStrategy[Any]:
    if isinstance(kind, type) and issubclass(kind, Part):
        assert get_origin(kind) is None
        return records(kind)
    return FILLED
