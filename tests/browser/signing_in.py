"""Run by tests as a program of its own, on the server's data: prints session keys, makes a change set."""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402
from tests.contributions.review.conftest import ICAO, REVIEWER, changed  # noqa: E402
from tests.contributions.review.signing import client_of  # noqa: E402

from bordermark.accounts.policy import Action  # noqa: E402
from bordermark.contributions.review.change_sets import draft_from, move  # noqa: E402
from bordermark.contributions.review.commenting import comment  # noqa: E402

settings.ALLOWED_HOSTS = ["testserver"]
people = {one.id: client_of(one).cookies["sessionid"].value for one in (ICAO, REVIEWER)}
held = draft_from(changed("icao-annex-9", short_title="Annex nine", aliases=("Annex 9",)), by=ICAO, title="Names",
                  reason="They were changed", organisation="icao", provenance={"source": "form"})
for action, person in ((Action.SUBMIT, ICAO), (Action.TAKE_UP, REVIEWER)):
    move(held, action, person)
comment(held, REVIEWER, "Since when?", held.items.get(), "short_title")
print(json.dumps({**people, "set": held.pk}))
