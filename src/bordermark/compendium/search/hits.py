"""What a found record shows: its title, the stretches of text that matched, and why it was found."""

from __future__ import annotations

from typing import Any

from bordermark.compendium.search import snippets, symbols
from bordermark.compendium.search.analysis import folded_words
from bordermark.compendium.search.documents import LANGUAGES, Hit, Piece, Reason
from bordermark.compendium.search.matching import Wanted
from bordermark.compendium.search.query import Question
from bordermark.compendium.search.snippets import Span


def hit_of(payload: list[Any], score: float, wanted: Wanted, display: str, question: Question) -> Hit:
    """The hit of a stored record (``schema``'s payload), highlighted with the wanted terms."""
    record_id, kind, instrument, titles, texts, context, names = payload
    marked_titles, marked_texts = _first_marked(titles, texts, wanted, display)
    marked_context = {} if marked_titles or marked_texts else _marked(context, wanted)
    language = display if display in titles else "en" if "en" in titles else next(iter(titles), display)
    title = titles.get(language, record_id)
    matched = [lang for lang in LANGUAGES if lang in marked_titles or lang in marked_texts or lang in marked_context]
    why = [
        *_names(names, wanted, question),
        *_reasons("title", titles, marked_titles),
        *_reasons("text", texts, marked_texts),
        *_reasons("context", context, marked_context),
    ]
    return Hit(
        id=record_id,
        kind=kind,
        instrument=instrument,
        score=score,
        title=title,
        title_language=language,
        title_snippet=snippets.pieces(title, marked_titles.get(language, []), None),
        snippets=_shown(titles, texts, marked_titles, marked_texts, language),
        matched_languages=tuple(matched),
        why=tuple(why) or ((Reason("label", None, ()),) if question.slots else ()),
    )


def _first_marked(
    titles: dict[str, str], texts: dict[str, str], wanted: Wanted, display: str
) -> tuple[dict[str, list[Span]], dict[str, list[Span]]]:
    """Marks in the first language that has any: the reader's, else the others in order.

    One language is enough to show why, and whoever finds it in their own does not want it in two more.
    """
    for language in sorted(wanted.keys() & {*titles, *texts}, key=lambda one: (one != display, LANGUAGES.index(one))):
        in_title = _marked({language: titles.get(language, "")}, wanted)
        in_text = _marked({language: texts.get(language, "")}, wanted)
        if in_title or in_text:
            return in_title, in_text
    return {}, {}


def _marked(texts: dict[str, str], wanted: Wanted) -> dict[str, list[Span]]:
    found = {}
    for language, text in texts.items():
        if language in wanted and (spans := snippets.matches(text, language, wanted[language])):
            found[language] = spans
    return found


def _reasons(where: str, texts: dict[str, str], marked: dict[str, list[Span]]) -> list[Reason]:
    return [
        Reason(where, language, tuple(dict.fromkeys(texts[language][a:b] for a, b in spans)))
        for language, spans in marked.items()
    ]


def _names(names: list[str], wanted: Wanted, question: Question) -> list[Reason]:
    """Which names were asked for: as a symbol, or by their words."""
    asked = {key for slot in question.slots for key in slot.keys}
    if asked and asked & symbols.keys(names):
        return [Reason("symbol", None, tuple(name for name in names if asked & symbols.keys([name])))]
    sought = {word for sequence in wanted.get("names", ()) for word in sequence}
    found = tuple(name for name in names if sought.intersection(folded_words(name)))
    return [Reason("name", None, found)] if found else []


def _shown(
    titles: dict[str, str], texts: dict[str, str], in_titles: dict[str, list[Span]], in_texts: dict[str, list[Span]],
    display: str,
) -> dict[str, tuple[Piece, ...]]:  # fmt: skip
    """The text that matched; a title where only it matched; else the text as it is."""
    shown: dict[str, tuple[Piece, ...]] = {}
    for language in {*in_titles, *in_texts}:
        if language in in_texts:
            shown[language] = snippets.pieces(texts[language], in_texts[language])
        elif language != display:
            shown[language] = snippets.pieces(titles[language], in_titles[language])
    if not shown and texts:
        language = display if display in texts else next(iter(texts))
        shown[language] = snippets.pieces(texts[language], [])
    return shown
