"""The pages of those who have signed in, as they see them: accessible, and no wider than a phone."""

from typing import Any

import pytest

from .test_accessibility import serious

PAGES = {
    "ida": ["/contributions", "/contributions/new", "/contributions/propose", "/contributions/upload",
            "/contributions/propose/instrument/icao-annex-9", "/contributions/{set}"],
    "kit": ["/screening/alerts", "/screening/alerts?status=all&kind=cas", "/ar/screening/alerts",
            "/screening/alerts?office=nowhere", "/screening/alerts/{alert}", "/ar/screening/alerts/{proposed}",
            "/screening/dashboard"],
    "rita": ["/contributions?view=queue", "/contributions/{set}", "/ar/contributions/{set}"],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("person", "path"), [(person, path) for person, some in PAGES.items() for path in some])
def test_accessible_and_no_wider_than_a_phone(visit_as: Any, person: str, path: str, scheme: str) -> None:
    page = visit_as(person, path, width=360, scheme=scheme).page
    assert page.locator("h1").count() == 1 and "/sign-in" not in page.url
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
