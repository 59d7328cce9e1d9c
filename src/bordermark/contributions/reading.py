"""What was read from a user's files, whatever their form."""

from dataclasses import dataclass, field

from bordermark.contributions.comparing import Origin, Withdrawal
from bordermark.errors import Finding
from bordermark.pack import Record, Row

Place = tuple[str, int, str]
"""File, row, column."""


@dataclass(slots=True)
class Incoming:
    """Rows by record type, what is wrong with others, and what a workbook says beside its records.

    `misheard` holds, by place, the finding for a name that stands for no record held: it counts only if the record is
    not among the rows either.
    """

    rows: dict[str, list[Row[Record]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    origins: dict[tuple[str, int], Origin] = field(default_factory=dict)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    misheard: dict[Place, Finding] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)

    def add(self, other: "Incoming") -> None:
        """Take in what was read from another file."""
        for name, rows in other.rows.items():
            self.rows.setdefault(name, []).extend(rows)
        self.findings += other.findings
        self.origins |= other.origins
        self.withdrawals += other.withdrawals
        self.misheard |= other.misheard
        self.passed_over += other.passed_over

    def better(self, finding: Finding) -> Finding:
        """The finding in the words of the name that was misheard at its place, if one was."""
        return self.misheard.get((finding.file, finding.row, finding.column.partition(".")[0]), finding)


