"""What the diagnosis publishes: the diagnostic assessment, from the same data to the same numbers."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from bordermark.compendium.publication.wording import wording
from bordermark.diagnosis import annexes, chapters
from bordermark.diagnosis.material import Material, text
from bordermark.publishing.document import Document, Part
from bordermark.publishing.docx import docx_bytes
from bordermark.publishing.pdf import pdf_bytes

PUBLICATIONS: Final[Mapping[str, Callable[[Document], bytes]]] = {"pdf": pdf_bytes, "docx": docx_bytes}
"""What the assessment is published as, by name."""


def assessment(material: Material) -> Document:
    """The diagnostic assessment, in the language of the material. The same material gives the same document."""
    with override(material.language):
        return _assessment(material)


def _assessment(material: Material) -> Document:
    asked = material.diagnosis.asked
    scope = [str(asked.year), *([material.region(asked.region)] if asked.region else []),
             *([material.label("flow", asked.flow)] if asked.flow else [])]
    parts = (
        Part("method", _("Method"), "1", chapters.method()),
        Part("survey", _("Who does what"), "2", chapters.survey(material)),
        Part("overlap", _("Overlap and coordination"), "3", chapters.findings(material), (
            *(chapters.overlap(material, one) for one in material.diagnosis.weighted),
            chapters.duplication(material), chapters.mechanisms(material))),
        Part("network", _("The network of what is documented"), "4", chapters.network(material)),
        Part("gaps", _("Gaps, and what is asked of States"), "5", chapters.gaps(material), (
            chapters.burden(material),)),
        Part("options", _("Options"), "6", chapters.options(material)),
        *((Part("beside", _("Side by side with {year}").format(year=material.other.asked.year), "7",
                chapters.beside(material, material.other)),) if material.other else ()),
        Part("sensitivity", _("Annex A: sensitivity"), "A", annexes.sensitivity(material)),
        Part("evidence", _("Annex B: evidence"), "B", (), (annexes.pairs(material), annexes.activities(material))),
    )
    return Document(
        title=_("Diagnostic assessment of structures that help States secure their borders"),
        language=material.language, words=wording(material.language).press(), made=material.made,
        subtitle=", ".join(scope), author="Bordermark",
        statements=(text(_("As at {year}. Seed {seed}, {draws} draws.").format(
            year=asked.year, seed=asked.seed, draws=asked.draws)),),
        parts=parts,
    )
