"""A record as a form: one entry a column, read off the typed record; and back from what was entered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import ValidationError

from bordermark.contributions.columns import Column, cell_of, columns_of
from bordermark.contributions.naming import Lexicon
from bordermark.contributions.workbook_cells import BadCell, expected, understood, value_of
from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Part, Record, findings_of

Entries = Mapping[str, Sequence[str]]
"""What stands in each entry of a form: one text, or the words of a list."""

Widget = Literal["text", "date", "number", "choice", "choices", "lines", "flag", "named"]

_MOST_OPTIONS: Final = 1500
"""Records that a browser is given to choose from while a name is typed."""


@dataclass(frozen=True, slots=True)
class FormField:
    """An entry: its column, how it is entered, what stands in it, what it may be, what is wrong with it."""

    column: Column
    widget: Widget
    entered: Sequence[str]
    options: Sequence[tuple[str, str]] = ()
    wrong: Sequence[str] = ()

    @property
    def text(self) -> str:
        """What stands in it, as one text; the words of a list a line each."""
        return "\n".join(self.entered)

    @property
    def rows(self) -> int:
        """Lines of a field for long text."""
        return max(1, min(12, sum(1 + len(line) // 70 for line in self.text.split("\n")) + (self.widget == "lines")))


def entries_of(record: type[Record], data: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """The entries of a form that shows a record as JSON holds it; empty ones for a record that is to be made."""
    if data is None:
        return {column.name: [] for column in columns_of(record)}
    held = record.model_validate(data)
    found: dict[str, list[str]] = {}
    for column in columns_of(record):
        value = getattr(held, column.name)
        if column.kind == "words":
            found[column.name] = [part.cell() if isinstance(part, Part) else str(part) for part in value]
        else:
            found[column.name] = [str(cell_of(value))] if value not in ("", None) else []
    return found


def fields_of(
    record: type[Record], entries: Entries, lexicon: Lexicon, language: str, findings: Sequence[Finding] = (),
    fixed: Sequence[str] = (),
) -> list[FormField]:
    """The form of a record. Columns named in `fixed` are shown, and cannot be entered."""
    wrong: dict[str, list[str]] = {}
    for one in findings:
        wrong.setdefault(one.column.partition(".")[0], []).append(one.expected)
    found = []
    for column in columns_of(record):
        if column.name in fixed:
            continue
        options = _options(column, lexicon, language)
        found.append(FormField(column, _widget(column, options), entries.get(column.name, ()), options,
                               wrong.get(column.name, ())))
    return found


def _options(column: Column, lexicon: Lexicon, language: str) -> list[tuple[str, str]]:
    if column.names is None:
        return [(code, code) for code in column.codes]
    named = lexicon.options(column.names, language)
    return [(code, label) for code, label in named if not column.codes or code in column.codes][:_MOST_OPTIONS]


def _widget(column: Column, options: Sequence[tuple[str, str]]) -> Widget:
    if column.kind == "flag":
        return "flag"
    few = bool(options) and (column.names is None or bool(column.names.scheme) or "language" in column.names.types)
    if column.kind == "words":
        return "choices" if few else "lines"
    if few:
        return "choice"
    if options:
        return "named"
    return "number" if column.kind in ("whole", "number") else "date" if column.kind == "date" else "text"


def entered(record: type[Record], posted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What a person entered, by column: texts with their line ends made one, the lines of a list, words chosen."""
    found: dict[str, list[str]] = {}
    for column in columns_of(record):
        texts = [text.replace("\r\n", "\n").strip() for text in posted.get(column.name, ())]
        if column.kind == "words":
            texts = [line.strip() for text in texts for line in text.split("\n")]
        found[column.name] = [text for text in texts if text]
    return found


def record_of(record: type[Record], entries: Entries, lexicon: Lexicon, before: Entries | None = None) -> Record:
    """The record that was entered; names and labels in any of six languages stand for their codes.

    Words that stood there before keep their order. Raises RefusedInput, naming each column.
    """
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for column in columns_of(record):
        some = list(entries.get(column.name, ()))
        try:
            values[column.name] = _value(column, some, lexicon, (before or {}).get(column.name, ()))
        except BadCell as error:
            findings.append(Finding("form", 0, column.name, error.value, error.expected))
    values = {name: value for name, value in values.items() if value is not None}
    try:
        made = record.model_validate(values)
    except ValidationError as error:
        told = {one.column for one in findings}
        findings += [one for one in findings_of("form", 0, error) if one.column.partition(".")[0] not in told]
        raise RefusedInput(findings) from error
    if findings:
        raise RefusedInput(findings)
    return made


def _value(column: Column, texts: list[str], lexicon: Lexicon, before: Sequence[str]) -> Any:
    if column.kind == "words":
        places = {word: at for at, word in enumerate(before)}
        raw: Any = sorted(texts, key=lambda word: places.get(word, len(places)))
    elif not texts:
        return "no" if column.kind == "flag" else None
    else:
        raw = value_of(texts[0], column)
    value, missed = understood(raw, column, lexicon)
    if missed:
        text, heard = missed[0]
        raise BadCell(text, expected(heard, column))
    return value


def packed(data: Mapping[str, Any] | None) -> str:
    """The record that a form was filled from, to be sent back with it: what somebody else changes since is seen."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def unpacked(text: str, record: type[Record]) -> dict[str, Any] | None:
    """The record that a form was filled from. Raises RefusedInput when the text is none of its type."""
    try:
        data: dict[str, Any] | None = json.loads(text)
        if data is not None:
            record.model_validate(data)
    except (ValueError, RecursionError) as error:
        wanted = "the record that the form was filled from: open the form again"
        raise RefusedInput([Finding("form", 0, "read", text[:80], wanted)]) from error
    return data
