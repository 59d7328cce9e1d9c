"""Reading a provider of OAI-PMH 2.0: what it has recorded since a datestamp, page by page."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from lxml import etree

from bordermark.contributions.feeds import dublin_core, record_xml
from bordermark.contributions.feeds.fetching import Fetch, FetchFailed
from bordermark.contributions.feeds.protocol import DAY, OAI, SECOND, name_and_key
from bordermark.contributions.feeds.record_xml import UnreadableRecord
from bordermark.contributions.feeds.sources import Beat, Gathered, Gathering, Item

OVERLAP: Final = timedelta(hours=1)
"""How far behind the last datestamp a harvest begins (a day, where datestamps are days): what was recorded slowly
may come to light after what was recorded later. Records read again are known again."""


def best_format(fetch: Fetch, address: str) -> str:
    """The format in which to ask: our own where it is offered, else Dublin Core. Raises FetchFailed."""
    root = parse(fetch(address, {"verb": "ListMetadataFormats"}).content, address)
    offered = {one.text for one in root.iter(f"{{{OAI}}}metadataPrefix")}
    for prefix in (record_xml.PREFIX, dublin_core.PREFIX):
        if prefix in offered:
            return prefix
    _require_no_error(root, address)
    raise FetchFailed(f"{address} offers neither {record_xml.PREFIX} nor {dublin_core.PREFIX}.")


def read(
    fetch: Fetch, address: str, prefix: str, part: str, cursor: str, marks: Mapping[str, str], beat: Beat
) -> Gathered:
    """What a provider gives of a set (`part`, empty for all) since a datestamp. Raises FetchFailed.

    The cursor moves to the newest datestamp read; as long as there is nothing newer the question stays the same, so
    that the provider can say that nothing has changed.
    """
    query = {"verb": "ListRecords", "metadataPrefix": prefix}
    if part:
        query["set"] = part
    if cursor:
        query["from"] = earlier(cursor)
    gathering, newest, first_marks = Gathering(beat), cursor, None
    given: set[str] = set()
    while True:
        answer = fetch(address, query, marks if first_marks is None else None)
        if answer.unchanged:
            return Gathered(cursor=cursor, marks=marks, unchanged=True)
        first_marks = answer.marks if first_marks is None else first_marks
        root = parse(answer.content, address)
        _require_no_error(root, address)
        gathering.add(answer.content, list(_items(root, prefix)))
        newest = max((newest, *_datestamps(root, len(newest))))
        token = root.findtext(f"{{{OAI}}}ListRecords/{{{OAI}}}resumptionToken", "").strip()
        if not token:
            return gathering.done(newest, first_marks if newest == cursor else {})
        if token in given:
            raise FetchFailed(f"{address} gives the same resumption token twice.")
        given.add(token)
        query = {"verb": "ListRecords", "resumptionToken": token}


def parse(content: bytes, address: str) -> etree._Element:
    """The response in an answer; nothing is looked up outside and nothing expanded. Raises FetchFailed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FetchFailed(f"{address} does not answer in XML that can be read ({error.msg}).") from error
    if root.getroottree().docinfo.doctype:
        raise FetchFailed(f"{address} answers with a document type, which is not read.")
    if root.tag != f"{{{OAI}}}OAI-PMH":
        raise FetchFailed(f"{address} does not answer in OAI-PMH 2.0: found {root.tag!r}.")
    return root


def _require_no_error(root: etree._Element, address: str) -> None:
    for error in root.iterchildren(f"{{{OAI}}}error"):
        if error.get("code") != "noRecordsMatch":
            raise FetchFailed(f"{address} answers: {error.get('code')}: {(error.text or '').strip()[:300]}")


def earlier(cursor: str) -> str:
    """The datestamp from which to ask again, in the granularity of the cursor.

    >>> earlier("2026-11-24T09:00:00Z"), earlier("2026-11-24")
    ('2026-11-24T08:00:00Z', '2026-11-23')
    """
    if len(cursor) == len(DAY):
        return (datetime.strptime(cursor, "%Y-%m-%d") - timedelta(days=1)).strftime("%Y-%m-%d")
    return (datetime.strptime(cursor, "%Y-%m-%dT%H:%M:%SZ") - OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")


def _datestamps(root: etree._Element, length: int) -> Iterator[str]:
    """The datestamps that can be understood, of the length of those before, if there were any."""
    for one in root.iter(f"{{{OAI}}}datestamp"):
        text = (one.text or "").strip()
        if len(text) not in ({length} if length else {len(DAY), len(SECOND)}):
            continue
        try:
            datetime.strptime(text, "%Y-%m-%d" if len(text) == len(DAY) else "%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            continue
        yield text


def _items(root: etree._Element, prefix: str) -> Iterator[Item]:
    for record in root.iterfind(f"{{{OAI}}}ListRecords/{{{OAI}}}record"):
        identifier = record.findtext(f"{{{OAI}}}header/{{{OAI}}}identifier", "").strip()
        header = record.find(f"{{{OAI}}}header")
        ours = prefix == record_xml.PREFIX
        if header is not None and header.get("status") == "deleted":
            name, key = (name_and_key(identifier) if ours else None) or ("", "")
            yield Item(identifier, name, key)
            continue
        metadata = record.find(f"{{{OAI}}}metadata")
        element = metadata[0] if metadata is not None and len(metadata) else None
        if element is None:
            yield Item(identifier, problem="the source gives no metadata")
        elif ours:
            try:
                name, data = record_xml.read(element)
                yield Item(identifier, name, data=data)
            except UnreadableRecord as error:
                yield Item(identifier, problem=str(error))
        else:
            yield Item(identifier, elements=dublin_core.read(element))
