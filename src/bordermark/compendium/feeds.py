"""What is new, and what there is: the Atom feed of instruments and the sitemap of all pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.db.models import Max
from django.utils.feedgenerator import Atom1Feed

from bordermark.compendium.models import Instrument, Provision
from bordermark.compendium.records import InstrumentRecord
from bordermark.contributions.models import Revision
from bordermark.languages import LANGUAGES
from bordermark.organisations.bodies import Organisations
from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary.words import Vocabulary

NEWEST = 50
"""Entries of the feed."""

ROOMS_BELOW = ("instrument", "provision", "state", "organisation", "concept")
"""Record types of this room and of those below that have pages."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An instrument as it was recorded by its newest revision."""

    record: InstrumentRecord
    revision: int
    recorded_at: datetime
    reason: str


def newest(most: int = NEWEST) -> list[Entry]:
    """The instruments recorded last and still standing, the newest first."""
    latest = Revision.objects.filter(record_type="instrument").values("record_id").annotate(last=Max("id"))
    rows = Revision.objects.filter(pk__in=latest.values("last")).exclude(digest="").order_by("-pk")[:most]
    return [Entry(InstrumentRecord.model_validate(row.data), row.pk, row.recorded_at, row.reason) for row in rows]


def atom(entries: Sequence[Entry], words: Vocabulary, bodies: Organisations, addresses: Addresses) -> str:
    """The feed (Atom Syndication Format, RFC 4287)."""
    feed = Atom1Feed(
        title="Bordermark: instruments on border management", link=addresses.of("home"), language="en",
        description="What has been recorded last", feed_url=f"{addresses.base}/feed.atom",
    )
    for one in entries:
        record, address = one.record, addresses.of("instrument", one.record.id)
        feed.add_item(
            title=record.title, link=address, description=record.abstract or record.title,
            unique_id=f"{address}#revision-{one.revision}", updateddate=one.recorded_at,
            author_name=bodies.bodies[record.contributor].name("en") if record.contributor in bodies.bodies
            else "Bordermark",
            categories=[words.label("theme", code, "en") for code in record.themes],
        )
    return str(feed.writeString("utf-8"))


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page that exists in every language; `changed` is an ISO date, or empty."""

    name: str
    ids: tuple[str, ...]
    changed: str = ""


def site_pages(words: Vocabulary, bodies: Organisations) -> list[SitePage]:
    """Pages of this room and of those below: the home page, instruments, provisions, States, bodies, the vocabulary."""
    changed = last_changes(*ROOMS_BELOW)
    pages = [SitePage("home", ())]
    for name, model in (("instrument", Instrument), ("provision", Provision)):
        keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
        pages += [SitePage(name, (key,), changed.get((name, key), "")) for key in keys]
    pages += [SitePage("state", (key,), changed.get(("state", key), "")) for key in words.states]
    pages += [SitePage("organisation", (key,), changed.get(("organisation", key), "")) for key in bodies.bodies]
    for scheme, members in words.schemes.items():
        if scheme != "scheme":
            pages.append(SitePage("scheme", (scheme,)))
            pages += [SitePage("concept", (scheme, one.code), changed.get(("concept", one.key), ""))
                      for one in members]
    return pages


def last_changes(*types: str) -> Mapping[tuple[str, str], str]:
    """The ISO date on which each record of these types was last recorded, by type and id."""
    rows = (Revision.objects.filter(record_type__in=types)
            .values_list("record_type", "record_id").annotate(last=Max("recorded_at")))
    return {(kind, key): last.date().isoformat() for kind, key, last in rows}


def sitemap_index(addresses: Addresses) -> str:
    """The index of the sitemaps, one for each language (sitemaps.org protocol 0.9)."""
    rows = "".join(
        f"<sitemap><loc>{addresses.base}/sitemap-{code}.xml</loc></sitemap>\n" for code in LANGUAGES
    )
    return f'{_XML}<sitemapindex xmlns="{_SITEMAP}">\n{rows}</sitemapindex>\n'


def sitemap(pages: Sequence[SitePage], addresses: Addresses, language: str) -> str:
    """The sitemap of one language; each page names itself in all six."""
    return "".join(_sitemap(pages, addresses, language))


def _sitemap(pages: Sequence[SitePage], addresses: Addresses, language: str) -> Iterator[str]:
    yield f'{_XML}<urlset xmlns="{_SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for page in pages:
        here = {code: addresses.of(page.name, *page.ids, language=code) for code in LANGUAGES}
        yield f"<url><loc>{escape(here[language])}</loc>"
        if page.changed:
            yield f"<lastmod>{page.changed}</lastmod>"
        for code, address in (*here.items(), ("x-default", here["en"])):
            yield f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
        yield "</url>\n"
    yield "</urlset>\n"


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
