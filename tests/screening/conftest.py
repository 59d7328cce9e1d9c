"""The bundled lists, compiled once."""

import pytest

from bordermark.screening.automaton import Automaton, compile_lists
from bordermark.screening.lists import Lists, load_lists


@pytest.fixture(scope="session")
def bundled() -> Lists:
    return load_lists()


@pytest.fixture(scope="session")
def automaton(bundled: Lists) -> Automaton:
    return compile_lists(bundled)
