"""``bordermark work``: carry out the runs of screening that wait."""

import os
import sys
from threading import Event, Thread
from typing import Annotated

import typer

from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django


def work(
    beside: Annotated[bool, typer.Option("--beside", hidden=True, help="Give way to others, and end with standard "
                                         "input.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Carry out the runs of screening that wait, then end. A server does so by itself.

    Safe to interrupt at any moment: what was broken off goes on where it was.
    """
    start_django(data)
    from bordermark.screening.runs.working import work

    over = Event()
    if beside:
        Thread(target=_until_input_ends, args=(over,), daemon=True).start()
        if hasattr(os, "nice"):
            os.nice(10)
    with reporting(as_json):
        require_database()
        done = work(lambda: not over.is_set())
    if as_json:
        print_json({"runs": done})
    elif not beside:
        out.print(f"Runs carried out: {done}")


def _until_input_ends(over: Event) -> None:
    """The server holds the other end, which the system closes with it, however it ends."""
    while os.read(sys.stdin.fileno(), 4096):  # not through the buffer, whose lock would be held at the end
        pass
    over.set()
