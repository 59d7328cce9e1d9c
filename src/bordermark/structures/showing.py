"""One record of the survey as data, found by its id alone."""

from typing import Any

from bordermark.clocks import Clocks
from bordermark.organisations.schemas import OrganisationWriter
from bordermark.structures.describing import SurveyWriter
from bordermark.structures.store import survey
from bordermark.structures.views import find_activity, find_mechanism


def show_survey_record(key: str, organisations: OrganisationWriter, clocks: Clocks) -> dict[str, Any] | None:
    """The activity or mechanism with this id; None for an id that is neither.

    Raises UnknownRecord, with ids that resemble it, for one that looks like theirs and is not held.
    """
    if not key.startswith(("act-", "co-")):
        return None
    say = SurveyWriter(survey(clocks), organisations)
    if key.startswith("act-"):
        return say.activity(find_activity(key, say.survey)).model_dump(mode="json")
    return say.mechanism(find_mechanism(key, say.survey)).model_dump(mode="json")
