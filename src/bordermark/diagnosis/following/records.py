"""The typed record of an option that was adopted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator

from bordermark.diagnosis.kinds import Kind
from bordermark.edtf import EDTF, earliest, latest
from bordermark.organisations.records import Body
from bordermark.pack import Record, Reference, Table, concept
from bordermark.structures.records import Bodies, Id

DATA: Final = Path(__file__).parent / "data"

Status = Literal["adopted", "under-way", "done", "dropped"]


class AdoptedOptionRecord(Record):
    """An option of a diagnosis that was adopted: by whom, who sees to it until when, and its measure before."""

    id: str = Id
    option: str = Field(min_length=1, max_length=260, description="Id of the option in the diagnosis")
    kind: Kind = Field(description="What is to be done")
    bodies: Bodies = Field(description="Ids of the organisations that it concerns")
    capacity: Annotated[str, concept("capacity")] = Field("", description="Where it applies; empty for all capacities")
    decided_by: str = Field(min_length=1, description="Who decided it, in words")
    decided: EDTF = Field(min_length=4, description="When it was decided")
    owner: Body = Field(min_length=1, description="Id of the organisation that sees to it")
    due: EDTF = Field(min_length=4, description="When it is to be done")
    status: Status = Field("adopted", description="How far it is")
    before_0: int = Field(ge=0, description="Its measure when it was decided, global activities at weight 0")
    before_1: int = Field(ge=0, description="Its measure when it was decided, global activities at weight 1")
    revision: int = Field(ge=0, description="Number of the last revision of the records of which that was computed")
    note: str = Field("", description="What a reader should know")
    source: str = Field(min_length=1, description="Where the decision can be read")

    @field_validator("bodies")
    @classmethod
    def _somebody(cls, bodies: tuple[str, ...]) -> tuple[str, ...]:
        if not bodies:
            raise ValueError("one organisation or more")
        return bodies

    @field_validator("due")
    @classmethod
    def _after_the_decision(cls, due: str, info: ValidationInfo) -> str:
        begins, ends = earliest(info.data.get("decided", "")), latest(due)
        if begins and ends and ends < begins:
            raise ValueError("a day not before the decision")
        return due

    def references(self) -> Iterator[Reference]:
        yield Reference("owner", "organisation", self.owner)
        for key in self.bodies:
            yield Reference("bodies", "organisation", key)
        if self.capacity:
            yield Reference("capacity", "concept", f"capacity:{self.capacity}")


TABLES: Final = (Table("adopted-options.csv", AdoptedOptionRecord, "adopted-option", bundled=False),)
