"""What is stored of the vocabulary."""

from django.db import models
from django.db.models import Q


class Concept(models.Model):
    """A controlled word; `id` is ``scheme:code``."""

    id = models.CharField(primary_key=True, max_length=120)
    scheme = models.CharField(max_length=40, db_index=True)
    code = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    notation = models.CharField(max_length=20, blank=True)
    broader = models.JSONField(default=list)
    labels = models.JSONField()
    synonyms = models.JSONField(default=dict)
    definition = models.TextField(blank=True)
    extent = models.JSONField(default=list)
    source = models.TextField()
    checked = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ["scheme", "position"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="concept_once_per_scheme")]

    def __str__(self) -> str:
        return self.id


class State(models.Model):
    """A Member State, an observer State or another area; `id` is the ISO 3166-1 alpha-3 code."""

    id = models.CharField(primary_key=True, max_length=3)
    iso2 = models.CharField(max_length=2, unique=True)
    m49 = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=8)
    region_m49 = models.CharField(max_length=3, blank=True)
    subregion_m49 = models.CharField(max_length=3, blank=True)
    intermediate_m49 = models.CharField(max_length=3, blank=True)
    un_group = models.CharField(max_length=60, blank=True)
    ldc = models.BooleanField(default=False)
    lldc = models.BooleanField(default=False)
    sids = models.BooleanField(default=False)
    names = models.JSONField()
    formal_names = models.JSONField(default=dict)
    source = models.TextField()
    note = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["member", "observer", "area"]), name="state_kind_known")
        ]

    def __str__(self) -> str:
        return self.id


class StateAlias(models.Model):
    """Another name of a State."""

    id = models.CharField(primary_key=True, max_length=200)
    state = models.ForeignKey(State, models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=160)
    language = models.CharField(max_length=2)

    def __str__(self) -> str:
        return self.alias


class FormerState(models.Model):
    """A State that exists no more under this code."""

    id = models.CharField(primary_key=True, max_length=3)
    name = models.CharField(max_length=160)
    until = models.CharField(max_length=10, blank=True)
    successors = models.JSONField(default=list)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Adjacency(models.Model):
    """A shared land border, as a directed pair."""

    id = models.CharField(primary_key=True, max_length=7)
    state = models.ForeignKey(State, models.CASCADE, related_name="land_borders")
    neighbour = models.ForeignKey(State, models.CASCADE, related_name="+")
    source = models.TextField()
    source_date = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state=models.F("neighbour")), name="no_border_with_itself")
        ]

    def __str__(self) -> str:
        return self.id
