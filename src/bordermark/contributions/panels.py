"""What this room adds to the pages of records in the rooms below: the way to their past, and to a change of them."""

from bordermark.publishing.addresses import page
from bordermark.publishing.panels import Build, Panel, Request, register


def register_panels() -> None:
    """Have States, organisations and concepts lead to their history."""
    for name in ("state", "organisation", "concept"):
        register(name, _of(name))


def _of(name: str) -> Build:
    def build(asked: Request) -> Panel:
        links = {"history": page("record-history", name, asked.subject, language=asked.language),
                 "propose": page("propose-change", name, asked.subject, language=asked.language)}
        return Panel("contribute", "contributions/record_panel.html", links, links)

    return build
