"""Writing many rows at once, so that loading a pack twice gives the same tables as loading it once."""

from collections.abc import Sequence

from django.db import models


def upsert(rows: Sequence[models.Model]) -> None:
    """Insert `rows` (all of one model, primary keys set), replacing rows that have the same primary key."""
    if not rows:
        return
    model = type(rows[0])
    key = model._meta.pk
    assert key is not None
    others = [field.name for field in model._meta.concrete_fields if field is not key]
    model._default_manager.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=[key.name], update_fields=others
    )


def remove(model: type[models.Model], keys: Sequence[str]) -> None:
    """Delete the rows of `model` with these primary keys; absent ones are no error."""
    for start in range(0, len(keys), 500):
        model._default_manager.filter(pk__in=keys[start : start + 500]).delete()
