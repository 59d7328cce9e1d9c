"""What is stored of the compendium."""

from django.db import models
from django.db.models import Q

from bordermark.organisations.models import Organisation
from bordermark.vocabulary.models import Concept, FormerState, State


class Instrument(models.Model):
    """A work: a convention, resolution, standard, guide, ... Dates are EDTF strings, empty when not known."""

    id = models.CharField(primary_key=True, max_length=120)
    title = models.TextField()
    short_title = models.TextField(blank=True)
    kind = models.CharField(max_length=40, db_index=True)
    binding = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    body = models.TextField(blank=True)
    contributor = models.ForeignKey(
        Organisation, models.RESTRICT, null=True, blank=True, related_name="contributed_instruments"
    )
    reference = models.TextField(blank=True)
    aliases = models.JSONField(default=list)
    adopted = models.CharField(max_length=10, blank=True, db_index=True)
    in_force = models.CharField(max_length=10, blank=True)
    scope = models.CharField(max_length=20)
    region = models.ForeignKey(Concept, models.RESTRICT, null=True, blank=True, related_name="+")
    abstract = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    url = models.TextField(blank=True)
    checked = models.TextField(blank=True)
    checked_on = models.CharField(max_length=10, blank=True)
    source = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(binding__in=["binding", "non-binding", "mixed"]),
                                   name="force_known"),
            models.CheckConstraint(
                condition=Q(status__in=["in-force", "superseded", "not-in-force", "unknown"]), name="status_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="instrument_has_title"),
        ]

    def __str__(self) -> str:
        return self.id


class InstrumentConcept(models.Model):
    """A theme, sub-theme or flow of an instrument, in the order of the record."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="concepts")
    concept = models.ForeignKey(Concept, models.RESTRICT, related_name="instruments")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["instrument", "concept"], name="instrument_concept_once")]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.concept_id}"


class Adopter(models.Model):
    """A body or a State that adopted an instrument."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="adopters")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, related_name="adoptions")
    state = models.ForeignKey(State, models.RESTRICT, null=True, related_name="adoptions")
    role = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(state__isnull=True), name="adopter_is_body_or_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.organisation_id or self.state_id}"


class Relation(models.Model):
    """A typed link from one instrument to another."""

    source = models.ForeignKey(Instrument, models.CASCADE, related_name="relations")
    type = models.CharField(max_length=20)
    target = models.ForeignKey(Instrument, models.CASCADE, related_name="inverse_relations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "type", "target"], name="relation_once"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="no_relation_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.type} {self.target_id}"


class Provision(models.Model):
    """A part of an instrument that asks something."""

    id = models.CharField(primary_key=True, max_length=200)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="provisions")
    ref = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    strength = models.CharField(max_length=12)
    themes = models.JSONField(default=list)
    subthemes = models.JSONField(default=list)
    flows = models.JSONField(default=list)
    agencies = models.JSONField(default=list)
    checked = models.TextField(blank=True)
    checked_on = models.CharField(max_length=10, blank=True)
    basis = models.CharField(max_length=20)
    source = models.TextField()

    class Meta:
        ordering = ["instrument", "position"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "position"], name="provision_position_once"),
            models.CheckConstraint(condition=Q(strength__in=["shall", "should", "may", "information"]),
                                   name="strength_known"),
        ]

    def __str__(self) -> str:
        return self.id


class Translation(models.Model):
    """Title and abstract of an instrument in another language."""

    id = models.CharField(primary_key=True, max_length=124)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2)
    title = models.TextField()
    short_title = models.TextField(blank=True)
    abstract = models.TextField(blank=True)
    status = models.CharField(max_length=10)
    translator = models.TextField(blank=True)
    translated_on = models.CharField(max_length=10, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "language"], name="translation_once_per_language"),
            models.CheckConstraint(condition=~Q(language="en"), name="english_is_the_record_itself"),
        ]

    def __str__(self) -> str:
        return self.id


class ProvisionTranslation(models.Model):
    """What a provision says in another language."""

    id = models.CharField(primary_key=True, max_length=204)
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2)
    text = models.TextField()
    status = models.CharField(max_length=10)
    translator = models.TextField(blank=True)
    translated_on = models.CharField(max_length=10, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provision", "language"], name="provision_translated_once_per_language"),
            models.CheckConstraint(condition=~Q(language="en"), name="english_is_the_provision_itself"),
        ]

    def __str__(self) -> str:
        return self.id


class ParticipationSource(models.Model):
    """Where and up to when the acts concerning an instrument were read."""

    instrument = models.OneToOneField(
        Instrument, models.CASCADE, primary_key=True, related_name="participation_source"
    )
    source = models.TextField()
    key_at_source = models.CharField(max_length=40, blank=True)
    name_at_source = models.TextField(blank=True)
    source_date = models.CharField(max_length=10)
    url = models.TextField(blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.source}"


class Act(models.Model):
    """An act of participation by exactly one of a State or area, an organisation, a former State."""

    id = models.CharField(primary_key=True, max_length=220)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="acts")
    state = models.ForeignKey(State, models.RESTRICT, null=True, related_name="acts")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, related_name="acts")
    former_state = models.ForeignKey(FormerState, models.RESTRICT, null=True, related_name="acts")
    party_kind = models.CharField(max_length=14)
    action = models.CharField(max_length=40)
    date = models.CharField(max_length=10, blank=True)
    entry_into_force = models.CharField(max_length=10, blank=True)
    raw_action = models.TextField(blank=True)
    source = models.TextField()
    source_date = models.CharField(max_length=10)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["instrument", "date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state__isnull=False, organisation__isnull=True, former_state__isnull=True)
                    | Q(state__isnull=True, organisation__isnull=False, former_state__isnull=True)
                    | Q(state__isnull=True, organisation__isnull=True, former_state__isnull=False)
                ),
                name="act_of_one_party",
            )
        ]

    def __str__(self) -> str:
        return self.id
