"""A process that is killed while it freezes has frozen an edition or nothing, never half of one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("freezing.py")
ROUNDS = 60


def run(data: Path, *arguments: str, database_url: str = "") -> Any:
    """What the program says; it runs on SQLite in `data`, or at the address given."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"BORDERMARK_DATA": str(data), **({"DATABASE_URL": database_url} if database_url else {})}
    data.mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, str(PROGRAM), *arguments], env=environment, capture_output=True, text=True,
                          timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_killed_at_sixty_random_moments_nothing_is_half_done(tmp_path: Path) -> None:
    found = run(tmp_path / "data", "kills", str(ROUNDS))
    assert found["broken"] == [] and found["editions"] > 10
    assert found["inside"] > 10, "kills that met a freeze"
