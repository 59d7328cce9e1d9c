"""How to cite an instrument: as text in the style of the United Nations, as BibTeX, RIS and CSL-JSON. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bordermark.compendium.records import InstrumentRecord
from bordermark.edtf import earliest
from bordermark.organisations.bodies import Organisations

_CSL_TYPES: Final = {
    "convention": "treaty", "protocol": "treaty", "regulation": "regulation", "resolution": "legislation",
    "declaration": "legislation", "model-law": "legislation", "standard": "standard",
    "recommended-practice": "standard", "guideline": "report", "manual": "report", "programme": "report",
    "database": "dataset", "technology": "software",
}
"""Type of the Citation Style Language (version 1.0.2, appendix III) by kind; others are a ``document``."""

_RIS_TYPES: Final = {
    "convention": "LEGAL", "protocol": "LEGAL", "regulation": "LEGAL", "resolution": "LEGAL", "declaration": "LEGAL",
    "model-law": "LEGAL", "standard": "STAND", "recommended-practice": "STAND", "guideline": "RPRT",
    "manual": "RPRT", "programme": "RPRT", "database": "DBASE", "technology": "COMP",
}
"""Type of the RIS format (2011) by kind; others are ``GEN``."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An instrument ready to be cited: who adopted it, by name, and its public address."""

    record: InstrumentRecord
    adopters: tuple[str, ...]
    address: str

    @property
    def text_or_address(self) -> str:
        """Where the reader finds the text, else its page here."""
        return self.record.url or self.address


def cited(record: InstrumentRecord, bodies: Organisations, address: str) -> Cited:
    """Make an instrument ready to be cited. Who adopted it comes by official English name."""
    names = [bodies.bodies[one.organisation].name("en") for one in record.adopters
             if one.role == "adopted" and one.organisation in bodies.bodies]
    return Cited(record, tuple(names) or ((record.body,) if record.body else ()), address)


def text(record: InstrumentRecord, bodies: Organisations, address: str) -> str:
    """A footnote: body, title, symbol, dates, address (United Nations Editorial Manual, "Footnotes")."""
    return as_text(cited(record, bodies, address))


def as_text(one: Cited) -> str:
    """The footnote of an instrument."""
    record = one.record
    parts = [" and ".join(one.adopters), record.title]
    if record.reference and record.reference not in record.title:
        parts.append(record.reference)
    if record.adopted:
        parts.append(f"adopted {long_date(record.adopted)}" if _adopted(record) else long_date(record.adopted))
    if record.in_force and record.in_force != record.adopted:
        # entry into force may lie ahead, and nothing here knows what day it is
        parts.append(f"entry into force {long_date(record.in_force)}")
    parts.append(one.text_or_address)
    return ", ".join(part for part in parts if part)


def _adopted(record: InstrumentRecord) -> bool:
    return record.kind in {"convention", "protocol", "regulation", "resolution", "declaration"}


def long_date(edtf: str) -> str:
    """A date as the United Nations writes it in English.

    >>> long_date("2004-04-28"), long_date("2004-04"), long_date("2004")
    ('28 April 2004', 'April 2004', '2004')
    """
    day = earliest(edtf)
    if day is None:
        return ""
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return {4: str(day.year), 7: month}.get(len(edtf), f"{day.day} {month}")


_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
                  "October", "November", "December")

_LATEX: Final = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\n": " ", "\r": " ",
})


def bibtex(one: Cited) -> str:
    """A BibTeX entry; braces keep the capitals of titles and the names of bodies."""
    record = one.record
    fields = {
        "author": " and ".join(f"{{{_latex(name)}}}" for name in one.adopters), "title": f"{{{_latex(record.title)}}}",
        "year": record.adopted[:4], "date": record.adopted, "number": _latex(record.reference),
        "type": record.kind, "url": re.sub(r"[{}\s\\]", "", one.text_or_address), "note": _latex(one.address),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{record.id},", *lines, "}"]) + "\n"


def _latex(value: str) -> str:
    return value.translate(_LATEX)


def ris(one: Cited) -> str:
    """A RIS record, lines ended as the format wants them."""
    record = one.record
    day = earliest(record.adopted)
    rows = [
        ("TY", _RIS_TYPES.get(record.kind, "GEN")), ("ID", record.id), *(("AU", name) for name in one.adopters),
        ("TI", record.title), ("ST", record.short_title), ("PY", record.adopted[:4]),
        ("DA", _ris_date(record.adopted, day)), ("M1", record.reference), ("AB", record.abstract),
        ("UR", one.text_or_address), ("L2", one.address), *(("LA", code) for code in record.languages),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - "]) + "\r\n"


def _ris_date(edtf: str, day: date | None) -> str:
    """``YYYY/MM/DD/``, with what is not known left empty."""
    if day is None:
        return ""
    month = f"{day.month:02}" if len(edtf) > 4 else ""
    return f"{day.year}/{month}/{f'{day.day:02}' if len(edtf) > 7 else ''}/"


def csl(one: Cited) -> dict[str, Any]:
    """The instrument as an item of CSL-JSON (Citation Style Language, schema 1.0.2)."""
    record = one.record
    item: dict[str, Any] = {
        "id": record.id, "type": _CSL_TYPES.get(record.kind, "document"), "title": record.title,
        "author": [{"literal": name} for name in one.adopters], "number": record.reference,
        "abstract": record.abstract, "URL": one.text_or_address, "title-short": record.short_title,
        "archive_location": one.address,
    }
    if record.adopted:
        item["issued"] = {"date-parts": [[int(part) for part in record.adopted.split("-")]]}
    return {name: value for name, value in item.items() if value}


STYLES: Final[Mapping[str, Callable[[Cited], str | dict[str, Any]]]] = {
    "text": as_text, "bibtex": bibtex, "ris": ris, "csl": csl,
}
"""Every way to cite, by name."""
