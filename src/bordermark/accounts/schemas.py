"""What the API says of people, tokens, notifications and the audit log."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from bordermark.accounts.policy import Role, Scope
from bordermark.publishing.parameters import Code
from bordermark.vocabulary.schemas import Output


class RoleOut(Output):
    """A role that is held; `organisation` and `state` are empty for the secretariat."""

    role: str
    organisation: str
    state: str
    label: str = Field(description="The role in words")
    needs_second_factor: bool
    in_force: bool | None = Field(description="Whether it counts now; null when that depends on how they sign in")


class Me(Output):
    """Who asks."""

    id: str
    name: str
    email: str
    language: str
    roles: list[RoleOut]
    scopes: list[str] | None = Field(description="Of the API token; null in a session")


class PersonOut(Output):
    """A person, for administrators."""

    id: str
    name: str
    email: str
    language: str
    active: bool
    joined_at: datetime
    last_sign_in: datetime | None
    roles: list[RoleOut]
    url: str


class InvitationOut(Output):
    """An invitation."""

    id: int
    email: str
    role: RoleOut
    made_by: str
    made_at: datetime
    expires_at: datetime
    status: str = Field(description="open, accepted, revoked or expired")


class InvitationMade(InvitationOut):
    """An invitation just made, with its link, which is given this once."""

    link: str


class TokenOut(Output):
    """An API token, without its secret."""

    id: int
    name: str
    begins: str = Field(description="Its first characters")
    scopes: list[str]
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Field(description="To ten minutes")
    revoked_at: datetime | None
    status: str = Field(description="good, expired or revoked")


class TokenMade(TokenOut):
    """An API token just made, with its secret, which is given this once."""

    token: str


class NotificationOut(Output):
    """A notification, in the language asked for."""

    id: int
    kind: str
    text: str
    at: datetime
    read_at: datetime | None
    url: str


class NotificationPage(Output):
    """Notifications, newest first."""

    items: list[NotificationOut]
    unread: int


class MarkedRead(Output):
    """How many notifications were marked as read."""

    marked: int


class AuditRow(Output):
    """An entry of the audit log."""

    n: int
    at: datetime
    person: str
    action: str
    kind: str
    object: str
    details: dict[str, Any]
    previous: str = Field(description="Hash of the entry before")
    hash: str


class AuditPage(Output):
    """Entries after `after`, oldest first; `head` is the end of the log, to be kept elsewhere."""

    items: list[AuditRow]
    head: str


class FlawOut(Output):
    """Something that does not hold in the audit log."""

    n: int
    found: str
    expected: str


class Verification(Output):
    """Whether the audit log is whole."""

    entries: int
    head: str
    flaws: list[FlawOut]


class RoleIn(Schema):
    """A role to give or to take."""

    role: Role
    organisation: Code = Field("", description="Id of an organisation")
    state: Code = Field("", description="Code of a State")


class InvitationIn(RoleIn):
    """Whom to invite, as what."""

    email: str = Field(max_length=254)
    language: str = Field("en", pattern="^(ar|en|es|fr|ru|zh)$")


class TokenIn(Schema):
    """A token to make."""

    name: str = Field(min_length=1, max_length=80)
    scopes: list[Scope] = Field(min_length=1)
    expires_at: datetime = Field(description="Within a year; with a time zone, else UTC")


class ReadIn(Schema):
    """Which notifications were read."""

    ids: list[int] | None = Field(None, description="Null for all", max_length=1000)
