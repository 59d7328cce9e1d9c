"""What is stored of validation rounds: of which diagnosis, what was put to whom, and what each has answered."""

from typing import Final

from django.db import models
from django.db.models import Q

OPEN, CLOSED = "open", "closed"

LONGEST_FINDING: Final = 120
"""Characters in the id of a finding that is put to somebody."""

STANCES: Final = ("agrees", "corrects", "explains")
"""It is so; a fact is wrong; it is so, and here is why. Empty: no answer yet."""


class Round(models.Model):
    """Findings of one diagnosis, put to those concerned until a day. The fields of the question make it anew."""

    year = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=10, blank=True)
    flow = models.CharField(max_length=40, blank=True)
    seed = models.PositiveIntegerField()
    draws = models.PositiveIntegerField()
    revision = models.BigIntegerField(help_text="Number of the last revision of which the diagnosis was made")
    deadline = models.DateField(help_text="Last day for answers")
    status = models.CharField(max_length=6, choices=[(OPEN, OPEN), (CLOSED, CLOSED)], default=OPEN)
    opened_by = models.CharField(max_length=150)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(opened_by=""), name="round_opened_by_somebody"),
            models.CheckConstraint(
                condition=Q(status=OPEN, closed_at__isnull=True, closed_by="")
                | (Q(status=CLOSED, closed_at__isnull=False) & ~Q(closed_by="")),
                name="round_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"validation round {self.pk}"


class Question(models.Model):
    """A finding as it was put to one entity, what stands behind it, and the entity's answer."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="questions")
    finding = models.CharField(max_length=LONGEST_FINDING)
    entity = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    statement = models.TextField()
    activities = models.JSONField(help_text="Ids of the entity's own activities behind it")
    pairs = models.JSONField(help_text="Pairs of ids of activities behind it; of each the first is the entity's own")
    states = models.JSONField(default=list, help_text="Codes of the States in a gap, or served twice")
    stance = models.CharField(max_length=8, blank=True, choices=[(one, one) for one in STANCES])
    words = models.TextField(blank=True)
    change_set = models.ForeignKey("contributions.ChangeSet", models.PROTECT, null=True, related_name="+")
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "finding", "entity"], name="finding_put_once"),
            models.CheckConstraint(
                condition=Q(stance="", words="", answered_at__isnull=True, change_set__isnull=True)
                | Q(stance="agrees", answered_at__isnull=False, change_set__isnull=True)
                | (Q(stance="explains", answered_at__isnull=False, change_set__isnull=True) & ~Q(words=""))
                | (Q(stance="corrects", answered_at__isnull=False, change_set__isnull=False) & ~Q(words="")),
                name="stance_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding}:{self.entity_id}"
