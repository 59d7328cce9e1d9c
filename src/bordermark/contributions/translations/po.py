"""Translations as a PO file, which every translation tool opens, and back. Pure.

One entry a text: ``msgctxt`` says of which record and field it is (``instrument:un-som-protocol-2000:title``),
``msgid`` is the English, ``msgstr`` the translation. An entry is *fuzzy* while nobody stands behind it: it was made by
machine, or the English has changed since. Lines of comment say the status, the translator and the date; to take the
fuzzy mark away is to sign (GNU gettext manual, section 3, "The Format of PO Files").
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import polib

from bordermark.contributions.translations.rendered import STATUSES, Rendered, TranslationStatus
from bordermark.errors import Finding, RefusedInput
from bordermark.languages import LANGUAGES, NAMES

Texts = Mapping[tuple[str, str], Rendered]
"""Records' texts in one language, by type and key."""


def po_text(some: Iterable[Rendered], language: str, made: datetime, version: str = "") -> str:
    """A PO file with these texts in a language; what has no English text is left out."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": f"Bordermark {version}".strip(), "Language": language,
        "PO-Revision-Date": f"{made:%Y-%m-%d %H:%M%z}", "Last-Translator": "",
        "Language-Team": NAMES[language], "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for one in some:
        for name, source in one.source.items():
            if source:
                file.append(_entry(one, name, source))
    return f"{file}\n"


def _entry(one: Rendered, name: str, source: str) -> polib.POEntry:
    text = one.texts.get(name, "")
    said = {"status": one.status, "translator": one.translator, "date": one.date} if text else {}
    comment = "" if source == one.title else f"{name}: {one.title}"
    return polib.POEntry(
        msgctxt=f"{one.type}:{one.key}:{name}", msgid=source, msgstr=text, comment=comment,
        tcomment="\n".join(f"{label}: {value}" for label, value in said.items() if value),
        flags=["fuzzy"] if text and not one.is_signed else [],
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One text as it came back: of which record and field, and what it says now."""

    line: int
    context: str
    type: str
    key: str
    field: str
    source: str
    text: str
    is_fuzzy: bool
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Received:
    """A PO file as it came back: its language, who sent it, its entries."""

    file: str
    language: str
    translator: str
    entries: tuple[Entry, ...]


def read_po(content: bytes, file: str) -> Received:
    """The entries of a PO file that carry a text. Raises RefusedInput when it is none, or of no language held."""
    try:
        text = content.decode("utf-8-sig")
        if '\nmsgid "' not in f"\n{text}" or "\0" in text:
            raise OSError("no msgid")
        found = polib.pofile(text)
    except (OSError, UnicodeError, ValueError, IndexError, AttributeError) as error:
        # polib names the string that it was given where a path could stand: only its line is of use
        line = re.search(r"line (\d+)", str(error))
        place = int(line[1]) if line else 0
        raise RefusedInput([Finding(file, place, "", "", "a PO file of gettext, in UTF-8")]) from error
    language = found.metadata.get("Language", "").partition("_")[0].strip()
    others = [code for code in LANGUAGES if code != "en"]
    if language not in others:
        raise RefusedInput([Finding(file, 0, "Language", language, f"one of {', '.join(others)}")])
    entries = tuple(_read(one) for one in found if one.msgstr and not one.obsolete)
    return Received(file, language, found.metadata.get("Last-Translator", "").strip(), entries)


def _read(one: polib.POEntry) -> Entry:
    context = one.msgctxt or ""
    name, _, rest = context.partition(":")
    key, _, field = rest.rpartition(":")
    lines = (line.partition(":") for line in one.tcomment.splitlines())
    said = {label.strip().lower(): value.strip() for label, _, value in lines}
    return Entry(one.linenum, context, name, key, field, one.msgid, one.msgstr, one.fuzzy, said)


@dataclass(frozen=True, slots=True)
class Changed:
    """A record's texts as a file would have them, and the line that says so first."""

    line: int
    texts: Rendered


def merge(received: Received, held: Texts, *, by: str, day: str) -> tuple[list[Changed], list[Finding]]:
    """What a file would change of the texts held in its language, and what cannot be taken.

    An entry whose English is not what stands is a conflict, and its record is left as it is: the translator has not
    seen what the text says now. An empty ``msgstr`` takes nothing away. A record is signed by `by` when the file
    has all its texts and none is fuzzy; until then a changed text keeps the status that its record had.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    findings: list[Finding] = []
    for entry in received.entries:
        stands = held.get((entry.type, entry.key))
        if stands is None or entry.field not in stands.source:
            findings.append(Finding(received.file, entry.line, "msgctxt", entry.context, "type:id:field of a text "
                                    "that is held and translated"))
        else:
            groups.setdefault((entry.type, entry.key), []).append(entry)
    changed: list[Changed] = []
    for name, entries in groups.items():
        wrong = list(_conflicts(received.file, entries, held[name]))
        findings += wrong
        texts = held[name] if wrong else _merged(entries, held[name], by=by, day=day)
        if texts != held[name]:
            changed.append(Changed(entries[0].line, texts))
    return changed, findings


def _conflicts(file: str, entries: Sequence[Entry], stands: Rendered) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in entries:
        source = stands.source[entry.field]
        if entry.field in seen:
            yield Finding(file, entry.line, "msgctxt", entry.context, "each text once")
        elif entry.source != source:
            yield Finding(file, entry.line, "msgid", entry.source, f"{source!r}, the English that stands now; it was "
                          "changed after this file was written: export it again")
        seen.add(entry.field)
    texts = {**stands.texts, **{entry.field: entry.text for entry in entries}}
    for field in stands.required:
        if not texts.get(field):
            yield Finding(file, entries[0].line, "msgctxt", entries[0].context, f"a translation of the {field} too, "
                          "without which the rest cannot be kept")


def _merged(entries: Sequence[Entry], stands: Rendered, *, by: str, day: str) -> Rendered:
    texts = {**stands.texts, **{entry.field: entry.text for entry in entries}}
    fuzzy = any(entry.is_fuzzy for entry in entries)
    given = {entry.field for entry in entries}
    if fuzzy or any(texts.get(field) and field not in given for field, source in stands.source.items() if source):
        if texts == stands.texts:
            return stands
        # nobody stands behind the whole: the status stays, and so does the English that it was made from
        return replace(stands, texts=texts, status=stands.status or "machine",
                       source_digest=stands.source_digest or stands.digest)
    said, translator = _said(entries, "status", stands.status), _said(entries, "translator", stands.translator)
    status: TranslationStatus = stands.status or "human"
    if said in STATUSES and said != "machine":
        status = said
    elif status == "machine":
        status = "reviewed" if texts == stands.texts else "human"
    is_same = texts == stands.texts and status == stands.status and not stands.is_stale
    if is_same and translator == stands.translator:
        return stands
    return replace(stands, texts=texts, status=status, translator=translator if translator != stands.translator else by,
                   date=day, source_digest=stands.digest)


def _said(entries: Sequence[Entry], label: str, stands: str) -> str:
    """What the comments of a record's entries say under a label: the first that is new, else what stands."""
    return next((said for entry in entries if (said := entry.said.get(label, "")) not in ("", stands)), stands)
