"""Editions as data: what the pages, the API and the command say of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bordermark.contributions import schemas
from bordermark.contributions.edition_changes import RecordChange, plain
from bordermark.contributions.manifests import Differing, Manifest
from bordermark.contributions.models import Edition
from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import record_types
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")


def type_labels() -> dict[str, str]:
    """What each type of record is called, in the language in force, in the order of the register."""
    return {one.name: str(one.label) for one in record_types()}


def citation(one: Edition, address: str) -> str:
    """How an edition is cited, in English: number, title, date, digest, address."""
    day = one.frozen_at
    return (f"Bordermark, edition {one.number}, “{one.title}”, {day.day} {_MONTHS[day.month - 1]} {day.year}, "
            f"SHA-256 {one.digest}, {address}")


@dataclass(frozen=True, slots=True)
class EditionWriter:
    """Says what editions are and hold, under the addresses by which a reader knows the site."""

    addresses: Addresses

    def summary(self, one: Edition) -> schemas.EditionSummary:
        """An edition in a list."""
        number = str(one.number)
        api = self.addresses.api
        return schemas.EditionSummary(
            number=one.number, title=one.title, url=self.addresses.of("edition", number),
            frozen_at=one.frozen_at.isoformat(), frozen_by=one.frozen_by, revision=one.revision, digest=one.digest,
            links={"self": api("editions", number), "manifest": api("editions", number, "manifest"),
                   "changes": api("editions", number, "changes"), "instruments": api("instruments", edition=number)},
        )

    def detail(self, one: Edition, held: Manifest) -> schemas.EditionDetail:
        """An edition with what its manifest holds."""
        return schemas.EditionDetail(
            **self.summary(one).model_dump(), records=len(held.entries), counts=type_counts(held),
            citation=citation(one, self.addresses.of("edition", str(one.number))),
        )

    def changes(
        self, since: Edition | None, until: Edition, found: Sequence[Differing], shown: Iterable[RecordChange]
    ) -> schemas.EditionChanges:
        """What changed between two editions, with those records told in full that are shown."""
        return schemas.EditionChanges(
            edition=until.number, since=since.number if since else 0, total=len(found), counts=change_counts(found),
            items=[self.change(one, since, until) for one in shown],
        )

    def change(self, one: RecordChange, since: Edition | None, until: Edition) -> schemas.RecordChangeRow:
        """What became of a record, with its page in the edition that holds it."""
        path = change_page(one, since, until)
        return schemas.RecordChangeRow(
            type=one.type, id=one.key, kind=one.kind, title=one.title,
            url=self.addresses.base + path if path else "",
            fields=[schemas.FieldChangeRow(field=each.field, before=each.before, after=each.after)
                    for each in one.fields],
        )


def change_page(one: RecordChange, since: Edition | None, until: Edition, language: str = "en") -> str:
    """The path of a record's page in the later edition, or in the earlier for one that was withdrawn since."""
    edition = since if since and one.kind == "withdrawn" else until
    return record_page(one.type, one.key, language, edition=str(edition.number))


def type_counts(held: Manifest) -> list[schemas.TypeCount]:
    """How many records of each type, in the order of the register."""
    return [schemas.TypeCount(type=name, label=label, records=number)
            for name, label, number in _labelled(held.counts)]


def change_counts(found: Iterable[Differing]) -> list[schemas.ChangeCount]:
    """How many records of each type were added, changed and withdrawn, in the order of the register."""
    found = tuple(found)
    kinds = Counter((one.type, one.kind) for one in found)
    return [
        schemas.ChangeCount(type=name, label=label, added=kinds[name, "added"], changed=kinds[name, "changed"],
                            withdrawn=kinds[name, "withdrawn"])
        for name, label, _ in _labelled(Counter(one.type for one in found))
    ]


def _labelled(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    labels = type_labels()
    names = [*labels, *sorted(set(counts) - set(labels))]
    return [(name, labels.get(name, name), counts[name]) for name in names if counts.get(name)]


def change_table(some: Iterable[RecordChange]) -> Table:
    """What changed as a table: one row for each changed field, one for each record added or withdrawn."""
    return Table(("type", "id", "change", "title", "field", "before", "after"), (
        (one.type, one.key, one.kind, one.title, field, before, after)
        for one in some
        for field, before, after in (
            [(each.field, plain(each.before), plain(each.after)) for each in one.fields] or [("", "", "")]
        )
    ), "Changes")
