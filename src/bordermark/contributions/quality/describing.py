"""Quality as data: what pages, API and command say of near-duplicates, links and wanting records."""

from collections.abc import Iterable
from dataclasses import dataclass

from bordermark.contributions.duplicates import Duplicate
from bordermark.contributions.links.store import Link
from bordermark.contributions.quality import schemas
from bordermark.contributions.quality.aspects import Inspected, Line, Report, Want, aspects, lines
from bordermark.contributions.quality.near import Near
from bordermark.contributions.record_pages import record_page
from bordermark.organisations.bodies import Organisations
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table


@dataclass(frozen=True, slots=True)
class QualityWriter:
    """Says how records stand, in a language, under the addresses by which a reader knows the site."""

    addresses: Addresses
    bodies: Organisations
    language: str

    def url(self, name: str, key: str) -> str:
        """The page of a record; empty where it has none."""
        path = record_page(name, key)
        return self.addresses.base + path if path else ""

    def near(self, name: str, some: Iterable[Near]) -> list[schemas.NearRow]:
        """Records that what somebody writes may be."""
        return [schemas.NearRow(type=name, id=one.key, title=one.title, url=self.url(name, one.key),
                                reason=one.reason, because=one.because, detail=one.detail) for one in some]

    def twins(self, some: Iterable[Duplicate]) -> list[schemas.TwinRow]:
        """Pairs of records that may be one."""
        return [schemas.TwinRow(type=one.type, id=one.key, url=self.url(one.type, one.key), other=one.other,
                                other_url=self.url(one.type, one.other), reason=one.reason, because=one.because,
                                detail=one.detail) for one in some]

    def links(self, some: Iterable[Link]) -> list[schemas.AskedLinkRow]:
        """Addresses, with the records that name them."""
        return [schemas.AskedLinkRow(
            address=one.url, state=one.standing.state, since=one.standing.since.isoformat(),
            checked_at=one.standing.checked_at.isoformat(), status=one.standing.status, error=one.standing.error,
            moved_to=one.standing.moved_to, failures=one.standing.failures,
            records=[schemas.NamedRow(type=record.type, id=record.key, field=record.field,
                                      url=self.url(record.type, record.key)) for record in one.records],
        ) for one in some]

    def summary(self, one: Line) -> schemas.QualitySummary:
        """How the records of an organisation stand, in numbers."""
        body = self.bodies.bodies.get(one.keeper)
        return schemas.QualitySummary(
            organisation=one.keeper, name=body.name(self.language) if body else one.keeper,
            url=self.addresses.of("organisation-quality", one.keeper) if body else "", records=one.records,
            wanting=one.wanting, counts={aspect.name: one.counts.get(aspect.name, 0) for aspect in aspects()},
        )

    def summaries(self, found: Inspected) -> list[schemas.QualitySummary]:
        """How the records of every organisation stand."""
        return [self.summary(one) for one in lines(found)]

    def detail(self, organisation: str, found: Report) -> schemas.QualityReport:
        """How the records of an organisation and its parts stand, record by record."""
        body = self.bodies.bodies.get(organisation)
        return schemas.QualityReport(
            organisation=organisation, name=body.name(self.language) if body else "", records=found.records,
            wanting=found.wanting, aspects=[
                schemas.AspectRow(name=aspect.name, label=str(aspect.label), advice=str(aspect.advice),
                                  count=found.count(aspect.name),
                                  records=[self.want(one) for one in found.wants.get(aspect.name, ())])
                for aspect in aspects()
            ],
        )

    def want(self, one: Want) -> schemas.WantRow:
        """A record that wants something."""
        return schemas.WantRow(type=one.type, id=one.key, title=one.title, url=self.url(one.type, one.key),
                               organisation=one.keeper, detail=one.detail)

    def want_table(self, found: Report) -> Table:
        """What is wanting, a record and aspect a row."""
        return Table(("aspect", "type", "id", "title", "organisation", "detail", "url"), (
            (one.aspect, one.type, one.key, one.title, one.keeper, one.detail, self.url(one.type, one.key))
            for aspect in aspects() for one in found.wants.get(aspect.name, ())
        ), "Quality")

    def summary_table(self, found: Inspected) -> Table:
        """How the records of every organisation stand, one a row."""
        names = [aspect.name for aspect in aspects()]
        return Table(("organisation", "name", "records", "wanting", *names), (
            (one.organisation, one.name, one.records, one.wanting, *(one.counts[name] for name in names))
            for one in self.summaries(found)
        ), "Quality")


def link_table(some: Iterable[Link]) -> Table:
    """Addresses, one a row for each record that names it."""
    columns = ("address", "state", "since", "checked_at", "status", "error", "moved_to", "failures", "type", "id")
    return Table(columns, (
        (one.url, one.standing.state, one.standing.since.date(), one.standing.checked_at.date(), one.standing.status,
         one.standing.error, one.standing.moved_to, one.standing.failures, record.type, record.key)
        for one in some for record in one.records
    ), "Links")


def twin_table(some: Iterable[Duplicate]) -> Table:
    """Pairs of records that may be one, a pair a row."""
    return Table(("type", "id", "other", "because", "reason"), (
        (one.type, one.key, one.other, one.because, one.reason) for one in some
    ), "Near-duplicates")
