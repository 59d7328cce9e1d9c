"""The provider: answers requests of OAI-PMH 2.0 about every published record, in our own format and in Dublin Core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from bordermark.contributions.feeds import dublin_core, protocol, provider_store, record_xml, tokens
from bordermark.contributions.feeds.protocol import OAI, XSI, ProtocolError
from bordermark.contributions.feeds.provider_store import Listing
from bordermark.contributions.feeds.record_xml import fitting
from bordermark.contributions.feeds.tokens import Token
from bordermark.contributions.models import Revision
from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import record_type, record_types
from bordermark.contributions.revisions import last_revision

PAGE: Final = 200
"""Records in one answer."""

_FORMATS: Final = (
    (dublin_core.PREFIX, dublin_core.SCHEMA, protocol.OAI_DC),
    (record_xml.PREFIX, record_xml.SCHEMA_PATH, protocol.RECORD),
)
"""Name, schema and namespace of each format in which records can be had."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider at an address: `base` is that of the site, `mail` where its keeper is reached, `at` the moment."""

    base: str
    mail: str
    at: datetime

    @property
    def address(self) -> str:
        """The base URL of the protocol."""
        return f"{self.base}/oai"

    @property
    def host(self) -> str:
        """Whose identifiers are told."""
        name = urlsplit(self.base).hostname or "localhost"
        return f"[{name}]" if ":" in name else name

    def answer(self, given: Mapping[str, Sequence[str]]) -> bytes:
        """The response to a request's arguments, as XML. An error of the protocol is a response too."""
        root = etree.Element(f"{{{OAI}}}OAI-PMH", {
            f"{{{XSI}}}schemaLocation": f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
        }, nsmap={None: OAI, "xsi": XSI})
        _add(root, "responseDate", protocol.datestamp(self.at))
        request = _add(root, "request", self.address)
        try:
            asked = protocol.arguments(given)
            for name, value in asked.items():
                request.set(name, fitting(value))
            root.append(getattr(self, f"_{asked['verb']}")(asked))
        except ProtocolError as error:
            if error.code in ("badVerb", "badArgument"):  # section 3.2: then the request has no attributes
                request.attrib.clear()
            _add(root, "error", str(error), code=error.code)
        content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        return content

    def _Identify(self, asked: Mapping[str, str]) -> etree._Element:  # noqa: N802
        found = _element("Identify")
        for name, text in (
            ("repositoryName", "Bordermark"), ("baseURL", self.address), ("protocolVersion", "2.0"),
            ("adminEmail", self.mail),
            ("earliestDatestamp", protocol.datestamp(provider_store.earliest() or self.at)),
            ("deletedRecord", "persistent"), ("granularity", protocol.SECOND), ("compression", "gzip"),
        ):
            _add(found, name, text)
        return found

    def _ListMetadataFormats(self, asked: Mapping[str, str]) -> etree._Element:  # noqa: N802
        if "identifier" in asked:
            self._find(asked["identifier"])
        found = _element("ListMetadataFormats")
        for prefix, schema, namespace in _FORMATS:
            one = _add(found, "metadataFormat")
            _add(one, "metadataPrefix", prefix)
            _add(one, "schema", self.base + schema if schema.startswith("/") else schema)
            _add(one, "metadataNamespace", namespace)
        return found

    def _ListSets(self, asked: Mapping[str, str]) -> etree._Element:  # noqa: N802
        if "resumptionToken" in asked:
            raise ProtocolError("badResumptionToken", "All sets come in one answer; there is nothing to resume.")
        found = _element("ListSets")
        for kind in record_types():
            one = _add(found, "set")
            _add(one, "setSpec", kind.name)
            _add(one, "setName", str(kind.label))
        return found

    def _ListIdentifiers(self, asked: Mapping[str, str]) -> etree._Element:  # noqa: N802
        return self._list(asked)

    def _ListRecords(self, asked: Mapping[str, str]) -> etree._Element:  # noqa: N802
        return self._list(asked)

    def _GetRecord(self, asked: Mapping[str, str]) -> etree._Element:  # noqa: N802
        _require_format(asked["metadataPrefix"])
        found = _element("GetRecord")
        found.append(self._record(self._find(asked["identifier"]), asked["metadataPrefix"]))
        return found

    def _list(self, asked: Mapping[str, str]) -> etree._Element:
        verb = asked["verb"]
        token = self._token(asked)
        whole = verb == "ListRecords"
        rows = provider_store.page(Listing(token.revision, token.type, token.window), token.after, PAGE + 1,
                                   with_data=whole)
        if not rows:
            raise ProtocolError("noRecordsMatch", "No record was recorded in this time and set.")
        found = _element(verb)
        for row in rows[:PAGE]:
            found.append(self._record(row, token.prefix) if whole else self._header(row))
        if len(rows) > PAGE or token.given:
            self._resume(found, token, rows)
        return found

    def _token(self, asked: Mapping[str, str]) -> Token:
        """Where the list stands: at its beginning, or where a resumption token says."""
        newest = last_revision()
        if "resumptionToken" in asked:
            return tokens.read(asked["resumptionToken"], asked["verb"], newest)
        _require_format(asked["metadataPrefix"])
        window = protocol.window(asked.get("from", ""), asked.get("until", ""))
        name = asked.get("set", "")
        if name and name not in (one.name for one in record_types()):
            raise ProtocolError("noRecordsMatch", f"There is no set {name!r}; ListSets tells of those there are.")
        total = provider_store.count(Listing(newest, name, window))
        return Token(asked["verb"], asked["metadataPrefix"], name, window, newest, 0, 0, total)

    def _resume(self, found: etree._Element, token: Token, rows: Sequence[Revision]) -> None:
        """Say how the list goes on; an empty token ends it (section 3.5)."""
        more = len(rows) > PAGE
        shown = rows[:PAGE]
        after = Token(token.verb, token.prefix, token.type, token.window, token.revision, shown[-1].pk,
                      token.given + len(shown), token.total)
        _add(found, "resumptionToken", after.text() if more else "", completeListSize=str(token.total),
             cursor=str(token.given))

    def _find(self, identifier: str) -> Revision:
        name = protocol.name_and_key(identifier)
        row = None
        if name and protocol.identifier(self.host, *name) == identifier:
            row = provider_store.last_revision_of(*name)
        if row is None:
            expected = protocol.identifier(self.host, "instrument", "cwc-1993")
            raise ProtocolError("idDoesNotExist", f"No record has the identifier {fitting(identifier[:200])!r}; "
                                f"expected one such as {expected}.")
        return row

    def _header(self, row: Revision) -> etree._Element:
        header = _element("header")
        if not row.digest:
            header.set("status", "deleted")
        _add(header, "identifier", protocol.identifier(self.host, row.record_type, row.record_id))
        _add(header, "datestamp", protocol.datestamp(row.recorded_at))
        _add(header, "setSpec", row.record_type)
        return header

    def _record(self, row: Revision, prefix: str) -> etree._Element:
        found = _element("record")
        found.append(self._header(row))
        if row.digest:
            _add(found, "metadata").append(self._metadata(row, prefix))
        return found

    def _metadata(self, row: Revision, prefix: str) -> etree._Element:
        if prefix == record_xml.PREFIX:
            return record_xml.write(row.record_type, row.data or {}, row.digest, self.base)
        path = record_page(row.record_type, row.record_id)
        record = record_type(row.record_type).record.model_validate(row.data)
        return dublin_core.write(dublin_core.statements(row.record_type, record, self.base + path if path else ""))


def _require_format(prefix: str) -> None:
    names = [name for name, _, _ in _FORMATS]
    if prefix not in names:
        raise ProtocolError("cannotDisseminateFormat",
                            f"There is no format {fitting(prefix[:80])!r}; expected one of {', '.join(names)}.")


def _element(name: str) -> etree._Element:
    return etree.Element(f"{{{OAI}}}{name}", nsmap={None: OAI})


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{OAI}}}{name}", attributes)
    element.text = fitting(text) or None
    return element
