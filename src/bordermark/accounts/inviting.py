"""How a person comes to be: invited to an e-mail address with a role, by a link that works once."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from bordermark.accounts import audit
from bordermark.accounts.errors import Refused
from bordermark.accounts.models import Invitation, RoleHeld, User
from bordermark.accounts.policy import BINDINGS, Action, Held, Person, Thing
from bordermark.accounts.tokens import hashed
from bordermark.organisations.models import Organisation
from bordermark.vocabulary.models import State

GOOD_FOR: Final = timedelta(days=14)


def invite(
    person: Person | str, email: str, held: Held, now: datetime, language: str = "en"
) -> tuple[Invitation, str]:
    """An invitation and its secret, which goes into the link and is not kept. It replaces an open one to the address.

    Raises Refused for an address or a role that cannot be used, or when the address is a person's already.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(f"email: found {email!r}, expected an e-mail address.") from error
    require_bound(held)
    if User.objects.filter(email=email).exists():
        raise Refused(f"{email} is the address of a person already: give them the role instead.")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(open_at(now), email=email).update(revoked_at=now)
        made = Invitation.objects.create(
            email=email, role=held.role.value, organisation_id=held.organisation or None, state_id=held.state or None,
            language=language, token_hash=hashed(secret), expires_at=now + GOOD_FOR, made_at=now,
            made_by=person.id if isinstance(person, Person) else person,
        )
        audit.record(person, Action.INVITE, thing_of(made), {"email": email, **described(held)}, at=now)
    return made, secret


def require_bound(held: Held) -> None:
    """Raise Refused for a role held for what it cannot be held for, or for a body that is not there."""
    if held.organisation and held.state:
        raise Refused("A role is held for an organisation or for a State, not for both.")
    if held.binding not in BINDINGS[held.role]:
        expected = " or ".join(sorted(BINDINGS[held.role]))
        raise Refused(f"role: found {held.role} for {held.binding}, expected {held.role} for {expected}.")
    if held.organisation and not Organisation.objects.filter(pk=held.organisation).exists():
        raise Refused(f"organisation: found {held.organisation!r}, expected the id of an organisation.")
    if held.state and not State.objects.filter(pk=held.state).exists():
        raise Refused(f"state: found {held.state!r}, expected the code of a State, such as KEN.")


def described(held: Held) -> dict[str, str]:
    """A role as the audit log says it."""
    return {"role": held.role.value, "organisation": held.organisation, "state": held.state}


def thing_of(one: Invitation) -> Thing:
    """An invitation as the policy sees it."""
    return Thing("invitation", one.organisation_id or "", one.state_id or "", id=str(one.pk))


def open_at(now: datetime) -> Q:
    """The condition that an invitation can still be accepted."""
    return Q(accepted_by=None, revoked_at=None, expires_at__gt=now)


def status(one: Invitation, now: datetime) -> str:
    """Where an invitation stands: open, accepted, revoked or expired."""
    if one.accepted_by_id is not None:
        return "accepted"
    if one.revoked_at is not None:
        return "revoked"
    return "open" if one.expires_at > now else "expired"


def find(secret: str, now: datetime) -> Invitation | None:
    """The open invitation of a secret."""
    return Invitation.objects.filter(open_at(now), token_hash=hashed(secret)).first()


def revoke(person: Person, one: Invitation, now: datetime) -> None:
    """Withdraw an open invitation; one that is no longer open stays as it is."""
    with transaction.atomic():
        if Invitation.objects.filter(open_at(now), pk=one.pk).update(revoked_at=now):
            audit.record(person, Action.REVOKE, thing_of(one), {"email": one.email}, at=now)


def accept(one: Invitation, name: str, password: str, language: str, now: datetime) -> User:
    """Make the invited person, who then holds the role. Raises Refused when the invitation is no longer open.

    `password` has been validated by the form.
    """
    with transaction.atomic():
        held = Invitation.objects.select_for_update().filter(open_at(now), pk=one.pk).first()
        if held is None or User.objects.filter(email=held.email).exists():
            raise Refused("This invitation is no longer open.")
        name = " ".join(name.split())
        taken = User.objects.filter(username__startswith=base_of(name)).values_list("username", flat=True)
        user = User(username=free_name(base_of(name), set(taken)), email=held.email, name=name, language=language,
                    date_joined=now)
        user.set_password(password)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        RoleHeld.objects.create(user=user, role=held.role, organisation_id=held.organisation_id,
                                state_id=held.state_id, granted_by=held.made_by, granted_at=now)
        held.accepted_by = user
        held.save(update_fields=["accepted_by"])
        audit.record(user.username, "accept_invitation", thing_of(held), {"person": user.username,
                                                                          **described(held.held)}, at=now)
    return user


def base_of(name: str) -> str:
    """An id made of a name: ``ana-maria-lopez``.

    >>> base_of("Ana María López")
    'ana-maria-lopez'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:100] or "person"


def free_name(base: str, taken: Iterable[str]) -> str:
    """The id itself when nobody has it, else with the first free number after it."""
    some = set(taken)
    if base not in some:
        return base
    return next(name for n in range(2, len(some) + 3) if (name := f"{base}-{n}") not in some)
