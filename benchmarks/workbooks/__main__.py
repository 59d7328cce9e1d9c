"""``python -m benchmarks.workbooks [--rows 790,5000]``: see README.md beside this file.

Needs a data folder that `bordermark up --prepare-only` has made ready (BORDERMARK_DATA).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django
import openpyxl


def make(path: Path, rows: int) -> None:
    """A workbook of this many instruments: those that stand, every tenth edited, and made-up ones after them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bordermark.web.settings")
    django.setup()
    from benchmarks.workbooks.making import made_up
    from bordermark.compendium.records import InstrumentRecord
    from bordermark.contributions.record_types import record_type
    from bordermark.contributions.store import lexicon, standing_records
    from bordermark.contributions.workbook_writing import workbook_bytes

    real = [one for one in standing_records("instrument") if isinstance(one, InstrumentRecord)
            and not one.key.startswith("made-up-")][:rows]
    records = [*real, *made_up(real, rows - len(real))]
    started = time.perf_counter()
    path.write_bytes(workbook_bytes("instrument", record_type("instrument").record, records, lexicon()))
    print(f"{rows:,} rows: written in {time.perf_counter() - started:.1f} s, {path.stat().st_size / 1e6:.1f} MB")
    book = openpyxl.load_workbook(path)  # edited and saved by another program, as by a person
    for at in range(3, len(real) + 3, 10):
        book["instrument"].cell(at, 3).value = f"No. {at}"
    book.save(path)


def dry_run(path: Path) -> None:
    """The command a person gives, in a process of its own; prints seconds and the most memory it had."""
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    started = time.perf_counter()
    command = [sys.executable, "-m", "bordermark", "load", str(path), "--dry-run", "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(ran.stdout)
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    most, worked = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime - before
    counts = ", ".join(f"{len(said[part]):,} {part}" for part in ("new", "changed", "findings", "duplicates"))
    print(f"  dry run: {seconds:.1f} s ({worked:.1f} s of processor), at most {most:.0f} MiB; {counts}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="790,5000")
    with tempfile.TemporaryDirectory() as folder:
        for rows in map(int, parser.parse_args().rows.split(",")):
            path = Path(folder) / f"{rows}.xlsx"
            make(path, rows)
            dry_run(path)


if __name__ == "__main__":
    main()
