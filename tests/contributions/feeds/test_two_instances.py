"""Two running instances, each with its own data folder, and third-party clients: records go over the wire, once."""

import json
import os
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@dataclass
class Instance:
    """A Bordermark that runs."""

    folder: Path
    port: int
    server: subprocess.Popen[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *command: str) -> Any:
        """What a command of it prints as JSON."""
        program = [str(HERE / "instance.py")] if len(command) == 1 else ["-m", "bordermark"]
        done = subprocess.run([sys.executable, *program, *command], env=environment(self.folder), text=True,
                              capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "BORDERMARK_BASE_URL")}
    return {**kept, "BORDERMARK_DATA": str(folder), "BORDERMARK_PRIVATE_FEEDS": "1"}


def start(folder: Path) -> Instance:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder.mkdir()
    server = subprocess.Popen([sys.executable, str(HERE / "instance.py"), "serve", str(port)], env=environment(folder),
                              stdout=subprocess.PIPE, text=True)
    return Instance(folder, port, server)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Instance, Instance]]:
    """The source, and the one that reads it."""
    folder = tmp_path_factory.mktemp("instances")
    instances = start(folder / "source"), start(folder / "reader")
    try:
        for one in instances:
            assert one.server.stdout and one.server.stdout.readline() == "ready\n"
        yield instances
    finally:
        for one in instances:
            one.server.kill()
            one.server.wait()


def records_of(source: Instance) -> dict[str, str]:
    """Digest by identifier of everything that stands at a source, read from its API."""
    from urllib.request import urlopen

    from bordermark.contributions.digests import digest
    from bordermark.contributions.feeds.protocol import identifier

    with urlopen(f"{source.address}/api/v1/changes?full=true&limit=1000") as answer:
        page = json.load(answer)
    found = {identifier("127.0.0.1", one["type"], one["id"]): digest(one["data"]) for one in page["items"]}
    assert not page["more"] or len(found) == 1000
    return found


def test_third_party_clients_harvest_everything_with_resumption(two: tuple[Instance, Instance]) -> None:
    from oaipmh_scythe import Scythe
    from sickle import Sickle

    from bordermark.contributions.digests import digest

    source, _ = two
    expected = records_of(source)
    with Scythe(f"{source.address}/oai") as scythe:
        assert scythe.identify().protocolVersion == "2.0"  # type: ignore[attr-defined]
        headers = [one.identifier for one in scythe.list_identifiers(metadata_prefix="oai_dc")]
    assert len(headers) == len(set(headers)) and len(headers) > 800 and set(expected) <= set(headers)

    read = {}
    for record in Sickle(f"{source.address}/oai").ListRecords(metadataPrefix="bordermark"):
        element = record.xml.find(".//{urn:x-bordermark:record:1}record")
        read[record.header.identifier] = digest(json.loads(element.text))
        assert element.get("digest") == read[record.header.identifier]
    assert set(read) == set(headers) and expected.items() <= read.items()


def test_what_changes_at_the_source_is_proposed_once_by_either_way(two: tuple[Instance, Instance]) -> None:
    source, reader = two
    add = ["feed", "add", "--organisation", "icao", "--json", "--address"]
    reader.run(*add, f"{source.address}/oai", "by protocol")
    reader.run(*add, source.address, "by changes", "--kind", "bordermark")
    for name in ("by protocol", "by changes"):
        (first,) = reader.run("feed", "run", name, "--json")
        assert first["unchanged"] == first["read"] > 800 and first["proposed"] == first["skipped"] == 0
        assert first["change_set"] is None, "both hold the same"

    changed = source.run("change")
    expected = sorted([
        ["changed", "instrument", changed["changed"]], ["new", "instrument", changed["new"]],
        *(["withdrawn", "provision" if "." in key else "instrument", key] for key in changed["withdrawn"]),
    ])
    for name in ("by protocol", "by changes"):
        (second,) = reader.run("feed", "run", name, "--json")
        assert second["proposed"] == len(expected) and second["change_set"] and not second["error"], second
        for anew in ([], ["--anew"]):
            (again,) = reader.run("feed", "run", name, "--json", *anew)
            assert again["proposed"] == 0 and again["change_set"] is None, "nothing is proposed twice"

    held = reader.run("look")["sets"]
    assert len(held) == 2
    for one, name in zip(held, ("by protocol", "by changes"), strict=True):
        assert one["items"] == expected and one["organisation"] == "icao" and one["status"] == "submitted"
        assert one["provenance"]["source"] == "harvest" and one["provenance"]["name"] == name
        assert one["provenance"]["address"].startswith(source.address) and len(one["provenance"]["digest"]) == 64
        assert one["by"] == f"feed:{name}"


def test_a_harvest_that_is_killed_has_proposed_nothing(two: tuple[Instance, Instance]) -> None:
    """However often it is killed, in the end everything has been proposed once."""
    source, reader = two
    reader.run("feed", "add", "--organisation", "wco", "--json", "--address", source.address, "killed", "--kind",
               "bordermark")
    killed = 0
    for delay in (1.0, 1.6, 2.2, 2.6, 3.0):
        program = subprocess.Popen([sys.executable, "-m", "bordermark", "feed", "run", "killed"],
                                   env=environment(reader.folder), stdout=subprocess.DEVNULL)
        try:
            program.wait(delay * random.uniform(0.8, 1.2))
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
            killed += 1
            reader.run("forget")
    assert killed
    reader.run("feed", "run", "killed", "--json")
    sets = [one for one in reader.run("look")["sets"] if one["provenance"]["name"] == "killed"]
    assert len(sets) == 1 and len(sets[0]["items"]) >= 3


def test_the_readers_own_server_goes_on_meanwhile(two: tuple[Instance, Instance]) -> None:
    from urllib.request import urlopen

    _, reader = two
    with urlopen(f"{reader.address}/oai?verb=Identify") as answer:
        assert b"<protocolVersion>2.0<" in answer.read()
