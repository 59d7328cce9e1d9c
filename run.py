"""Install Bordermark into a virtual environment beside this file, and run it.

    python3 run.py up [options]      install what it needs, then ``bordermark up`` (or any other command)
    python3 run.py test [options]    install what the tests need too, then the checks and the tests
    python3 run.py docs              install what the manual needs, then build it into ``site``

Needs Python 3.11 or later and a package index; nothing else.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
CHECKS = (
    ("ruff", "check", "."),
    ("lint-imports",),
    ("mypy", "src"),
)


def install(*names: str) -> None:
    """Install the pinned requirements of these names and Bordermark itself, unless that has been done."""
    files = [ROOT / "requirements" / f"{name}.txt" for name in names]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in [*files, ROOT / "pyproject.toml"])).hexdigest()
    stamp = ENVIRONMENT / f"installed-{'-'.join(names)}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not BIN.exists():
        print("Making a virtual environment in .venv", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    print("Installing what Bordermark needs (once)", flush=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for path in files:
        subprocess.run([*pip, "--require-hashes", "-r", str(path)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    stamp.write_text(wanted)


def call(*command: str, **environment: str) -> int:
    """Run a command of the virtual environment; returns its exit code."""
    program = BIN / command[0]
    return subprocess.run([str(program), *command[1:]], cwd=ROOT, env={**os.environ, **environment}).returncode


def test(arguments: list[str]) -> int:
    """The checks, then the tests; the worst exit code."""
    install("run", "dev")
    failed = [" ".join(check) for check in CHECKS if call(*check)]
    folder = ENVIRONMENT / "test-data"
    code = call("pytest", "-n", "auto", "-m", "not browser and not postgresql and not spark", *arguments,
                **({} if "BORDERMARK_DATA" in os.environ else {"BORDERMARK_DATA": str(folder)}))
    for check in failed:
        print(f"Failed: {check}")
    return code or (1 if failed else 0)


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file must say so before anything of 3.11 is used
        print(f"Bordermark needs Python 3.11 or later; this is {sys.version.split()[0]}.")
        return 2
    match sys.argv[1:]:
        case ["test", *arguments]:
            return test(arguments)
        case ["docs", *arguments]:
            install("run", "dev")
            return call("mkdocs", "build", "--strict", *arguments)
        case []:
            print(__doc__)
            return 2
        case [*arguments]:
            install("run")
            try:
                return call("bordermark", *arguments)
            except KeyboardInterrupt:
                return 0
    return 2


if __name__ == "__main__":
    sys.exit(main())
