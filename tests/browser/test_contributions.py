"""The pages of contributions, as those who have signed in see them: accessible, and no wider than a phone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .test_accessibility import serious

PAGES = {
    "ida": ["/contributions", "/contributions/new", "/contributions/propose", "/contributions/upload",
            "/contributions/propose/instrument/icao-annex-9", "/contributions/{set}"],
    "rita": ["/contributions?view=queue", "/contributions/{set}", "/ar/contributions/{set}"],
}


@pytest.fixture(scope="session")
def people(server: str, server_data: Path) -> Any:
    """Session keys by person, and the number of a change set in review."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "BORDERMARK_DATA": str(server_data), "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}",
                   "DJANGO_SETTINGS_MODULE": "bordermark.web.settings"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, str(Path(__file__).with_name("signing_in.py"))], env=environment, check=True,
                          capture_output=True, text=True, timeout=120)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("person", "path"), [(person, path) for person, some in PAGES.items() for path in some])
def test_accessible_and_no_wider_than_a_phone(
    visit: Any, people: Any, server: str, person: str, path: str, scheme: str
) -> None:
    cookie = {"name": "sessionid", "value": people[person], "url": server}
    page = visit(path.format(**people), width=360, scheme=scheme,
                 prepare=lambda page: page.context.add_cookies([cookie])).page
    assert page.locator("h1").count() == 1 and "/sign-in" not in page.url
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
