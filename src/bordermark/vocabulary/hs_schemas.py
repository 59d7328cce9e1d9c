"""What pages, API and command say of the Harmonized System."""

from dataclasses import dataclass

from pydantic import Field

from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary.hs.codes import Edition, show_code
from bordermark.vocabulary.hs.correlation import Candidate, Conversion, history
from bordermark.vocabulary.hs.nomenclature import HsCode, section_of, tree
from bordermark.vocabulary.hs.words import Found
from bordermark.vocabulary.schemas import Output


class HsRef(Output):
    """A code of the Harmonized System where it is named."""

    edition: str = Field(description="Edition, by the year in which it came into use")
    code: str = Field(description="Its digits: 2, 4 or 6")
    shown: str = Field(description="The code as it is printed")
    label: str = Field(description="Its wording in the language asked for, else in English")
    language: str = Field(description="Language of the label")
    url: str = Field(description="Its page and identifier")


class HsFound(HsRef):
    """A code that answers a search."""

    term: str = Field(description="Everyday term by which it was found; empty where its own words were")


class HsCandidate(HsRef):
    """A code of another edition that shares goods with the one converted."""

    share: float | None = Field(description="Part of the goods that goes here; null where it is not known")
    sources: int = Field(description="How many codes this one takes goods from")
    published: str = Field(description="Relationship as the table prints it: 1:1, 1:n, n:1, n:n")
    proposed: bool = Field(description="Whether the Statistics Division's one-to-one conversion joins the two")


class HsConversion(Output):
    """A code in another edition, with every candidate."""

    edition: str = Field(description="The edition converted to")
    kind: str = Field(description="same, merge, split, partial or none")
    reason: str = Field(description="Why there is no candidate; empty where there is one")
    candidates: list[HsCandidate]


class HsDetail(HsRef):
    """A code in full: its place in the tree and its history."""

    section: str = Field(description="Roman number of its section; empty for what is not of the Harmonized System")
    section_title: str
    text: str = Field(description="Wording of UN Comtrade, in English")
    wordings: dict[str, str] = Field(description="Official wordings by language, where they are at hand")
    ancestors: list[HsRef]
    children: list[HsRef]
    history: list[HsConversion]


@dataclass(frozen=True, slots=True)
class HsWriter:
    """Says what is known of codes, in a language and under an address."""

    language: str
    addresses: Addresses

    def ref(self, code: HsCode) -> HsRef:
        """A code in short."""
        return HsRef(**self._short(code))

    def _short(self, code: HsCode) -> dict[str, str]:
        return {"edition": code.edition, "code": code.code, "shown": show_code(code.code),
                "label": code.label(self.language), "language": code.label_language(self.language),
                "url": self.addresses.of("hs-code", code.edition, code.code)}

    def found(self, one: Found) -> HsFound:
        """A code that answers a search."""
        return HsFound(**self._short(one.code), term=one.term)

    def detail(self, code: HsCode) -> HsDetail:
        """A code in full."""
        one, section = tree(code.edition), section_of(code.code)
        return HsDetail(
            **self._short(code), section=section.number if section else "",
            section_title=section.title if section else "", text=code.text, wordings=dict(code.wordings),
            ancestors=[self.ref(above) for above in one.ancestors(code.code)],
            children=[self.ref(below) for below in one.children(code.code)],
            history=[self.conversion(past) for past in history(code.code, code.edition)],
        )

    def conversion(self, one: Conversion) -> HsConversion:
        """A code in another edition."""
        return HsConversion(edition=one.to, kind=one.kind, reason=one.reason,
                            candidates=[self._candidate(one.to, candidate) for candidate in one.candidates])

    def _candidate(self, edition: Edition, one: Candidate) -> HsCandidate:
        return HsCandidate(**self._short(tree(edition)[one.code]), share=one.share, sources=one.sources,
                           published=one.published, proposed=one.proposed)
