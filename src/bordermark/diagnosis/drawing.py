"""Drawings of a diagnosis as SVG: a heat map, the network, a map of gaps. Pure.

Every value is written, too: nothing is said by colour alone.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final
from xml.sax.saxutils import escape

import networkx as nx

from bordermark.diagnosis.coordination import mechanisms
from bordermark.diagnosis.survey import Survey
from bordermark.vocabulary.maps import world, world_map

INK: Final = "#1b2a3a"
PALE: Final = "#d9dde3"
STRONG: Final = "#0b4f8a"

_CELL: Final = (46, 22)
_SIDE: Final = 250
_HEAD: Final = 120


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


def network_drawing(survey: Survey, seed: int) -> str:
    """Who is joined with whom by a mechanism or a joint activity: the more ways, the thicker the line."""
    graph = nx.Graph()
    for one in mechanisms(survey):
        for pair in combinations(sorted(set(one.members)), 2):
            weight = graph.get_edge_data(*pair, default={"weight": 0})["weight"]
            graph.add_edge(*pair, weight=weight + 1)
    places = nx.spring_layout(graph, seed=seed, k=0.5, iterations=100, weight=None) if graph else {}
    at = {body: (350 + 310 * float(x), 350 + 310 * float(y)) for body, (x, y) in places.items()}
    parts = [f'<line x1="{at[a][0]:.1f}" y1="{at[a][1]:.1f}" x2="{at[b][0]:.1f}" y2="{at[b][1]:.1f}" stroke="{STRONG}" '
             f'stroke-opacity="0.25" stroke-width="{min(4, 0.5 * weight)}"/>'
             for a, b, weight in sorted(graph.edges(data="weight"))]
    for body in sorted(at):
        x, y = at[body]
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + graph.degree[body] / 8:.1f}" fill="{STRONG}"/>')
        parts.append(f'<text x="{x:.1f}" y="{y - 6:.1f}" text-anchor="middle" font-size="9">{escape(body)}</text>')
    return _svg(700, 700, parts)


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
