"""What a declaration line says beside its text and code, passed on to its alerts. Pure."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

LONGEST: Final = 120
"""Characters kept of an office and a country."""

_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+")


@dataclass(frozen=True, slots=True)
class Beside:
    """Text as it was written; a date and numbers where they can be read."""

    office: str = ""
    day: date | None = None
    origin: str = ""
    destination: str = ""
    net_kg: float | None = None
    value: float | None = None

    @property
    def month(self) -> str:
        """YYYY-MM; empty without a date."""
        return self.day.isoformat()[:7] if self.day else ""


def beside(table: pa.RecordBatch, rows: pa.ChunkedArray) -> list[Beside]:
    """What the lines with these numbers say, in their order."""
    places = pc.index_in(rows, value_set=table.column("row"))
    columns: Mapping[str, Sequence[Any]] = {
        name: table.column(name).take(places.combine_chunks()).to_pylist()
        for name in ("office", "date", "origin", "destination", "net_kg", "value") if name in table.schema.names
    }
    return [_beside({name: column[at] for name, column in columns.items()}) for at in range(len(rows))]


def _beside(cells: Mapping[str, Any]) -> Beside:
    text = {name: "" if cell is None else storable(str(cell)).strip() for name, cell in cells.items()}
    return Beside(
        text.get("office", "")[:LONGEST], read_date(text.get("date", "")), text.get("origin", "")[:LONGEST],
        text.get("destination", "")[:LONGEST], read_number(text.get("net_kg", "")), read_number(text.get("value", "")),
    )


def storable(text: str) -> str:
    """Text without the one character that no database keeps."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def read_date(text: str) -> date | None:
    """The day in a text that begins with one as ISO 8601 writes it; None for any other, which might be read two ways.

    >>> read_date("2024-03-01T08:00:00"), read_date("20240301"), read_date("01/03/2024")
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 1), None)
    """
    try:
        return date.fromisoformat(text[:10] if "-" in text[:5] else text[:8])
    except ValueError:
        return None


def read_number(text: str) -> float | None:
    """A number with a decimal point or comma; None for what is none, or might be read two ways.

    >>> read_number("1 250.5"), read_number("1250,50"), read_number("1,250"), read_number("1,250,000.0")
    (1250.5, 1250.5, None, 1250000.0)
    """
    text = re.sub(r"[\s\u00a0\u202f']", "", text)
    whole, point, _ = text.rpartition(".")
    if point and _THOUSANDS.fullmatch(whole):
        text = text.replace(",", "")
    elif text.count(",") == 1 and not point and not _THOUSANDS.fullmatch(text):
        text = text.replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
