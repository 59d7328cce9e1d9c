"""``python -m benchmarks.screening_labelled [--freeze] [--errors]``: see README.md beside this file."""

import argparse
import json
import sys

from benchmarks.screening_labelled.judged import FOLDER, judged, worse
from bordermark.screening.automaton import compile_lists
from bordermark.screening.lists import load_lists


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening_labelled")
    parser.add_argument("--freeze", action="store_true", help="make what is found now the baseline")
    parser.add_argument("--errors", action="store_true", help="print every wrong and missing alert")
    options = parser.parse_args()
    lists = load_lists()
    result = judged(lists, compile_lists(lists))
    now, baseline = result.as_dict(), FOLDER / "baseline.json"
    print(f"{'':32} {'right':>6} {'wrong':>6} {'missing':>7} {'precision':>9} {'recall':>7}")
    for part in ("by_list", "by_kind", "by_naming"):
        for name, one in now[part].items():
            print(f"{name:32} {one['right']:6} {one['wrong']:6} {one['missing']:7} {one['precision']:9.3f} "
                  f"{one['recall']:7.3f}")
    if options.errors:
        for line, entry, kind in result.wrong:
            print(f"wrong {line.id} {entry} by {kind}: {line.hs_code} {line.text}")
        for line, entry in result.missing:
            print(f"missing {line.id} {entry}: {line.hs_code} {line.text}")
    if options.freeze:
        baseline.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    elif found := worse(now, json.loads(baseline.read_text(encoding="utf-8"))):
        print("\n".join(found), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
