"""The organisations' records back from their tables, as they were kept: to be held against revisions."""

from collections.abc import Iterator

from bordermark.languages import LANGUAGES
from bordermark.organisations import models
from bordermark.organisations.records import MembershipRecord, OrganisationAliasRecord, OrganisationRecord


def held_organisations() -> Iterator[OrganisationRecord]:
    """Every organisation."""
    same = ("id", "acronym", "kind", "established", "url", "source", "checked", "note")
    for row in models.Organisation.objects.all():
        names = {f"name_{code}": row.names.get(code, "") for code in LANGUAGES}
        yield OrganisationRecord.model_construct(
            **names, **{name: getattr(row, name) for name in same}, parent=row.parent_id or "",
            hq_country=row.hq_country_id or "",
        )


def held_aliases() -> Iterator[OrganisationAliasRecord]:
    """Every other name of an organisation."""
    for row in models.OrganisationAlias.objects.all():
        yield OrganisationAliasRecord.model_construct(organisation=row.organisation_id, alias=row.alias,
                                                      language=row.language, kind=row.kind)


def held_memberships() -> Iterator[MembershipRecord]:
    """Every membership."""
    for row in models.Membership.objects.all():
        yield MembershipRecord.model_construct(
            organisation=row.organisation_id, state=row.state_id, since=row.since, until=row.until,
            capacity=row.capacity, source=row.source, source_date=row.source_date,
        )
