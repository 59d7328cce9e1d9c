"""Organisations as plain values: names, membership at a date, and the membership that a body inherits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bordermark.edtf import by
from bordermark.languages import pick
from bordermark.organisations.records import MembershipRecord, OrganisationAliasRecord, OrganisationRecord, fold


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body. `names` by language; `parent` is an id or empty."""

    id: str
    names: Mapping[str, str]
    kind: str
    acronym: str = ""
    parent: str = ""
    hq_country: str = ""
    established: str = ""
    url: str = ""
    source: str = ""
    checked: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return pick(self.names, language)


@dataclass(frozen=True, slots=True)
class Membership:
    """A State in an organisation; dates are EDTF, empty when not known."""

    organisation: str
    state: str
    since: str
    until: str
    capacity: str
    source: str
    source_date: str

    def held_on(self, day: date) -> bool | None:
        """Whether the membership stood on `day`; None when its dates do not tell.

        A membership whose beginning is not known stood only if it was not over, and nobody can say since when.
        """
        begun = by(self.since, day) if self.since else None
        ended = by(self.until, day) if self.until else False
        if begun is False or ended is True:
            return False
        return None if begun is None or ended is None else True


FULL = frozenset({"member", "participant", "party"})
"""Capacities that make a State a member in its own right."""


ORGANS_OF_STATES = frozenset({
    "un-principal-organ", "un-specialised-agency", "related-organisation", "regional-organisation",
    "intergovernmental-forum",
})
"""Kinds of body in which States sit and decide."""


@dataclass(frozen=True)
class Organisations:
    """All organisations and memberships at one moment."""

    bodies: Mapping[str, Organisation]
    memberships: tuple[Membership, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Organisation id by folded name, acronym or alias."""

    @cached_property
    def by_organisation(self) -> Mapping[str, tuple[Membership, ...]]:
        found: dict[str, list[Membership]] = {}
        for membership in self.memberships:
            found.setdefault(membership.organisation, []).append(membership)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def by_state(self) -> Mapping[str, tuple[Membership, ...]]:
        found: dict[str, list[Membership]] = {}
        for membership in self.memberships:
            found.setdefault(membership.state, []).append(membership)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the bodies directly under each body."""
        found: dict[str, list[str]] = {}
        for body in self.bodies.values():
            if body.parent:
                found.setdefault(body.parent, []).append(body.id)
        return {key: tuple(sorted(group)) for key, group in found.items()}

    def ancestry(self, organisation: str) -> tuple[str, ...]:
        """The body and the bodies it is a part of, nearest first; a loop in the data ends the walk."""
        walk: list[str] = []
        here = organisation
        while here and here in self.bodies and here not in walk:
            walk.append(here)
            here = self.bodies[here].parent
        return tuple(walk)

    def with_parts(self, organisation: str) -> frozenset[str]:
        """The body and all that are a part of it, at any depth."""
        return frozenset(one for one in self.bodies if organisation in self.ancestry(one))

    def membership_body(self, organisation: str) -> str:
        """The nearest body, going up, whose membership is held; empty when there is none.

        An organ of States acts for the members of the organisation whose organ it is: the Security Council's
        resolutions concern all Members of the United Nations (Charter, Article 25). An office, a panel or a
        committee does not: what it publishes concerns nobody by membership, unless it has members of its own.
        """
        for body in self.ancestry(organisation):
            if body in self.by_organisation:
                return body
            if self.bodies[body].kind not in ORGANS_OF_STATES:
                return ""
        return ""

    def members(self, organisation: str, day: date | None = None) -> frozenset[str]:
        """States that are full members now (`day` None) or may have been on `day`."""
        held = self.by_organisation.get(self.membership_body(organisation), ())
        full = (one for one in held if one.capacity in FULL)
        if day is None:
            return frozenset(one.state for one in full if not one.until)
        return frozenset(one.state for one in full if one.held_on(day) is not False)


def organisations_of(
    bodies: Iterable[OrganisationRecord], aliases: Iterable[OrganisationAliasRecord],
    memberships: Iterable[MembershipRecord],
) -> Organisations:
    """The organisations that these records make, without a database."""
    others: dict[str, list[str]] = {}
    for one in aliases:
        others.setdefault(one.organisation, []).append(one.alias)
    made = {
        one.id: Organisation(one.id, one.names, one.kind, one.acronym, one.parent, one.hq_country, one.established,
                             one.url, one.source, one.checked, one.note, tuple(others.get(one.id, ())))
        for one in bodies
    }
    names = {fold(name): body.id for body in made.values() for name in (*body.aliases, body.acronym, body.names["en"])
             if name}
    return Organisations(made, tuple(
        Membership(one.organisation, one.state, one.since, one.until, one.capacity, one.source, one.source_date)
        for one in memberships
    ), names)


def near_organisations(key: str, held: Organisations) -> list[str]:
    """Ids of the organisations whose id, name, acronym or alias resembles what was asked."""
    names = {**held.names, **{one: one for one in held.bodies}}
    close = extract(key.casefold().replace("-", " "), list(names), scorer=OSA.normalized_similarity, limit=12,
                    score_cutoff=0.5)
    return list(dict.fromkeys(names[name] for name, _, _ in close))[:5]
