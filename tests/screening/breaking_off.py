"""A data folder with two runs that wait, for workers that are killed: ``set-up LINES``, or ``tell RUN``."""

import json
import sys
from datetime import UTC, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from tests.screening.run_setting import declarations  # noqa: E402

from bordermark.accounts.models import RoleHeld, User  # noqa: E402
from bordermark.accounts.policy import Held, Person, Role  # noqa: E402
from bordermark.contributions.models import PackLoad  # noqa: E402
from bordermark.screening import store  # noqa: E402
from bordermark.screening.models import Run  # noqa: E402
from bordermark.screening.records import EntryRecord, ListRecord, NameRecord  # noqa: E402
from bordermark.screening.runs import files, keeping  # noqa: E402
from bordermark.screening.runs.keeping import Asked  # noqa: E402
from bordermark.vocabulary.models import State  # noqa: E402

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)


def set_up(lines: int) -> list[str]:
    """Two runs of the same file, of which the first is to be left alone."""
    call_command("migrate", verbosity=0)
    State.objects.create(id="KEN", iso2="KE", kind="member", names={"en": "Kenya"}, source="test")
    user = User.objects.create(username="kit", email="kit@example.org", name="Kit", date_joined=AT)
    RoleHeld.objects.create(user=user, role="risk-officer", state_id="KEN", granted_by="test", granted_at=AT)
    PackLoad.objects.create(digest="0" * 64, loaded_at=AT)
    store.save_lists([ListRecord(id="a-list", title="A list", short_title="A list", kind="control", direction="both",
                                 source="test")])
    store.save_entries([EntryRecord(id="an-entry", list="a-list", position=1, title="Thiodiglycol", kind="chemical",
                                    source="test")])
    store.save_names([NameRecord(entry="an-entry", language="en", name="Thiodiglycol", kind="exact", source="test")])
    person = Person("kit", "Kit", frozenset({Held(Role.RISK_OFFICER, state="KEN")}))
    content = declarations(lines)
    return [keeping.send(person, Asked(misspellings=False), "a.csv", [content], at=AT).pk for _ in range(2)]


def tell(key: str) -> dict[str, object]:
    run = Run.objects.get(pk=key)
    rejects = files.folder_of(key) / files.REJECTS
    return {
        "status": run.status, "rows": run.rows, "summary": run.summary, "errors": run.errors,
        "alerts": list(run.alerts.values_list("number", "row", "entry")),
        "rejects": rejects.read_text(encoding="utf-8") if rejects.exists() else "",
    }


if __name__ == "__main__":
    print(json.dumps(set_up(int(sys.argv[2])) if sys.argv[1] == "set-up" else tell(sys.argv[2])))
