"""What is stored of the organisations."""

from django.db import models

from bordermark.vocabulary.models import State


class Organisation(models.Model):
    """A body; `id` is stable and public."""

    id = models.CharField(primary_key=True, max_length=80)
    names = models.JSONField()
    acronym = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)
    parent = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="parts", db_constraint=True
    )
    hq_country = models.ForeignKey(State, models.RESTRICT, null=True, blank=True, related_name="+")
    established = models.CharField(max_length=10, blank=True)
    url = models.TextField(blank=True)
    source = models.TextField()
    checked = models.TextField(blank=True)
    note = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.id


class OrganisationAlias(models.Model):
    """Another name; `id` is the folded name, so that no alias can stand for two organisations."""

    id = models.CharField(primary_key=True, max_length=240)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=240)
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.alias


class Membership(models.Model):
    """A State in an organisation, from a date until a date (EDTF, empty when not known)."""

    id = models.CharField(primary_key=True, max_length=110)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    state = models.ForeignKey(State, models.CASCADE, related_name="memberships")
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    capacity = models.CharField(max_length=30)
    source = models.TextField()
    source_date = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return self.id
