"""What is stored of people: their roles, invitations and tokens, the audit log, and notifications."""

from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from bordermark.accounts.policy import BINDINGS, Binding, Held, Role
from bordermark.languages import LANGUAGES, NAMES

PERSON: Final = 150
"""Characters in the id of a person."""


class Users(BaseUserManager["User"]):
    """People are made by invitation (`inviting.accept`), nowhere else."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who can sign in: by e-mail address and password, and a second factor where the role asks for one.

    `username` is the id that revisions, the audit log and pages show; it never changes and is never used again.
    Django's own permissions and groups are left out on purpose: what a person may do stands in the policy alone.
    """

    username = models.CharField(max_length=PERSON, unique=True)
    email = models.EmailField(unique=True, help_text="In lower case")
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=[(code, NAMES[code]) for code in LANGUAGES], default="en")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    objects = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=~Q(username="") & ~Q(email="") & ~Q(name=""), name="person_named"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="person_language"),
        ]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.name


def _bound() -> Q:
    """The condition that a role is held for one of the things for which it can be held."""
    fields = {
        Binding.ORGANISATION: Q(organisation__isnull=False, state__isnull=True),
        Binding.STATE: Q(organisation__isnull=True, state__isnull=False),
        Binding.SECRETARIAT: Q(organisation__isnull=True, state__isnull=True),
    }
    condition = Q()
    for role, allowed in BINDINGS.items():
        for binding in sorted(allowed):
            condition |= Q(role=role.value) & fields[binding]
    return condition


class Bound(models.Model):
    """A role with that for which it is held: an organisation, a State, or neither (the secretariat)."""

    role = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Role])
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    state = models.ForeignKey("vocabulary.State", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def held(self) -> Held:
        return Held(Role(self.role), self.organisation_id or "", self.state_id or "")


class RoleHeld(Bound):
    """That a person holds a role, given by whom and when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    granted_by = models.CharField(max_length=PERSON)
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["user", "role", "id"]
        constraints = [
            models.CheckConstraint(condition=_bound(), name="role_held_for_what_it_can_be"),
            models.UniqueConstraint(fields=["user", "role", "organisation"], condition=Q(organisation__isnull=False),
                                    name="role_once_for_an_organisation"),
            models.UniqueConstraint(fields=["user", "role", "state"], condition=Q(state__isnull=False),
                                    name="role_once_for_a_state"),
            models.UniqueConstraint(fields=["user", "role"],
                                    condition=Q(organisation__isnull=True, state__isnull=True),
                                    name="role_once_for_the_secretariat"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.held}"


class Invitation(Bound):
    """An invitation to become a person with a role: for one e-mail address, once, until a moment."""

    email = models.EmailField()
    language = models.CharField(max_length=2, default="en")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token in the link")
    made_by = models.CharField(max_length=PERSON)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, models.CASCADE, null=True, related_name="invitations")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=_bound(), name="invited_for_what_it_can_be"),
            models.CheckConstraint(condition=Q(accepted_by__isnull=True) | Q(revoked_at__isnull=True),
                                   name="invitation_accepted_or_revoked"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class ApiToken(models.Model):
    """A key for programs that act for a person, within scopes, until a moment. Its secret is shown once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    begins = models.CharField(max_length=10, help_text="First characters of the token, to know it again")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    scopes = models.JSONField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, help_text="To ten minutes")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="token_expires"),
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"


class AuditEntry(models.Model):
    """An entry of the audit log; `hash` is over all of it and over the hash of the entry before. Only ever added."""

    n = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.CharField(max_length=PERSON, blank=True)
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    object = models.CharField(max_length=300, blank=True)
    details = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["n"]
        indexes = [models.Index(fields=["person", "n"], name="audit_of_person")]

    def __str__(self) -> str:
        return f"audit entry {self.n}"


class AuditHead(models.Model):
    """The end of the audit log: the one row that writers lock, so that entries are added one after another."""

    n = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_head_of_the_audit_log")]

    def __str__(self) -> str:
        return f"{self.n}:{self.hash}"


class Notification(models.Model):
    """Something that a person should know. It is also the outbox: `mail_due` says when it goes by e-mail, if ever."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=500, blank=True, help_text="Path on this site, without a language")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_due = models.DateTimeField(null=True)
    mail_begun = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["mail_due"], condition=Q(mailed_at__isnull=True), name="mail_outbox"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="unread_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"


class Delivery(models.TextChoices):
    """How a kind of notification reaches a person by e-mail; on the pages it always does."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"


class Preference(models.Model):
    """How a person wants one kind of notification."""

    user = models.ForeignKey(User, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=40)
    delivery = models.CharField(max_length=10, choices=Delivery.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_preference_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}: {self.delivery}"
