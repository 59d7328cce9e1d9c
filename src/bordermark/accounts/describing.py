"""People, tokens, notifications and the audit log in the words of a reader: for pages and for data."""

from dataclasses import dataclass
from datetime import datetime

from bordermark.accounts import inviting, schemas
from bordermark.accounts.models import ApiToken, AuditEntry, Invitation, Notification, User
from bordermark.accounts.notifications import sentence
from bordermark.accounts.people import held_by
from bordermark.accounts.policy import SECOND_FACTOR, Held, Person
from bordermark.accounts.sentences import ROLES
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import Addresses, in_language
from bordermark.vocabulary.store import vocabulary


@dataclass(frozen=True, slots=True)
class Describer:
    """Describes for one reader, at one moment."""

    addresses: Addresses
    language: str
    now: datetime

    def role(self, held: Held) -> str:
        """A role in words: ``reviewer, World Customs Organization``."""
        body = self.body(held)
        return f"{ROLES[held.role]}, {body}" if body else str(ROLES[held.role])

    def body(self, held: Held) -> str:
        """The organisation or State for which a role is held; empty for the secretariat."""
        if held.organisation:
            body = organisations().bodies.get(held.organisation)
            return body.name(self.language) if body else held.organisation
        return vocabulary().state_name(held.state, self.language) if held.state else ""

    def held(self, held: Held, person: Person | None = None) -> schemas.RoleOut:
        return schemas.RoleOut(
            role=held.role.value, organisation=held.organisation, state=held.state, label=self.role(held),
            needs_second_factor=held.role in SECOND_FACTOR,
            in_force=held in person.roles if person is not None else None,
        )

    def me(self, person: Person, user: User) -> schemas.Me:
        roles = sorted(held_by(user), key=lambda one: (one.role, one.organisation, one.state))
        return schemas.Me(
            id=user.username, name=user.name, email=user.email, language=user.language,
            roles=[self.held(one, person) for one in roles],
            scopes=sorted(person.scopes) if person.scopes is not None else None,
        )

    def person(self, user: User) -> schemas.PersonOut:
        roles = sorted(held_by(user), key=lambda one: (one.role, one.organisation, one.state))
        return schemas.PersonOut(
            id=user.username, name=user.name, email=user.email, language=user.language, active=user.is_active,
            joined_at=user.date_joined, last_sign_in=user.last_login, roles=[self.held(one) for one in roles],
            url=f"{self.addresses.base}{in_language(f'/people/{user.username}', self.language)}",
        )

    def invitation(self, one: Invitation) -> schemas.InvitationOut:
        return schemas.InvitationOut(
            id=one.pk, email=one.email, role=self.held(one.held), made_by=one.made_by, made_at=one.made_at,
            expires_at=one.expires_at, status=inviting.status(one, self.now),
        )

    def token(self, one: ApiToken) -> schemas.TokenOut:
        over = "revoked" if one.revoked_at else "expired" if one.expires_at <= self.now else "good"
        return schemas.TokenOut(
            id=one.pk, name=one.name, begins=one.begins, scopes=one.scopes, made_at=one.made_at,
            expires_at=one.expires_at, last_used_at=one.last_used_at, revoked_at=one.revoked_at, status=over,
        )

    def notification(self, one: Notification) -> schemas.NotificationOut:
        return schemas.NotificationOut(
            id=one.pk, kind=one.kind, text=sentence(one), at=one.at, read_at=one.read_at,
            url=f"{self.addresses.base}{in_language(one.url, self.language)}" if one.url else "",
        )


def audit_row(row: AuditEntry) -> schemas.AuditRow:
    """An entry of the audit log as data."""
    return schemas.AuditRow(n=row.n, at=row.at, person=row.person, action=row.action, kind=row.kind,
                            object=row.object, details=row.details, previous=row.previous, hash=row.hash)
