"""Run by tests as a program of its own, on the server's data: prints session keys, makes a change set and alerts."""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402
from tests.contributions.review.conftest import ICAO, REVIEWER, changed  # noqa: E402
from tests.contributions.review.signing import client_of  # noqa: E402
from tests.screening.triage.conftest import KIT  # noqa: E402
from tests.screening.triage.raising import alert_in, run_of  # noqa: E402

from bordermark.accounts.policy import Action  # noqa: E402
from bordermark.contributions.review.change_sets import draft_from, move  # noqa: E402
from bordermark.contributions.review.commenting import comment  # noqa: E402
from bordermark.screening.triage.store import key_of  # noqa: E402

settings.ALLOWED_HOSTS = ["testserver"]
people = {one.id: client_of(one).cookies["sessionid"].value for one in (ICAO, REVIEWER, KIT)}
held = draft_from(changed("icao-annex-9", short_title="Annex nine", aliases=("Annex 9",)), by=ICAO, title="Names",
                  reason="They were changed", organisation="icao", provenance={"source": "form"})
for action, person in ((Action.SUBMIT, ICAO), (Action.TAKE_UP, REVIEWER)):
    move(held, action, person)
comment(held, REVIEWER, "Since when?", held.items.get(), "short_title")
run = run_of()
alerts = [alert_in(run) for _ in range(12)]
proposed = alert_in(run, status="dismissal-proposed", proposer="liz", reason="licensed", lane="red")
alert_in(run, status="inspected", outcome="found")
alert_in(run, status="dismissed", reason="look-alike", month="2026-10")
print(json.dumps({**people, "set": held.pk, "alert": key_of(alerts[-1]), "proposed": key_of(proposed)}))
