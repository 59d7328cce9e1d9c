"""What is stored of change sets: their items, the steps they took, what was said of them, who accepted what."""

from typing import Final

from django.db import models
from django.db.models import Q

from bordermark.contributions.review.life import Status

LONGEST_TITLE: Final = 200
"""Characters in the title of a change set."""

KINDS: Final = ("new", "changed", "withdrawn")
"""What may become of a record."""

_person = 150
"""Characters of a person's id."""


class ChangeSet(models.Model):
    """New, changed and withdrawn records with a reason, on behalf of an organisation, a State or the secretariat."""

    title = models.CharField(max_length=LONGEST_TITLE)
    reason = models.TextField()
    kind = models.CharField(max_length=12, default="change-set", help_text="translation, where it holds nothing else")
    status = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Status], default=Status.DRAFT)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    state = models.ForeignKey("vocabulary.State", models.PROTECT, null=True, related_name="+")
    made_by = models.CharField(max_length=_person)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="When its content or status changed last")
    provenance = models.JSONField(default=dict, help_text="Where it comes from: source, and what that source adds")
    content = models.CharField(max_length=64, help_text="SHA-256 of its items")
    accepted = models.CharField(max_length=64, default="", help_text="SHA-256 of the items that were accepted last")
    published_at = models.DateTimeField(null=True)
    first_revision = models.BigIntegerField(null=True, help_text="Numbers of the revisions that it became")
    last_revision = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "changed_at"], name="change_set_queue")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(made_by=""), name="change_set_named"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(state__isnull=True), name="change_set_on_one_behalf"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.PUBLISHED, published_at__isnull=False, accepted=models.F("content"))
                | (~Q(status=Status.PUBLISHED) & Q(published_at__isnull=True)),
                name="change_set_published_as_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"change set {self.pk}"


class Author(models.Model):
    """That a person has made a change set, or changed what it holds; such a person does not accept it."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="authors")
    person = models.CharField(max_length=_person)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change_set", "person"], name="author_once")]

    def __str__(self) -> str:
        return self.person


class ChangeItem(models.Model):
    """What a change set would make of one record, and the state of the record with which that was compared."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="items")
    record_type = models.CharField(max_length=40)
    record_id = models.CharField(max_length=260)
    kind = models.CharField(max_length=9, choices=[(one, one) for one in KINDS])
    data = models.JSONField(null=True, help_text="The record; null to withdraw it")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the record; empty to withdraw it")
    before_digest = models.CharField(max_length=64, blank=True, help_text="Digest it was compared with; empty if new")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["record_type", "record_id"], name="change_of_record")]
        constraints = [
            models.UniqueConstraint(fields=["change_set", "record_type", "record_id"], name="one_change_of_a_record"),
            models.CheckConstraint(
                condition=Q(kind="new", data__isnull=False, before_digest="")
                | (Q(kind="changed", data__isnull=False) & ~Q(before_digest=""))
                | (Q(kind="withdrawn", data__isnull=True) & ~Q(before_digest="")),
                name="change_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_type} {self.record_id}"


class Step(models.Model):
    """A step in the life of a change set: kept for ever. An acceptance that lapsed is a step without a person."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="steps")
    action = models.CharField(max_length=20)
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    person = models.CharField(max_length=_person, blank=True)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    content = models.CharField(max_length=64, help_text="SHA-256 of the items at that moment")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.action}: {self.before} to {self.after}"


class Approval(models.Model):
    """That a person accepted the content that they read. It lapses when the content becomes another."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="approvals")
    person = models.CharField(max_length=_person)
    at = models.DateTimeField()
    content = models.CharField(max_length=64, help_text="SHA-256 of the items that were read")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"accepted by {self.person}"


class Comment(models.Model):
    """What a person says of a change set, of one record in it, or of one field of that."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="comments")
    item = models.ForeignKey(ChangeItem, models.CASCADE, null=True, related_name="comments")
    field = models.CharField(max_length=60, blank=True)
    person = models.CharField(max_length=_person)
    at = models.DateTimeField()
    text = models.TextField()
    resolved = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(item__isnull=False) | Q(field=""), name="comment_on_a_field_of_an_item"),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"comment by {self.person}"


class Upload(models.Model):
    """A file that somebody has sent, on its way to become a change set: its dry run, and how far that is."""

    STATUSES = ("waiting", "running", "read", "refused")

    name = models.CharField(max_length=200)
    record_type = models.CharField(max_length=40, blank=True, help_text="Of a table; a workbook names its own")
    content = models.BinaryField(help_text="The file, until it has been read")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    status = models.CharField(max_length=8, choices=[(one, one) for one in STATUSES], default="waiting")
    stage = models.CharField(max_length=80, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=_person)
    made_at = models.DateTimeField()
    alive_at = models.DateTimeField(help_text="When its dry run was last heard of")
    proposal = models.JSONField(null=True, help_text="What it proposes; null until it has been read")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"upload {self.pk}"
