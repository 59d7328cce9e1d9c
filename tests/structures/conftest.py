"""A small survey that can be checked by hand, and the bundled one."""

import pytest

from bordermark.compendium.bundled import bundled_vocabulary
from bordermark.structures.places import Places
from bordermark.structures.records import ActivityRecord, MandateRecord, MechanismRecord
from bordermark.structures.survey import Survey, load_survey, survey_of


def activity(key: str, **columns: object) -> ActivityRecord:
    """An activity of UNODC: training on cash in Kenya, unless the columns say otherwise."""
    told: dict[str, object] = {
        "id": key, "entity": "unodc", "title": key, "functions": ["train"], "capacities": ["cash"],
        "flows": ["terrorist-funds"], "places": ["state:KEN"], "basis": "page", "source": "test",
    }
    return ActivityRecord.model_validate(told | columns)


def mechanism(key: str, **columns: object) -> MechanismRecord:
    """A working group of UNODC and WCO whose scope is not known, unless the columns say otherwise."""
    told: dict[str, object] = {
        "id": key, "name": key, "kind": "working-group", "members": ["unodc", "wco"], "scope_basis": "test",
        "basis": "page", "source": "test",
    }
    return MechanismRecord.model_validate(told | columns)


def mandate(entity: str, symbol: str, title: str = "") -> MandateRecord:
    return MandateRecord(entity=entity, symbol=symbol, title=title, basis="survey", source="test")


def small(*records: ActivityRecord | MechanismRecord | MandateRecord) -> Survey:
    """A survey of these records."""
    return survey_of(
        (), [one for one in records if isinstance(one, MandateRecord)],
        [one for one in records if isinstance(one, ActivityRecord)],
        [one for one in records if isinstance(one, MechanismRecord)],
    )


@pytest.fixture(scope="session")
def bundled() -> Survey:
    return load_survey()


@pytest.fixture(scope="session")
def places() -> Places:
    return Places(bundled_vocabulary())
