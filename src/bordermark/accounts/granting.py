"""What becomes of a person: roles given and taken, and the account closed and opened again."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from bordermark.accounts import audit
from bordermark.accounts.errors import Refused
from bordermark.accounts.inviting import described, require_bound
from bordermark.accounts.models import RoleHeld, User
from bordermark.accounts.policy import Action, Held, Person, Role, Thing


def thing_of(user: User) -> Thing:
    """A person as the policy sees one."""
    return Thing("person", authors=frozenset({user.username}), id=user.username)


def grant(person: Person | str, user: User, held: Held, now: datetime) -> None:
    """Give a role; one that is held already stays as it is. Raises Refused for a role that cannot be held so."""
    require_bound(held)
    with transaction.atomic():
        _, made = RoleHeld.objects.get_or_create(
            user=user, role=held.role.value, organisation_id=held.organisation or None, state_id=held.state or None,
            defaults={"granted_by": person.id if isinstance(person, Person) else person, "granted_at": now},
        )
        if made:
            audit.record(person, Action.MANAGE_PEOPLE, thing_of(user), {"grant": described(held)}, at=now)


def take(person: Person | str, user: User, held: Held, now: datetime) -> None:
    """Take a role away. Raises Refused when it is not held, or when nobody would be left to look after people."""
    with transaction.atomic():
        rows = RoleHeld.objects.filter(user=user, role=held.role.value, organisation_id=held.organisation or None,
                                       state_id=held.state or None)
        if not rows.delete()[0]:
            raise Refused(f"{user.username} does not hold this role.")
        _require_administrator()
        audit.record(person, Action.MANAGE_PEOPLE, thing_of(user), {"take": described(held)}, at=now)


def set_active(person: Person | str, user: User, active: bool, now: datetime) -> None:
    """Close an account (its sessions and tokens end with it) or open it again. Raises Refused as `take` does."""
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active):
            if not active:
                _require_administrator()
            audit.record(person, Action.MANAGE_PEOPLE, thing_of(user), {"active": active}, at=now)


def forget_second_factor(person: Person | str, user: User, now: datetime) -> None:
    """Take away a second factor that its owner has lost: they set up another when they sign in next."""
    with transaction.atomic():
        if Authenticator.objects.filter(user=user).delete()[0]:
            audit.record(person, Action.MANAGE_PEOPLE, thing_of(user), {"second_factor": "forgotten"}, at=now)


def _require_administrator() -> None:
    if not RoleHeld.objects.filter(role=Role.ADMINISTRATOR.value, user__is_active=True).exists():
        raise Refused("Then nobody would be an administrator. Make another person one first.")
