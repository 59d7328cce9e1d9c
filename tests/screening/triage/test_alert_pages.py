"""Pages and API of alerts, as an officer meets them."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.test import Client

from bordermark.screening.models import Alert
from bordermark.screening.triage.store import key_of

from .raising import alert_in, run_of

STEP = "/screening/alerts/step"
API = "/api/v1/screening"


@pytest.fixture
def run(officers):
    return run_of()


@pytest.fixture
def kit(client_of, run) -> Client:
    return client_of("kit")


def value(one, steps=0):
    return f"{key_of(one)}:{steps}"


def test_the_queue_says_why_each_fired_with_the_matched_text_marked(kit, run):
    alert_in(run, text="<b>THIODIGLYCOL</b> & 111-48-8")
    page = kit.get("/screening/alerts").content.decode()
    assert "&lt;b&gt;<mark>THIODIGLYCOL</mark>&lt;/b&gt; &amp; <mark>111-48-8</mark>" in page
    assert "Thiodiglycol (CWC Schedule 2): the text names it." in page


def test_thirty_are_dismissed_from_the_queue_by_one_form(kit, run):
    some = [alert_in(run) for _ in range(30)]
    sent = {"alert": [value(one) for one in some], "step": "dismiss", "reason": "licensed"}
    page = kit.post(f"{STEP}?status=open", sent, follow=True)
    assert page.redirect_chain == [("/screening/alerts?status=open", 302)]
    assert "30 alerts: dismissed." in page.content.decode()
    assert Alert.objects.filter(status="dismissed", reason="licensed").count() == 30


def test_what_could_not_be_done_keeps_what_was_ticked_and_said(kit, run):
    first, second = alert_in(run), alert_in(run)
    page = kit.post(STEP, {"alert": [value(first), value(second, 3)], "step": "dismiss", "reason": "other",
                           "words": "a sample"})
    assert page.status_code == 409
    text = page.content.decode()
    assert f"{key_of(second)}: another officer was faster" in text
    assert text.count(" checked") >= 2 and 'value="a sample"' in text and 'value="other" selected' in text
    assert set(Alert.objects.values_list("status", flat=True)) == {"open"}
    assert kit.get(f"{STEP}?status=open")["Location"] == "/screening/alerts?status=open"


@pytest.mark.parametrize("sent", [
    {}, {"step": "explode"}, {"step": "dismiss"}, {"step": "refer", "alert": "x"}, {"step": "refer", "alert": "x:y:z"},
    {"step": "refer", "alert": "abc-1:99999999999999"}, {"step": "refer", "alert": ["a"] * 300},
])
def test_a_form_that_makes_no_sense_is_answered_with_a_sentence(kit, run, sent):
    alert_in(run)
    assert kit.post(STEP, sent).status_code in (404, 409)


def test_an_alert_leads_to_the_provision_the_measure_and_what_it_obliges_the_state_to(kit, run):
    page = kit.get(f"/screening/alerts/{key_of(alert_in(run))}").content.decode()
    for address in ("/entries/cwc-2b-13", "/lists/cwc-schedule-2", "/instruments/cwc-1993",
                    "/provisions/cwc-1993.art-vi", "/measures/cbm-7.8", "/states/KEN/obligations/cbm-7.8"):
        assert f'href="{address}"' in page
        assert kit.get(address).status_code == 200
    assert "1 − (1 − 0.950) × (1 − 0.900) = 0.9950" in page


def test_an_alert_of_a_list_that_is_no_more_is_still_shown(kit, run):
    one = alert_in(run, list="gone", entry="gone-1", provision="gone.art-1", goods_description="", evidence=[])
    assert kit.get(f"/screening/alerts/{key_of(one)}").status_code == 200
    told = kit.get(f"{API}/alerts/{key_of(one)}").json()
    assert (told["duties"], told["controls"]) == ([], [])


def test_the_result_of_an_inspection_is_entered_on_the_page_of_the_alert(kit, run):
    one = alert_in(run, status="referred")
    sent = {"alone": key_of(one), "alert": value(one), "step": "found", "words": "two drums"}
    page = kit.post(STEP, sent, follow=True)
    assert page.redirect_chain == [(f"/screening/alerts/{key_of(one)}", 302)]
    text = page.content.decode()
    assert "two drums" in text and "Inspected: found" in text
    assert kit.post(STEP, {"alone": key_of(one), "alert": value(one), "step": "refer"}).status_code == 409


@pytest.mark.parametrize(("fields", "first"), [
    ({}, "dismiss"), ({"status": "referred"}, "note"), ({"status": "dismissed", "reason": "licensed"}, "note"),
])
def test_enter_decides_nothing_but_a_dismissal_for_which_a_reason_is_asked(kit, run, fields, first):
    page = kit.get(f"/screening/alerts/{key_of(alert_in(run, **fields))}").content.decode()
    assert page.partition('name="step" value="')[2].startswith(f'{first}"')


def test_every_page_answers_as_data(kit, run):
    one = alert_in(run, office="=1+1")
    queue = kit.get("/screening/alerts?format=json").json()
    assert [each["id"] for each in queue["items"]] == [key_of(one)] and queue["counts"]["open"] == 1
    rows = list(csv.DictReader(io.StringIO(kit.get("/screening/alerts?format=csv").content.decode())))
    assert rows[0]["id"] == key_of(one) and rows[0]["office"] == "'=1+1"
    told = kit.get(f"/screening/alerts/{key_of(one)}?format=json").json()
    assert told == kit.get(f"{API}/alerts/{key_of(one)}").json()
    dashboard = kit.get("/screening/dashboard?format=json").json()
    assert dashboard == kit.get(f"{API}/dashboard").json()
    assert dashboard["by"]["list"][0]["key"] == "cwc-schedule-2"
    rows = list(csv.DictReader(io.StringIO(kit.get("/screening/dashboard?format=csv").content.decode())))
    assert (rows[0]["by"], rows[0]["alerts"]) == ("all", "1")


def test_pages_and_api_agree_on_a_question_that_cannot_be_asked(kit, run):
    assert kit.get("/screening/alerts?sort=colour").status_code == 400
    assert kit.get("/screening/alerts?cursor=nonsense").status_code == 400
    problem = kit.get(f"{API}/alerts?kind=smell&cursor=nonsense")
    assert problem.status_code == 422 and problem.json()["errors"][0]["parameter"] == "kind"


def test_the_pages_are_turned_through_all_alerts(kit, run):
    for _ in range(60):
        alert_in(run)
    page = kit.get("/screening/alerts").content.decode()
    link = page.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert kit.get(f"/screening/alerts{link}").content.decode().count('name="alert"') == 10


def test_another_states_officer_finds_nothing_by_any_way(client_of, run):
    one, uma = alert_in(run), client_of("uma")
    alert_in(run_of("UGA"))
    for address in (f"/screening/alerts/{key_of(one)}", f"{API}/alerts/{key_of(one)}"):
        there, not_there = uma.get(address), uma.get(address[:-1] + "999")
        assert there.status_code == not_there.status_code == 404
    for query in ({"run": run.pk}, {"state": "KEN"}, {"office": "Mombasa", "state": "KEN"}):
        for address in ("/screening/alerts", "/screening/dashboard"):
            told = uma.get(f"{address}?{urlencode(query | {'format': 'json'})}").json()
            assert told.get("items", []) == [] and told.get("total", {"alerts": 0})["alerts"] == 0
    refused = uma.post(f"{API}/alert-steps", {"alerts": [{"id": key_of(one)}], "step": "refer"}, "application/json")
    assert refused.status_code == 404
    assert Alert.objects.get(pk=one.pk).status == "open"


def test_steps_over_the_api_are_taken_with_all_or_none(kit, run):
    first, second = alert_in(run), alert_in(run, status="referred")
    sent = {"step": "dismiss", "reason": "licensed",
            "alerts": [{"id": key_of(first), "read": 0}, {"id": key_of(second)}]}
    refused = kit.post(f"{API}/alert-steps", sent, "application/json")
    assert refused.status_code == 409 and key_of(second) in refused.json()["detail"]
    sent["alerts"] = sent["alerts"][:1]
    assert kit.post(f"{API}/alert-steps", sent, "application/json").json()[0]["status"] == "dismissed"
    assert kit.post(f"{API}/alert-steps", sent, "application/json").status_code == 409


def test_the_queue_asks_few_questions_of_the_database(kit, run, django_assert_max_num_queries):
    for _ in range(60):
        alert_in(run)
    kit.get("/screening/alerts")
    with django_assert_max_num_queries(35):
        kit.get("/screening/alerts")
