"""Reminders that are due, of calls and of validation rounds: one way to ask for them."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer

from bordermark.cli.setup import err, out, print_json, reporting, require_database

DueOption = Annotated[bool, typer.Option("--due", help="Remind those whose reminder has fallen due.")]


def require_due(due: bool, what: str) -> None:
    """Exit with 2 unless those are meant whose reminder is due."""
    if not due:
        err.print(f"Give --due; {what} is reminded of at once on its page.")
        raise typer.Exit(2)


def remind(remind_due: Callable[[datetime], int], as_json: bool) -> None:
    """Remind, and say how many were."""
    from django.utils import timezone

    with reporting(as_json):
        require_database()
        done = remind_due(timezone.now())
    if as_json:
        print_json({"reminded": done})
    else:
        out.print(f"{done} reminded.")
