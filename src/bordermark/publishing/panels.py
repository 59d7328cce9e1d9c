"""Panels: what a room adds to the page of a thing that a lower room keeps.

The page of a State stands in a low room, which knows nothing of treaties or obligations. Each room above
registers here what it has to say about a State, an organisation or a concept; the page shows the panels in
order, and its JSON holds their data, so that every thing can be walked along the thread in both directions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bordermark.clocks import Clocks


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page: its name (an HTML id), its template with context, and its facts as plain data.

    One with a `title` is named on the page's thread.
    """

    name: str
    template: str
    context: Mapping[str, Any]
    data: Mapping[str, Any]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """For what a panel is wanted: the thing's id, the reader's language, the clocks, the query as given."""

    subject: str
    language: str
    clocks: Clocks
    query: Mapping[str, str]


Build = Callable[[Request], Panel | None]

_builders: dict[str, list[Build]] = {}


def register(kind: str, build: Build) -> None:
    """Have `build` asked for a panel on every page of a thing of this kind (``state``, ``organisation``, ...)."""
    _builders.setdefault(kind, []).append(build)


def panels(kind: str, request: Request) -> list[Panel]:
    """The panels for one page, in the order in which rooms registered; a builder without anything gives none."""
    built = (build(request) for build in _builders.get(kind, ()))
    return [panel for panel in built if panel]
