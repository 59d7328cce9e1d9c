"""Editions: frozen once, rebuilt from the revisions, never changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from bordermark.clocks import Clocks
from bordermark.contributions.edition_changes import FieldChange, changes
from bordermark.contributions.editions import (
    NotFrozen,
    edition,
    editions,
    freeze,
    manifest,
    manifest_at,
    recalled,
    verify,
)
from bordermark.contributions.manifests import manifest_of
from bordermark.contributions.models import Edition, Revision
from bordermark.contributions.record_types import record_types
from bordermark.contributions.revisions import digest, last_revision
from bordermark.errors import UnknownRecord
from bordermark.web.checking import check_everything
from bordermark.web.loading import bundled_files, read_files

from .conftest import AT

pytestmark = [pytest.mark.usefixtures("loaded")]

Two = tuple[Edition, Edition]


def test_the_bundled_pack_is_in_no_edition() -> None:
    assert editions() == []


def test_an_edition_is_the_number_of_a_revision_and_the_digest_of_what_stands() -> None:
    made = freeze("  The\n pack ", by="Secretariat", at=AT)
    assert (made.number, made.title, made.frozen_by, made.frozen_at) == (1, "The pack", "Secretariat", AT)
    assert made.revision == last_revision() and made.follows is None
    assert manifest(made).digest == made.digest and edition(1) == made


def test_the_digest_follows_from_the_pack_alone() -> None:
    held = {
        (name, record.key): digest(record.model_dump(mode="json"))
        for name, records in read_files(bundled_files()).records().items() for record in records
    }
    assert freeze("The pack", by="Secretariat", at=AT).digest == manifest_of(held).digest


def test_old_editions_are_rebuilt_bit_for_bit_after_every_later_change(two: Two, correct: Callable[..., None]) -> None:
    contents = [manifest(one).content for one in two]
    correct(title="Yet another title")
    assert [manifest(one).content for one in two] == contents == [manifest(one).content for one in two]
    assert verify(*two) == [] and manifest_at(last_revision()).content not in contents


def test_a_change_that_is_taken_back_gives_the_digest_that_was(two: Two, correct: Callable[..., None]) -> None:
    assert two[1].digest != two[0].digest
    title = manifest(two[1])
    correct(title="Other")
    correct(title="Convention on Chemical Arms")
    assert manifest_at(last_revision()).digest == title.digest
    with pytest.raises(NotFrozen, match="edition 2"):
        freeze("Again", by="Secretariat", at=AT)


def test_what_has_not_changed_is_not_frozen_again() -> None:
    freeze("The pack", by="Secretariat", at=AT)
    with pytest.raises(NotFrozen, match="the records are those of edition 1, “The pack”"):
        freeze("The pack again", by="Secretariat", at=AT)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(("title", "by"), [("", "x"), (" \n", "x"), ("x" * 201, "x"), ("x", ""), ("a\x00b", "x")])
def test_a_title_and_a_name_must_be_fit_to_print(title: str, by: str) -> None:
    with pytest.raises(NotFrozen, match="expected 1 to"):
        freeze(title, by=by, at=AT)


def test_nothing_is_frozen_without_records() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM contributions_revision")
    with pytest.raises(NotFrozen, match="no record is held"):
        freeze("Nothing", by="Secretariat", at=AT)


def test_an_edition_is_never_changed_or_removed(two: Two) -> None:
    two[0].title = "Another"
    for change in (two[0].save, two[0].delete, Edition.objects.all().delete,
                   lambda: Edition.objects.update(title="Another"),
                   lambda: Edition.objects.bulk_update([two[0]], ["title"])):
        with pytest.raises(TypeError, match="neither changed nor removed"):
            change()
    assert [one.title for one in editions()] == ["Corrected", "The pack"]


def test_the_database_itself_refuses_gaps_and_blanks(two: Two) -> None:
    third = {"number": 3, "follows_id": 2, "title": "T", "frozen_at": AT, "frozen_by": "x", "revision": 1,
             "digest": "a" * 64}
    for wrong in ({"number": 2, "follows_id": 1}, {"number": 4}, {"follows_id": None}, {"number": 1},
                  {"number": 0, "follows_id": None}, {"title": ""}, {"digest": "abc"}, {"revision": 0}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.bulk_create([Edition(**{**third, **wrong})])


def test_what_was_altered_behind_our_back_is_found(two: Two) -> None:
    row = Revision.objects.filter(record_type="instrument", record_id="cwc-1993").earliest("pk")
    Revision.objects.filter(pk=row.pk).update(data={**row.data, "title": "Forged"})
    [finding] = verify(*two)
    assert f"revision {row.pk}" in finding.file and finding.value == "instrument cwc-1993"
    assert verify(two[1]) == [], "the later edition does not hold that revision"
    forged = {**row.data, "title": "Forged"}
    Revision.objects.filter(pk=row.pk).update(digest=digest(forged))
    [finding] = verify(*two)
    assert (finding.file, finding.column) == ("edition 1", "digest")
    assert finding in check_everything()


def test_a_revision_that_is_lost_and_one_that_cannot_be_read_are_found(two: Two) -> None:
    Revision.objects.filter(record_type="state", record_id="KEN").delete()
    assert [one.file for one in verify(*two)] == ["edition 1", "edition 2"]
    row = Revision.objects.get(record_type="state", record_id="FRA")
    broken = {**row.data, "kind": 7}
    Revision.objects.filter(pk=row.pk).update(data=broken, digest=digest(broken))
    assert "a readable record" in verify(two[0])[-1].expected


def test_a_correction_below_the_revision_of_an_edition_is_found(two: Two) -> None:
    last = Revision.objects.latest("pk")
    Revision.objects.filter(pk=last.pk).update(record_id="another")
    assert [one.file for one in verify(*two)] == ["edition 2"]


def test_what_changed_between_two_editions(two: Two) -> None:
    first, second = two
    found = {(one.type, one.kind): one for one in changes(first, second)}
    assert set(found) == {("concept", "added"), ("instrument", "changed"), ("act", "withdrawn")}
    changed = found["instrument", "changed"]
    assert (changed.key, changed.title) == ("cwc-1993", "Convention on Chemical Arms")
    assert [one.field for one in changed.fields] == ["title", "aliases"]
    assert changed.fields[1].after == ["CWC", "=1+1"] and isinstance(changed.fields[1], FieldChange)
    assert found["concept", "added"].title == "A test" and found["act", "withdrawn"].fields == ()


def test_since_nothing_everything_was_added(two: Two) -> None:
    everything = changes(None, two[0])
    assert len(everything) == len(manifest(two[0]).entries) and {one.kind for one in everything} == {"added"}
    order = [one.name for one in record_types()]
    places = [order.index(one.type) for one in everything]
    assert places == sorted(places)


def test_records_are_recalled_by_edition(two: Two) -> None:
    titles = [recalled(Clocks(edition=number)).records["instrument"]["cwc-1993"].title  # type: ignore[attr-defined]
              for number in (1, 2)]
    assert "Prohibition" in titles[0] and titles[1] == "Convention on Chemical Arms"
    with pytest.raises(UnknownRecord, match=r"No edition has the id '3'\. Did you mean 2, 1"):
        recalled(Clocks(edition=3))


def test_editions_come_with_the_newest_first(two: Two) -> None:
    assert [one.number for one in editions()] == [2, 1]
    assert two[1].follows == two[0] and two[1].frozen_at - two[0].frozen_at == timedelta(hours=1)
