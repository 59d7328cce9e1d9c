"""What is stored of the survey; columns are those of the records."""

from django.db import models

from bordermark.organisations.models import Organisation


class Entity(models.Model):
    """An organisation that was surveyed; its row has the organisation's id."""

    id = models.CharField(primary_key=True, max_length=80)
    organisation = models.OneToOneField(Organisation, models.RESTRICT, related_name="surveyed")
    listed_in = models.JSONField(default=list)
    budget_usd = models.BigIntegerField(null=True)
    budget_year = models.CharField(max_length=10, blank=True)
    source = models.TextField()
    checked = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.id


class Mandate(models.Model):
    """That an entity rests its work on a decision. The instrument is known by its id alone."""

    id = models.CharField(primary_key=True, max_length=300)
    entity = models.ForeignKey(Organisation, models.RESTRICT, related_name="mandates")
    symbol = models.CharField(max_length=200)
    title = models.TextField(blank=True)
    instrument = models.CharField(max_length=120, blank=True, db_index=True)
    paragraph = models.CharField(max_length=80, blank=True)
    programmes = models.JSONField(default=list)
    basis = models.CharField(max_length=16)
    source = models.TextField()
    checked = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.id


class Activity(models.Model):
    """Something that an entity does for States."""

    id = models.CharField(primary_key=True, max_length=120)
    entity = models.ForeignKey(Organisation, models.RESTRICT, related_name="activities")
    partners = models.JSONField(default=list)
    title = models.TextField()
    functions = models.JSONField()
    capacities = models.JSONField()
    flows = models.JSONField()
    places = models.JSONField()
    start = models.CharField(max_length=10, blank=True)
    end = models.CharField(max_length=10, blank=True)
    budget_usd = models.BigIntegerField(null=True)
    beneficiaries = models.BigIntegerField(null=True)
    beneficiaries_unit = models.TextField(blank=True)
    mandate = models.TextField(blank=True)
    instruments = models.JSONField(default=list)
    url = models.TextField(blank=True)
    note = models.TextField(blank=True)
    basis = models.CharField(max_length=5)
    source = models.TextField()
    checked = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.id


class Mechanism(models.Model):
    """A documented way in which entities coordinate."""

    id = models.CharField(primary_key=True, max_length=120)
    name = models.TextField()
    kind = models.CharField(max_length=20)
    members = models.JSONField()
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    capacities = models.JSONField(default=list)
    flows = models.JSONField(default=list)
    places = models.JSONField(default=list)
    scope_basis = models.TextField()
    url = models.TextField(blank=True)
    note = models.TextField(blank=True)
    basis = models.CharField(max_length=5)
    source = models.TextField()
    checked = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.id
