"""Alerts of a State, raised by screening real words."""

from datetime import UTC, date, datetime
from typing import Any

from bordermark.screening.evidence import WEIGHTS
from bordermark.screening.models import Alert, Run

CREATED = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEXT = "THIODIGLYCOL 98% TECH GRADE CAS#111-48-8"


def run_of(state: str = "KEN", *, four_eyes: bool = False, name: str = "November") -> Run:
    """A run of a State that is finished."""
    return Run.objects.create(state_id=state, by="kit", name=name, status="finished", file="november.csv",
                              hs_edition="2022", four_eyes=four_eyes, created=CREATED, finished=CREATED, done=1)


def piece(kind: str, feature: str, matched: str, text: str) -> dict[str, Any]:
    """A piece of evidence in a text, or (outside it) in the code."""
    at = text.find(matched)
    place = {"start": at, "end": at + len(matched)} if at >= 0 else {"start": None, "end": None}
    return {"kind": kind, "feature": feature, "matched": matched, **place, "weight": WEIGHTS[feature],
            "says": f"the text has {matched!r}"}


def alert_in(run: Run, number: int = 0, *, text: str = TEXT, kinds: str = "name cas", **fields: Any) -> Alert:
    """An alert on thiodiglycol in CWC Schedule 2."""
    found = {"name": ("name", "THIODIGLYCOL"), "cas": ("cas", "111-48-8"), "fuzzy": ("fuzzy", "THIODIGLYCOL"),
             "hs": ("hs whole", "293070")}
    number = number or run.alerts.count() + 1
    given = {
        "state_id": run.state_id, "row": number, "line": f"L{number}", "office": "Mombasa", "date": date(2026, 11, 3),
        "month": "2026-11", "list": "cwc-schedule-2", "entry": "cwc-2b-13", "title": "Thiodiglycol", "score": 0.995,
        "evidence": [piece(kind, *found[kind], text) for kind in kinds.split()],
        "because": "Thiodiglycol (CWC Schedule 2): the text names it.", "hs_code": "293070",
        "goods_description": text, "origin": "DE", "destination": "KE",
    }
    return Alert.objects.create(run=run, number=number, **given | fields)
