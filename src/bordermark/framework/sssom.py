"""Sets of mappings as SSSOM TSV (Simple Standard for Sharing Ontological Mappings, version 1.0). Pure.

A file is a block of lines that begin with ``#`` and together are YAML (what is said of the whole set), then a table
with tabs. Every slot is kept as text, known to the standard or not, so that what was read is written back unchanged.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from bordermark.errors import Finding, RefusedInput

SUBJECT: Final = "subject_id"
PREDICATE: Final = "predicate_id"
OBJECT: Final = "object_id"
JUSTIFICATION: Final = "mapping_justification"
REQUIRED: Final = (SUBJECT, PREDICATE, OBJECT, JUSTIFICATION)
"""Slots that every mapping has."""

REQUIRED_OF_SET: Final = ("mapping_set_id", "license")
"""Slots that every set has."""

NO_TERM_FOUND: Final = "sssom:NoTermFound"
"""Stands where somebody looked for a counterpart and found none."""

BUILT_IN: Final[Mapping[str, str]] = {
    "owl": "http://www.w3.org/2002/07/owl#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#", "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "linkml": "https://w3id.org/linkml/",
}
"""Prefixes that need no declaration."""


@dataclass(frozen=True, slots=True)
class Line:
    """One mapping: its slots as text, and the line of the file on which it ends (0 for one that was made here)."""

    slots: Mapping[str, str]
    number: int = 0

    def __getitem__(self, slot: str) -> str:
        return self.slots.get(slot, "")


@dataclass(frozen=True, slots=True)
class MappingSet:
    """What is said of a set (text, or lists and tables of text), the columns in order, and the mappings."""

    about: Mapping[str, Any]
    columns: Sequence[str]
    lines: Sequence[Line]

    @property
    def prefixes(self) -> Mapping[str, str]:
        """What each prefix stands for."""
        declared = self.about.get("curie_map")
        return {**BUILT_IN, **(declared if isinstance(declared, dict) else {})}


def read(text: str, file: str) -> tuple[MappingSet, list[Finding]]:
    """The set in a file's text, and what is wrong with it; lines with findings are left out of the set.

    Raises RefusedInput where the text as a whole cannot be read: no table, no YAML, a column twice or missing.
    """
    head, table = _divide(text)
    about = _about(head, file)
    reader = csv.reader(io.StringIO(table, newline=""), delimiter="\t", strict=True)
    lines: list[Line] = []
    findings: list[Finding] = []
    try:
        columns = next(reader, [])
        _check_columns(columns, file, len(head) + 1)
        findings += [Finding(file, 0, slot, "", "this slot of the mapping set, which SSSOM requires")
                     for slot in REQUIRED_OF_SET if not about.get(slot)]
        prefixes = MappingSet(about, columns, ()).prefixes
        for cells in reader:
            number = len(head) + reader.line_num
            if len(cells) != len(columns):
                findings.append(Finding(file, number, "", f"{len(cells)} cells", f"{len(columns)} cells"))
                continue
            line = Line(dict(zip(columns, cells, strict=True)), number)
            wrong = list(_wrong(line, prefixes, file))
            findings += wrong
            lines += [] if wrong else [line]
    except csv.Error as error:
        number = len(head) + reader.line_num
        raise RefusedInput([Finding(file, number, "", str(error), "a well-formed table with tabs")]) from error
    return MappingSet(about, columns, lines), findings


def _divide(text: str) -> tuple[list[str], str]:
    """The lines of the head, without their sign, and the rest."""
    head, rest = [], text.removeprefix("\ufeff")
    while rest.startswith("#"):
        line, _, rest = rest.partition("\n")
        head.append(line[1:].rstrip("\r"))
    return head, rest


def _about(head: Sequence[str], file: str) -> dict[str, Any]:
    try:
        about = yaml.load("\n".join(head), Loader=yaml.BaseLoader)  # every scalar stays text
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else 1
        shown = head[row - 1] if row <= len(head) else ""
        raise RefusedInput([Finding(file, row, "", shown, "YAML in the lines that begin with #")]) from error
    if about in (None, ""):
        return {}
    if not isinstance(about, dict):
        raise RefusedInput([Finding(file, 1, "", str(about), "slots and their values (YAML) after the #")])
    return about


def _check_columns(columns: Sequence[str], file: str, row: int) -> None:
    findings = [Finding(file, row, name, "", "this column") for name in REQUIRED if name not in columns]
    findings += [Finding(file, row, name, name, "each column once")
                 for name in dict.fromkeys(columns) if columns.count(name) > 1]
    if findings:
        raise RefusedInput(findings)


def _wrong(line: Line, prefixes: Mapping[str, str], file: str) -> Iterator[Finding]:
    for slot in REQUIRED:
        value = line[slot]
        prefix, colon, _ = value.partition(":")
        if not value:
            yield Finding(file, line.number, slot, value, "an identifier, which SSSOM requires here")
        elif colon and prefix not in prefixes and "//" not in value:
            yield Finding(file, line.number, slot, value, f"a prefix that curie_map declares: {', '.join(prefixes)}")
    if line["confidence"] and not _is_share(line["confidence"]):
        yield Finding(file, line.number, "confidence", line["confidence"], "a number from 0 to 1")


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


class _Dumper(yaml.SafeDumper):
    """Writes text with an unusual break of lines in quotation marks: written plainly, it would come back changed."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        unusual = set(text) & set("\x85\u2028\u2029")
        return self.represent_scalar("tag:yaml.org,2002:str", text, '"' if unusual else None)


_Dumper.add_representer(str, _Dumper.represent_text)


def write(mappings: MappingSet) -> str:
    """The set as the text of a file; the same set gives the same text."""
    about = yaml.dump(dict(mappings.about), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    head = "".join(f"#{line}\n" for line in about.rstrip("\n").split("\n")) if mappings.about else ""
    return head + "".join(_rows([mappings.columns, *([line[slot] for slot in mappings.columns]
                                                     for line in mappings.lines)]))


def _rows(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in rows:
        file = io.StringIO()
        # a return within a cell must be quoted, which csv does not see when lines end with "\n"
        returns = any("\r" in cell for cell in cells)
        csv.writer(file, delimiter="\t", lineterminator="\n",
                   quoting=csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL).writerow(cells)
        yield file.getvalue()
