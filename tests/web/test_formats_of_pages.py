"""Every address in every format, what is said to bad questions, and the headers that all answers carry."""

import csv
import gzip
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.accounts.expectations import OK, PAGES, VISITOR

from bordermark.compendium.models import Translation
from bordermark.languages import LANGUAGES
from bordermark.web.headers import POLICY

FORMATS = {
    "/browse": ("html", "json", "csv"),
    "/search?q=passport": ("html", "json", "csv"),
    "/states": ("html", "json", "csv"),
    "/states/KEN": ("html", "json", "csv"),
    "/organisations": ("html", "json", "csv"),
    "/organisations/eac": ("html", "json", "csv"),
    "/vocabulary": ("html", "json", "jsonld"),
    "/vocabulary/theme": ("html", "json", "jsonld", "csv"),
    "/vocabulary/theme/theme-6": ("html", "json", "jsonld"),
    "/instruments/cwc-1993": ("html", "json", "jsonld", "csv"),
    "/instruments/cwc-1993/parties": ("html", "json", "csv"),
    "/provisions/un-som-protocol-2000.art-12": ("html", "json", "jsonld"),
    "/hs": ("html", "json", "csv"),
    "/hs/2022/290499": ("html", "json", "csv"),
    "/lists": ("html", "json"),
    "/lists/cwc-schedule-2": ("html", "json", "csv"),
    "/entries/cwc-2b-13": ("html", "json"),
    "/controlled?q=thiodiglycol": ("html", "json", "csv"),
    "/hs-opportunities": ("html", "json", "csv"),
    "/activities": ("html", "json", "csv", "xlsx"),
    "/activities/table": ("html", "json", "csv", "xlsx"),
    "/mandates?entity=unodc": ("html", "json", "csv", "xlsx"),
    "/activities/act-unodc-ccp": ("html", "json", "csv"),
    "/mechanisms": ("html", "json", "csv", "xlsx"),
    "/mechanisms/co-bmwg": ("html", "json", "csv"),
    "/drafting?capacity=cash&place=KEN": ("html", "json", "csv"),
    "/framework": ("html", "json", "csv"),
    "/framework/cbm-4": ("html", "json", "csv"),
    "/measures/cbm-4.3": ("html", "json", "csv"),
    "/measures/cbm-4.3/states": ("html", "json", "csv"),
    "/states/KEN/obligations": ("html", "json", "csv"),
    "/states/KEN/obligations/new?since=2015-01-01": ("html", "json", "csv"),
    "/states/KEN/obligations/neighbours": ("html", "json", "csv"),
    "/states/KEN/obligations/cbm-4.3": ("html", "json", "csv"),
    "/obligations/compare?state=KEN&state=UGA&region=014": ("html", "json", "csv"),
    "/models": ("html", "json"),
    "/models/choose?border=land": ("html", "json", "csv"),
    "/models/model-lead-agency": ("html", "json"),
    "/crosswalks": ("html", "json", "csv"),
    "/crosswalks/fatf": ("html", "json", "csv"),
    "/crosswalks/answers?answer=fatf:32=4": ("html", "json", "csv"),
    "/framework/coverage": ("html", "json", "csv"),
    "/quality": ("html", "json", "csv"),
    "/organisations/icao/quality": ("html", "json", "csv"),
    "/duplicates": ("html", "json", "csv"),
    "/contributions/near?type=instrument&reference=S/RES/1540(2004)": ("html", "json"),
    "/translations": ("html", "json", "csv"),
    "/translations/fr/concept": ("html", "json", "csv"),
    "/translations/fr/concept/theme:theme-1": ("html", "json"),
    "/records/instrument/cwc-1993/history": ("html", "json"),
    "/records/instrument/cwc-1993/compare": ("html", "json"),
    "/diagnosis?as_at=2012&region=015": ("html", "json", "csv"),
    "/diagnosis/gaps?as_at=2012&region=015&capacity=cash": ("html", "json", "csv"),
    "/diagnosis/network?as_at=2012&region=015": ("html", "json", "csv"),
    "/diagnosis/options?as_at=2012&region=015": ("html", "json", "csv"),
    "/diagnosis/what-if": ("html", "json", "csv"),
}
"""Every address that answers in several formats, by an example."""

ALONE = {"": "/", "about": "/about", "suggest": "/suggest?q=cash",
         "instruments/<str:key>/cite/<slug:form>": "/instruments/cwc-1993/cite/bibtex",
         "translations/<slug:language>/<slug:name>/po": "/translations/fr/concept/po?id=theme:theme-1",
         "contributions/files/<slug:name>/template.xlsx": "/contributions/files/adjacency/template.xlsx",
         "contributions/files/<slug:name>/records.xlsx": "/contributions/files/organisation/records.xlsx?id=wco"}
