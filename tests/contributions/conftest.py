"""What the tests of editions share."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.conftest import forget

from bordermark.contributions import revisions
from bordermark.contributions.models import Edition

AT = datetime(2026, 11, 24, 13, tzinfo=UTC)
"""When the tests freeze their first edition."""


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Numbers of revisions that a test gives are given again by the next, which must not find its records."""
    forget()
    yield
    forget()


@pytest.fixture
def correct() -> Callable[..., None]:
    """Records a change of one instrument, `cwc-1993`, by its fields."""
    from bordermark.compendium.reading import Current

    def change(**fields: Any) -> None:
        record = Current().instruments(["cwc-1993"])["cwc-1993"].model_copy(update=fields)
        revisions.record_change(revisions.Change({"instrument": [record]}), at=AT, by="somebody", reason="a correction")

    return change


@pytest.fixture
def two(loaded: object, correct: Callable[..., None]) -> tuple[Edition, Edition]:
    """Two editions: the pack; then one title and one list changed, one concept added, one act withdrawn."""
    from bordermark.contributions.editions import freeze
    from bordermark.vocabulary.records import ConceptRecord

    first = freeze("The pack", by="Secretariat", at=AT)
    correct(title="Convention on Chemical Arms", aliases=("CWC", "=1+1"))
    concept = ConceptRecord(id="z-test", scheme="flow", label_en="A test", source="a test")
    change = revisions.Change({"concept": [concept]}, {"act": ["cwc-1993--KEN--ratification"]})
    revisions.record_change(change, at=AT, by="somebody", reason="more")
    return first, freeze("Corrected", by="Secretariat", at=AT + timedelta(hours=1))
