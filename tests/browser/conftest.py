"""What the tests in a browser share: a real server with a data folder of its own, Chromium, and the kinds of page."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("BORDERMARK_CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]

KINDS = {
    "home": "/",
    "search": "/search?q=cash+couriers",
    "search-filtered": "/search?q=border&theme=theme-6&kind=convention&adopted_from=1980",
    "search-nothing": "/search?q=zzqqxxyy",
    "search-typo": "/search?q=advence+pasenger",
    "browse": "/browse",
    "instrument": "/instruments/un-som-protocol-2000",
    "instrument-resolution": "/instruments/un-res-1540-2004",
    "instrument-superseded": "/instruments/un-res-2608-2021",
    "instrument-then": "/instruments/un-som-protocol-2000?as_at=2003-01-01",
    "parties": "/instruments/un-crc-1989/parties",
    "parties-ordered": "/instruments/un-som-protocol-2000/parties?order=-since&as_at=2005-01-01",
    "provision": "/provisions/un-som-protocol-2000.art-12",
    "states": "/states",
    "state": "/states/KEN",
    "state-small": "/states/VUT",
    "state-observer": "/states/VAT",
    "organisations": "/organisations",
    "organisation": "/organisations/ecowas",
    "organisation-large": "/organisations/un",
    "organisation-without-members": "/organisations/un-security-council",
    "diagnosis": "/diagnosis?as_at=2012&beside=2026&capacity=legal",
    "diagnosis-gaps": "/diagnosis/gaps?as_at=2012&capacity=cash",
    "diagnosis-network": "/diagnosis/network?as_at=2012",
    "diagnosis-options": "/diagnosis/options?as_at=2012",
    "diagnosis-what-if": "/diagnosis/what-if?as_at=2012&share=assess:unodc,wco:cargo&keep=KEN:cargo",
    "crosswalks": "/crosswalks",
    "crosswalk": "/crosswalks/wto-tfa",
    "answers": "/crosswalks/answers?answer=fatf:32=4&answer=cbm-3.2=2",
    "answers-none": "/crosswalks/answers",
    "answers-refused": "/crosswalks/answers?answer=cbm-3.2",
    "coverage": "/framework/coverage",
    "vocabulary": "/vocabulary",
    "scheme": "/vocabulary/subtheme",
    "concept": "/vocabulary/theme/theme-6",
    "concept-flow": "/vocabulary/flow/drugs",
    "framework": "/framework",
    "domain": "/framework/cbm-4",
    "measure": "/measures/cbm-4.3",
    "measure-states": "/measures/cbm-4.3/states",
    "obligations": "/states/KEN/obligations",
    "obligations-then": "/states/KEN/obligations?as_at=1990-01-01&status=binding",
    "obligations-new": "/states/KEN/obligations/new?since=2012-01-01",
    "obligations-neighbours": "/states/KEN/obligations/neighbours",
    "obligation": "/states/KEN/obligations/cbm-5.1",
    "comparison": "/obligations/compare?state=KEN&state=UGA&region=014",
    "models": "/models",
    "model": "/models/model-osbp-juxtaposed",
    "model-chosen": "/models/choose?border=land&traffic=high",
    "hs": "/hs",
    "hs-code": "/hs/2012/293090",
    "hs-not-there": "/hs/2022/290490",
    "control-lists": "/lists",
    "control-list": "/lists/cwc-schedule-2",
    "control-entry": "/entries/cwc-2b-13",
    "controlled-code": "/controlled?q=2930.90",
    "hs-opportunities": "/hs-opportunities",
    "activities": "/activities?capacity=cash",
    "activities-table": "/activities/table?rows=flow&columns=function",
    "activity": "/activities/act-imo-dcoc",
    "mandates": "/mandates?entity=unodc",
    "mechanisms": "/mechanisms",
    "mechanism": "/mechanisms/co-bmwg",
    "rounds": "/diagnosis/rounds",
    "follow-up": "/diagnosis/follow-up",
    "drafting": "/drafting?capacity=cash&flow=terrorist-funds&place=KEN&text=cash+couriers",
    "history": "/records/instrument/un-som-protocol-2000/history",
    "compare": "/records/instrument/un-som-protocol-2000/compare",
    "about": "/about",
    "not-found": "/instruments/un-res-1541-2004",
    "nowhere": "/no/such/page",
    "refused": "/states/KEN?as_at=yesterday",
}
"""Every kind of page, by an address that shows it."""

STATUSES = {"not-found": 404, "hs-not-there": 404, "nowhere": 404, "refused": 400, "answers-refused": 422}


@dataclass
class Visit:
    """A page in a browser, with what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Visit]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `kind` runs on every kind of page."""
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", KINDS)


@pytest.fixture(scope="session")
def server_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server."""
    return tmp_path_factory.mktemp("browser-data")


@pytest.fixture(scope="session")
def server(server_data: Path) -> Iterator[str]:
    """The address of a server that `bordermark up` prepared and serves."""
    data = server_data
    environment = {name: value for name, value in os.environ.items()
                   if name != "DATABASE_URL" and not name.startswith("BORDERMARK_")}
    command = [sys.executable, "-m", "bordermark", "up", "--data", str(data)]
    subprocess.run([*command, "--prepare-only"], env=environment, check=True, capture_output=True, timeout=300)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen([*command, "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            _wait(address, process, data / "server.log")
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


@pytest.fixture(scope="session")
def people(server: str, server_data: Path) -> Any:
    """Session keys by person, the number of a change set in review, and the ids of alerts."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "BORDERMARK_DATA": str(server_data), "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}",
                   "DJANGO_SETTINGS_MODULE": "bordermark.web.settings"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, str(Path(__file__).with_name("signing_in.py"))], env=environment, check=True,
                          capture_output=True, text=True, timeout=120)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def visit_as(visit: "Open", people: Any, server: str) -> "Open":
    """Open a path as somebody who has signed in: ``visit_as("kit", "/screening/alerts")``."""
    def open_page(person: str, path: str, **options: Any) -> Visit:
        cookie = {"name": "sessionid", "value": people[person], "url": server}
        return visit(path.format(**people), prepare=lambda page: page.context.add_cookies([cookie]), **options)

    return open_page


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:  # nobody listens yet, or the first answer takes its time on a busy machine
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    # Playwright's loop runs in this thread, where Django would then refuse its database to the tests that follow.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(server: str, chromium: Browser) -> Iterator[Open]:
    """Open a path of the site: ``visit("/", width=360, scheme="dark", script=False, scale=2)``."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, *, width: int = 1280, height: int = 900, scheme: str = "light", script: bool = True,
                  scale: float = 1, prepare: Callable[[Page], None] | None = None) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script, device_scale_factor=scale, base_url=server, locale="en-GB",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.set_default_navigation_timeout(30_000)  # a diagnosis that nobody has asked for yet is worked out first
        opened = Visit(page)
        page.on("request", lambda request: opened.requests.append(request.url))
        page.on("console", lambda message: opened.complaints.append(message.text)
                if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        if prepare:
            prepare(page)
        page.goto(path, wait_until="load")
        return opened

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def address() -> Callable[[str, str], str]:
    """The path of a kind of page in a language."""
    return lambda kind, language: KINDS[kind] if language == "en" else f"/{language}{KINDS[kind]}"


@pytest.fixture
def status() -> Callable[[str], int]:
    """The status with which a kind of page answers."""
    return lambda kind: STATUSES.get(kind, 200)
