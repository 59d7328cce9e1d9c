"""What is stored of control lists, and of the runs of screening with their alerts."""

from django.db import models
from django.db.models import F, Q

from bordermark.accounts.models import PERSON
from bordermark.compendium.models import Instrument, Provision
from bordermark.screening.standing import LANES, OUTCOMES, Alerted, Ran, new_key


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


class Run(models.Model):
    """Declarations of a State that were sent, are being screened, or have been.

    The counts, `done`, `summary` and the alerts change together, a piece of the file at a time, so that a run that was
    broken off goes on after the last piece that is whole.
    """

    id = models.CharField(primary_key=True, max_length=12, default=new_key)
    state = models.ForeignKey("vocabulary.State", models.PROTECT, related_name="+")
    by = models.CharField(max_length=PERSON)
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Ran], default=Ran.WAITING)
    file = models.CharField(max_length=120, help_text="Its name in the run's folder")
    mapping = models.JSONField(default=dict, help_text="Column of a line: column of the file")
    lists = models.JSONField(default=list, help_text="Ids of the lists that it was screened against; none means all")
    as_at = models.CharField(max_length=10, blank=True)
    hs_edition = models.CharField(max_length=4)
    misspellings = models.BooleanField(default=True)
    revision = models.BigIntegerField(null=True, help_text="Number of the newest revision when it began")
    four_eyes = models.BooleanField(default=False, help_text="Whether a dismissal needs a second officer")
    begun = models.PositiveSmallIntegerField(default=0, help_text="How often it was begun since a piece was done")
    rows = models.PositiveBigIntegerField(default=0)
    alerts_made = models.PositiveBigIntegerField(default=0, help_text="The number of its last alert")
    rejects_bytes = models.PositiveBigIntegerField(default=0, help_text="Of the file of rejects, how much is whole")
    done = models.FloatField(default=0.0)
    summary = models.JSONField(default=dict)
    errors = models.JSONField(default=list, help_text="Why it failed: findings")
    created = models.DateTimeField()
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created", "id"]
        indexes = [
            models.Index(fields=["state", "-created"], name="run_of_state"),
            models.Index(fields=["status", "created"], name="run_queue"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(by="") & ~Q(file=""), name="run_named"),
            models.CheckConstraint(condition=Q(status__in=list(Ran)), name="run_status"),
            models.CheckConstraint(condition=Q(done__gte=0, done__lte=1), name="run_done_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"run {self.id}"


class Alert(models.Model):
    """One entry of a list in one line of a run, and what has become of it. It is known by its run and its number.

    What the declaration says beside is as it was written, but for `date`, `month`, `net_kg` and `value`, which are
    empty where they cannot be read.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="alerts")
    number = models.PositiveIntegerField()
    state = models.ForeignKey("vocabulary.State", models.PROTECT, related_name="+", db_index=False)
    row = models.BigIntegerField()
    line = models.CharField(max_length=200)
    office = models.CharField(max_length=120, blank=True)
    date = models.DateField(null=True)
    month = models.CharField(max_length=7, blank=True, help_text="YYYY-MM")
    list = models.CharField(max_length=80)
    entry = models.CharField(max_length=120)
    title = models.TextField()
    instrument = models.CharField(max_length=120, blank=True)
    provision = models.CharField(max_length=260, blank=True)
    score = models.FloatField()
    evidence = models.JSONField()
    because = models.TextField()
    hs_code = models.CharField(max_length=40, blank=True)
    goods_description = models.TextField(blank=True)
    origin = models.CharField(max_length=120, blank=True)
    destination = models.CharField(max_length=120, blank=True)
    net_kg = models.FloatField(null=True)
    value = models.FloatField(null=True)
    lane = models.CharField(max_length=6, blank=True, help_text="Empty until selectivity gives one")
    status = models.CharField(max_length=18, choices=[(one.value, one.value) for one in Alerted], default=Alerted.OPEN)
    assignee = models.CharField(max_length=PERSON, blank=True)
    proposer = models.CharField(max_length=PERSON, blank=True, help_text="Who proposed the dismissal that waits")
    outcome = models.CharField(max_length=13, blank=True, choices=[(one, one) for one in OUTCOMES])
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["run", "number"]
        indexes = [
            models.Index(F("state"), F("status"), F("score").desc(), F("id"), name="alert_queue"),
            models.Index(fields=["state", "list", "office", "month"], name="alert_dashboards"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="alert_numbered_once"),
            models.CheckConstraint(condition=Q(status__in=list(Alerted)), name="alert_status"),
            models.CheckConstraint(condition=Q(lane__in=["", *LANES]), name="alert_lane"),
            models.CheckConstraint(condition=Q(outcome__in=["", *OUTCOMES]), name="alert_outcome"),
            models.CheckConstraint(
                condition=Q(status=Alerted.DISMISSAL_PROPOSED) & ~Q(proposer="")
                | ~Q(status=Alerted.DISMISSAL_PROPOSED) & Q(proposer=""),
                name="alert_dismissal_proposed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.run_id}/{self.number}"


class AlertEvent(models.Model):
    """Something that was done with an alert, by whom and why."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="events")
    by = models.CharField(max_length=PERSON)
    at = models.DateTimeField()
    what = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.what} by {self.by}"


class KnownColumns(models.Model):
    """Which column is which in files with one header, as a State's officer has said."""

    state = models.ForeignKey("vocabulary.State", models.PROTECT, related_name="+")
    header = models.CharField(max_length=64, help_text="SHA-256 of the header")
    mapping = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state", "header"], name="columns_known_once")]

    def __str__(self) -> str:
        return f"{self.state_id} {self.header[:8]}"
