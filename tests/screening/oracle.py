"""The slow, obvious way to find what is in a line: one row, one name, one word at a time. Defines the engine."""

import re

from bordermark.screening.automaton import Automaton, Hit
from bordermark.screening.codes import read_code
from bordermark.screening.fold import fold
from bordermark.screening.judging import Found, Line, judge


class Oracle:
    """Takes names and numbers from the automaton, and nothing that was compiled."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.misspellings = automaton.misspellings

    def found(self, text: str | None, code: str | None) -> Found:
        hits = [] if text is None else self.hits(text)
        return judge(Line(text, code or "", read_code(code) if code else None, hits), self.automaton)

    def hits(self, text: str) -> list[Hit]:
        folded, places = folded_with_places(text)
        found = [hit._replace(start=places[start], end=places[end - 1] + 1)
                 for hit, start, end in self.in_folded(folded)]
        triples = re.finditer(r"(?<!\d)(?=(\d{2,12} \d\d \d)(?!\d))", folded)
        runs = re.finditer(r"(?<!\d)(\d{5,15})(?!\d)", folded)
        for match in [*triples, *runs]:
            number = int(match[1].replace(" ", ""))
            for key, subjects in zip(self.automaton.numbers.tolist(), self.automaton.number_subjects, strict=True):
                if key == number:
                    found.append(Hit("cas", places[match.start(1)], places[match.end(1) - 1] + 1, subjects))
        return found + self.misspelt(folded, places)

    def in_folded(self, folded: str) -> list[tuple[Hit, int, int]]:
        padded = f" {folded} "
        found = []
        for hit, name in zip(self.automaton.name_hits, self.automaton.names, strict=True):
            at = padded.find(f" {name} ")
            while at >= 0:
                found.append((hit, at, at + len(name)))
                at = padded.find(f" {name} ", at + 1)
        return found

    def misspelt(self, folded: str, places: list[int]) -> list[Hit]:
        if self.misspellings is None:
            return []
        meant = {match.span(): self.misspellings.meant(match[0]) for match in re.finditer(r"\S+", folded)}
        meant = {span: words for span, words in meant.items() if words}
        found = []
        for rank in range(min(4, max(map(len, meant.values()), default=0))):
            out, at, origin, put = "", 0, [], []
            for (start, end), words in meant.items():
                word = words[min(rank, len(words) - 1)]
                out += folded[at:start]
                origin += range(at, start)
                put.append((len(out), len(out) + len(word)))
                out += word
                origin += [start] * (len(word) - 1) + [end - 1]
                at = end
            out += folded[at:]
            origin += range(at, len(folded))
            for hit, start, end in self.in_folded(out):
                if any(start <= first and last <= end for first, last in put):
                    place = places[origin[start]], places[origin[end - 1]] + 1
                    found.append(hit._replace(kind="fuzzy", start=place[0], end=place[1]))
        return list(dict.fromkeys(found))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    letters, places = [" "], [0]
    for place, character in enumerate(text):
        for one in fold_piece(character):
            if one != " " or letters[-1] != " ":
                letters.append(one)
                places.append(place)
    if letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters[1:]), places[1:]


def fold_piece(character: str) -> str:
    """The fold of one character with its cuts, which `fold` strips: found between two letters."""
    between = fold(f"q{character}q")
    inner = between[1:-1]
    return inner if inner.strip() or not inner else " "
