"""The API of people: oneself, one's tokens and notifications; people, invitations and the audit log."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from bordermark.accounts import audit, chain, granting, inviting, notifications, schemas, sending, tokens
from bordermark.accounts.api_auth import identified
from bordermark.accounts.describing import Describer, audit_row
from bordermark.accounts.guards import require
from bordermark.accounts.models import ApiToken, AuditEntry, Invitation, Notification, User
from bordermark.accounts.people import person_of, user_called
from bordermark.accounts.policy import Action, Held, Thing
from bordermark.errors import UnknownRecord
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.parameters import InLanguage, language_for, reading
from bordermark.publishing.problems import BadParameter, UnusableParameters

router = Router(tags=["People"], auth=identified)

AUDIT = Thing("audit")


def describer(request: HttpRequest, asked: InLanguage | None = None) -> Describer:
    """The describer of a request."""
    language = language_for(request, asked) if asked else language_of(request)
    return Describer(addresses_for(request), language, timezone.now())


@reading(router, "/me", schemas.Me, summary="Who asks", operation_id="get_me")
def get_me(request: HttpRequest, asked: Query[InLanguage]) -> schemas.Me:
    """The person whose token or session this is, with the roles in force."""
    person = person_of(request)
    require(person, Action.VIEW, Thing("person", authors=frozenset({person.id})))
    return describer(request, asked).me(person, user_called(person.id))


@reading(router, "/tokens", list[schemas.TokenOut], summary="Own tokens", operation_id="list_tokens")
def list_tokens(request: HttpRequest, asked: Query[InLanguage]) -> list[schemas.TokenOut]:
    """One's own API tokens, newest first."""
    person = person_of(request)
    require(person, Action.VIEW, Thing("token", authors=frozenset({person.id})))
    rows = ApiToken.objects.filter(user__username=person.id)
    return [describer(request, asked).token(row) for row in rows]


@router.post("/tokens", response={201: schemas.TokenMade}, summary="Make a token", operation_id="make_token")
def make_token(request: HttpRequest, wanted: schemas.TokenIn) -> Status[schemas.TokenMade]:
    """Make an API token for oneself, in a session. Its secret is given this once."""
    person = person_of(request)
    require(person, Action.ISSUE, Thing("token", authors=frozenset({person.id})))
    until = wanted.expires_at if wanted.expires_at.tzinfo else wanted.expires_at.replace(tzinfo=UTC)
    made, secret = tokens.make(person, user_called(person.id), wanted.name, wanted.scopes, until, timezone.now())
    return Status(201, schemas.TokenMade(**describer(request).token(made).model_dump(), token=secret))


@router.delete("/tokens/{key}", response={204: None}, summary="Revoke a token", operation_id="revoke_token")
def revoke_token(request: HttpRequest, key: int) -> Status[None]:
    """End a token now: one's own, in a session; anybody's, for an administrator."""
    token = ApiToken.objects.select_related("user").filter(pk=_within(key)).first()
    thing = tokens.thing_of(token) if token else Thing("token")
    require(person_of(request), Action.VIEW, thing)
    require(person_of(request), Action.REVOKE, thing)
    if token is None:
        raise UnknownRecord("token", str(key))
    tokens.revoke(person_of(request), token, timezone.now())
    return Status(204, None)


class NotificationsAsked(InLanguage):
    """Which notifications."""

    unread: bool = Field(False, description="Only what has not been read")
    limit: int = Field(50, ge=1, le=200, description="Notifications on a page")


@reading(router, "/notifications", schemas.NotificationPage, summary="Own notifications",
         operation_id="list_notifications")
def list_notifications(request: HttpRequest, asked: Query[NotificationsAsked]) -> schemas.NotificationPage:
    """One's own notifications, newest first."""
    person, writer = person_of(request), describer(request, asked)
    require(person, Action.VIEW, Thing("notification", authors=frozenset({person.id})))
    rows = Notification.objects.filter(user__username=person.id)
    unread = rows.filter(read_at=None)
    return schemas.NotificationPage(items=[
        writer.notification(row) for row in (unread if asked.unread else rows)[: asked.limit]
    ], unread=unread.count())


@router.post("/notifications/read", response=schemas.MarkedRead, summary="Mark notifications as read",
             operation_id="read_notifications")
def read_notifications(request: HttpRequest, wanted: schemas.ReadIn) -> schemas.MarkedRead:
    """Mark one's own notifications as read, in a session."""
    person = person_of(request)
    require(person, Action.EDIT, Thing("notification", authors=frozenset({person.id})))
    ids = None if wanted.ids is None else [_within(one) for one in wanted.ids]
    return schemas.MarkedRead(marked=notifications.mark_read(user_called(person.id), ids, timezone.now()))


@reading(router, "/people", list[schemas.PersonOut], summary="People", operation_id="list_people")
def list_people(request: HttpRequest, asked: Query[InLanguage]) -> list[schemas.PersonOut]:
    """Everybody who has, or had, an account. For administrators."""
    require(person_of(request), Action.MANAGE_PEOPLE, Thing("person"))
    return [describer(request, asked).person(row) for row in User.objects.prefetch_related("roles")]


@reading(router, "/people/{key}", schemas.PersonOut, summary="A person", operation_id="get_person")
def get_person(request: HttpRequest, key: str, asked: Query[InLanguage]) -> schemas.PersonOut:
    """A person, with their roles. For administrators, and for themselves."""
    return describer(request, asked).person(_person(request, key, Action.VIEW))


