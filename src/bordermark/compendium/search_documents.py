"""What of a record is searched: its words in six languages, its names and its facets. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bordermark.compendium.participation import TREATIES, by_party
from bordermark.compendium.records import (
    ActRecord,
    InstrumentRecord,
    ProvisionRecord,
    ProvisionTranslationRecord,
    TranslationRecord,
)
from bordermark.compendium.search.documents import SearchDocument
from bordermark.edtf import earliest
from bordermark.languages import LANGUAGES
from bordermark.organisations.bodies import Organisations
from bordermark.vocabulary.words import Vocabulary


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument with all that is searched with it."""

    instrument: InstrumentRecord
    provisions: Sequence[ProvisionRecord]
    translations: Sequence[TranslationRecord]
    acts: Sequence[ActRecord]
    provision_translations: Sequence[ProvisionTranslationRecord] = ()


def documents(source: Source, words: Vocabulary, bodies: Organisations) -> Iterator[SearchDocument]:
    """The instrument's document, then one for each of its provisions."""
    record = source.instrument
    titles = {"en": record.title} | {each.language: each.title for each in source.translations}
    texts = {"en": record.abstract} | {each.language: each.abstract for each in source.translations}
    facets = _facets(source, words, bodies)
    names = _names(source, bodies)
    adopted = _day_number(record.adopted)
    yield SearchDocument(
        id=record.id, kind="instrument", instrument=record.id, titles=titles, texts=_present(texts),
        labels=_labels(_concepts(record), record, words, bodies), names=names, facets=facets, adopted=adopted,
    )
    context = titles | {"en": "; ".join(dict.fromkeys((record.title, *names)))}
    said: dict[str, dict[str, str]] = {}
    for one in source.provision_translations:
        said.setdefault(one.provision, {})[one.language] = one.text
    for provision in source.provisions:
        own = {"theme": provision.themes, "subtheme": provision.subthemes, "flow": provision.flows,
               "strength": (provision.strength,), "checked": (_checked(provision.checked),)}
        yield SearchDocument(
            id=provision.id, kind="provision", instrument=record.id,
            titles={"en": provision.ref}, texts={"en": provision.text} | said.get(provision.id, {}),
            labels=_labels(_concepts(provision), None, words, bodies), context=context,
            facets={**facets, **own}, adopted=adopted,
        )


def participants(
    record: InstrumentRecord, acts: Sequence[ActRecord], bodies: Organisations
) -> frozenset[str]:
    """States that take part: by their own act of consent, or as members of a body that adopted the instrument."""
    by_act = {party for party, one in by_party(acts).items()
              if one.status in ("party", "provisional") and one.party_kind == "state"}
    by_body: set[str] = set()
    if record.kind not in TREATIES:
        for adopter in record.adopters:
            if adopter.role == "adopted" and adopter.organisation:
                by_body |= bodies.members(adopter.organisation)
    return frozenset(by_act | by_body | {one.state for one in record.adopters if one.state})


def _facets(source: Source, words: Vocabulary, bodies: Organisations) -> dict[str, tuple[str, ...]]:
    record = source.instrument
    adopted = earliest(record.adopted)
    adopters = [body for one in record.adopters if one.organisation and one.role == "adopted"
                for body in bodies.ancestry(one.organisation)]
    return {
        "theme": record.themes, "subtheme": record.subthemes, "flow": record.flows, "kind": (record.kind,),
        "force": (record.binding,), "status": (record.status,), "body": tuple(dict.fromkeys(adopters)),
        "contributor": _some(record.contributor), "scope": (record.scope,), "region": _some(record.region),
        "decade": (f"{adopted.year // 10 * 10}",) if adopted else (), "language": record.languages,
        "checked": (_checked(record.checked),),
        "party": tuple(sorted(
            one for one in participants(record, source.acts, bodies)
            if one in words.states and words.states[one].kind != "area"
        )),
    }


def _names(source: Source, bodies: Organisations) -> tuple[str, ...]:
    record = source.instrument
    names = [record.short_title, record.reference, *record.aliases]
    names += [one.short_title for one in source.translations]
    names += [bodies.bodies[one.organisation].acronym for one in record.adopters
              if one.organisation in bodies.bodies]
    return tuple(dict.fromkeys(name for name in names if name))


def _concepts(record: InstrumentRecord | ProvisionRecord) -> list[str]:
    keys = [f"theme:{code}" for code in record.themes]
    keys += [f"subtheme:{code}" for code in record.subthemes]
    keys += [f"flow:{code}" for code in record.flows if code != "general"]
    if isinstance(record, InstrumentRecord):
        return [*keys, f"kind:{record.kind}", *([f"region:{record.region}"] if record.region else [])]
    return [*keys, *(f"agency:{code}" for code in record.agencies)]


def _labels(
    keys: Collection[str], record: InstrumentRecord | None, words: Vocabulary, bodies: Organisations
) -> dict[str, str]:
    adopters = [one.organisation for one in record.adopters if one.organisation] if record else []
    found: dict[str, str] = {}
    for language in LANGUAGES:
        parts: list[str] = []
        for key in keys:
            concept = words.concepts.get(key)
            if concept:
                parts += [concept.labels.get(language, ""), *concept.synonyms.get(language, ())]
        parts += [bodies.bodies[one].names.get(language, "") for one in adopters if one in bodies.bodies]
        found[language] = "; ".join(dict.fromkeys(part for part in parts if part))
    return _present(found)


def _present(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _checked(address: str) -> str:
    return "yes" if address else "no"


def _day_number(text: str) -> int | None:
    day = earliest(text)
    return day.year * 10000 + day.month * 100 + day.day if day else None
