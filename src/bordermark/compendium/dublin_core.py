"""Instruments in Dublin Core, and what of an instrument can honestly be read from there.

Dublin Core says what a text is called, when it is from and where it is; it does not say whether it binds anybody, or
whom it concerns. Such columns come from words that the vocabulary knows, or are set for the whole feed by whoever
keeps it; nothing is guessed. Descriptions are not taken over: abstracts here are in our own words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from bordermark.compendium.records import InstrumentRecord
from bordermark.contributions.feeds.dublin_core import CannotBeRead, Reading, Statement, register
from bordermark.contributions.feeds.sources import Columns, Elements
from bordermark.edtf import is_edtf
from bordermark.organisations.store import organisations
from bordermark.pack import concept
from bordermark.vocabulary.store import vocabulary

_HEARD: Final = (("kind", "type", "kind"), ("scope", "coverage", "scope"), ("region", "coverage", "region"))
"""Columns with one word: the column, the element it is heard in, the scheme of its word."""
_TOPICS: Final = (("themes", "theme"), ("subthemes", "subtheme"), ("flows", "flow"))


def write(record: InstrumentRecord) -> Iterator[Statement]:
    """What Dublin Core can say of an instrument, in English."""
    words, bodies = vocabulary(), organisations()
    yield "title", record.title
    yield "title", record.short_title
    for adopter in record.adopters:
        body = bodies.bodies.get(adopter.organisation)
        name = body.name("en") if body else words.state_name(adopter.state, "en")
        yield ("creator" if adopter.role == "adopted" else "contributor"), name
    for scheme, codes in (("theme", record.themes), ("subtheme", record.subthemes), ("flow", record.flows)):
        for code in codes:
            yield "subject", words.label(scheme, code, "en")
    yield "description", record.abstract
    yield "date", record.adopted
    yield "type", words.label("kind", record.kind, "en")
    yield "coverage", words.label("scope", record.scope, "en")
    if record.region:
        yield "coverage", words.label("region", record.region, "en")
    for text in (record.reference, record.url):
        yield "identifier", text
    for language in record.languages:
        yield "language", language
    yield "source", record.source


def read(elements: Elements, reading: Reading) -> Columns:
    """The columns of an instrument that its elements give. Raises CannotBeRead for an identifier that gives no id."""
    texts = {name: list(some) for name, some in elements.items()}
    links = [text for text in texts.get("identifier", ()) if re.fullmatch(r"https?://\S+", text)]
    symbols = [text for text in texts.get("identifier", ()) if ":/" not in text and not text.startswith("oai:")]
    said: dict[str, Any] = {
        "title": _first(texts.get("title", ())), "reference": _first(symbols), "url": _first(links),
        "body": _first([*texts.get("creator", ()), *texts.get("publisher", ())]),
        "adopted": _date(texts.get("date", ())),
        "languages": tuple(dict.fromkeys(text for text in texts.get("language", ()) if re.fullmatch("[a-z]{2}", text))),
    }
    for column, element, scheme in _HEARD:
        said[column] = _first(_heard(texts.get(element, ()), reading, scheme))
    for column, scheme in _TOPICS:
        said[column] = _heard(texts.get("subject", ()), reading, scheme)
    return Columns(
        {"id": own_id(reading), **{name: value for name, value in said.items() if value}},
        {"status": "unknown", "themes": (), "contributor": reading.organisation,
         "source": f"{reading.source}, {reading.identifier}", **reading.fixed},
    )


def _first(texts: Sequence[str]) -> str:
    return texts[0] if texts else ""


def own_id(reading: Reading) -> str:
    """The id under which it stands here: whose it is, and the identifier at the source without the repository's name.

    The same identifier always gives the same id.
    """
    local = re.sub(r"^oai:[^:]*:", "", reading.identifier).casefold()
    tail = re.sub(r"[^a-z0-9]+", "-", local).strip("-")
    if not tail:
        raise CannotBeRead("its identifier has no letter or digit of which an id could be made")
    return f"{reading.organisation}-{tail}"[:80].rstrip("-")


def _heard(texts: Sequence[str], reading: Reading, scheme: str) -> tuple[str, ...]:
    """The words of a scheme among some texts, each once."""
    codes = (reading.lexicon.hear(text, concept(scheme)).code for text in texts)
    return tuple(dict.fromkeys(code for code in codes if code))


def _date(texts: Sequence[str]) -> str:
    """The earliest date that can be understood: a year, a month or a day; the time of a moment is left out."""
    days = (text.partition("T")[0] for text in texts)
    return min((day for day in days if is_edtf(day)), default="")


def register_dublin_core() -> None:
    """Make it known to the feeds."""
    register("instrument", write, read)
