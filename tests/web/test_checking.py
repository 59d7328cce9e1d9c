"""``bordermark check``: each kind of damage is found, and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bordermark.compendium import indexing, models
from bordermark.compendium.reading import Current
from bordermark.contributions import revisions
from bordermark.contributions.models import Revision
from bordermark.contributions.record_types import record_type
from bordermark.contributions.revisions import Change, record_change
from bordermark.contributions.store import standing_records
from bordermark.framework import models as framework
from bordermark.organisations import models as organisations
from bordermark.screening import models as screening
from bordermark.vocabulary import models as vocabulary
from bordermark.web.checking import check_everything, check_index, check_records, check_rows, check_tables

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
PROVISION = "un-som-protocol-2000.art-14"


@pytest.fixture(autouse=True)
def fresh(loaded: object) -> Iterator[None]:
    revisions.recorded_at.cache_clear()
    yield
    revisions.recorded_at.cache_clear()


def found() -> list[str]:
    return [str(one) for one in check_records()]


def test_nothing_is_wrong_with_the_bundled_pack() -> None:
    assert check_everything() == []


def test_a_row_that_was_deleted_is_found() -> None:
    models.Provision.objects.filter(pk=PROVISION).delete()
    assert found() == [
        f"records of provision, column id: found '{PROVISION}', expected the row that its last revision made"
    ]


def test_a_row_that_no_revision_made_is_found() -> None:
    models.Provision.objects.create(id="cwc-1993.art-99", instrument_id="cwc-1993", ref="Article 99", position=99,
                                    text="Ferries.", strength="may", basis="summary", source="nobody")
    assert found() == [
        "records of provision, column id: found 'cwc-1993.art-99', expected a revision that made it"
    ]


@pytest.mark.parametrize("change", [{"text": "Rewritten history"}, {"text": ""}, {"colour": "blue"}],
                         ids=["another text", "no text", "a column there is not"])
def test_a_revision_that_was_edited_is_found(change: dict[str, str]) -> None:
    revision = Revision.objects.get(record_type="provision", record_id=PROVISION)
    Revision.objects.filter(pk=revision.pk).update(data={**revision.data, **change})
    assert found() == [
        f"revision {revision.pk} of provision, column data: found '{PROVISION}', expected the record of its digest"
    ]


def edited(name: str) -> list[str]:
    """What is found of the tables of one type alone."""
    return [str(one) for one in check_rows(record_type(name), {one.key: one for one in standing_records(name)})]


@pytest.mark.parametrize(("name", "row", "column", "value"), [
    ("provision", models.Provision.objects.filter(pk=PROVISION), "text", "Rewritten"),
    ("instrument", models.Instrument.objects.filter(pk="cwc-1993"), "adopted", "1999"),
    ("translation", models.Translation.objects.filter(pk="cwc-1993:fr"), "status", "official"),
    ("act", models.Act.objects.filter(pk="cwc-1993--KEN--ratification"), "date", "1999"),
    ("state", vocabulary.State.objects.filter(pk="KEN"), "note", "Rewritten"),
    ("concept", vocabulary.Concept.objects.filter(pk="theme:theme-1"), "definition", "Rewritten"),
    ("former-state", vocabulary.FormerState.objects.filter(pk="SUN"), "note", "Rewritten"),
    ("adjacency", vocabulary.Adjacency.objects.filter(pk="KEN:TZA"), "source", "nobody"),
    ("organisation", organisations.Organisation.objects.filter(pk="icao"), "note", "Rewritten"),
    ("membership", organisations.Membership.objects.filter(organisation="au", state="KEN"), "capacity", "observer"),
    ("measure", framework.Measure.objects.filter(pk="cbm-1.1"), "source", ""),
    ("crosswalk-scheme", framework.CrosswalkScheme.objects.filter(pk="fatf"), "instrument", "cwc-1993"),
    ("control-list", screening.ControlList.objects.filter(pk="att"), "until", "1999"),
    ("control-entry", screening.ControlEntry.objects.filter(pk="ag-01"), "family", "cwc-2b-13"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_a_row_that_somebody_edited_in_the_table_is_found(name: str, row: Any, column: str, value: str) -> None:
    assert row.update(**{column: value}) == 1
    [told] = edited(name)
    assert f"in its table, column {column}: found '{value}'" in told and "as its last revision has it" in told


def test_a_list_that_somebody_edited_in_the_tables_is_found() -> None:
    models.Adopter.objects.filter(instrument="un-res-1540-2004").delete()
    assert ["column adopters" in one for one in edited("instrument")] == [True]


def test_a_reference_that_leads_nowhere_is_found() -> None:
    revision = Revision.objects.get(record_type="provision", record_id=PROVISION)
    data = {**revision.data, "subthemes": ["ferries"]}
    Revision.objects.filter(pk=revision.pk).update(data=data, digest=revisions.digest(data))
    models.Provision.objects.filter(pk=PROVISION).update(subthemes=["ferries"])
    assert found() == [
        f"provision {PROVISION}, column subthemes: found 'subtheme:ferries', expected the id of a known concept"
    ]


def test_a_key_that_leads_nowhere_is_found() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite lets it happen")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("UPDATE compendium_provision SET instrument_id = 'no-such' WHERE id = %s", [PROVISION])
        assert [(one.file, one.expected) for one in check_tables()] == [
            ("table compendium_provision", "a key of compendium_instrument")
        ]
        cursor.execute("UPDATE compendium_provision SET instrument_id = 'un-som-protocol-2000' WHERE id = %s",
                       [PROVISION])
    assert list(check_tables()) == []


def test_an_index_that_has_not_followed_is_found_and_follows(own_index: Path) -> None:
    record = Current().instruments(["cwc-1993"])["cwc-1993"].model_copy(update={"title": "New title"})
    record_change(Change({"instrument": [record]}), at=LATER, by="editor", reason="test")
    assert [(one.file, one.column) for one in check_index()] == [("search index", "revision")]
    indexing.follow(own_index)
    assert list(check_index()) == []


def test_an_index_that_lacks_a_record_is_found(own_index: Path) -> None:
    models.Provision.objects.filter(pk=PROVISION).delete()
    assert [(one.column, "bordermark index rebuild" in one.expected) for one in check_index()] == [("records", True)]


@pytest.mark.parametrize("damage", ["missing", "cut off"])
def test_an_index_that_cannot_be_read_is_found(own_index: Path, damage: str) -> None:
    pointer = own_index / "CURRENT"
    generation = own_index / pointer.read_text(encoding="ascii").strip()
    if damage == "missing":
        pointer.unlink()
    else:
        (generation / "meta.json").write_text("{")
    assert ["bordermark index rebuild" in one.expected for one in check_index()] == [True]
