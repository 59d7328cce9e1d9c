"""The key that signs sessions: made once, kept to oneself, the same for all who start at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from bordermark.web.secret import secret_key

PROGRAM = "import sys; from pathlib import Path; from bordermark.web.secret import secret_key\n" \
          "sys.stdin.readline(); print(secret_key(Path(sys.argv[1])))"


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "new" / "folder")
    assert len(key) >= 50
    assert secret_key(tmp_path / "new" / "folder") == key
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["secret-key"]


def test_another_folder_has_another_key(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_nobody_else_on_the_machine_may_read_it(tmp_path: Path) -> None:
    secret_key(tmp_path)
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)], text=True, stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE) for _ in range(3)]
    for one in processes:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    keys = {one.communicate(timeout=60)[0].strip() for one in processes}
    assert keys == {secret_key(tmp_path)}


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe garbage that is no text " * 5],
                         ids=["empty", "cut off", "not text"])
def test_what_is_no_key_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret-key").write_bytes(content)
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
