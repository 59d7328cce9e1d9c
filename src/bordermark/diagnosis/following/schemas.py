"""What the API says of adopted options."""

from pydantic import Field

from bordermark.diagnosis.following.measuring import Measure
from bordermark.diagnosis.following.records import Status
from bordermark.diagnosis.kinds import Kind
from bordermark.organisations.schemas import OrganisationRef
from bordermark.vocabulary.schemas import Output


class AdoptedOptionRow(Output):
    """An adopted option, with its measure before and after; counts are with global activities at weight 0 and at 1."""

    id: str
    url: str = Field(description="Its page")
    option: str = Field(description="Id of the option in the diagnosis")
    kind: Kind
    bodies: list[OrganisationRef] = Field(description="Those whom it concerns")
    capacity: str = Field(description="Where it applies; empty for all capacities")
    decided_by: str
    decided: str = Field(description="EDTF")
    owner: OrganisationRef = Field(description="Who sees to it")
    due: str = Field(description="EDTF")
    late: bool = Field(description="Whether it is not done and the day has passed")
    status: Status
    indicator: str = Field(description="What would show that it worked")
    measure: Measure = Field(description="Which pairs of activities of these bodies are counted")
    before: list[int] = Field(description="When it was decided")
    revision: int = Field(description="Number of the last revision of the records of which `before` was computed")
    after: list[int] = Field(description="On the day asked for, by the same function")
    note: str
    source: str
    links: dict[str, str]


class AdoptedOptionDetail(AdoptedOptionRow):
    """An adopted option with the pairs that are left."""

    pairs: list[list[str]] = Field(description="Ids of the activities counted in `after`, at weight 1")
