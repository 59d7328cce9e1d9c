"""What tests of runs share: an officer, a data folder of their own, and a file of declarations."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.accounts.conftest import make_person, sign_in

from bordermark.accounts.models import User
from bordermark.accounts.people import person as as_person
from bordermark.accounts.policy import Held, Person, Role
from bordermark.screening.models import Run
from bordermark.screening.runs import keeping
from bordermark.screening.runs.keeping import Asked

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
HEADER = ("id", "hs_code", "goods_description", "date", "origin", "destination", "net_kg", "value", "office")
THIODIGLYCOL = ("K-1", "293070", "Thiodiglycol, 2 drums", "2024-03-05", "CN", "KE", "400", "1250.50", "KEMBA")
SHIRTS = ("K-2", "610910", "Cotton T-shirts, knitted", "2024-03-05", "BD", "KE", "900", "5400", "KEMBA")


def csv_of(rows: Iterable[Iterable[str]], header: Iterable[str] = HEADER) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().encode()


def declarations(lines: int, one_in: int = 50) -> bytes:
    """Lines of which one in so many names a controlled chemical, and one in a hundred says nothing."""
    def rows() -> Iterator[tuple[str, ...]]:
        for n in range(lines):
            if n % 100 == 99:
                yield (f"L{n}", "", "", *SHIRTS[3:])
            else:
                yield (f"L{n}", *(THIODIGLYCOL if n % one_in == 0 else SHIRTS)[1:])

    return csv_of(rows())


class Office:
    """A risk officer of Kenya with what they can do."""

    def __init__(self, name: str = "kit", state: str = "KEN") -> None:
        self.user: User = make_person(name, Held(Role.RISK_OFFICER, state=state), second_factor=True)
        self.person: Person = as_person(self.user, True)

    def send(self, content: bytes, name: str = "march.csv", **asked: object) -> Run:
        return keeping.send(self.person, Asked(**asked), name, [content], at=AT)  # type: ignore[arg-type]

    def client(self) -> Client:
        return sign_in(self.user)


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """A data folder of the test's own for files, with a small limit; records stay where they are."""
    settings.CONFIGURATION = replace(settings.CONFIGURATION, data=tmp_path, largest_upload=1)
    return tmp_path


@pytest.fixture
def office(loaded: object, folder: Path) -> Office:
    return Office()
