"""What records of instruments can be found wanting in. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bordermark.compendium.records import InstrumentRecord, ProvisionRecord, TranslationRecord
from bordermark.contributions.links.judging import Standing
from bordermark.contributions.quality.aspects import Inspected, Want
from bordermark.edtf import latest
from bordermark.languages import LANGUAGES

YEARS: Final = 3
"""After how many years a check of a record is called old."""

@dataclass(frozen=True, slots=True)
class Looked:
    """An instrument with what is looked at beside its record."""

    record: InstrumentRecord
    provisions: Sequence[ProvisionRecord] = ()
    translations: Sequence[TranslationRecord] = ()
    link: Standing | None = None


def wants(one: Looked, today: date) -> Iterator[tuple[str, str]]:
    """What an instrument wants: the aspect, and what exactly (languages, a date, an address, a number)."""
    record = one.record
    if not record.checked:
        yield "unchecked", ""
    elif _is_old(record.checked_on, today):
        yield "old-check", record.checked_on
    if not record.adopted:
        yield "undated", ""
    if not one.provisions:
        yield "no-provisions", ""
    elif unchecked := sum(not provision.checked for provision in one.provisions):
        yield "unchecked-provisions", f"{unchecked}/{len(one.provisions)}"
    into = {translation.language for translation in one.translations}
    if missing := [code for code in LANGUAGES if code != "en" and code not in into]:
        yield "missing-languages", " ".join(missing)
    if one.translations and all(translation.status == "machine" for translation in one.translations):
        yield "machine-only", " ".join(sorted(into))
    if stale := sorted(translation.language for translation in one.translations if translation.is_stale(record)):
        yield "stale-translations", " ".join(stale)
    if not record.url:
        yield "no-link", ""
    elif one.link and one.link.state == "broken":
        yield "broken-link", f"{record.url} ({one.link.since.date().isoformat()})"
    elif one.link and one.link.state == "moved":
        yield "moved-link", f"{record.url} → {one.link.moved_to} ({one.link.since.date().isoformat()})"


def _is_old(checked_on: str, today: date) -> bool:
    day = latest(checked_on)
    return day is not None and (day.year + YEARS, day.month, day.day) < (today.year, today.month, today.day)


def inspect(some: Iterable[Looked], today: date) -> Inspected:
    """What these instruments want; an instrument is kept by its contributor."""
    found, keepers = [], {}
    for one in some:
        record = one.record
        keepers["instrument", record.id] = record.contributor
        found += [Want(aspect, "instrument", record.id, record.title, record.contributor, detail)
                  for aspect, detail in wants(one, today)]
    return Inspected(tuple(found), keepers)
