"""Our own format: a typed record as JSON inside an XML element, which comes back to the letter. Pure.

JSON, because the records have lists and parts, and one schema of them is enough: ``docs/reference/records.md`` gives
it. What XML 1.0 cannot hold (section 2.2, Char) is escaped as JSON escapes it.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from bordermark.contributions.digests import digest
from bordermark.contributions.feeds.protocol import RECORD, XSI
from bordermark.errors import BordermarkError

PREFIX: Final = "bordermark"
"""Name of the format in requests."""

SCHEMA_PATH: Final = "/oai/bordermark.xsd"

_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

SCHEMA: Final = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{RECORD}" elementFormDefault="qualified">
  <xs:element name="record">
    <xs:annotation><xs:documentation xml:lang="en">One record of Bordermark: a JSON object with the columns of its
    type.</xs:documentation></xs:annotation>
    <xs:complexType><xs:simpleContent><xs:extension base="xs:string">
      <xs:attribute name="type" use="required">
        <xs:annotation><xs:documentation xml:lang="en">Type of the record, such as instrument.</xs:documentation>
        </xs:annotation>
        <xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[a-z][a-z\\-]*"/></xs:restriction>
        </xs:simpleType>
      </xs:attribute>
      <xs:attribute name="digest" use="required">
        <xs:annotation><xs:documentation xml:lang="en">SHA-256 of the JSON with sorted keys, without spaces, in
        UTF-8.</xs:documentation></xs:annotation>
        <xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[0-9a-f]{{64}}"/></xs:restriction>
        </xs:simpleType>
      </xs:attribute>
    </xs:extension></xs:simpleContent></xs:complexType>
  </xs:element>
</xs:schema>
"""


class UnreadableRecord(BordermarkError):
    """An element is no record, or not the one that its digest stands for; the sentence says why."""


def fitting(text: str) -> str:
    """A text without what XML cannot hold, each such character replaced by U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def write(name: str, data: Mapping[str, Any], known_digest: str, base: str) -> etree._Element:
    """The element of a record of a type, as JSON holds it; `base` is the address of who serves the schema."""
    element = etree.Element(f"{{{RECORD}}}record", {
        "type": name, "digest": known_digest, f"{{{XSI}}}schemaLocation": f"{RECORD} {base}{SCHEMA_PATH}",
    }, nsmap={PREFIX: RECORD})
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    element.text = _UNFIT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return element


def read(element: etree._Element) -> tuple[str, dict[str, Any]]:
    """Type and data of a record. Raises UnreadableRecord."""
    if element.tag != f"{{{RECORD}}}record":
        raise UnreadableRecord(f"found the element {element.tag}, expected a record of {RECORD}")
    try:
        data = json.loads(element.text or "")
    except (ValueError, RecursionError) as error:
        raise UnreadableRecord("found no JSON in the element") from error
    if not isinstance(data, dict):
        raise UnreadableRecord("found JSON that is no object")
    if digest(data) != element.get("digest"):
        raise UnreadableRecord("found a record that differs from its digest: it was changed on the way")
    return element.get("type", ""), data
