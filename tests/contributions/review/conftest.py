"""People of different bodies, and proposals to work with."""

from collections.abc import Callable
from typing import Any

import pytest

from bordermark.accounts.policy import Held, Person, Role
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.models import ChangeSet
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.store import standing_records
from bordermark.pack import Row

ICAO = Person("ida", "Ida of ICAO", frozenset({Held(Role.CONTRIBUTOR, "icao")}))
ICAO_REVIEWER = Person("ian", "Ian of ICAO", frozenset({Held(Role.REVIEWER, "icao")}))
WCO = Person("will", "Will of the WCO", frozenset({Held(Role.CONTRIBUTOR, "wco")}))
REVIEWER = Person("rita", "Rita of the WCO", frozenset({Held(Role.REVIEWER, "wco")}))
EDITOR = Person("edgar", "Edgar", frozenset({Held(Role.EDITOR)}))
TRANSLATOR = Person("tom", "Tom", frozenset({Held(Role.TRANSLATOR)}))
ADMINISTRATOR = Person("ada", "Ada", frozenset({Held(Role.ADMINISTRATOR)}))


def changed(key: str, **fields: Any) -> Proposal:
    """The proposal to change fields of an instrument."""
    record = standing_records("instrument", [key])[0]
    new = type(record).model_validate({**record.model_dump(), **fields})
    return propose(Incoming({"instrument": [Row("a file", 1, new)]}))


@pytest.fixture
def draft(loaded: object) -> Callable[..., ChangeSet]:
    """Makes a draft of ICAO's that changes fields of an instrument."""
    def make(key: str = "icao-annex-9", by: Person = ICAO, organisation: str = "icao", **fields: Any) -> ChangeSet:
        return draft_from(changed(key, **(fields or {"short_title": "Annex 9, new"})), by=by, title="Corrections",
                          reason="The annex was amended", organisation=organisation, provenance={"source": "form"})

    return make
