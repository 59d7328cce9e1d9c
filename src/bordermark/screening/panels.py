"""What control lists add to the pages of codes, instruments and provisions."""

from bordermark.publishing.addresses import Addresses
from bordermark.publishing.panels import Panel, Request, register
from bordermark.screening.controlled import controlled_under
from bordermark.screening.lists import Lists
from bordermark.screening.records import ListRecord
from bordermark.screening.schemas import ListWriter
from bordermark.screening.store import control_lists
from bordermark.vocabulary.hs.codes import read_edition
from bordermark.vocabulary.hs_schemas import HsWriter

SHOWN = 40
"""Entries on the page of a code before the reader is sent to the look-up."""


def register_panels() -> None:
    """Have control lists asked for their panels."""
    register("hs-code", code_panel)
    register("instrument", instrument_panel)
    register("provision", provision_panel)


def code_panel(asked: Request) -> Panel:
    """What is controlled under a code, and by which list."""
    edition, _, code = asked.subject.partition(":")
    say = _writer(asked)
    rows = [say.control(one) for one in controlled_under(code, read_edition(edition), say.lists)]
    context = {"rows": rows[:SHOWN], "total": len(rows), "edition": edition, "code": code}
    return Panel("controlled", "screening/code_panel.html", context,
                 {"controlled": [row.model_dump(mode="json") for row in rows]})


def instrument_panel(asked: Request) -> Panel | None:
    """The control lists that an instrument makes."""
    say = _writer(asked)
    return _lists_panel(say, [one for one in say.lists.lists.values() if one.instrument == asked.subject])


def provision_panel(asked: Request) -> Panel | None:
    """The control lists that stand in a provision, or to which it applies, and single entries that it names."""
    say = _writer(asked)
    named = {one.list for one in say.lists.entries.values() if one.provision == asked.subject}
    return _lists_panel(say, [
        one for one in say.lists.lists.values()
        if asked.subject in (one.provision, *one.controls) or one.id in named
    ])


def _writer(asked: Request) -> ListWriter:
    lists: Lists = control_lists(asked.clocks)
    return ListWriter(lists, HsWriter(asked.language, Addresses("")))


def _lists_panel(say: ListWriter, some: list[ListRecord]) -> Panel | None:
    if not some:
        return None
    rows = [say.summary(one) for one in some]
    return Panel("control-lists", "screening/lists_panel.html", {"rows": rows},
                 {"lists": [row.model_dump(mode="json") for row in rows]})
