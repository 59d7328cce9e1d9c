"""What is stored of calls: what is asked, of whom, and what each has answered."""

from typing import Final

from django.db import models
from django.db.models import Q

LONGEST_TITLE: Final = 200

OPEN, CLOSED = "open", "closed"
ANSWERS: Final = ("change-set", "nothing", "declined")
"""A change set; that there is nothing to add; that there will be no answer. Empty: none yet."""


class Call(models.Model):
    """What the secretariat asks for, until when."""

    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    theme = models.ForeignKey("vocabulary.Concept", models.SET_NULL, null=True, related_name="+")
    region = models.ForeignKey("vocabulary.Concept", models.SET_NULL, null=True, related_name="+")
    record_types = models.JSONField(default=list, help_text="Types of record of which workbooks are attached")
    deadline = models.DateField(help_text="Last day for answers")
    status = models.CharField(max_length=6, choices=[(OPEN, OPEN), (CLOSED, CLOSED)], default=OPEN)
    opened_by = models.CharField(max_length=150)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(opened_by=""), name="call_named"),
            models.CheckConstraint(
                condition=Q(status=OPEN, closed_at__isnull=True, closed_by="")
                | (Q(status=CLOSED, closed_at__isnull=False) & ~Q(closed_by="")),
                name="call_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Addressee(models.Model):
    """An organisation or a State that is asked, and its answer."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="addressees")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    state = models.ForeignKey("vocabulary.State", models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in ANSWERS])
    words = models.TextField(blank=True)
    change_set = models.ForeignKey("contributions.ChangeSet", models.PROTECT, null=True, related_name="+")
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(organisation__isnull=True) ^ Q(state__isnull=True),
                                   name="addressee_is_one_body"),
            models.UniqueConstraint(fields=["call", "organisation"], name="organisation_asked_once"),
            models.UniqueConstraint(fields=["call", "state"], name="state_asked_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, change_set__isnull=True)
                | Q(answer="change-set", answered_at__isnull=False, change_set__isnull=False)
                | Q(answer__in=["nothing", "declined"], answered_at__isnull=False, change_set__isnull=True),
                name="answer_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.body

    @property
    def body(self) -> str:
        """Id of the organisation or code of the State."""
        return self.organisation_id or self.state_id or ""
