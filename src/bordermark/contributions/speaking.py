"""By what names the records of the lower rooms are known."""

from collections.abc import Iterator

from bordermark.contributions.naming import Spoken
from bordermark.organisations.store import organisations as held_organisations
from bordermark.vocabulary.store import vocabulary


def concepts() -> Iterator[Spoken]:
    """Every concept, under its key, with its labels and synonyms."""
    for one in vocabulary().concepts.values():
        yield Spoken(one.key, one.labels, tuple(word for some in one.synonyms.values() for word in some))


def states() -> Iterator[Spoken]:
    """Every State and area with its short names; its formal names and aliases are other names."""
    for one in vocabulary().states.values():
        others = (alias for some in one.aliases.values() for alias in some)
        yield Spoken(one.id, one.names, (*one.formal_names.values(), *others))


def former_states() -> Iterator[Spoken]:
    """Every former State with its name."""
    for key, name in vocabulary().former_states.items():
        yield Spoken(key, {"en": name})


def organisations() -> Iterator[Spoken]:
    """Every organisation with its names; acronym and aliases are other names."""
    for one in held_organisations().bodies.values():
        yield Spoken(one.id, one.names, tuple(name for name in (one.acronym, *one.aliases) if name))
