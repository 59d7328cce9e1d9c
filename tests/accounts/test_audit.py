"""The audit log shows every change but one: that its end was cut off, for which its head is kept elsewhere."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from bordermark.accounts import audit, chain
from bordermark.accounts.models import AuditEntry, AuditHead
from bordermark.accounts.policy import Action, Person, Thing

from .conftest import NOW

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=6,
)


def made(details: list[object]) -> list[chain.Entry]:
    entries: list[chain.Entry] = []
    head = chain.EMPTY
    for one in details:
        entries.append(chain.link(head, NOW, "ada", "accept", "change-set", "7", {"said": one}))
        head = chain.Head(entries[-1].n, entries[-1].hash)
    return entries


def end(entries: list[chain.Entry]) -> chain.Head:
    return chain.Head(entries[-1].n, entries[-1].hash) if entries else chain.EMPTY


chains = st.lists(json_values, min_size=2, max_size=6).map(made)


@given(chains)
def test_a_chain_as_it_was_made_has_no_flaw(entries: list[chain.Entry]) -> None:
    assert not list(chain.verify(entries, end(entries)))
    assert not list(chain.verify(entries, end(entries), end(entries[:1])))


@given(chains, st.data())
def test_a_change_a_removal_and_a_move_are_seen(entries: list[chain.Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 2))
    changed = [*entries[:at], replace(entries[at], person="eve"), *entries[at + 1:]]
    removed = [*entries[:at], *entries[at + 1:]]
    moved = [*entries[:at], entries[at + 1], entries[at], *entries[at + 2:]]
    for tampered in (changed, removed, moved):
        assert list(chain.verify(tampered, end(entries)))


@given(chains)
def test_a_cut_end_is_seen_only_against_a_head_that_was_kept(entries: list[chain.Entry]) -> None:
    cut = entries[:-1]
    assert not list(chain.verify(cut, end(cut))), "whoever cuts the end and corrects the head is not seen"
    assert list(chain.verify(cut, end(cut), end(entries)))
    assert list(chain.verify(cut, end(entries)))


@given(chains)
def test_a_chain_written_anew_is_seen_only_against_a_head_that_was_kept(entries: list[chain.Entry]) -> None:
    anew = made(["something else", *(one.details["said"] for one in entries[1:])])
    if anew != entries:
        assert not list(chain.verify(anew, end(anew)))
        assert list(chain.verify(anew, end(anew), end(entries)))


def three() -> None:
    for n in range(3):
        audit.record(Person("ada"), Action.ACCEPT, Thing("change-set", id=str(n)),
                     {"reason": "Überprüft", "share": 0.5, "at": NOW, "many": ("a", "b")})


def test_entries_are_verified_as_the_database_gives_them_back(db: None) -> None:
    three()
    assert audit.head().n == 3
    assert not audit.flaws()
    first = next(audit.entries())
    assert first.details == {"reason": "Überprüft", "share": "0.5", "at": str(NOW), "many": ["a", "b"]}
    assert json.loads(first.line())["hash"] == first.hash


@pytest.mark.parametrize("tamper", [
    lambda: AuditEntry.objects.filter(n=2).update(person="eve"),
    lambda: AuditEntry.objects.filter(n=2).delete(),
    lambda: AuditEntry.objects.filter(n=3).delete(),
    lambda: AuditEntry.objects.filter(n=2).update(details={}),
    lambda: AuditHead.objects.update(n=2),
])
def test_tampering_with_the_tables_is_seen(db: None, tamper: object) -> None:
    three()
    tamper()  # type: ignore[operator]
    assert audit.flaws()


def test_a_cut_end_with_a_corrected_head_is_seen_against_the_kept_head(db: None) -> None:
    three()
    kept = audit.head()
    AuditEntry.objects.filter(n=3).delete()
    second = AuditEntry.objects.get(n=2)
    AuditHead.objects.update(n=2, hash=second.hash)
    assert not audit.flaws()
    assert audit.flaws(kept)
    assert chain.Head.read(str(kept)) == kept


def test_an_entry_falls_with_the_transaction_of_what_it_tells_of(db: None) -> None:
    three()
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record("ada", "accept", Thing("change-set"))
        raise RuntimeError
    assert audit.head().n == 3 and not audit.flaws()


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own: a test's transaction is seen by nobody else."""
    environment = {**os.environ, "BORDERMARK_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "bordermark.web.settings"}
    server = settings.CONFIGURATION.database_url
    if not server.startswith("postgres"):
        yield environment
        return
    name = f"scratch_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as held:
        held.execute(f"CREATE DATABASE {name}")
        yield {**environment, "DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
        held.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_writers_at_the_same_time_make_one_chain(scratch: dict[str, str]) -> None:
    write = ("import django; django.setup(); from bordermark.accounts import audit; "
             "from bordermark.accounts.policy import Thing; "
             "[audit.record('ada', 'accept', Thing('change-set', id=str(n))) for n in range(20)]")
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=scratch, check=True)
    writers = [subprocess.Popen([sys.executable, "-c", write], env=scratch) for _ in range(3)]
    assert [one.wait(120) for one in writers] == [0, 0, 0]
    read = ("import django; django.setup(); from bordermark.accounts import audit; "
            "print(audit.head().n, len(audit.flaws()))")
    answer = subprocess.run([sys.executable, "-c", read], env=scratch, check=True, capture_output=True, text=True)
    assert answer.stdout.split() == ["60", "0"]
