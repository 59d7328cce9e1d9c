"""Every page in six languages; what is not there; the same address in other formats."""

import pytest
from django.test import Client

from bordermark.languages import LANGUAGES, direction

PAGES = (
    "/", "/browse", "/about", "/search?q=passport", "/search?party=KEN&theme=theme-3", "/states", "/states/KEN",
    "/states/VAT", "/states/HKG", "/organisations", "/organisations/ecowas", "/organisations/un-security-council",
    "/vocabulary", "/vocabulary/theme", "/vocabulary/theme/theme-6", "/vocabulary/flow/drugs",
    "/vocabulary/region/west-africa-ecowas", "/vocabulary/m49/014", "/instruments/un-res-1540-2004",
    "/instruments/un-som-protocol-2000", "/instruments/un-som-protocol-2000/parties",
    "/instruments/wco-safe-framework/parties", "/provisions/un-som-protocol-2000.art-12", "/framework",
    "/framework/cbm-4", "/measures/cbm-4.3", "/measures/cbm-4.3/states", "/states/KEN/obligations",
    "/states/KEN/obligations?as_at=1950-01-01", "/states/VAT/obligations/cbm-4.3", "/states/KEN/obligations/new",
    "/states/KEN/obligations/neighbours", "/states/FJI/obligations/neighbours",
    "/obligations/compare", "/obligations/compare?state=KEN&state=UGA&differences=1", "/models",
    "/models/model-osbp-juxtaposed", "/models/choose", "/models/choose?border=land&traffic=high",
)


@pytest.fixture
def client(loaded: object) -> Client:
    return Client(headers={"accept": "text/html"})


def existing(client: Client, address: str) -> str:
    """The address, or when an instrument of this id is not held, one that is."""
    return address if client.get(address).status_code == 200 else "/instruments/cwc-1993/parties"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_every_language(client: Client, address: str, language: str) -> None:
    address = existing(client, address)
    path = address if language == "en" else f"/{language}{address}"
    response = client.get(path)
    assert response.status_code == 200
    page = response.content.decode()
    assert f'<html lang="{language}" dir="{direction(language)}">' in page
    assert response["Content-Security-Policy"].startswith("default-src 'self'")
    assert "http://" not in page.split("</head>")[0].replace("http://testserver", "")


@pytest.mark.parametrize(("address", "near"), [
    ("/instruments/un-res-1540", "un-res-1540-2004"), ("/states/KNY", "KEN"), ("/organisations/interpoll", "interpol"),
    ("/provisions/un-som-protocol-2000.art-99", "un-som-protocol-2000.art-"),
    ("/vocabulary/theme/theme-66", "theme:theme-6"), ("/vocabulary/themes", "theme"),
])
def test_what_is_not_there_says_what_resembles_it(client: Client, address: str, near: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert near in response.content.decode()
    problem = client.get(address, headers={"accept": "application/json"})
    assert problem.status_code == 404
    assert problem["Content-Type"].startswith("application/problem+json")


def test_an_address_that_is_no_page_is_a_page_of_its_own(client: Client) -> None:
    assert client.get("/nowhere/at/all").status_code == 404


@pytest.mark.parametrize(
    "address", ["/instruments/cwc-1993", "/states/KEN", "/organisations/wco", "/search?q=passport"]
)
def test_the_same_address_answers_as_json(client: Client, address: str) -> None:
    response = client.get(address, headers={"accept": "application/json"})
    assert response.status_code == 200
    assert isinstance(response.json(), dict)


def test_a_day_that_is_none_is_answered_with_what_was_expected(client: Client) -> None:
    response = client.get("/instruments/cwc-1993?as_at=soon")
    assert response.status_code == 400
    assert "expected a date such as 2012-04-25" in response.content.decode()


def test_a_page_never_says_that_a_state_is_no_party(client: Client) -> None:
    page = client.get("/instruments/un-som-protocol-2000/parties").content.decode()
    assert "not a party" not in page.lower()
    assert "10 July 2014" in page
    assert "nothing is known since" in " ".join(page.split())


def test_the_date_of_deposit_is_called_that_where_entry_into_force_is_not_known(client: Client) -> None:
    page = " ".join(client.get("/states/KEN").content.decode().split())
    assert "deposited on" in page


@pytest.mark.parametrize("path", ["/search", "/ar/states/KEN", "/", "/controlled"])
def test_an_address_with_too_many_parameters_gets_a_page_that_says_so(client: Client, path: str) -> None:
    many = "&".join(f"a{n}=1" for n in range(1_001))
    answer = client.get(f"{path}?{many}", headers={"accept": "text/html"})
    assert answer.status_code == 400 and "<h1>" in answer.content.decode()
    as_data = client.get(f"{path}?{many}", headers={"accept": "application/json"})
    assert as_data.status_code == 400 and as_data["content-type"].startswith("application/problem+json")
    assert "1000" in as_data.json()["detail"] or "parameters" in as_data.json()["detail"]


def test_a_host_that_is_not_ours_is_told_so_plainly(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_the_api_answers_too_many_parameters_with_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/search?" + "&".join(f"a{n}=1" for n in range(1_001)))
    assert answer.status_code == 400, answer.content[:200]
