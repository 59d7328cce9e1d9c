"""Commodity codes as declarations write them: dots, spaces, decimals, a zero that a spreadsheet took away."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import pyarrow as pa
import pyarrow.compute as pc

Repair = Literal["", "leading zero restored", "trailing zero restored", "decimals removed"]

_DECIMAL_ZERO: Final = re.compile(r"(\d{5,12})\.0+", re.ASCII)
_SHORT_FRACTION: Final = re.compile(r"\d{4}\.\d", re.ASCII)
_FORM: Final = re.compile(r"\d[\d .\-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was read: `digits` (an even number of them, 2 to 12) and what had to be repaired.

    `subheading` is the Harmonized System's part, six digits, empty where the code stops before.
    """

    digits: str
    repair: Repair = ""

    @property
    def chapter(self) -> str:
        return self.digits[:2]

    @property
    def subheading(self) -> str:
        return self.digits[:6] if len(self.digits) >= 6 else ""


@lru_cache(maxsize=100_000)
def read_code(written: str) -> Code | None:
    """The code in a cell; None where the cell holds none.

    Of an odd number of digits the first zero is missing, as chapters 01 to 09 lose it when a spreadsheet takes
    them for numbers; after a point in the fifth place it is the last (``2931.5``).

    >>> read_code("2931.59 00"), read_code("901.11"), read_code("293159.0"), read_code("n/a")
    (Code(digits='29315900', repair=''), Code(digits='090111', repair='leading zero restored'), \
Code(digits='293159', repair='decimals removed'), None)
    """
    text, repair = written.strip().lstrip("'"), ""
    decimal = _DECIMAL_ZERO.fullmatch(text)
    if decimal:
        text, repair = decimal[1], "decimals removed"
    if not _FORM.fullmatch(text):
        return None
    digits = re.sub(r"\D", "", text)
    if len(digits) % 2:
        if _SHORT_FRACTION.fullmatch(text):
            digits, repair = digits + "0", "trailing zero restored"
        else:
            digits, repair = "0" + digits, "leading zero restored"
    if not 2 <= len(digits) <= 12 or digits[:2] == "00":
        return None
    return Code(digits, repair)  # type: ignore[arg-type]


def written_codes(column: pa.Array) -> tuple[list[str], pa.Array]:
    """The different codes of a column, and for each row the place of its own (null where it has none)."""
    encoded = column.dictionary_encode()
    written = [_text(one) for one in encoded.dictionary.to_pylist()]
    return written, encoded.indices


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def repairs(column: pa.Array) -> tuple[int, int]:
    """How many rows of a column have a code that was repaired, and how many one that cannot be read."""
    counted = pc.value_counts(column.drop_null())
    repaired = unreadable = 0
    for value, count in zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True):
        written = _text(value)
        code = read_code(written)
        if code is None:
            unreadable += count if written.strip() else 0
        else:
            repaired += count if code.repair else 0
    return repaired, unreadable
