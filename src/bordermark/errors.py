"""The errors a person can act on: each is a sentence, with the place, the value and what was expected."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass


class BordermarkError(Exception):
    """Base of all errors that Bordermark raises on purpose; ``str()`` is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where.

    `row` counts as a person counts in the file: the header of a CSV file is row 1, the first line of a
    JSON Lines file is row 1. `row` 0 and an empty `column` mean the file or record as a whole.
    """

    file: str
    row: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        shown = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        return f"{place}: found {shown!r}, expected {self.expected}"

    def as_dict(self) -> dict[str, str | int]:
        return asdict(self)


class RefusedInput(BordermarkError):
    """Input was refused as a whole; `findings` says why, one by one, in file order."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        lines = [str(finding) for finding in self.findings[:20]]
        if len(self.findings) > 20:
            lines.append(f"... and {len(self.findings) - 20} more")
        super().__init__("\n".join(lines))


class UnknownRecord(BordermarkError):
    """No record has this id; `near` holds ids that resemble it, best first."""

    def __init__(self, kind: str, identifier: str, near: Sequence[str] = ()) -> None:
        self.kind, self.identifier, self.near = kind, identifier, tuple(near)
        hint = f" Did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"No {kind} has the id {identifier!r}.{hint}")


class DamagedStore(BordermarkError):
    """The database or the index cannot be read; the sentence says what to do."""
