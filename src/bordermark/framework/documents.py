"""What the framework publishes: the Framework as a document, a workbook, a graph and in OSCAL."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bordermark.compendium.documents import gather_material
from bordermark.framework.oscal import OscalWriter
from bordermark.framework.publication.composing import framework_document
from bordermark.framework.publication.material import Material
from bordermark.framework.reading import framework
from bordermark.framework.skos import graph
from bordermark.framework.tabulating import tables
from bordermark.languages import RIGHT_TO_LEFT
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.docx import docx_bytes
from bordermark.publishing.html import html_bytes
from bordermark.publishing.pdf import pdf_bytes
from bordermark.publishing.tables import workbook_bytes


def gather(language: str) -> Material:
    """All that a publication of the Framework in a language needs."""
    return Material(framework(), gather_material(language))


def _workbook(material: Material, addresses: Addresses) -> bytes:
    return workbook_bytes(
        tables(material.grounds, material.crosswalks), material.say["title"],
        right_to_left=material.language in RIGHT_TO_LEFT, created=material.compendium.made,
    )


def _skos(material: Material, addresses: Addresses) -> bytes:
    return graph(material.framework, material.crosswalks, addresses).serialize(format="turtle").encode()


def _oscal(material: Material, addresses: Addresses) -> bytes:
    """A zip of the documents, which is a workspace of compliance-trestle once it is unpacked in one."""
    documents = OscalWriter(material.grounds, material.compendium.made, addresses).documents(material.crosswalks)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for path, document in documents.items():
            entry = zipfile.ZipInfo(path, material.compendium.made.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, json.dumps(document, ensure_ascii=False, indent=1))
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class Publication:
    """A form in which the Framework is published. `write` gives the file's bytes, the same for the same records."""

    media_type: str
    extension: str
    write: Callable[[Material, Addresses], bytes]


PUBLICATIONS: Final[Mapping[str, Publication]] = {
    "pdf": Publication("application/pdf", "pdf", lambda material, _: pdf_bytes(framework_document(material))),
    "docx": Publication("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
                        lambda material, _: docx_bytes(framework_document(material))),
    "html": Publication("text/html; charset=utf-8", "html",
                        lambda material, _: html_bytes(framework_document(material))),
    "xlsx": Publication("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _workbook),
    "skos": Publication("text/turtle; charset=utf-8", "ttl", _skos),
    "oscal": Publication("application/zip", "zip", _oscal),
}
"""What the Framework is published as, by name."""
