"""The world drawn on the server: States as facts of the data, in an equal-area projection."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "world.json"


@dataclass(frozen=True, slots=True)
class Shape:
    """An area of the map: a path, or for a State too small to be seen a marker at (x, y).

    `standing` is the class it is drawn with, empty for none; `link` and `title` are for areas with a standing.
    """

    id: str
    path: str
    x: float
    y: float
    standing: str
    link: str
    title: str


@dataclass(frozen=True, slots=True)
class World:
    """The geometry: an Equal Earth projection of Natural Earth (public domain), 1:50 m, simplified."""

    view_box: str
    shapes: Mapping[str, str]
    markers: Mapping[str, tuple[float, float]]


@cache
def world() -> World:
    """The geometry of the bundled file, read once."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    markers = {key: (point[0], point[1]) for key, point in data["markers"].items()}
    return World(data["viewBox"], data["shapes"], markers)


def world_map(standings: Mapping[str, tuple[str, str, str]]) -> list[Shape]:
    """The shapes of the world, then the markers, with what `standings` says of each State.

    `standings` maps a code to (class, link, title). The area of Taiwan, Province of China, is drawn with the
    standing of China, as the United Nations does.
    """
    geometry = world()
    known = {**standings, "TWN": standings["CHN"]} if "CHN" in standings else standings
    shapes = [Shape(key, path, 0, 0, *known.get(key, ("", "", ""))) for key, path in geometry.shapes.items()]
    markers = [Shape(key, "", x, y, *known.get(key, ("", "", ""))) for key, (x, y) in geometry.markers.items()]
    return shapes + markers
