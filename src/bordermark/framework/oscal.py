"""The Framework in OSCAL 1.2.1 (NIST): a catalogue of measures, one of each list mapped to, and the mappings. Pure.

Ids of our own in other places than OSCAL's (props, parts) stand in a namespace of ours. Every UUID is made from the
address of what it names (version 5), so that the same records give the same documents.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from bordermark.framework.content import Framework
from bordermark.framework.coverage import Grounds
from bordermark.framework.crosswalks import Crosswalk
from bordermark.framework.records import DerivationRecord, MappingRecord, MeasureRecord
from bordermark.publishing.addresses import Addresses

VERSION: Final = "1.2.1"

RELATIONSHIPS: Final[Mapping[str, str]] = {
    "skos:exactMatch": "equal-to", "skos:broadMatch": "subset-of", "skos:narrowMatch": "superset-of",
    "skos:relatedMatch": "intersects-with",
}
"""OSCAL's word for a predicate (those of NIST IR 8477); one that has none keeps its own, in our namespace."""

Json = dict[str, Any]


class OscalWriter:
    """Writes the Framework's documents. `made` is the moment of the newest record, `addresses` where we stand."""

    def __init__(self, grounds: Grounds, made: datetime, addresses: Addresses) -> None:
        self._grounds, self._made, self._addresses = grounds, made, addresses
        self._namespace = addresses.of("framework")

    def documents(self, crosswalks: Sequence[Crosswalk]) -> dict[str, Json]:
        """All documents by path, as a workspace of compliance-trestle has them."""
        found = {"catalogs/cbm-framework/catalog.json": self.catalogue()}
        for one in crosswalks:
            found[_catalogue_path(one)] = self.list_of(one)
        found["mapping-collections/cbm-framework/mapping-collection.json"] = self.mappings(crosswalks)
        return found

    def catalogue(self) -> Json:
        """The measures as controls, in a group for each domain."""
        framework = self._grounds.framework
        return {"catalog": {
            "uuid": self._uuid("catalogue"), "metadata": self._metadata("The CBM Framework"),
            "groups": [{
                "id": one.id, "class": "domain", "title": one.title, "props": [_label(one.id.removeprefix("cbm-"))],
                "parts": [{"id": f"{one.id}_overview", "name": "overview", "prose": one.purpose}],
                "controls": [self._control(measure, framework) for measure in framework.measures_of.get(one.id, ())],
            } for one in framework.domains.values()],
        }}

    def _control(self, measure: MeasureRecord, framework: Framework) -> Json:
        props = [_label(measure.id.removeprefix("cbm-")), self._prop("level", measure.level)]
        for name in ("agencies", "capacities", "themes", "flows"):
            props += [self._prop(name, code) for code in getattr(measure, name)]
        links = [{"href": self._addresses.of("measure", measure.id), "rel": "canonical"}]
        links += [self._source(one) for one in framework.derivations_of.get(measure.id, ())]
        return {"id": measure.id, "class": "measure", "title": measure.title, "props": props, "links": links,
                "parts": self._parts(measure)}

    def _parts(self, measure: MeasureRecord) -> list[Json]:
        def part(name: str, prose: str, number: int | None = None, own: bool = False, **more: Any) -> Json:
            key = f"{measure.id}_{name}" + (f".{number}" if number is not None else "")
            return {"id": key, "name": name, **({"ns": self._namespace} if own else {}), "prose": prose, **more}

        steps = [part("guidance-step", one, at, own=True) for at, one in enumerate(measure.guidance, 1)]
        return [
            part("statement", measure.statement), part("rationale", measure.rationale, own=True),
            *([part("guidance", "Steps to put the measure in place.", parts=steps)] if steps else []),
            *(part("assessment-objective", one.question, at, parts=[
                part("evidence", one.evidence, at, own=True)
            ]) for at, one in enumerate(measure.questions, 1)),
            *(part("maturity-level", one, at, own=True) for at, one in enumerate(measure.maturity)),
        ]

    def _source(self, derivation: DerivationRecord) -> Json:
        record, provision = self._grounds.instrument(derivation), self._grounds.provisions[derivation.provision]
        name = record.reference or record.short_title or record.title
        return {"href": self._addresses.of("provision", derivation.provision), "rel": "derived-from",
                "text": f"{name}, {provision.ref}: {derivation.relation}, {derivation.strength}"}

    def list_of(self, crosswalk: Crosswalk) -> Json:
        """A list kept by others as a catalogue of which only ids and labels are known."""
        title = crosswalk.scheme.title
        remarks = " ".join(part for part in (crosswalk.scheme.edition, crosswalk.scheme.comment) if part)
        return {"catalog": {
            "uuid": self._uuid(crosswalk.scheme.id), "metadata": self._metadata(title, remarks),
            "controls": [{"id": token(one.id), "class": "element", "title": one.label,
                          "props": [_label(one.id.partition(":")[2])]} for one in crosswalk.elements],
        }}

    def mappings(self, crosswalks: Sequence[Crosswalk]) -> Json:
        """The crosswalks as a collection of mappings, with what is left over on either side."""
        return {"mapping-collection": {
            "uuid": self._uuid("mappings"), "metadata": self._metadata("Mappings of the CBM Framework"),
            "provenance": {
                "method": "human", "matching-rationale": "semantic", "status": "draft",
                "mapping-description": "Measures of the CBM Framework and the elements of lists that others keep, "
                                       "compared by what they ask (NIST IR 8477, set theory relationship mapping).",
            },
            "mappings": [self._mapping(one) for one in crosswalks],
        }}

    def _mapping(self, crosswalk: Crosswalk) -> Json:
        key = crosswalk.scheme.id
        left = [one.id for one in crosswalk.elements if not crosswalk.by_element[one.id]]
        return {
            "uuid": self._uuid(f"mapping/{key}"),
            "source-resource": {"type": "catalog", "href": "../../catalogs/cbm-framework/catalog.json"},
            "target-resource": {"type": "catalog", "href": f"../../{_catalogue_path(crosswalk)}"},
            "maps": [self._map(one) for one in crosswalk.mappings if one.measure],
            **self._gap("source-gap-summary", key, crosswalk.unmapped_measures),
            **self._gap("target-gap-summary", key, [token(one) for one in left]),
        }

    def _map(self, one: MappingRecord) -> Json:
        relationship = RELATIONSHIPS.get(one.predicate)
        own = {} if relationship else {"ns": self._namespace}
        return {
            "uuid": self._uuid(f"mapping/{one.key}"), **own,
            "relationship": relationship or one.predicate.partition(":")[2],
            "sources": [{"type": "control", "id-ref": one.measure}],
            "targets": [{"type": "control", "id-ref": token(one.element)}],
            "confidence-score": {"percentage": one.confidence},
            **({"remarks": one.comment} if one.comment else {}),
        }

    def _gap(self, name: str, key: str, ids: Iterable[str]) -> Json:
        some = list(ids)
        return {name: {"uuid": self._uuid(f"{name}/{key}"), "unmapped-controls": [{"with-ids": some}]}} if some else {}

    def _metadata(self, title: str, remarks: str = "") -> Json:
        moment = self._made.isoformat(timespec="seconds").replace("+00:00", "Z")
        return {"title": title, "last-modified": moment, "version": moment[:10], "oscal-version": VERSION,
                **({"remarks": remarks} if remarks else {})}

    def _prop(self, name: str, value: str) -> Json:
        return {"name": name, "ns": self._namespace, "value": value}

    def _uuid(self, what: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{self._namespace}#oscal/{what}"))


def _label(value: str) -> Json:
    return {"name": "label", "value": value}


def token(element: str) -> str:
    """An element's id as an OSCAL token, which has no colon.

    >>> token("wto-tfa:7.4")
    'wto-tfa.7.4'
    """
    return element.replace(":", ".")


def _catalogue_path(crosswalk: Crosswalk) -> str:
    return f"catalogs/{crosswalk.scheme.id}/catalog.json"
