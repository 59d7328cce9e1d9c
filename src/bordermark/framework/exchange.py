"""Crosswalks to SSSOM and back. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from bordermark.errors import Finding
from bordermark.framework.content import Framework, natural
from bordermark.framework.crosswalks import PREDICATES, Crosswalk
from bordermark.framework.records import ElementRecord, MappingRecord
from bordermark.framework.sssom import JUSTIFICATION, NO_TERM_FOUND, OBJECT, PREDICATE, SUBJECT, Line, MappingSet
from bordermark.publishing.addresses import Addresses

COLUMNS: Final = (SUBJECT, "subject_label", PREDICATE, OBJECT, "object_label", JUSTIFICATION, "confidence", "comment")
"""Columns of a crosswalk, in the order of the standard."""

MEASURES: Final = "bordermark"
"""Prefix of measures."""

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"

READING: Final = ("Read subject predicate object: skos:broadMatch is an object broader than the measure. In terms of "
                  "NIST IR 8477: exactMatch equal, broadMatch subset, narrowMatch superset, relatedMatch intersects; "
                  "closeMatch any of these. sssom:NoTermFound: somebody looked and found no measure.")


def to_sssom(crosswalk: Crosswalk, addresses: Addresses) -> MappingSet:
    """A crosswalk as a set of mappings: elements in their order, the rows of each by measure."""
    scheme = crosswalk.scheme
    about: dict[str, Any] = {
        "mapping_set_id": addresses.of("crosswalk", scheme.id),
        "mapping_set_title": f"CBM Framework measures to {scheme.title}",
        "license": LICENCE,
        "subject_source": addresses.of("framework"),
        "object_source": addresses.of("crosswalk", scheme.id),
        "object_source_version": scheme.edition,
        "other": scheme.source,
        "comment": f"{scheme.comment} {READING}".strip(),
        "curie_map": {MEASURES: addresses.of("measure", ""), scheme.id: addresses.of("crosswalk", scheme.id) + "#"},
    }
    labels = {one.id: one.label for one in crosswalk.elements}
    order = {one.id: at for at, one in enumerate(crosswalk.elements)}
    rows = sorted(crosswalk.mappings, key=lambda one: (order[one.element], natural(one.measure)))
    return MappingSet({slot: said for slot, said in about.items() if said}, COLUMNS, [
        Line(dict(zip(COLUMNS, (
            f"{MEASURES}:{one.measure}" if one.measure else NO_TERM_FOUND, crosswalk.measures.get(one.measure, ""),
            one.predicate, one.element, labels[one.element], one.justification, repr(one.confidence), one.comment,
        ), strict=True))) for one in rows
    ])


@dataclass(frozen=True, slots=True)
class Imported:
    """What a set of mappings says: rows, elements that are new or have another label, and what is wrong.

    Rows with something wrong are left out.
    """

    scheme: str
    mappings: list[MappingRecord] = field(default_factory=list)
    elements: list[ElementRecord] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def from_sssom(mappings: MappingSet, file: str, framework: Framework) -> Imported:
    """The rows of a crosswalk in a set of mappings, all of one scheme: that of the first row whose scheme is held.

    A measure may be written with its prefix or without.
    """
    named = (line[OBJECT].partition(":")[0] for line in mappings.lines)
    found = Imported(next((one for one in named if one in framework.schemes), ""))
    seen: dict[str, int] = {}
    labels: dict[str, str] = {}
    for line in mappings.lines:
        measure = "" if line[SUBJECT] == NO_TERM_FOUND else line[SUBJECT].rpartition(":")[2]
        wrong = list(_wrong(line, file, measure, found.scheme, framework))
        key = f"{measure}--{line[OBJECT]}"
        if not wrong and key in seen:
            wrong = [Finding(file, line.number, OBJECT, line[OBJECT],
                             f"each pair once (this one stands in row {seen[key]})")]
        if not wrong:
            seen[key] = line.number
            wrong = _keep(line, file, measure, found, labels, framework)
        found.findings.extend(wrong)
    found.findings.extend(_both_found_and_not(found.mappings, seen, file))
    return found


def _wrong(line: Line, file: str, measure: str, scheme: str, framework: Framework) -> Iterator[Finding]:
    def finding(slot: str, expected: str) -> Finding:
        return Finding(file, line.number, slot, line[slot], expected)

    if measure and measure not in framework.measures:
        yield finding(SUBJECT, "the id of a measure, such as cbm-3.2, or sssom:NoTermFound")
    if measure and line[PREDICATE] not in PREDICATES:
        yield finding(PREDICATE, f"one of {', '.join(PREDICATES)}")
    if not measure and line[PREDICATE] != NO_TERM_FOUND:
        yield finding(PREDICATE, f"{NO_TERM_FOUND}, because no measure is named")
    if not scheme or not line[OBJECT].startswith(f"{scheme}:"):
        yield finding(OBJECT, f"an element of {scheme or ', '.join(framework.schemes)}, such as fatf:32")
    if not line["object_label"]:
        yield finding("object_label", "the label of the element")
    if not line["confidence"]:
        yield finding("confidence", "a number from 0 to 1")


def _keep(
    line: Line, file: str, measure: str, found: Imported, labels: dict[str, str], framework: Framework
) -> list[Finding]:
    element, held = line[OBJECT], framework.elements.get(line[OBJECT])
    try:
        record = MappingRecord.model_validate({
            "measure": measure, "predicate": line[PREDICATE], "element": element,
            "justification": line[JUSTIFICATION], "confidence": line["confidence"], "comment": line["comment"],
        })
        if element not in labels and (held is None or held.label != line["object_label"]):
            position = held.position if held else _following(framework, found)
            found.elements.append(ElementRecord(id=element, scheme=found.scheme, position=position,
                                                label=line["object_label"]))
    except ValidationError as error:
        return [Finding(file, line.number, str(one["loc"][0]), str(one["input"]), one["msg"])
                for one in error.errors(include_url=False)]
    if labels.setdefault(element, line["object_label"]) != line["object_label"]:
        return [Finding(file, line.number, "object_label", line["object_label"], f"{labels[element]!r}, as before")]
    found.mappings.append(record)
    return []


def _following(framework: Framework, found: Imported) -> int:
    """The position after all elements of the scheme."""
    some = [*framework.elements.values(), *found.elements]
    return max((one.position for one in some if one.scheme == found.scheme), default=-1) + 1


def _both_found_and_not(mappings: list[MappingRecord], rows: Mapping[str, int], file: str) -> Iterator[Finding]:
    none = {one.element for one in mappings if not one.measure}
    for one in mappings:
        if one.measure and one.element in none:
            yield Finding(file, rows[f"{one.measure}--{one.element}"], OBJECT, one.element,
                          f"no measure, because row {rows[f'--{one.element}']} says that none was found")


@dataclass(frozen=True, slots=True)
class Difference:
    """How rows read from a file differ from those held, by key."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def difference(held: list[MappingRecord], read: list[MappingRecord]) -> Difference:
    """What a file would change."""
    before, after = {one.key: one for one in held}, {one.key: one for one in read}
    return Difference(
        tuple(key for key in after if key not in before), tuple(key for key in before if key not in after),
        tuple(key for key in after if key in before and after[key] != before[key]),
    )