"""Routes that answer in one format."""

ELSEWHERE = {"editions", "editions/<int:number>", "editions/<int:number>/changes", "links", "diagnosis/rounds",
             "diagnosis/follow-up", "diagnosis/follow-up/<slug:key>"}
"""Routes that need more than the bundled pack, and are tried in all their formats by the tests of their room."""

MEDIA = {"html": "text/html", "json": "application/json", "jsonld": "application/ld+json", "csv": "text/csv",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

UNKNOWN = (
    "/instruments/cwc-1994", "/instruments/cwc-1994/parties", "/provisions/cwc-1993.art-none", "/states/KNY",
    "/organisations/eacc", "/vocabulary/themes", "/vocabulary/theme/theme-66", "/instruments/cwc-1994/cite/ris",
    "/measures/cbm-4.33", "/framework/cbm-44", "/models/model-lead", "/states/KEM/obligations",
    "/states/KEN/obligations/cbm-4.33", "/hs/2022/290490", "/lists/cwc-schedule-9", "/entries/cwc-2b-99",
    "/crosswalks/fatff",
)


@pytest.fixture
def client(loaded: object) -> Client:
    return Client(headers={"accept": "text/html"})


def in_format(address: str, name: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}format={name}"


OF_SOMEBODY = {name for name, _ in PAGES} - {name for (name, _), row in PAGES.items() if row.expected[VISITOR] == OK}
"""Names of the pages for which the matrix of rights wants somebody who has signed in."""


def routes() -> set[str]:
    """The routes of the pages, those under a language; without those of people, for which the matrix of rights asks."""
    def walk(patterns: Any, before: str) -> Any:
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, path)
            elif isinstance(one, URLPattern) and not _of_people(one):
                yield path

    under_language = [one for one in get_resolver().url_patterns if type(one.pattern).__name__ == "LocalePrefixPattern"]
    return set(walk(under_language[0].url_patterns, ""))


def _of_people(route: URLPattern) -> bool:
    return route.name in OF_SOMEBODY or route.callback.__module__.startswith(("allauth.", "bordermark.accounts."))


def test_every_route_of_a_page_has_its_example_here() -> None:
    from django.urls import resolve

    examples = [*FORMATS, *ALONE.values()]
    assert routes() == {resolve(one.partition("?")[0]).route for one in examples} | ELSEWHERE


@pytest.mark.parametrize(("address", "name"), [(one, name) for one, names in FORMATS.items() for name in names])
def test_the_same_address_answers_in_each_of_its_formats(client: Client, address: str, name: str) -> None:
    response = client.get(in_format(address, name))
    assert response.status_code == 200
    if name == "xlsx":
        assert response["Content-Type"] == MEDIA[name]
        assert openpyxl.load_workbook(io.BytesIO(response.content)).active.max_row > 1
        return
    assert response["Content-Type"] == f"{MEDIA[name]}; charset=utf-8"
    text = response.content.decode()
    if name == "html":
        assert text.lower().startswith("<!doctype html>")
    elif name == "csv":
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}
    else:
        assert response.json()
        assert name != "jsonld" or "@context" in response.json()


@pytest.mark.parametrize("address", FORMATS)
def test_a_program_gets_the_format_that_its_header_accepts(client: Client, address: str) -> None:
    response = client.get(address, headers={"accept": "application/json"})
    assert response["Content-Type"].startswith("application/json")
    assert "Accept" in response["Vary"]
    assert response.json() == client.get(in_format(address, "json")).json() or address.startswith("/search")


@pytest.mark.parametrize(("address", "missing"), [
    (one, name) for one, names in FORMATS.items() for name in MEDIA if name not in names
    and not (name == "xlsx" and one.startswith(("/search", "/hs-opportunities")))  # saved as workbooks of their own
])
def test_a_format_that_an_address_has_not_is_said_with_those_it_has(
    client: Client, address: str, missing: str
) -> None:
    response = client.get(in_format(address, missing))
    assert response.status_code == 406
    assert response.json()["available"] == list(FORMATS[address])


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_unknown_id_is_answered_with_links_to_near_ones_that_lead_somewhere(client: Client, address: str) -> None:
    page = client.get(f"/fr{address}")
    assert page.status_code == 404
    problem = client.get(f"{address}?format=json")
    assert problem.status_code == 404
    near = problem.json()["near"]
    assert near
    links = [line.split('"')[1] for line in page.content.decode().split("<li>") if line.startswith('<a href="/fr/')]
    assert len(links) >= len(near)
    assert client.get(links[-1]).status_code == 200


