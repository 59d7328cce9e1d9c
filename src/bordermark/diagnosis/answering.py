"""The whole answer to a question put to the diagnosis. Pure."""

from dataclasses import dataclass

from bordermark.clocks import Clocks
from bordermark.diagnosis.burden import Burdens
from bordermark.diagnosis.diagnosing import Diagnosis
from bordermark.diagnosis.gaps import Supply


@dataclass(frozen=True)
class Answered:
    """The diagnosis with the needs of States beside what is supplied, and what is asked of States.

    `clocks` say as at which day, and by when it had been recorded.
    """

    clocks: Clocks
    diagnosis: Diagnosis
    supply: tuple[Supply, ...]
    burdens: Burdens
