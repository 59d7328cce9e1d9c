"""The manual builds without a warning, asks no other site for anything, and its links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_it_asks_no_other_site_for_anything(site: Path) -> None:
    asked = re.compile(r"""<(?:(?:script|img|iframe)[^>]*\ssrc|link[^>]*\shref)=["']?(?:https?:)?//""")
    pages = sorted(site.rglob("*.html"))
    assert pages
    canonical = re.compile(r"<link[^>]*rel=[\"']?canonical[^>]*>")
    assert not [page for page in pages if asked.search(canonical.sub("", page.read_text(encoding="utf-8")))]
    imported = re.compile(r"""@import|url\(\s*["']?(?:https?:)?//""")
    assert not [sheet for sheet in site.rglob("*.css") if imported.search(sheet.read_text(encoding="utf-8"))]


def test_every_decision_is_listed(site: Path) -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "index.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("0*.md")}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_files_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if not (path.parent / link).exists() and not link.endswith("home.png")]
    assert not missing
