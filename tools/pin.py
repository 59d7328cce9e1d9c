"""Pin and hash what Bordermark needs: ``python tools/pin.py`` writes ``requirements/*.txt`` anew.

Needs uv on the path (``pip install uv``). The files hold no index address: pip uses whichever is configured.
"""

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = ("uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-emit-index-url",
           "--no-header", "--no-annotate", "--python-version", "3.11")


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"], "editables"]
    write("run.txt", run, [])
    write("dev.txt", project["dependency-groups"]["dev"], ["-c", "requirements/run.txt"])


def write(name: str, requirements: list[str], options: list[str]) -> None:
    target = ROOT / "requirements" / name
    text = subprocess.run([*COMPILE, *options, "-"], input="\n".join(requirements), cwd=ROOT, check=True,
                          capture_output=True, text=True).stdout
    target.write_text(text, encoding="utf-8")


main()
