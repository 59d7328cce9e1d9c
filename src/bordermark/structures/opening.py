"""What every page of the survey begins with: the clocks, the survey, what the forms offer, the map, a page of many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_high
from typing import Any, Final, TypeVar

from django.http import HttpRequest
from django.utils.translation import ngettext

from bordermark.clocks import Clocks, read_clocks
from bordermark.organisations.schemas import OrganisationWriter
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import addresses_for, language_of, page
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.structures.asking import Query
from bordermark.structures.describing import SurveyWriter
from bordermark.structures.drafts import Closeness
from bordermark.structures.places import Places
from bordermark.structures.selecting import Found
from bordermark.structures.store import closeness, survey
from bordermark.structures.survey import Survey
from bordermark.vocabulary.maps import world_map
from bordermark.vocabulary.schemas import VocabularyWriter
from bordermark.vocabulary.store import vocabulary

ON_A_PAGE: Final = 50
"""Lines of a table on one page; data holds all."""

_CLOCKS: Final = ("as_at", "as_recorded", "edition")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """What every page of the survey begins with."""

    request: HttpRequest
    clocks: Clocks
    query: Query
    survey: Survey
    say: SurveyWriter
    held: Closeness

    @property
    def places(self) -> Places:
        return self.held.places

    def address(self, **changed: str) -> str:
        """This page's address with other values of some parameters; an empty value takes one away."""
        query = self.request.GET.copy()
        for name, value in changed.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path


def opened(request: HttpRequest) -> Opened:
    """Read the clocks and the survey for a request."""
    clocks, words = read_clocks(request.GET), vocabulary()
    held = survey(clocks)
    say = SurveyWriter(held, OrganisationWriter(
        organisations(), VocabularyWriter(words, addresses_for(request), language_of(request))
    ))
    query = {name: list(values) for name, values in request.GET.lists()}
    return Opened(request, clocks, query, held, say, closeness(held, words, say.organisations.bodies))


def forms(one: Opened) -> dict[str, Any]:
    """What the forms offer and what was given: choices as (code, label) for each parameter."""
    names = ("function", "capacity", "flow", "place", "entity", "since", "until", "certain", "text", *_CLOCKS)
    given = {name: [value for value in one.query.get(name, ()) if value] for name in names}
    return {
        "choices": _choices(one), "chosen": given, "clocks": one.clocks, "section": "activities",
        "kept": [(name, given[name][0]) for name in _CLOCKS if given[name]],
    }


def _choices(one: Opened) -> dict[str, list[tuple[str, str]]]:
    words, language = one.say.words.words, one.say.words.language
    bodies = one.say.organisations.bodies

    def named(keys: Iterable[str]) -> list[tuple[str, str]]:
        return sorted(((key, bodies.bodies[key].name(language)) for key in keys if key in bodies.bodies),
                      key=lambda pair: pair[1])

    found: dict[str, list[tuple[str, str]]] = {
        scheme: [(each.code, each.label(language)) for each in words.schemes.get(scheme, ())]
        for scheme in ("function", "capacity", "flow", "m49")
    }
    found["state"] = sorted(((each.id, each.name(language)) for each in words.member_states()),
                            key=lambda pair: pair[1])
    found["entity"] = named(one.survey.entities)
    found["members"] = named(key for key in one.held.members if key in bodies.by_organisation)
    return found


def paged(one: Opened, some: Sequence[T]) -> dict[str, Any]:
    """The lines of the page that ``page`` asks for, with the addresses of those before and after.

    Raises UnusableParameters for a page that is not there.
    """
    asked = (one.query.get("page") or ["1"])[0] or "1"
    last = max(1, -(-len(some) // ON_A_PAGE))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    if not 1 <= number <= last:
        raise UnusableParameters([BadParameter("page", asked, f"a page from 1 to {last}")])
    start = (number - 1) * ON_A_PAGE
    return {
        "items": some[start:start + ON_A_PAGE],
        "previous": one.address(page=str(number - 1) if number > 2 else "") if number > 1 else "",
        "next": one.address(page=str(number + 1)) if number < last else "",
        "number": number, "last": last,
    }


def drawn(found: Iterable[Found], places: Places, say: SurveyWriter) -> Mapping[str, Any]:
    """The map of the States that activities name, themselves or by a region; the world names none.

    Drawn full are those that as many activities name as the State in the middle, or more.
    """
    numbers = Counter(state for one in found for state in places.named(one.activity.places))
    words, many = say.words, max(2, median_high(numbers.values())) if numbers else 2
    standings = {
        state: ("party" if number >= many else "named", page("state", state, language=words.language),
                ngettext("%(state)s: %(n)d activity", "%(state)s: %(n)d activities", number)
                % {"state": words.words.state_name(state, words.language), "n": number})
        for state, number in numbers.items()
    }
    most = sum(number >= many for number in numbers.values())
    return {"shapes": world_map(standings) if numbers else [], "few": len(numbers) - most, "most": most, "many": many}
