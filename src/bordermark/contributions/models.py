"""What is stored of changes."""

from typing import Any, Final, NoReturn

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

LONGEST_TITLE: Final = 200
LONGEST_NAME: Final = 120
"""Characters in the title of an edition, and in the name of who froze it."""


class Revision(models.Model):
    """A record as it was recorded at one moment; the last revision of a record is what stands now.

    This is the second of the two clocks: `recorded_at` says when we knew; when a fact was true is said by
    the dates inside the record.
    """

    record_type = models.CharField(max_length=40)
    record_id = models.CharField(max_length=260)
    recorded_at = models.DateTimeField(db_index=True)
    recorded_by = models.CharField(max_length=120)
    reason = models.TextField()
    data = models.JSONField(null=True, help_text="The record; null when it was withdrawn")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the record in canonical JSON")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["record_type", "record_id", "id"], name="revision_of_record")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(data__isnull=False) | models.Q(digest=""), name="withdrawn_has_no_digest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id} #{self.pk}"


class PackLoad(models.Model):
    """That the bundled pack, known by the digest of its files, has been loaded as a whole."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest


class Immutable(models.QuerySet["Edition"]):
    """Rows that are added and read, and neither changed nor removed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError(_NEVER_CHANGED)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> NoReturn:
        raise TypeError(_NEVER_CHANGED)

    def delete(self) -> NoReturn:
        raise TypeError(_NEVER_CHANGED)


_NEVER_CHANGED: Final = "an edition is neither changed nor removed: freeze another"


class Edition(models.Model):
    """The published state frozen at a revision, under a number that is never used again.

    Numbers run 1, 2, 3 without a gap: each edition names the one it follows, and the database holds it to the
    number after that one's.
    """

    number = models.PositiveIntegerField(primary_key=True)
    follows = models.OneToOneField("self", models.RESTRICT, null=True, related_name="followed_by")
    title = models.CharField(max_length=LONGEST_TITLE)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=LONGEST_NAME)
    revision = models.BigIntegerField(help_text="Number of the newest revision that it holds")
    digest = models.CharField(max_length=64, help_text="SHA-256 of its manifest")

    objects = Immutable.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number=1, follows__isnull=True)
                | Q(number__gt=1, follows__isnull=False, follows=F("number") - 1),
                name="edition_numbers_without_gap",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(frozen_by=""), name="edition_named"),
            models.CheckConstraint(condition=Q(revision__gt=0), name="edition_of_a_revision"),
            models.CheckConstraint(condition=Exact(Length("digest"), 64), name="edition_digest"),
        ]

    def __str__(self) -> str:
        return f"edition {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it. Raises TypeError for an edition that has been frozen already."""
        if not self._state.adding:
            raise TypeError(_NEVER_CHANGED)
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        raise TypeError(_NEVER_CHANGED)
