"""What screening publishes: the opportunities in the Harmonized System, for those who propose the next edition."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from django.utils import formats, translation
from django.utils.translation import gettext as _

from bordermark.compendium.publication.wording import wording
from bordermark.languages import RIGHT_TO_LEFT
from bordermark.publishing.document import (
    Block,
    Cells,
    Document,
    Entry,
    Link,
    Paragraph,
    Part,
    Runs,
    Section,
    Symbol,
    Text,
)
from bordermark.publishing.docx import docx_bytes
from bordermark.publishing.pdf import pdf_bytes
from bordermark.publishing.tables import workbook_bytes
from bordermark.screening.schemas import HiddenRow, OpportunityRow, PrecedentRow, opportunity_table, precedent_table


@dataclass(frozen=True)
class Material:
    """What the report is composed of; `made` is when the records were read.

    `declarations` names the file in which trade was counted, with its `lines`; empty where none was given.
    """

    rows: Sequence[OpportunityRow]
    precedents: Sequence[PrecedentRow]
    language: str
    made: datetime
    address: str
    declarations: str = ""
    lines: int = 0


def report(material: Material) -> Document:
    """The report for the experts of the Harmonized System. The same material gives the same document."""
    with translation.override(material.language):
        return _report(material)


def _report(material: Material) -> Document:
    title = _("Opportunities in the Harmonized System")
    day = formats.date_format(material.made, "DATE_FORMAT")
    edition = material.rows[0].code.edition if material.rows else ""
    return Document(
        title=title, language=material.language, words=wording(material.language).press(), made=material.made,
        subtitle=_("Controlled chemicals in residual subheadings of the {edition} edition").format(edition=edition),
        author="Bordermark", statements=(_text(_("Records as of {day}").format(day=day)), _text(_trade_said(material))),
        imprint=(
            (Text(_("Cite as:") + f" Bordermark, {title}, {day}, "), Link(material.address, material.address)),
        ),
        parts=(
            Part("method", _("How to read it"), "1", tuple(_paragraph(one) for one in _method())),
            Part("candidates", _("Candidates by subheading"), "2", (), _chapters(material.rows)),
            Part("precedents", _("Precedents"), "3", (
                _paragraph(_("Subheadings that the editions of 2012 to 2022 made for chemicals of the Chemical Weapons "
                             "Convention, by the correlation tables of the United Nations Statistics Division: those "
                             "whose text names such chemicals.")),
                _precedents(material.precedents))),
        ),
    )


def _method() -> tuple[str, ...]:
    return (
        _("A residual subheading gathers goods without naming them, mostly as \"other\". What is controlled inside it "
          "cannot be told by its code from goods that nobody controls. Each chemical below is a candidate for a "
          "subheading of its own: a proposal to be examined, not a finding that the split is worth making."),
        _("For each candidate stand the text that a split could bear, the entries that list the chemical, on how many "
          "lists and for how many States taking part in the instruments behind them, and where its classification was "
          "read. A State that takes part need not have national measures."),
        _("A classification \"to be confirmed\" rests on no text or national line. A customs chemist should confirm it "
          "before anything is proposed."),
        _("Trade is counted from the declarations that were given, by the code declared: it measures who shares the "
          "code, and not how much of it is controlled. Lines that name a chemical are those whose text has its name or "
          "CAS number; what is hidden is often not named."),
    )


def _trade_said(material: Material) -> str:
    if not material.declarations:
        return _("Trade: not given. No declarations were counted.")
    return _("Trade: counted in {lines} lines of {file}.").format(
        lines=formats.number_format(material.lines, force_grouping=True), file=material.declarations)


def _chapters(rows: Sequence[OpportunityRow]) -> tuple[Section, ...]:
    ordered = sorted(rows, key=lambda row: row.code.code[:2])  # within a chapter those with most chemicals stay first
    return tuple(
        Section(f"chapter-{chapter}", _("Chapter {number}").format(number=chapter), (), tuple(map(_subheading, some)))
        for chapter, some in groupby(ordered, key=lambda row: row.code.code[:2]))


def _subheading(row: OpportunityRow) -> Entry:
    blocks: list[Block] = [_paragraph(_shared(row))]
    blocks.append(Cells(
        _("Candidate splits of {code}").format(code=row.code.shown),
        (_("Text proposed"), "CAS", _("Listed as"), _("Lists"), _("States"), _("Lines naming it"), _("Classified by")),
        tuple(_candidate(one) for one in row.hidden), widths=(7, 4, 6, 2, 3, 3, 6), numeric=frozenset({3, 4, 5})))
    if row.families:
        refs = ", ".join(f"{one.list.short_title} {one.ref}".strip() for one in row.families)
        blocks.append(_paragraph(_("Families that reach into it:") + " " + refs))
    if row.precedents:
        some = "; ".join(f"{one.code.shown} ({one.made})" for one in row.precedents)
        blocks.append(_paragraph(_("Precedents within the heading:") + " " + some))
    return Entry(f"hs-{row.code.code}", row.code.shown, running=row.code.shown, blocks=tuple(blocks),
                 subtitle=(Text(row.code.label, row.code.language),))


def _shared(row: OpportunityRow) -> str:
    trade = row.trade
    if trade is None:
        return _("Trade that shares the code: not given.")
    if not trade.lines:
        return _("Trade that shares the code: no line was declared under it.")
    return _("Trade that shares the code: {lines} lines, of which {naming} name a chemical below; {net} kg in "
             "{weighed} lines, value {value} in {valued} lines.").format(
        **{name: formats.number_format(value, 0, force_grouping=True) for name, value in (
            ("lines", trade.lines), ("naming", trade.naming), ("net", trade.net_kg), ("weighed", trade.weighed),
            ("value", trade.value), ("valued", trade.valued))})


def _candidate(one: HiddenRow) -> tuple[Runs, ...]:
    listed = "; ".join(f"{entry.list.short_title} {entry.ref}".strip() for entry in one.entries)
    basis = "; ".join(one.sources) + ("" if one.verified else f" ({_('to be confirmed')})")
    return ((Text(f"– – {one.title}", "en"),), (Symbol(one.cas),), (Text(listed, "en"),), _text(one.lists),
            _text(one.states), _text(_("not given") if one.naming is None else one.naming), _text(basis))


def _precedents(some: Iterable[PrecedentRow]) -> Cells:
    return Cells(
        _("Subheadings made for listed chemicals"),
        (_("Subheading"), _("Text"), _("Edition"), _("Taken out of"), _("Entries")),
        tuple(((Symbol(one.code.shown),), (Text(one.code.label, one.code.language),), _text(one.made),
               _text(", ".join(one.out_of)), _text("; ".join(f"{entry.list.short_title} {entry.ref}"
                                                             for entry in one.entries)))
              for one in some), widths=(1, 4, 1, 2, 4))


def _text(words: object) -> Runs:
    return (Text(str(words)),)


def _paragraph(words: str) -> Paragraph:
    return Paragraph(_text(words))


def _workbook(material: Material) -> bytes:
    return workbook_bytes(
        (opportunity_table(material.rows), precedent_table(material.precedents)), "HS opportunities",
        right_to_left=material.language in RIGHT_TO_LEFT, created=material.made)


@dataclass(frozen=True, slots=True)
class Publication:
    """A form in which the report is published. `write` gives the file's bytes, the same for the same records."""

    label: str
    media_type: str
    write: Callable[[Material], bytes]


PUBLICATIONS: Final[Mapping[str, Publication]] = {
    "pdf": Publication("PDF", "application/pdf", lambda material: pdf_bytes(report(material))),
    "docx": Publication("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        lambda material: docx_bytes(report(material))),
    "xlsx": Publication("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
}
"""What the report is published as, by the ending of its file's name."""
