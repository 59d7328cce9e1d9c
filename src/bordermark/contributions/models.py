"""What is stored of changes."""

from django.db import models


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
