"""Writing many rows at once, so that a pack loaded twice is as if loaded once; and noticing that rows changed."""

from collections.abc import Sequence

from django.db import connection, models


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


def stamp(*tables: type[models.Model]) -> tuple[object, ...]:
    """What changes when rows of these tables do: their numbers, and the last `updated` where a table has it.

    One query whatever the number of tables, for it is asked before every use of what was read from them.
    """
    parts = []
    for model in tables:
        table = connection.ops.quote_name(model._meta.db_table)
        parts.append(f"(SELECT COUNT(*) FROM {table})")
        if any(field.name == "updated" for field in model._meta.concrete_fields):
            parts.append(f"(SELECT MAX(updated) FROM {table})")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return tuple(cursor.fetchone())
