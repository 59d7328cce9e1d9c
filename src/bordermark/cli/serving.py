"""``bordermark up``: make everything ready, then serve."""

import os
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bordermark.cli.setup import DataOption, err, out, reporting, start_django


def up(
    data: DataOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.", envvar="BORDERMARK_HOST",
                                             show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.", envvar="BORDERMARK_PORT",
                                             show_default="8321")] = None,
    prepare_only: Annotated[bool, typer.Option("--prepare-only", help="Make everything ready, and stop.")] = False,
) -> None:
    """Make everything ready that is not, then serve. Prints the address. Safe to interrupt at any moment."""
    if host is not None:
        os.environ["BORDERMARK_HOST"] = host
    if port is not None:
        os.environ["BORDERMARK_PORT"] = str(port)
    start_django(data)
    from django.conf import settings

    from bordermark.web import serving, starting

    with reporting():
        columns = (TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=err, transient=True) as bars:
            task = bars.add_task("Starting", total=None)

            def announce(stage: str) -> None:
                bars.reset(task, description=stage, total=None)

            def progress(_: str, done: int, total: int) -> None:
                bars.update(task, completed=done, total=total)

            starting.prepare(announce, progress)
        if prepare_only:
            out.print(f"Ready in {settings.CONFIGURATION.data}", soft_wrap=True, markup=False)
            return
        serving.serve(settings.CONFIGURATION, lambda address: out.print(
            f"Bordermark is at {address}\nData in {settings.CONFIGURATION.data}. Stop with Ctrl+C.", soft_wrap=True,
            markup=False,
        ))
