"""The diagnosis over HTTP: overlap, gaps and burden, the network, options, and what if."""

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bordermark.diagnosis import asking, describing, schemas
from bordermark.diagnosis.answering import Answered
from bordermark.diagnosis.gaps import Reached, selected
from bordermark.diagnosis.validation.store import said_to
from bordermark.publishing.parameters import AtMoment, Code, Codes, clocks_of, reading

router = Router(tags=["Diagnosis"])


class DiagnosisAsked(AtMoment):
    """Of which year, region and flow."""

    region: Code = Field("", description="M49 code of a region, or ISO 3166-1 alpha-3 code of a State; empty for all")
    flow: Code = Field("", description="Concept of the scheme flow that was surveyed; empty for all")


class SeededAsked(DiagnosisAsked):
    """A question that tries chance."""

    seed: int = Field(1, ge=0, lt=2**31, description="Seed of chance: the same seed gives the same figures")


class GapsAsked(DiagnosisAsked):
    """Which needs."""

    capacity: Code = Field("", description="Concept of the scheme capacity; empty for all")
    reached: Reached | None = Field(None, description="Who works on it; all if not given")


class OptionsAsked(DiagnosisAsked):
    """How many options to take up together, and what must stay."""

    most: int = Field(asking.MOST, ge=0, le=asking.LARGEST, description="At most so many options")
    keep: Codes = Field([], description="Redundancy that is wanted, such as KEN:cargo")


class WhatIfAsked(DiagnosisAsked):
    """What is changed. Each may be repeated."""

    end: Codes = Field([], description="Activities that end")
    hand_over: Codes = Field([], description="ACTIVITY:BODY, an activity that another body leads")
    merge: Codes = Field([], description="ACTIVITY:ACTIVITY, the first is taken up into the second")
    agree: Codes = Field([], description="BODY,BODY:CAPACITY,CAPACITY, bodies that agree to coordinate")
    share: Codes = Field([], description="FUNCTION:BODY,BODY:CAPACITY, bodies that do a function once for all")
    keep: Codes = Field([], description="Redundancy that is wanted, such as KEN:cargo")


def _answered(asked: DiagnosisAsked, capacity: str = "", seed: int = 1) -> Answered:
    clocks = clocks_of(asked)
    return asking.answered(asking.read_asked(asked.region, asked.flow, clocks, capacity, seed), clocks)


@reading(router, "/diagnosis", schemas.DiagnosisOut, summary="Diagnosis", operation_id="get_diagnosis")
def get_diagnosis(request: HttpRequest, asked: Query[SeededAsked]) -> object:
    """Fragmentation, overlap, duplication, coordination and gaps of a year, with what is behind every figure.

    Every figure is given with global activities at weight 0 and at 1, beside chance; what does not survive doubt
    stands apart. Chance is tried 200 times; `bordermark diagnose` tries it as often as one likes.
    """
    found = _answered(asked, seed=asked.seed)
    return describing.described(found.diagnosis, found.supply) | {"said": said_to(found)}


@reading(router, "/diagnosis/gaps", schemas.Gaps, summary="Gaps and burden", operation_id="get_gaps")
def get_gaps(request: HttpRequest, asked: Query[GapsAsked]) -> object:
    """What binds States, by capacity and flow, and who works on it; and what is asked of each State in the year."""
    found = _answered(asked, asked.capacity)
    return describing.wanting(found, selected(found.supply, asked.capacity, asked.reached or ""))


@reading(router, "/diagnosis/network", schemas.NetworkOut, summary="Network", operation_id="get_network")
def get_network(request: HttpRequest, asked: Query[DiagnosisAsked]) -> object:
    """Who is joined with whom by a mechanism or a joint activity: brokers, communities, core and periphery."""
    return describing.joined(_answered(asked).diagnosis)


@reading(router, "/diagnosis/options", schemas.Options, summary="Options", operation_id="get_options")
def get_options(request: HttpRequest, asked: Query[OptionsAsked]) -> object:
    """What could be done about uncoordinated overlap, and the options to take up together, with their proven gap."""
    found = _answered(asked)
    wanted = asking.read_wanted(asked.keep, found.diagnosis.survey)
    return describing.advised(asking.advised_on(found, asked.most, wanted))


@reading(router, "/diagnosis/what-if", schemas.WhatIf, summary="What if", operation_id="get_what_if")
def get_what_if(request: HttpRequest, asked: Query[WhatIfAsked]) -> object:
    """All figures of a year before and after activities end, move, merge, or bodies agree or share."""
    clocks = asking.at_day(clocks_of(asked))
    given = {name: getattr(asked, name) for name in asking.EXAMPLES}
    _, found = asking.compared(asking.read_asked(asked.region, asked.flow, clocks), clocks, given, asked.keep)
    return describing.compared(found)
