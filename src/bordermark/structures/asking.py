"""Questions of pages, API and command as the thinking takes them: codes looked up, dates read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bordermark.edtf import earliest, is_edtf, latest
from bordermark.organisations.bodies import Organisations
from bordermark.publishing.parameters import unknown_codes
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.structures.closest import Draft
from bordermark.structures.selecting import Asked
from bordermark.vocabulary.words import Vocabulary

LONGEST = 4000
"""Characters of a draft's text that are read."""

Query = Mapping[str, Sequence[str]]
"""Values by parameter: function, capacity, flow, place, entity, since, until, certain, text."""


@dataclass
class _Reading:
    query: Query
    words: Vocabulary
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
        asked = self.known("place", [*self.words.states, *regions],
                           "an ISO 3166-1 alpha-3 or M49 code; 001 is the world")
        return tuple(f"m49:{code}" if code.isdigit() else f"state:{code}" for code in asked)

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
    read = _Reading(query, words)
    since, until = read.days()
    found = Asked(
        read.concepts("function"), read.concepts("capacity"), read.concepts("flow"), read.places(),
        read.known("entity", bodies.bodies, "the id of an organisation"),
        since or (date.min if until else day), until or (date.max if since else None), read.values("certain") == ["1"],
    )
    read.done()
    return found


def read_draft(query: Query, words: Vocabulary) -> Draft:
    """What somebody is about to write. Raises UnusableParameters, naming each that cannot be used."""
    read = _Reading(query, words)
    since, until = read.days()
    text = " ".join(read.values("text"))
    if len(text) > LONGEST:
        read.errors.append(BadParameter("text", text, f"at most {LONGEST} characters"))
    found = Draft(text, read.concepts("function"), read.concepts("capacity"), read.concepts("flow"), read.places(),
                  since, until)
    read.done()
    return found
