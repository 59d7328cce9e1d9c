"""What is stored of adopted options; columns are those of the record."""

from django.db import models

from bordermark.organisations.models import Organisation


class AdoptedOption(models.Model):
    """An option of a diagnosis that was adopted."""

    id = models.CharField(primary_key=True, max_length=260)
    option = models.CharField(max_length=260)
    kind = models.CharField(max_length=20)
    bodies = models.JSONField()
    capacity = models.CharField(max_length=80, blank=True)
    decided_by = models.TextField()
    decided = models.CharField(max_length=10)
    owner = models.ForeignKey(Organisation, models.RESTRICT, related_name="adopted_options")
    due = models.CharField(max_length=10)
    status = models.CharField(max_length=10)
    before_0 = models.PositiveIntegerField()
    before_1 = models.PositiveIntegerField()
    revision = models.BigIntegerField()
    note = models.TextField(blank=True)
    source = models.TextField()
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return self.id
