"""The stretch of a text that shows why it was found, as pieces of plain text that are a match or are not."""

from __future__ import annotations

from bordermark.compendium.search.analysis import PLAIN, TERMS, Token, tokens
from bordermark.compendium.search.documents import Piece

LENGTH = 260
"""Characters of a snippet, about."""

Span = tuple[int, int]


def matches(text: str, language: str, wanted: set[tuple[str, ...]]) -> list[Span]:
    """Where the wanted sequences of terms stand in a text, as ordered, separate (start, end) in characters."""
    if language == "zh":
        return _joined(_sequences(tokens(text, language), wanted))
    terms = TERMS[language]
    present = set(map(terms.__getitem__, PLAIN.findall(text)))
    asked = {sequence for sequence in wanted if present.issuperset(sequence)}
    if not asked:
        return []
    if all(len(sequence) == 1 for sequence in asked):
        single = {sequence[0] for sequence in asked}
        return [match.span() for match in PLAIN.finditer(text) if terms[match.group()] in single]
    found = [Token(terms[match.group()], *match.span()) for match in PLAIN.finditer(text)]
    return _joined(_sequences([token for token in found if token.term], asked))


def _sequences(found: list[Token], wanted: set[tuple[str, ...]]) -> list[Span]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for sequence in wanted:
        by_first.setdefault(sequence[0], []).append(sequence)
    spans: list[Span] = []
    for i, token in enumerate(found):
        for sequence in by_first.get(token.term, ()):
            last = _end_of(found, i, sequence)
            if last is not None:
                spans.append((token.start, last))
    return spans


def _end_of(found: list[Token], i: int, sequence: tuple[str, ...]) -> int | None:
    """The end of the sequence if it begins at token i; single Chinese characters between pairs are passed over."""
    at = i
    for expected in sequence[1:]:
        at += 1
        while at < len(found) and found[at].term != expected and _is_single_han(found[at].term):
            at += 1
        if at >= len(found) or found[at].term != expected:
            return None
    return found[at].end


def _is_single_han(written: str) -> bool:
    return len(written) == 1 and written > "\u33ff"


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def pieces(text: str, spans: list[Span], length: int | None = LENGTH) -> tuple[Piece, ...]:
    """The text, or its stretch with the most matches if it is longer than ``length``, cut at its matches."""
    start, end = (0, len(text)) if length is None or len(text) <= length else _window(text, spans, length)
    cut: list[Piece] = [Piece("…", False)] if start else []
    at = start
    for first, last in spans:
        if first < start or last > end:
            continue
        if first > at:
            cut.append(Piece(text[at:first], False))
        cut.append(Piece(text[first:last], True))
        at = last
    if at < end:
        cut.append(Piece(text[at:end], False))
    if end < len(text):
        cut.append(Piece("…", False))
    return tuple(cut)


def _window(text: str, spans: list[Span], length: int) -> Span:
    """The stretch of about ``length`` characters with the most matches, cut between words where there are any."""
    best, most = 0, -1
    for first, _ in spans:
        inside = sum(1 for a, b in spans if first <= a and b <= first + length * 3 // 4)
        if inside > most:
            best, most = first, inside
    start = max(0, min(best - length // 4, len(text) - length))
    end = min(len(text), start + length)
    if start and (space := text.find(" ", start, best)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", max(best, start), end)) > start + length // 2:
        end = space
    return start, end
