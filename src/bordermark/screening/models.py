"""What is stored of control lists."""

from django.db import models
from django.db.models import Q

from bordermark.compendium.models import Instrument, Provision


class ControlList(models.Model):
    """A control list, or a part of one with a provision of its own."""

    id = models.CharField(primary_key=True, max_length=80)
    title = models.TextField()
    short_title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    instrument = models.ForeignKey(Instrument, models.RESTRICT, null=True, related_name="control_lists")
    provision = models.ForeignKey(Provision, models.RESTRICT, null=True, related_name="control_lists")
    controls = models.JSONField(default=list)
    direction = models.CharField(max_length=6)
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    coverage = models.TextField(blank=True)
    source = models.TextField()
    checked = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.id


class ControlEntry(models.Model):
    """What a list names, or expressly leaves out."""

    id = models.CharField(primary_key=True, max_length=120)
    control_list = models.ForeignKey(ControlList, models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=80, blank=True)
    title = models.TextField()
    kind = models.CharField(max_length=12)
    family = models.ForeignKey("self", models.RESTRICT, null=True, related_name="members")
    cas = models.JSONField(default=list)
    provision = models.ForeignKey(Provision, models.RESTRICT, null=True, related_name="control_entries")
    looks_like = models.JSONField(default=list)
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField()
    checked = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["control_list", "position", "id"]

    def __str__(self) -> str:
        return self.id


class ControlName(models.Model):
    """A name by which an entry is known."""

    id = models.CharField(primary_key=True, max_length=260)
    entry = models.ForeignKey(ControlEntry, models.CASCADE, related_name="names")
    language = models.CharField(max_length=2, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    source = models.TextField()
    checked = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class HsLink(models.Model):
    """That goods of an entry are classified in a subheading of an edition."""

    id = models.CharField(primary_key=True, max_length=160)
    entry = models.ForeignKey(ControlEntry, models.CASCADE, related_name="hs_links")
    edition = models.CharField(max_length=4)
    code = models.CharField(max_length=6)
    direction = models.CharField(max_length=6)
    relation = models.CharField(max_length=8)
    basis = models.CharField(max_length=13)
    specificity = models.FloatField(null=True)
    source = models.TextField()
    checked = models.TextField(blank=True)
    reviewer = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["entry", "edition", "code"]
        indexes = [models.Index(fields=["edition", "code"], name="hs_link_by_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(specificity__isnull=True) | Q(specificity__gte=0, specificity__lte=1),
                name="specificity_is_a_share",
            )
        ]

    def __str__(self) -> str:
        return self.id
