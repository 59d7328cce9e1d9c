"""Drawings of a diagnosis as SVG: a heat map, the network, a map of gaps. Pure.

Every value is written, too: nothing is said by colour alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import cos, degrees, sin, tau
from typing import Final
from xml.sax.saxutils import escape

from bordermark.diagnosis.coordination import mechanisms
from bordermark.diagnosis.survey import Survey
from bordermark.vocabulary.maps import world, world_map

INK: Final = "#1b2a3a"
PALE: Final = "#d9dde3"
STRONG: Final = "#0b4f8a"

_CELL: Final = (46, 22)
_SIDE: Final = 390
_HEAD: Final = 170


def heat_map(rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]],
             counts: Mapping[tuple[str, str], int]) -> str:
    """Counts by row and column, the greatest darkest; rows and columns are pairs of code and label."""
    wide, high = _CELL
    most = max(counts.values(), default=1)
    parts = []
    for x, (_, label) in enumerate(columns):
        at = _SIDE + x * wide + wide / 2
        parts.append(f'<text transform="translate({at},{_HEAD - 6}) rotate(-50)" font-size="11">{escape(label)}</text>')
    for y, (row, label) in enumerate(rows):
        top = _HEAD + y * high
        parts.append(f'<text x="{_SIDE - 8}" y="{top + 15}" text-anchor="end" font-size="11">{escape(label)}</text>')
        for x, (column, _) in enumerate(columns):
            count = counts.get((row, column), 0)
            left, share = _SIDE + x * wide, count / most
            ink = "#ffffff" if share > 0.5 else INK
            parts.append(f'<rect x="{left}" y="{top}" width="{wide - 1}" height="{high - 1}" fill="{STRONG}" '
                         f'fill-opacity="{share:.2f}" stroke="{PALE}"/>')
            if count:
                parts.append(f'<text x="{left + wide / 2}" y="{top + 15}" text-anchor="middle" font-size="11" '
                             f'fill="{ink}">{count}</text>')
    return _svg(_SIDE + len(columns) * wide + 60, _HEAD + len(rows) * high, parts)


def network_drawing(survey: Survey, communities: Sequence[Sequence[str]]) -> str:
    """Who is joined with whom by a mechanism or a joint activity: the more ways, the stronger the line.

    The bodies stand on a circle, those of a community side by side, with a gap before the next.
    """
    ways = Counter(pair for one in mechanisms(survey) for pair in combinations(sorted(set(one.members)), 2))
    steps = sum(len(one) + 1 for one in communities)
    angle: dict[str, float] = {}
    at = 0
    for community in communities:
        for body in community:
            angle[body] = tau * at / steps
            at += 1
        at += 1
    parts = []
    for (one, other), count in sorted(ways.items()):
        (x1, y1), (x2, y2) = _on_circle(angle[one]), _on_circle(angle[other])
        parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{STRONG}" '
                     f'stroke-opacity="{min(0.9, 0.12 * count):.2f}" stroke-width="{min(3, 0.6 * count):.1f}"/>')
    for body, turn in angle.items():
        x, y = _on_circle(turn)
        left = cos(turn) < 0
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{STRONG}"/>')
        parts.append(f'<text transform="translate({x:.1f},{y:.1f}) rotate({degrees(turn) + 180 * left:.1f})" '
                     f'x="{-8 if left else 8}" y="4" text-anchor="{"end" if left else "start"}" '
                     f'font-size="12">{escape(body)}</text>')
    return _svg(800, 800, parts)


def _on_circle(turn: float) -> tuple[float, float]:
    return 400 + 300 * cos(turn), 400 + 300 * sin(turn)


def gap_map(marked: frozenset[str]) -> str:
    """The world with some States marked."""
    shapes = world_map(dict.fromkeys(marked, ("marked", "", "")))
    parts = [f'<path d="{one.path}" fill="{STRONG if one.standing else PALE}" stroke="#ffffff" stroke-width="0.3"/>'
             if one.path else
             f'<circle cx="{one.x}" cy="{one.y}" r="2" fill="{STRONG if one.standing else PALE}"/>'
             for one in shapes]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{world().view_box}">{"".join(parts)}</svg>'


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
            f'fill="{INK}">{"".join(parts)}</svg>')