@pytest.mark.parametrize("address", ["/instruments/cwc-1993", "/instruments/cwc-1993/parties", "/states/KEN",
                                     "/organisations/eac", "/provisions/un-som-protocol-2000.art-12",
                                     "/vocabulary/theme/theme-6", "/measures/cbm-4.3", "/states/KEN/obligations",
                                     "/states/KEN/obligations/cbm-4.3", "/framework"])
@pytest.mark.parametrize("query", ["as_at=soon", "as_at=2012-13", "as_recorded=yesterday",
                                   "as_recorded=0001-01-01T00:00:00%2B14:00"])
def test_a_day_or_moment_that_is_none_is_answered_with_a_sentence(client: Client, address: str, query: str) -> None:
    page, problem = client.get(f"{address}?{query}"), client.get(f"{address}?{query}&format=json")
    assert page.status_code == problem.status_code == 400
    name = query.partition("=")[0]
    assert problem.json()["detail"].startswith(f"{name}: found ")
    assert f"{name}: found " in page.content.decode()


@pytest.mark.parametrize("address", [
    "/search?decade=soon", "/search?q=%00%ff", "/search?page=0&page=-1", "/search?page=99999&q=passport",
    "/search?theme=&kind=no-such", "/search?adopted_from=2020&adopted_until=2010", "/search?sort=colour&look_in=pt",
    "/search?q=%22", "/search?q=" + "x" * 2000, "/states/KEN?order=-colour", "/instruments/cwc-1993?as_at=0001",
    "/instruments/cwc-1993?as_at=9999", "/instruments/cwc-1993/parties?order=-since&as_at=2000",
    "/states/KEN?as_at=9999-12-31", "/suggest?q=%00", "/organisations/eac?as_at=0001-01-01",
])
def test_an_old_or_odd_link_is_answered_all_the_same(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [*FORMATS, *ALONE.values(), "/no/such/page", "/instruments/cwc-1994",
                                     "/states/KEN?as_at=soon"])
def test_every_answer_keeps_itself_to_this_site(client: Client, address: str) -> None:
    response = client.get(address)
    assert response["Content-Security-Policy"] == POLICY
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert not response.cookies


def test_a_page_is_sent_compressed_to_a_browser_that_takes_it(client: Client) -> None:
    plain, packed = (client.get("/states", headers={"accept-encoding": one}) for one in ("identity", "gzip"))
    assert packed["Content-Encoding"] == "gzip" and not plain.has_header("Content-Encoding")
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    assert "Accept-Encoding" in packed["Vary"]


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get("/instruments/cwc-1993")
    again = client.get("/instruments/cwc-1993", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_without_a_translation_the_title_falls_back_to_english_and_says_so(client: Client, language: str) -> None:
    address = f"/{language}/instruments/cwc-1993"
    translated = client.get(address).content.decode()
    assert f'<h1 lang="{language}"' in translated
    Translation.objects.filter(instrument="cwc-1993", language=language).delete()
    page = client.get(address).content.decode()
    assert '<h1 lang="en"' in page
    assert f'<html lang="{language}"' in page, "the rest of the page stays in the reader's language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_links_to_itself_in_the_other_languages(client: Client, language: str) -> None:
    prefix = "" if language == "en" else f"/{language}"
    page = client.get(f"{prefix}/instruments/cwc-1993?as_at=2000").content.decode()
    for other in LANGUAGES:
        wanted = "" if other == "en" else f"/{other}"
        assert f'href="{wanted}/instruments/cwc-1993?as_at=2000"' in page


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl"])
def test_a_citation_is_a_file(client: Client, form: str) -> None:
    response = client.get(f"/instruments/cwc-1993/cite/{form}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="cwc-1993.')
    assert client.get("/instruments/cwc-1993/cite/scroll").status_code == 404


def test_a_fragment_holds_the_map_alone(client: Client) -> None:
    fragment = client.get("/instruments/cwc-1993/parties", headers={"HX-Request": "true"}).content.decode()
    assert "<svg" in fragment and "<html" not in fragment


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_written_through_a_page(client: Client, method: str) -> None:
    from bordermark.contributions.revisions import last_revision

    before = last_revision()
    getattr(client, method)("/instruments/cwc-1993", {"title": "Mine"} if method == "post" else "title=Mine")
    assert last_revision() == before


@pytest.mark.parametrize("address", [*FORMATS, "/"])
def test_the_number_of_queries_does_not_grow_with_the_words_of_a_page(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    client.get(address)
    with django_assert_max_num_queries(35):
        client.get(address)
