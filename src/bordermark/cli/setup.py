"""What every command shares: the data folder, Django, output as text or JSON, and exit codes."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bordermark.errors import BordermarkError, RefusedInput, UnknownRecord

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="FOLDER", help="Data folder.", envvar="BORDERMARK_DATA", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def start_django(data: Path | None) -> None:
    """Point Django at the data folder and start it; configuration errors are usage errors (exit code 2).

    A data folder that cannot be used is said (exit code 1).
    """
    if data is not None:
        os.environ["BORDERMARK_DATA"] = str(data.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bordermark.web.settings")
    import django

    try:
        django.setup()
    except ValueError as error:
        err.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(2) from error
    except OSError as error:
        place = error.filename or os.environ.get("BORDERMARK_DATA", "")
        err.print(f"The data folder cannot be used: {place}: {error.strerror}. Choose another with --data or "
                  "BORDERMARK_DATA.", markup=False, soft_wrap=True)
        raise typer.Exit(1) from error


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output, one document a call."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error that goes when the work is done; gives what is called with stage, done and total."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        task = bars.add_task("Starting", total=None)
        yield lambda stage, done, total: bars.update(task, description=stage, completed=done, total=total)


@contextmanager
def reporting(as_json: bool = False) -> Iterator[None]:
    """Turn an error of Bordermark's into its sentence on standard error and exit code 1."""
    try:
        yield
    except BordermarkError as error:
        if as_json:
            print_json(error_document(error))
        else:
            err.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(1) from error


def error_document(error: BordermarkError) -> dict[str, Any]:
    """An error as data: its sentence, with findings or near ids where it has them."""
    document: dict[str, Any] = {"error": str(error)}
    if isinstance(error, RefusedInput):
        document["findings"] = [finding.as_dict() for finding in error.findings]
    if isinstance(error, UnknownRecord):
        document["near"] = list(error.near)
    return document


def require_database() -> None:
    """Exit with code 1 and what to do when no data has been loaded into the data folder yet."""
    from django.conf import settings
    from django.db import DatabaseError

    from bordermark.contributions.models import PackLoad

    embedded = not settings.CONFIGURATION.database_url
    if not embedded or settings.CONFIGURATION.database_file.exists():
        try:
            if PackLoad.objects.exists():
                return
        except DatabaseError:
            pass
    raise BordermarkError("There is no data here yet. Run `bordermark up` once.")
