"""What the assessment is composed of, and the blocks that all its chapters are made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bordermark.diagnosis.advising import Advice
from bordermark.diagnosis.answering import Answered
from bordermark.diagnosis.diagnosing import Diagnosis
from bordermark.publishing.document import Cells, Paragraph, Runs, Text
from bordermark.structures.records import ResponseRecord
from bordermark.vocabulary.words import Vocabulary


@dataclass(frozen=True)
class Material:
    """All that the assessment is composed of; `made` is when the records were read, `other` another year beside.

    `said` gives what entities have answered to findings, by the id of the finding.
    """

    answered: Answered
    advice: Advice
    words: Vocabulary
    language: str
    made: datetime
    other: Diagnosis | None = None
    said: Mapping[str, Sequence[ResponseRecord]] = field(default_factory=dict)

    @property
    def diagnosis(self) -> Diagnosis:
        return self.answered.diagnosis

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of bodies by id."""
        return {one.id: one.name for one in self.diagnosis.survey.entities}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of activities by id."""
        return {one.id: one.title for one in self.diagnosis.survey.activities}

    def label(self, scheme: str, code: str) -> str:
        return self.words.label(scheme, code, self.language)

    def region(self, code: str) -> str:
        """The name of a region or a State."""
        if code in self.words.states:
            return self.words.state_name(code, self.language)
        return self.label("m49", code)

    def codes(self, scheme: str, used: Iterable[str]) -> list[tuple[str, str]]:
        """Codes in use with their labels, in the order of the scheme."""
        held = set(used)
        return [(one.code, one.label(self.language)) for one in self.words.schemes[scheme] if one.code in held]


def text(words: object) -> Runs:
    return (Text(str(words)),)


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]], words: int = 1) -> Cells:
    """A table whose first columns, as many as `words`, hold words, and the rest numbers, as narrow as these are."""
    return Cells(caption, tuple(columns), tuple(tuple(text(cell) for cell in row) for row in rows),
                 widths=tuple(3 if at < words else 0 for at in range(len(columns))),
                 numeric=frozenset(range(words, len(columns))))


def listed(words: Iterable[object]) -> str:
    return ", ".join(map(str, words))
