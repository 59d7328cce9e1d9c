"""Instruments, provisions and parties as plain tables, for CSV and spreadsheets. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.participation import Participation
from bordermark.compendium.records import InstrumentRecord, ProvisionRecord, TranslationRecord
from bordermark.publishing.tables import Table

INSTRUMENT_COLUMNS = (
    "id", "title", "title_language", "short_title", "kind", "force", "status", "reference", "aliases", "body",
    "adopters", "contributor", "adopted", "in_force", "scope", "region", "themes", "subthemes", "flows", "abstract",
    "languages", "relations", "text_url", "url", "checked", "checked_on", "source",
)
"""Columns of a table of instruments: codes where there is a code, so that they can be matched again."""


def instrument_table(
    records: Iterable[InstrumentRecord], writer: CompendiumWriter, translations: Mapping[str, TranslationRecord]
) -> Table:
    """Instruments as a table; `translations` into the writer's language, by id."""
    return Table(INSTRUMENT_COLUMNS, (_instrument(one, writer, translations.get(one.id)) for one in records),
                 "Instruments")


def _instrument(
    record: InstrumentRecord, writer: CompendiumWriter, translation: TranslationRecord | None
) -> Sequence[str]:
    shown = translation or record
    return (
        record.id, shown.title, translation.language if translation else "en", shown.short_title, record.kind,
        record.binding, record.status, record.reference, "; ".join(record.aliases), record.body,
        "; ".join(one.organisation or one.state for one in record.adopters), record.contributor, record.adopted,
        record.in_force, record.scope, record.region, "; ".join(record.themes), "; ".join(record.subthemes),
        "; ".join(record.flows), shown.abstract or record.abstract, "; ".join(record.languages),
        "; ".join(f"{one.type} {one.target}" for one in record.relations), record.url,
        writer.addresses.of("instrument", record.id), record.checked, record.checked_on, record.source,
    )


def provision_table(records: Iterable[ProvisionRecord], writer: CompendiumWriter) -> Table:
    """Provisions as a table."""
    columns = ("id", "instrument", "ref", "text", "strength", "themes", "subthemes", "flows", "agencies", "basis",
               "url", "checked", "checked_on", "source")
    return Table(columns, (
        (one.id, one.instrument, one.ref, one.text, one.strength, "; ".join(one.themes), "; ".join(one.subthemes),
         "; ".join(one.flows), "; ".join(one.agencies), one.basis, writer.addresses.of("provision", one.id),
         one.checked, one.checked_on, one.source) for one in records
    ), "Provisions")


def parties_table(standings: Iterable[Participation], writer: CompendiumWriter) -> Table:
    """Where parties stand, an act a row. A party that is not in it is unknown, not "no"."""
    columns = ("instrument", "party", "party_name", "party_kind", "status", "action", "date", "entry_into_force",
               "as_worded", "source", "source_date", "note")
    return Table(columns, (
        (act.instrument, act.party, writer.party(act).name, act.party_kind, one.status, act.action, act.date,
         act.entry_into_force, act.raw_action, act.source, act.source_date, act.note)
        for one in standings for act in one.acts
    ), "Parties")
