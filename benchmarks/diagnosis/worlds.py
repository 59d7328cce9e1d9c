"""Synthetic surveys: activities at random, with duplicates planted among decoys that only look like them."""

import random
from dataclasses import dataclass, replace

from bordermark.diagnosis.survey import GLOBAL, Activity, Entity, Mechanism, Survey

FUNCTIONS = tuple(f"function-{at}" for at in range(13))
CAPACITIES = tuple(f"capacity-{at}" for at in range(20))
FLOWS = tuple(f"flow-{at}" for at in range(10))
STATES = tuple(f"S{at:03}" for at in range(193))
SUBREGIONS = {state: f"R{at // 9:02}" for at, state in enumerate(STATES)}
REGIONS = {region: tuple(state for state in STATES if SUBREGIONS[state] == region)
           for region in sorted(set(SUBREGIONS.values()))}


@dataclass(frozen=True)
class World:
    """A survey, and the pairs in it that are one service twice."""

    survey: Survey
    planted: frozenset[frozenset[str]]


def world(activities: int, bodies: int, planted: int, seed: int) -> World:
    """As many activities at random, and `planted` duplicates; as many decoys of each of three kinds.

    Decoys: a project handed over, one undertaking told by both its partners, two world programmes of one kind.
    """
    chance = random.Random(seed)
    leads = [f"body-{at}" for at in range(bodies)]
    made = [_activity(f"a{at}", chance.choice(leads), leads, chance) for at in range(activities - 8 * planted)]
    pairs = set()
    for at in range(planted):
        one, other = chance.sample(leads, 2)
        first = replace(_activity(f"p{at}", one, leads, chance, world_wide=False), start=2008, end=2020, partners=())
        copy = replace(first, id=f"q{at}", entity=other, start=2011, end=2016,
                       functions=_most(first.functions, chance), places=_most(first.places, chance))
        pairs.add(frozenset((first.id, copy.id)))
        made += [first, copy]
        made += [replace(first, id=f"h{at}", entity=other, start=2012, end=2026, flows=("flow-handed",)),
                 replace(first, id=f"i{at}", end=2012, flows=("flow-handed",))]
        made += [replace(first, id=f"j{at}", flows=("flow-joint",), partners=(other,)),
                 replace(first, id=f"k{at}", flows=("flow-joint",), entity=other)]
        made += [replace(first, id=f"w{at}", flows=("flow-world",), places=(GLOBAL,)),
                 replace(first, id=f"x{at}", flows=("flow-world",), places=(GLOBAL,), entity=other)]
    mechanisms = tuple(_mechanism(at, leads, chance) for at in range(67))
    return World(Survey(tuple(Entity(one, one, f"kind-{at % 8}") for at, one in enumerate(leads)), tuple(made),
                        mechanisms, REGIONS, SUBREGIONS, frozenset(FLOWS)), frozenset(pairs))


def _activity(key: str, lead: str, leads: list[str], chance: random.Random, world_wide: bool = True) -> Activity:
    kind = chance.random()
    places: tuple[str, ...] = tuple(chance.sample(STATES, chance.randint(1, 8)))
    if kind < 0.25:
        places = (chance.choice(list(REGIONS)),)
    if kind > 0.8 and world_wide:
        places = (GLOBAL,)
    start = chance.choice((None, *range(2000, 2020)))
    return Activity(key, lead, key, tuple(chance.sample(FUNCTIONS, chance.randint(1, 4))),
                    tuple(chance.sample(CAPACITIES, chance.randint(1, 4))),
                    tuple(chance.sample(FLOWS, chance.randint(1, 2))), places,
                    tuple(one for one in chance.sample(leads, chance.randint(0, 2)) if one != lead), start, None)


def _most(words: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    """All of a few, or all but one."""
    return words if len(words) < 3 else tuple(chance.sample(words, len(words) - 1))


def _mechanism(at: int, leads: list[str], chance: random.Random) -> Mechanism:
    members = tuple(chance.sample(leads, min(len(leads), chance.randint(2, 15))))
    return Mechanism(f"m{at}", f"m{at}", "working group", members, None, None,
                     tuple(chance.sample(CAPACITIES, 3)), tuple(chance.sample(FLOWS, 3)), (GLOBAL,))
