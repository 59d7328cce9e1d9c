"""What is stored of feeds: where they are, how far they have been read, what each harvest found."""

from typing import Final

from django.db import models
from django.db.models import Q

KINDS: Final = ("oai-pmh", "bordermark")
"""What a feed speaks: OAI-PMH 2.0, or the API of another Bordermark."""

LONGEST_NAME: Final = 120
LONGEST_IDENTIFIER: Final = 500


class Feed(models.Model):
    """Where an organisation gives its records, and how far they have been read."""

    name = models.CharField(max_length=LONGEST_NAME, unique=True)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in KINDS])
    address = models.CharField(max_length=500)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    part = models.CharField(max_length=200, blank=True, help_text="Set of OAI-PMH that is read; empty for all")
    prefix = models.CharField(max_length=40, blank=True, help_text="Format of OAI-PMH; empty before the first harvest")
    fixed = models.JSONField(default=dict, blank=True, help_text="Columns that hold for every record in Dublin Core")
    active = models.BooleanField(default=True)
    every = models.PositiveSmallIntegerField(default=24, help_text="Hours between two harvests")
    cursor = models.CharField(max_length=40, blank=True, help_text="Where the next harvest begins")
    marks = models.JSONField(default=dict, help_text="Headers by which to ask whether anything has changed")
    not_before = models.DateTimeField(null=True, help_text="Until when the source asked to be left alone")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(address="") & Q(every__gt=0),
                                              name="feed_can_be_read")]

    def __str__(self) -> str:
        return self.name


class Harvest(models.Model):
    """One reading of a feed: what came, what became of it, what was skipped and why."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="harvests")
    run_by = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    alive_at = models.DateTimeField(help_text="When it was last heard of")
    finished_at = models.DateTimeField(null=True)
    read = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=list, help_text="Identifier and reason of what was skipped")
    duplicates = models.JSONField(default=list, help_text="New records that may be here under another id, and why")
    error = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 over everything that came")
    change_set = models.ForeignKey("contributions.ChangeSet", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["feed"], condition=Q(finished_at__isnull=True),
                                               name="one_harvest_of_a_feed_at_a_time")]

    def __str__(self) -> str:
        return f"harvest {self.pk} of {self.feed_id}"


class KnownItem(models.Model):
    """What a feed has said last of a record, by digest (empty: withdrawn), so that nothing is proposed twice."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="known")
    identifier = models.CharField(max_length=LONGEST_IDENTIFIER)
    record_type = models.CharField(max_length=40)
    record_id = models.CharField(max_length=260)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "identifier"], name="known_once_of_a_feed")]

    def __str__(self) -> str:
        return self.identifier
