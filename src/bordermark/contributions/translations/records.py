"""The typed record of who stands behind the labels and names that other records hold in six languages."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, field_validator

from bordermark.contributions.translations.rendered import TranslationStatus
from bordermark.edtf import EDTF
from bordermark.languages import Language
from bordermark.pack import Names, Record, Reference, Table, concept


class LabelStatusRecord(Record):
    """Who stands behind the labels or names of a concept, State or organisation in one language."""

    record_type: Literal["concept", "state", "organisation"] = Field(description="Type of the record")
    record: str = Field(min_length=1, description="Key of the record")
    language: Annotated[Language, Names(("language",))] = Field(description="Language of the labels")
    status: Annotated[TranslationStatus, concept("translation-status")] = Field(description="Who stands behind them")
    translator: str = Field("", description="Who translated or reviewed them; empty where nobody signed")
    translated_on: EDTF = Field("", description="When")
    source_digest: str = Field(pattern=r"^[0-9a-f]{64}$", description="Digest of the English they were made from")
    text_digest: str = Field(pattern=r"^[0-9a-f]{64}$", description="Digest of the labels that it speaks of")

    @field_validator("language")
    @classmethod
    def _not_english(cls, language: str) -> str:
        if language == "en":
            raise ValueError("another language than English, in which the record itself is")
        return language

    @property
    def key(self) -> str:
        return f"{self.record_type}:{self.record}:{self.language}"

    def references(self) -> Iterator[Reference]:
        yield Reference("record", self.record_type, self.record)


TABLES = (Table("label_status.csv", LabelStatusRecord, "label-status", bundled=False),)