@router.post("/people/{key}/roles", response=schemas.PersonOut, summary="Give a role", operation_id="grant_role")
def grant_role(request: HttpRequest, key: str, wanted: schemas.RoleIn) -> schemas.PersonOut:
    """Give a role; one that is held already stays as it is. For administrators."""
    user = _person(request, key, Action.MANAGE_PEOPLE)
    granting.grant(person_of(request), user, _held(wanted), timezone.now())
    return describer(request).person(user_called(key))


@router.post("/people/{key}/roles/take", response=schemas.PersonOut, summary="Take a role", operation_id="take_role")
def take_role(request: HttpRequest, key: str, wanted: schemas.RoleIn) -> schemas.PersonOut:
    """Take a role away. For administrators."""
    user = _person(request, key, Action.MANAGE_PEOPLE)
    granting.take(person_of(request), user, _held(wanted), timezone.now())
    return describer(request).person(user_called(key))


@reading(router, "/invitations", list[schemas.InvitationOut], summary="Invitations", operation_id="list_invitations")
def list_invitations(request: HttpRequest, asked: Query[InLanguage]) -> list[schemas.InvitationOut]:
    """All invitations, newest first. For administrators."""
    require(person_of(request), Action.INVITE, Thing("invitation"))
    return [describer(request, asked).invitation(row) for row in Invitation.objects.all()]


@router.post("/invitations", response={201: schemas.InvitationMade}, summary="Invite", operation_id="invite")
def invite(request: HttpRequest, wanted: schemas.InvitationIn) -> Status[schemas.InvitationMade]:
    """Invite somebody: the link goes to the e-mail address, and is given here this once. For administrators."""
    person = person_of(request)
    require(person, Action.INVITE, Thing("invitation"))
    made, secret = inviting.invite(person, wanted.email, _held(wanted), timezone.now(), wanted.language)
    link = sending.invitation_link(addresses_for(request).base, made, secret)
    sending.send_invitation(made, link)
    described = describer(request).invitation(made)
    return Status(201, schemas.InvitationMade(**described.model_dump(), link=link))


@router.delete("/invitations/{key}", response={204: None}, summary="Revoke an invitation",
               operation_id="revoke_invitation")
def revoke_invitation(request: HttpRequest, key: int) -> Status[None]:
    """Withdraw an invitation that has not been accepted. For administrators."""
    require(person_of(request), Action.REVOKE, Thing("invitation"))
    made = Invitation.objects.filter(pk=_within(key)).first()
    if made is None:
        raise UnknownRecord("invitation", str(key))
    inviting.revoke(person_of(request), made, timezone.now())
    return Status(204, None)


class AuditAsked(Schema):
    """Which entries."""

    after: int = Field(0, ge=0, le=2**63 - 1, description="Number of the last entry seen; 0 for all")
    limit: int = Field(100, ge=1, le=1000, description="Entries on a page")


@reading(router, "/audit", schemas.AuditPage, summary="Audit log", operation_id="list_audit")
def list_audit(request: HttpRequest, asked: Query[AuditAsked]) -> schemas.AuditPage:
    """Entries of the audit log, oldest first. For administrators."""
    require(person_of(request), Action.READ_AUDIT, AUDIT)
    rows = AuditEntry.objects.filter(n__gt=asked.after)[: asked.limit]
    return schemas.AuditPage(items=[audit_row(row) for row in rows], head=str(audit.head()))


class HeadAsked(Schema):
    """Against what to verify."""

    head: str = Field("", max_length=100, description="An end that was kept elsewhere: number, colon, hash")


@reading(router, "/audit/verification", schemas.Verification, summary="Verify the audit log",
         operation_id="verify_audit")
def verify_audit(request: HttpRequest, asked: Query[HeadAsked]) -> schemas.Verification:
    """Whether the audit log is whole. For administrators."""
    require(person_of(request), Action.READ_AUDIT, AUDIT)
    return verification(asked.head)


def verification(kept: str) -> schemas.Verification:
    """Whether the audit log is whole; raises UnusableParameters for a head that cannot be read."""
    try:
        flaws = audit.flaws(chain.Head.read(kept) if kept else None)
    except ValueError as error:
        raise UnusableParameters([BadParameter("head", kept, str(error).partition("expected ")[2])]) from error
    end = audit.head()
    return schemas.Verification(entries=end.n, head=str(end), flaws=[
        schemas.FlawOut(n=one.n, found=one.found, expected=one.expected) for one in flaws
    ])


@reading(router, "/audit/export", None, summary="Export the audit log", operation_id="export_audit",
         openapi_extra={"responses": {200: {"description": "JSON Lines, an entry a line", "content": {
             "application/jsonl": {"schema": {"type": "string"}}}}}})
def export_audit(request: HttpRequest) -> HttpResponse:
    """The whole audit log as JSON Lines. For administrators."""
    require(person_of(request), Action.READ_AUDIT, AUDIT)
    return exported()


def exported() -> HttpResponse:
    """The audit log as a file."""
    def lines() -> Iterator[str]:
        for entry in audit.entries():
            yield entry.line() + "\n"

    response = StreamingHttpResponse(lines(), content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{datetime.now(UTC):%Y-%m-%d}.jsonl"'
    return response  # type: ignore[return-value]  # Django's two kinds of response share no narrower class


def _person(request: HttpRequest, key: str, action: Action) -> User:
    """A person on whom this may be done; what may not be seen is as if it were not there."""
    user = User.objects.filter(username=key).first()
    require(person_of(request), action, granting.thing_of(user) if user else Thing("person"))
    return user_called(key)


def _held(wanted: schemas.RoleIn) -> Held:
    return Held(wanted.role, wanted.organisation, wanted.state)


def _within(key: int) -> int:
    """A key that a database can be asked for; one beyond its numbers is nobody's."""
    return key if 0 < key < 2**63 else 0
