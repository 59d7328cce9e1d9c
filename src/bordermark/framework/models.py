from django.db import models
from django.db.models import Q

from bordermark.compendium.models import Instrument, Provision
from bordermark.vocabulary.models import State


class Domain(models.Model):
    """A domain of the Framework."""

    id = models.CharField(primary_key=True, max_length=20)
    position = models.PositiveSmallIntegerField(unique=True)
    title = models.TextField()
    purpose = models.TextField()
    topics = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.id


class Measure(models.Model):
    """One thing that a State does to manage its borders in a coordinated way."""

    id = models.CharField(primary_key=True, max_length=20)
    domain = models.ForeignKey(Domain, models.RESTRICT, related_name="measures")
    title = models.TextField()
    statement = models.TextField()
    rationale = models.TextField()
    level = models.CharField(max_length=12)
    agencies = models.JSONField(default=list)
    capacities = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    flows = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    maturity = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    guidance = models.JSONField(default=list)
    source = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=["foundation", "established", "advanced"]),
                                   name="level_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(statement=""), name="measure_says_something"),
        ]

    def __str__(self) -> str:
        return self.id


class Derivation(models.Model):
    """That a measure is derived from a provision."""

    id = models.CharField(primary_key=True, max_length=230)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="derivations")
    provision = models.ForeignKey(Provision, models.RESTRICT, related_name="derivations")
    relation = models.CharField(max_length=12)
    strength = models.CharField(max_length=12)
    rationale = models.TextField()
    basis = models.CharField(max_length=20)
    checked = models.TextField(blank=True)
    reviewer = models.TextField(blank=True)
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "provision"], name="derivation_once"),
            models.CheckConstraint(condition=Q(relation__in=["equal", "subset", "superset", "intersects", "none"]),
                                   name="set_relation_known"),
            models.CheckConstraint(condition=Q(strength__in=["shall", "should", "may", "information"]),
                                   name="strength_of_derivation_known"),
        ]

    def __str__(self) -> str:
        return self.id


class Passage(models.Model):
    """The official English text of a provision."""

    provision = models.OneToOneField(Provision, models.CASCADE, primary_key=True, related_name="passage")
    symbol = models.CharField(max_length=60)
    paragraphs = models.JSONField(default=list)
    source = models.TextField()

    def __str__(self) -> str:
        return str(self.provision_id)


class Binding(models.Model):
    """Why an instrument binds or commits a State, and which."""

    instrument = models.OneToOneField(Instrument, models.CASCADE, primary_key=True, related_name="binding_basis")
    basis = models.CharField(max_length=30)
    bodies = models.JSONField(default=list)
    exempt = models.JSONField(default=list)
    associates = models.BooleanField()
    open_to = models.JSONField(default=list)
    through = models.ForeignKey(Instrument, models.RESTRICT, null=True, blank=True, related_name="+")
    chapter_vii = models.CharField(max_length=3, blank=True)
    chapter_vii_words = models.TextField(blank=True)
    note = models.TextField(blank=True)
    source = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(basis__in=["treaty-party", "organisation-membership", "un-membership-chapter-vii",
                                       "voluntary"]), name="binding_basis_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.basis}"


class EntryRule(models.Model):
    """When a treaty enters into force for a State that consents after the treaty itself is in force."""

    instrument = models.OneToOneField(Instrument, models.CASCADE, primary_key=True, related_name="entry_rule")
    days = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    first_of_month = models.BooleanField()
    article = models.TextField()
    checked = models.TextField(blank=True)
    source = models.TextField()

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.article}"


class Declaration(models.Model):
    """That a State has a declaration or reservation to a treaty on file."""

    id = models.CharField(primary_key=True, max_length=130)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="declarations")
    state = models.ForeignKey(State, models.RESTRICT, related_name="declarations")
    articles = models.JSONField(default=list)
    reserves = models.BooleanField()
    source = models.TextField()
    source_date = models.CharField(max_length=10)
    url = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.id


class InfrastructureModel(models.Model):
    """A model of infrastructure for coordinated border management."""

    id = models.CharField(primary_key=True, max_length=60)
    name = models.TextField()
    description = models.TextField()
    suits = models.TextField()
    prerequisites = models.JSONField(default=list)
    measures_served = models.JSONField(default=list)
    examples = models.JSONField(default=list)
    costs_and_risks = models.TextField()
    steps = models.JSONField(default=list)
    instruments = models.JSONField(default=list)
    pages = models.JSONField(default=list)
    source = models.TextField()

    def __str__(self) -> str:
        return self.id


class ModelFit(models.Model):
    """What one answer to the chooser's questions says for or against one model."""

    id = models.CharField(primary_key=True, max_length=160)
    model = models.ForeignKey(InfrastructureModel, models.CASCADE, related_name="fits")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=40)
    weight = models.SmallIntegerField()
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=-3) & Q(weight__lte=3), name="weight_within_three"),
        ]

    def __str__(self) -> str:
        return self.id


class CrosswalkScheme(models.Model):
    """A list of elements, kept by others, to which the measures are mapped."""

    id = models.CharField(primary_key=True, max_length=40)
    title = models.TextField()
    instrument = models.ForeignKey(Instrument, models.RESTRICT, null=True, blank=True, related_name="+")
    edition = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    source = models.TextField()

    def __str__(self) -> str:
        return self.id


class CrosswalkElement(models.Model):
    """An element of a scheme kept by others."""

    id = models.CharField(primary_key=True, max_length=80)
    scheme = models.ForeignKey(CrosswalkScheme, models.CASCADE, related_name="elements")
    position = models.PositiveSmallIntegerField()
    label = models.TextField()

    class Meta:
        ordering = ["scheme", "position"]

    def __str__(self) -> str:
        return self.id


class Mapping(models.Model):
    """A row of a crosswalk: a measure and an element, or an element for which none was found."""

    id = models.CharField(primary_key=True, max_length=110)
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="mappings")
    predicate = models.CharField(max_length=20)
    element = models.ForeignKey(CrosswalkElement, models.CASCADE, related_name="mappings")
    justification = models.TextField()
    confidence = models.FloatField()
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(measure__isnull=True) ^ ~Q(predicate="sssom:NoTermFound"),
                                   name="no_term_found_without_measure"),
            models.CheckConstraint(condition=Q(confidence__gte=0) & Q(confidence__lte=1), name="confidence_a_share"),
        ]

    def __str__(self) -> str:
        return self.id
