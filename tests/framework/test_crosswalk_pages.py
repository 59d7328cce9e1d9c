"""Pages, API and files of crosswalks, of answers carried over them, and of coverage."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from bordermark.contributions.revisions import history
from bordermark.errors import RefusedInput
from bordermark.framework.importing import check_crosswalk, load_crosswalk
from bordermark.framework.reading import framework
from bordermark.framework.sssom import read

pytestmark = pytest.mark.usefixtures("loaded")


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def test_every_list_has_its_page(client: Client) -> None:
    index = text(client, "/crosswalks")
    for key, one in framework().schemes.items():
        assert f'href="/crosswalks/{key}"' in index
        page = text(client, f"/crosswalks/{key}")
        assert one.title in page and page.count('<tr id="') == sum(
            element.scheme == key for element in framework().elements.values())


def test_a_page_tells_looked_at_from_not_looked_at(client: Client) -> None:
    page = text(client, "/crosswalks/fatf")
    assert page.count("looked at, none found") == 22
    assert "addressed to the financial sector" in page


def test_the_page_as_data_is_what_the_api_says(client: Client) -> None:
    page = client.get("/crosswalks/wto-tfa?format=json").json()
    assert page == client.get("/api/v1/crosswalks/wto-tfa").json()
    assert page["elements"] == len(page["items"]) == page["mapped"] + page["none_found"] + page["not_looked_at"]
    assert len(page["unmapped_measures"]) + page["measures"] == len(framework().measures)
    assert client.get("/crosswalks?format=json").json() == client.get("/api/v1/crosswalks").json()


def test_an_unknown_list_names_those_there_are(client: Client) -> None:
    assert "/crosswalks/fatf" in text(client, "/crosswalks/fatff", 404)
    assert client.get("/api/v1/crosswalks/fatff").json()["near"]
    assert client.get("/crosswalks/fatff.sssom.tsv").status_code == 404


def test_a_crosswalk_is_downloaded_as_sssom(client: Client) -> None:
    made, wrong = read(text(client, "/crosswalks/icao.sssom.tsv"), "icao")
    assert not wrong and len(made.lines) == 39
    assert made.about["mapping_set_id"] == "http://testserver/crosswalks/icao"


def test_an_answer_is_offered_where_logic_allows_it(client: Client) -> None:
    page = text(client, "/crosswalks/answers?answer=fatf:32=4")
    assert "all is in place" in page and "something is in place, perhaps all" in page
    found = client.get("/api/v1/answers?answer=fatf:32=4").json()
    by_id = {one["to"]["id"]: one for one in found["items"]}
    assert by_id["cbm-9.2"]["range"] == {"low": 1.0, "high": 1.0, "low_open": False, "high_open": False}
    (offer,) = by_id["cbm-9.2"]["offers"]
    assert offer["answered"]["id"] == "fatf:32" and offer["chains"][0][0]["to"]["id"] == "cbm-9.2"
    assert client.get("/crosswalks/answers?answer=fatf:32=4&format=json").json() == found
    assert "fatf:32 > cbm-9.2" in text(client, "/crosswalks/answers?answer=fatf:32=4&format=csv")


def test_the_form_adds_an_answer_without_script(client: Client) -> None:
    page = text(client, "/crosswalks/answers?answer=fatf:32=4&thing=wto-tfa:10.4&level=0")
    assert page.count('name="answer"') == 2 and "nothing is in place" in page


def test_answers_that_contradict_each_other_are_said(client: Client) -> None:
    assert "The answers contradict each other." in text(
        client, "/crosswalks/answers?answer=cbm-3.2=4&answer=wto-tfa:7.4=1")


@pytest.mark.parametrize("answer", ["cbm-3.2", "cbm-3.2=7", "cbm-99.9=1", "cbm-3.2=3..1", "=4", "cbm-3.2=²"])
def test_an_answer_that_cannot_be_read_is_said(client: Client, answer: str) -> None:
    page = client.get("/crosswalks/answers", {"answer": answer})
    assert page.status_code == 422 and "expected" in page.content.decode()
    problem = client.get("/api/v1/answers", {"answer": answer})
    assert problem.status_code == 422 and problem.json()["errors"][0]["value"] == answer
    assert client.get("/crosswalks/answers", {"answer": answer, "format": "json"}).json()["errors"]


def test_relations_come_with_chains_and_what_is_lost(client: Client) -> None:
    found = client.get("/api/v1/relations/wto-tfa:7.4?kind=element").json()
    by_id = {one["to"]["id"]: one for one in found["items"]}
    assert by_id["wco-safe:p1-s4"]["possible"] == ["equal"]
    assert {one["to"]["kind"] for one in found["items"]} == {"element"}
    assert any(step["lost"] for one in found["items"] for chain in one["chains"] for step in chain)
    assert client.get("/api/v1/relations/nothing").status_code == 404


def test_coverage_as_page_data_and_tables(client: Client) -> None:
    page = text(client, "/framework/coverage")
    assert "Use non-intrusive inspection by risk" in page and "<svg" in page
    report = client.get("/framework/coverage?format=json").json()
    assert report == client.get("/api/v1/framework/coverage").json()
    assert report["carried"] + len(report["uncarried"]) == report["provisions"]
    assert sum(one["total"] for one in report["domains"]) == report["measures"]
    for table, head in (("domains", "domain,title,global"), ("beyond", "measure,title,reasons"),
                        ("uncarried", "provision,instrument"), ("subjects", "domain,theme"),
                        ("foundations", "measure,title,foundation")):
        assert text(client, f"/framework/coverage?format=csv&table={table}").startswith(head)


def test_coverage_is_narrowed_and_turned(client: Client) -> None:
    assert 'value="drugs" selected' in text(client, "/framework/coverage?flow=drugs")
    assert "page 2 of" in text(client, "/framework/coverage?strength=may&page=2")
    assert "page 1 of" in text(client, "/framework/coverage?page=none")
    for wrong in ("flow=x", "strength=x", "table=x"):
        assert client.get(f"/framework/coverage?{wrong}").status_code == 400


def test_the_framework_is_exported(client: Client) -> None:
    for form, kind in (("xlsx", "spreadsheetml"), ("skos", "text/turtle"), ("oscal", "application/zip")):
        response = client.get(f"/api/v1/framework/exports/{form}?lang=fr")
        assert response.status_code == 200 and kind in response["Content-Type"]
    assert client.get("/api/v1/framework/exports/pdf").status_code == 404


def test_a_crosswalk_is_loaded_and_becomes_revisions(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "fatf.sssom.tsv"
    held = text(client, "/crosswalks/fatf.sssom.tsv")
    file.write_text(held.replace("fatf:32\tRecommendation 32: Cash couriers", "fatf:41\tSomething new", 1))
    checked, made = load_crosswalk(file, datetime(2026, 11, 25, tzinfo=UTC), by="a test", reason="to see")
    assert made == 3  # a new element, a row more, a row less
    assert [one.id for one in checked.imported.elements] == ["fatf:41"]
    assert history("mapping", checked.difference.added[0])[0].recorded_by == "a test"
    assert "Something new" in text(client, "/crosswalks/fatf")


def test_a_crosswalk_with_findings_changes_nothing(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "fatf.sssom.tsv"
    held = text(client, "/crosswalks/fatf.sssom.tsv")
    file.write_text(held.replace("bordermark:cbm-9.1\t", "bordermark:cbm-99.1\t"))
    with pytest.raises(RefusedInput, match=r"row \d+, column subject_id: found 'bordermark:cbm-99\.1'"):
        load_crosswalk(file, datetime(2026, 11, 25, tzinfo=UTC), by="a test", reason="to see")
    assert text(client, "/crosswalks/fatf.sssom.tsv") == held


@pytest.mark.parametrize("content", [b"\xff\xfe", b"nothing\n"])
def test_a_file_that_is_no_crosswalk_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.tsv"
    file.write_bytes(content)
    with pytest.raises(RefusedInput, match=r"bad\.tsv"):
        check_crosswalk(file)
    with pytest.raises(RefusedInput, match="readable file"):
        check_crosswalk(tmp_path / "absent.tsv")
