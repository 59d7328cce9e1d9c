"""The search index follows the database: whatever has been recorded since is brought in, or all is rebuilt."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from bordermark.compendium import models
from bordermark.compendium.reading import Current
from bordermark.compendium.records import ProvisionTranslationRecord, TranslationRecord
from bordermark.compendium.search.documents import SearchDocument
from bordermark.compendium.search.errors import IndexDamaged, IndexMissing
from bordermark.compendium.search.index import SearchIndex, build, update
from bordermark.compendium.search_documents import Source, documents
from bordermark.contributions.revisions import changed_since, last_revision
from bordermark.languages import LANGUAGES
from bordermark.organisations.store import organisations
from bordermark.pack import Progress
from bordermark.publishing.offering import types
from bordermark.vocabulary.store import vocabulary

_BATCH = 500
_MOST = 2000
"""Beyond this many changed instruments a rebuild is quicker than an update."""


def follow(folder: Path, progress: Progress | None = None) -> int:
    """Bring the index in `folder` up to the database; returns the number of instruments written.

    A missing or damaged index, one of another database, and one whose vocabulary has changed are rebuilt. Raises
    WriterBusy while another process writes.
    """
    now = last_revision()
    try:
        seen = int(SearchIndex(folder).revision)
    except (IndexMissing, IndexDamaged):
        return rebuild(folder, progress)
    if seen == now:
        return 0
    changed = affected(changed_since(seen)) if seen < now else None
    if changed is None or len(changed) > _MOST:
        return rebuild(folder, progress)
    update(folder, changed, read_documents(changed), str(now))
    return len(changed)


def rebuild(folder: Path, progress: Progress | None = None) -> int:
    """Build the index anew from the database and put it in the old one's place; returns the instruments written."""
    now = last_revision()
    ids = list(models.Instrument.objects.order_by("pk").values_list("pk", flat=True))
    build(folder, read_documents(ids, progress), str(now))
    return len(ids)


def affected(changes: Iterable[tuple[str, str]]) -> list[str] | None:
    """Ids of the instruments whose documents a series of changes touches; None when it touches all.

    `changes` are (record type, key) pairs. Words and names stand in many documents, so that a change of theirs
    touches all.
    """
    found: set[str] = set()
    unsearched = types() | {"participation-source", "label-status"}
    for name, key in changes:
        if name == "instrument":
            found.add(key)
        elif name == "translation":
            found.add(key.partition(":")[0])
        elif name in ("provision", "provision-translation"):
            found.add(key.partition(".")[0])
        elif name == "act":
            found.add(key.partition("--")[0])
        elif name not in unsearched:
            return None
    return sorted(found)


def read_documents(ids: Sequence[str], progress: Progress | None = None) -> Iterator[SearchDocument]:
    """The documents of these instruments, read in batches; ids that are not held give none."""
    words, bodies, reader = vocabulary(), organisations(), Current()
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        acts = {key: list(group) for key, group in groupby(reader.acts(some), key=lambda act: act.instrument)}
        provisions = {key: list(group) for key, group in groupby(reader.provisions(some), key=lambda p: p.instrument)}
        translations: dict[str, list[TranslationRecord]] = {}
        rendered: dict[str, list[ProvisionTranslationRecord]] = {}
        for language in LANGUAGES:
            for key, one in reader.translations(some, language).items():
                translations.setdefault(key, []).append(one)
            for key, said in reader.provision_translations(some, language).items():
                rendered.setdefault(key.partition(".")[0], []).append(said)
        for key, record in reader.instruments(some).items():
            yield from documents(
                Source(record, provisions.get(key, ()), translations.get(key, ()), acts.get(key, ()),
                       rendered.get(key, ())), words, bodies
            )
        if progress:
            progress("index", min(start + _BATCH, len(ids)), len(ids))
