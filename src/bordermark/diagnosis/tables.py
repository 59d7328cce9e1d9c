"""What pages of the diagnosis give as tables. Pure."""

from collections.abc import Iterable, Sequence

from bordermark.diagnosis.diagnosing import Diagnosis
from bordermark.diagnosis.gaps import Supply
from bordermark.diagnosis.options import Option
from bordermark.publishing.tables import Table


def overlap(made: Diagnosis) -> Table:
    """Overlapping pairs by weight and capacity (empty for all), beside chance: activities dealt anew, cells drawn anew.

    The last three columns are of pairs of bodies.
    """
    columns = ("global_weight", "capacity", "pairs", "uncoordinated", "at_least", "chance_low", "chance_high",
               "percentile", "bodies_uncoordinated", "bodies_chance_low", "bodies_chance_high", "bodies_percentile")
    return Table(columns, (
        (part.weight, one.capacity, one.pairs, one.uncoordinated, one.at_least, chance.low, chance.high,
         chance.percentile, drawn.observed, drawn.low, drawn.high, drawn.percentile)
        for part in made.weighted for one in part.rows
        if (chance := one.open_dealt) and (drawn := one.open_bodies)
    ), "diagnosis")


def needs(supply: Iterable[Supply]) -> Table:
    """Needs with who works on them; ids with spaces between."""
    return Table(("state", "capacity", "flow", "reached", "measures", "named", "worldwide"), (
        (one.need.state, one.need.capacity, one.need.flow, one.reached, " ".join(one.need.because),
         " ".join(one.named), " ".join(one.worldwide)) for one in supply), "needs")


def network(made: Diagnosis) -> Table:
    """The bodies of the network with their place in it, and their community by number."""
    found = made.network
    names = {one.id: one.name for one in made.survey.entities}
    where = {body: at for at, some in enumerate(found.communities, 1) for body in some} if found else {}
    columns = ("organisation", "name", "community", "neighbours", "core", "core_percentile", "betweenness",
               "chance_low", "chance_high", "percentile")
    return Table(columns, (
        (one.body, names.get(one.body, ""), where[one.body], one.neighbours, int(one.core.observed),
         one.core.percentile, one.betweenness.observed, one.betweenness.low, one.betweenness.high,
         one.betweenness.percentile) for one in (found.brokers if found else ())), "network")


def options(listed: Iterable[Option]) -> Table:
    """Options with who must decide them and the activities of the pairs that they answer."""
    return Table(("id", "kind", "capacity", "decide", "pairs", "activities"), (
        (one.id, one.kind, one.capacity, " ".join(one.decide), len(one.pairs),
         " ".join(sorted({key for pair in one.pairs for key in pair}))) for one in listed), "options")


def sides(rows: Sequence[tuple[str, int, int]]) -> Table:
    """Figures before and after."""
    return Table(("figure", "before", "after"), rows, "what-if")
