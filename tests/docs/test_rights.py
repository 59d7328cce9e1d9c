"""The page on rights says what the policy says."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_page_is_made_from_the_table() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "describe_rights.py"))["page"]()
    written = (ROOT / "docs" / "reference" / "rights.md").read_text(encoding="utf-8")
    assert written == made, "run python tools/describe_rights.py"
