"""What pages, API and commands ask of the framework: of which day, for whom, in which words."""

from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

from django.utils import timezone

from bordermark.clocks import Clocks
from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.reading import reader
from bordermark.compendium.records import TranslationRecord
from bordermark.contributions import revisions
from bordermark.edtf import is_edtf, latest
from bordermark.errors import UnknownRecord
from bordermark.framework.describing import FrameworkWriter
from bordermark.framework.obligations import Day
from bordermark.framework.reading import world
from bordermark.framework.records import MeasureRecord
from bordermark.framework.world import World
from bordermark.pack import Record
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.vocabulary.views import near_states
from bordermark.vocabulary.words import Vocabulary

R = TypeVar("R", bound=Record)


def today() -> date:
    """The day on which a reader asks."""
    return timezone.now().date()


def day_of(clocks: Clocks) -> Day:
    """The world on the day asked for, as it had been recorded by the moment asked for."""
    return _day(world(clocks.as_recorded), clocks.day(today()))


@lru_cache(maxsize=4)
def _day(held: World, day: date) -> Day:
    return Day(held, day)


def writer(say: CompendiumWriter, clocks: Clocks) -> FrameworkWriter:
    """Says what the framework holds in the reader's language."""
    titles = _titles(revisions.last_revision(), say.words.language, clocks.as_recorded)
    return FrameworkWriter(say, world(clocks.as_recorded), titles)


@lru_cache(maxsize=12)
def _titles(_revision: int, language: str, as_recorded: datetime | None) -> dict[str, TranslationRecord]:
    held = reader(as_recorded)
    return held.translations(list(world(as_recorded).instruments), language) if language != "en" else {}


def measure_of(key: str, clocks: Clocks) -> MeasureRecord:
    """A measure. Raises UnknownRecord, with ids that resemble it."""
    return find(world(clocks.as_recorded).framework.measures, key, "measure")


def find(held: Mapping[str, R], key: str, kind: str) -> R:
    """A record by its id. Raises UnknownRecord, with ids that resemble it."""
    if key not in held:
        raise UnknownRecord(kind, key, get_close_matches(key, held, n=5))
    return held[key]


def since_day(text: str, day: date) -> date:
    """The earlier of two days: the last that `text` can mean, else the end of the year ten years before `day`.

    Raises UnusableParameters for what is no date.
    """
    if not text:
        return date(max(day.year - 10, 1), 12, 31)
    since = latest(text) if is_edtf(text) else None
    if since is None:
        raise UnusableParameters([BadParameter("since", text, "a date such as 2012-04-25, 2012-04 or 2012")])
    return since


def states_in(region: str, words: Vocabulary) -> list[str]:
    """Codes of the States of an M49 region."""
    return [one.id for one in words.member_states() if region in one.regions or region == "001"]


def state_of(code: str, say: CompendiumWriter) -> str:
    """The code of a State that can be bound. Raises UnknownRecord, with codes that resemble it."""
    words = say.words.words
    found = words.states.get(code)
    if found is None or found.kind == "area":
        raise UnknownRecord("State", code, near_states(code, words))
    return code
