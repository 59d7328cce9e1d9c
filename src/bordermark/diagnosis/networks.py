"""The network of what is documented: brokers, communities against official groupings, core and periphery. Pure.

Two bodies are joined when they are members of one mechanism or parties to one activity. Each figure stands beside
those of tables bodies × mechanisms with the same row and column sums (`null_model`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final, cast

import networkx as nx
import numpy as np
import numpy.typing as npt
import rustworkx as rx

from bordermark.diagnosis.coordination import mechanisms
from bordermark.diagnosis.null_model import Chance, chance, draw
from bordermark.diagnosis.survey import Survey

EVERY: Final = 4
"""In each draw of this many, communities are looked for: it takes far longer than all the rest."""

Adjacency = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Broker:
    """A body by how many shortest ways between others lead through it (Freeman's betweenness, 0 to 1).

    `core`: the greatest k such that it has k neighbours that have k among themselves (Seidman's k-core).
    """

    body: str
    neighbours: int
    betweenness: Chance
    core: Chance


@dataclass(frozen=True, slots=True)
class Network:
    """The bodies, the best brokers first; the communities (Louvain), the largest first; and how these agree.

    `modularity`: how much denser the communities are within than chance would have it, -0.5 to 1. `agreement`:
    normalised mutual information of communities and official groupings, 0 for none, 1 for the same, beside that of
    groupings dealt anew.
    """

    brokers: tuple[Broker, ...]
    communities: tuple[tuple[str, ...], ...]
    modularity: Chance
    agreement: Chance


def network(survey: Survey, draws: int, seed: int) -> Network | None:
    """The network of a survey, or None when nothing joins any two bodies."""
    groups = [tuple(dict.fromkeys(one.members)) for one in mechanisms(survey)]
    groups = [group for group in groups if len(group) > 1]
    bodies = sorted({member for group in groups for member in group})
    if not bodies:
        return None
    flags = np.zeros((len(bodies), (len(groups) + 63) // 64 * 64), dtype=np.uint8)
    for at, group in enumerate(groups):
        flags[[bodies.index(one) for one in group], at] = 1
    random = np.random.default_rng(seed)
    observed = _adjacency(flags)
    between = _betweenness(observed)
    parts, modularity = _communities(observed, seed)
    drawn_between: list[npt.NDArray[np.float64]] = []
    drawn_cores: list[npt.NDArray[np.float64]] = []
    drawn_modularity: list[float] = []
    rows = np.packbits(flags, axis=1, bitorder="little").view(np.uint64)
    for at in range(draws):
        rows = draw(rows, 5 * len(bodies), int(random.integers(2**63)))
        table = _adjacency(np.unpackbits(rows.view(np.uint8), axis=1, bitorder="little"))
        drawn_between.append(_betweenness(table))
        drawn_cores.append(_cores(table))
        if at % EVERY == 0:
            drawn_modularity.append(_communities(table, seed)[1])
    cores, by_body, cores_by_body = _cores(observed), np.stack(drawn_between), np.stack(drawn_cores)
    brokers = [Broker(body, int(observed[at].astype(bool).sum()), chance(between[at], by_body[:, at]),
                      chance(cores[at], cores_by_body[:, at]))
               for at, body in enumerate(bodies)]
    return Network(
        tuple(sorted(brokers, key=lambda one: (-one.betweenness.observed, one.body))),
        tuple(sorted((tuple(sorted(bodies[at] for at in part)) for part in parts), key=lambda one: (-len(one), one))),
        chance(modularity, np.array(drawn_modularity)), _agreement(survey, bodies, parts, draws, random),
    )


def _adjacency(flags: npt.NDArray[np.uint8]) -> Adjacency:
    table = flags.astype(np.float64)
    joined: Adjacency = table @ table.T
    np.fill_diagonal(joined, 0)
    return joined


def _betweenness(joined: Adjacency) -> npt.NDArray[np.float64]:
    found = rx.betweenness_centrality(rx.PyGraph.from_adjacency_matrix(joined))
    # the last digits depend on the order of summing
    return np.array([round(found[at], 12) for at in range(len(joined))])


def _cores(joined: Adjacency) -> npt.NDArray[np.float64]:
    # its type hint says int
    found = cast(dict[int, int], rx.graph_core_number(rx.PyGraph.from_adjacency_matrix(joined)))
    return np.array([found[at] for at in range(len(joined))], dtype=np.float64)


def _communities(joined: Adjacency, seed: int) -> tuple[list[set[int]], float]:
    graph = nx.from_numpy_array(joined)
    parts = nx.community.louvain_communities(graph, seed=seed)
    return parts, float(nx.community.modularity(graph, parts))


def _agreement(
    survey: Survey, bodies: Sequence[str], parts: Sequence[set[int]], draws: int, random: np.random.Generator
) -> Chance:
    kinds = {one.id: one.kind for one in survey.entities}
    groupings = np.array([kinds.get(body, "") for body in bodies])
    community = [next(at for at, part in enumerate(parts) if number in part) for number in range(len(bodies))]
    drawn = [mutual_information(random.permutation(groupings).tolist(), community) for _ in range(draws)]
    return chance(mutual_information(groupings.tolist(), community), np.array(drawn))


def mutual_information(one: Sequence[object], other: Sequence[object]) -> float:
    """How much two groupings of the same things say of one another, over the mean of their entropies: 0 to 1.

    >>> mutual_information("aabb", "xxyy"), mutual_information("aabb", "xyxy")
    (1.0, 0.0)
    """
    def entropy(groups: Sequence[object]) -> float:
        return -sum(n / len(groups) * log(n / len(groups)) for n in Counter(groups).values())

    total = entropy(one) + entropy(other)
    joint = entropy(list(zip(one, other, strict=True)))
    return round(2 * (total - joint) / total, 12) if total else 1.0
