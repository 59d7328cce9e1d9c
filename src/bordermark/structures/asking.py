"""Questions of pages, API and command as the thinking takes them: codes looked up, dates read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bordermark.edtf import earliest, is_edtf, latest
from bordermark.organisations.bodies import Organisations
from bordermark.publishing.parameters import unknown_codes
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.structures.crossing import SIDES, Side
from bordermark.structures.drafts import Draft
from bordermark.structures.selecting import Asked
from bordermark.vocabulary.words import Vocabulary

LONGEST = 4000
"""Characters of a draft's text that are read."""

PLACES = "an ISO 3166-1 alpha-3 code, an M49 code (001 is the world), or the id of an organisation of States"

Query = Mapping[str, Sequence[str]]
"""Values by parameter: function, capacity, flow, place, entity, since, until, certain, text."""


@dataclass
class _Reading:
    query: Query
    words: Vocabulary
    bodies: Organisations
    errors: list[BadParameter] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        return list(dict.fromkeys(value.strip() for value in self.query.get(name, ()) if value.strip()))

    def concepts(self, scheme: str) -> tuple[str, ...]:
        known = [one.code for one in self.words.schemes.get(scheme, ())]
        return self.known(scheme, known, f"a concept of the scheme {scheme}")

    def known(self, name: str, known: Collection[str], what: str) -> tuple[str, ...]:
        asked = self.values(name)
        self.errors += unknown_codes(name, asked, known, what)
        return tuple(asked)

    def places(self) -> tuple[str, ...]:
        regions = [one.code for one in self.words.schemes.get("m49", ())]
        found: list[str] = []
        for asked in self.values("place"):
            code = asked.removeprefix("state:").removeprefix("m49:")
            if code in self.words.states:
                found.append(f"state:{code}")
            elif code in regions:
                found.append(f"m49:{code}")
            elif members := self.bodies.members(code) if code in self.bodies.bodies else ():
                found += [f"state:{state}" for state in sorted(members)]
            else:
                self.errors += unknown_codes("place", [code], [*self.words.states, *regions], PLACES)
        return tuple(dict.fromkeys(found))

    def days(self) -> tuple[date | None, date | None]:
        texts = {name: (self.values(name) or [""])[0] for name in ("since", "until")}
        wrong = [name for name, text in texts.items() if text and not is_edtf(text)]
        self.errors += [BadParameter(name, texts[name], "a date such as 2012-04-25, 2012-04 or 2012") for name in wrong]
        since = None if "since" in wrong else earliest(texts["since"])
        until = None if "until" in wrong else latest(texts["until"])
        if since and until and until < since:
            self.errors.append(BadParameter("until", texts["until"], f"a day not before {texts['since']}"))
        return since, until

    def done(self) -> None:
        if self.errors:
            raise UnusableParameters(self.errors)


def read_question(query: Query, words: Vocabulary, bodies: Organisations, day: date | None) -> Asked:
    """Which activities are wanted; `day` is that of the clocks, for a question without a period of its own.

    Raises UnusableParameters, naming each that cannot be used.
    """
    read = _Reading(query, words, bodies)
    since, until = read.days()
    found = Asked(
        read.concepts("function"), read.concepts("capacity"), read.concepts("flow"), read.places(),
        read.known("entity", bodies.bodies, "the id of an organisation"),
        since or (date.min if until else day), until or (date.max if since else None), read.values("certain") == ["1"],
    )
    read.done()
    return found


def read_draft(query: Query, words: Vocabulary, bodies: Organisations) -> Draft:
    """What somebody is about to write. Raises UnusableParameters, naming each that cannot be used."""
    read = _Reading(query, words, bodies)
    since, until = read.days()
    text = " ".join(read.values("text"))
    if len(text) > LONGEST:
        read.errors.append(BadParameter("text", text, f"at most {LONGEST} characters"))
    found = Draft(text, read.concepts("function"), read.concepts("capacity"), read.concepts("flow"), read.places(),
                  since, until)
    read.done()
    return found


def read_sides(rows: str, columns: str) -> tuple[Side, Side]:
    """The two sides of a table. Raises UnusableParameters for one that is none, and for one given twice."""
    found = [next((side for side in SIDES if side == value), None) for value in (rows, columns)]
    wrong = [BadParameter(name, value, f"one of {', '.join(SIDES)}")
             for name, value, side in zip(("rows", "columns"), (rows, columns), found, strict=True) if side is None]
    if not wrong and rows == columns:
        wrong = [BadParameter("columns", columns, "another side than that of the rows")]
    across, along = found
    if wrong or across is None or along is None:
        raise UnusableParameters(wrong)
    return across, along


def order_of(side: Side, words: Vocabulary) -> list[str]:
    """The codes of a side in the order of their scheme; none for entities, which have no scheme."""
    return [one.code for one in words.schemes.get("m49" if side == "region" else side, ())]
