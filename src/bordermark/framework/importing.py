"""Crosswalks read from files: checked against what is held, and recorded."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bordermark.contributions.revisions import Change, record_change
from bordermark.errors import Finding, RefusedInput
from bordermark.framework.chains import Derived, contradictions
from bordermark.framework.content import Framework
from bordermark.framework.crosswalks import crosswalk, links
from bordermark.framework.exchange import Difference, Imported, difference, from_sssom
from bordermark.framework.reading import framework
from bordermark.framework.sssom import read


@dataclass(frozen=True, slots=True)
class Checked:
    """A crosswalk read from a file: what it says, what it would change, and what it would contradict."""

    imported: Imported
    difference: Difference
    contradictions: tuple[Derived, ...]


def check_crosswalk(path: Path) -> Checked:
    """Read an SSSOM file and compare it with what is held. Raises RefusedInput when it cannot be read at all."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedInput([Finding(path.name, 0, "", f"byte {error.start}", "text in UTF-8")]) from error
    except OSError as error:
        raise RefusedInput([Finding(path.name, 0, "", error.strerror or "", "a readable file")]) from error
    held = framework()
    mappings, wrong = read(text, path.name)
    imported = from_sssom(mappings, path.name, held)
    imported = replace(imported, findings=sorted([*wrong, *imported.findings], key=lambda one: one.row))
    if not imported.scheme:
        return Checked(imported, Difference((), (), ()), ())
    before = crosswalk(held, imported.scheme)
    return Checked(imported, difference(list(before.mappings), imported.mappings),
                   tuple(contradictions(links(_with(held, imported)))))


def _with(held: Framework, imported: Imported) -> Framework:
    """The Framework with the rows of this crosswalk in place of those held."""
    others = [one for one in held.mappings if not one.element.startswith(f"{imported.scheme}:")]
    return replace(held, mappings=(*others, *imported.mappings))


def load_crosswalk(path: Path, at: datetime, *, by: str, reason: str) -> tuple[Checked, int]:
    """Put the rows of an SSSOM file in place of those held for its scheme; returns the number of revisions made.

    Elements stay, and new ones come last. Raises RefusedInput where anything is wrong: then nothing has changed.
    """
    checked = check_crosswalk(path)
    if checked.imported.findings:
        raise RefusedInput(checked.imported.findings)
    change = Change(
        {"crosswalk-element": checked.imported.elements, "mapping": checked.imported.mappings},
        {"mapping": checked.difference.removed},
    )
    return checked, record_change(change, at=at, by=by, reason=reason)
