"""Inspecting the instruments that are held: what is looked at, gathered, and what it can be found wanting in."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from bordermark.compendium.quality import Looked, inspect
from bordermark.compendium.reading import reader
from bordermark.compendium.records import ProvisionRecord, TranslationRecord
from bordermark.contributions.links.judging import Standing
from bordermark.contributions.links.store import named, standings
from bordermark.contributions.quality.aspects import Aspect, Inspection, register
from bordermark.languages import LANGUAGES

ASPECTS: Final = (
    Aspect("unchecked", _("Unchecked"), _("Compare the record with the official text and say where it was seen.")),
    Aspect("old-check", _("Checked long ago"), _("Check the record again: its check is more than three years old.")),
    Aspect("undated", _("Undated"), _("Add the date of adoption or publication, or as much of it as is known.")),
    Aspect("no-provisions", _("Without provisions"), _("Add the provisions that ask something of a State.")),
    Aspect("unchecked-provisions", _("Unchecked provisions"), _("Compare the provisions with the official text.")),
    Aspect("missing-languages", _("Missing languages"), _("Translate title and abstract.")),
    Aspect("machine-only", _("Machine translations only"), _("Have a person review the translations.")),
    Aspect("stale-translations", _("Stale translations"),
           _("The English has changed: bring the translations up to date.")),
    Aspect("no-link", _("Without a link"), _("Add the address at which the official text can be read.")),
    Aspect("broken-link", _("Broken links"), _("Find where the text stands now.")),
    Aspect("moved-link", _("Moved links"), _("The text has moved for good: put the new address in the record.")),
)
"""What the records of instruments can want; `quality.wants` says when one does."""


def looked_at() -> Iterator[Looked]:
    """Every instrument as it stands, with what is looked at."""
    held = reader()
    instruments = held.instruments()
    provisions: dict[str, list[ProvisionRecord]] = {}
    for one in held.provisions(list(instruments)):
        provisions.setdefault(one.instrument, []).append(one)
    translations: dict[str, list[TranslationRecord]] = {}
    for code in LANGUAGES:
        for key, translation in held.translations(list(instruments), code).items():
            translations.setdefault(key, []).append(translation)
    links = links_of_instruments()
    for key, record in instruments.items():
        yield Looked(record, provisions.get(key, ()), translations.get(key, ()), links.get(key))


def links_of_instruments() -> Mapping[str, Standing]:
    """What is known of the link of each instrument whose link has been asked."""
    known = standings()
    return {one.key: known[url] for url, some in named().items() if url in known for one in some
            if one.type == "instrument"}


def register_quality() -> None:
    """Have instruments looked at."""
    register(Inspection(ASPECTS, lambda today: inspect(looked_at(), today)))
