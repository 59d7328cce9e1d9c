"""What entities say to findings, for the report: their words stand beside the finding, with their name and the day."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from bordermark.diagnosis.validation.describing import STANCES
from bordermark.publishing.document import Block, Paragraph, Text
from bordermark.structures.records import ResponseRecord


def words_beside(said: Sequence[ResponseRecord], names: Mapping[str, str]) -> tuple[Block, ...]:
    """A paragraph for each entity that has answered; nothing where none has."""
    return tuple(Paragraph((Text(_sentence(one, names.get(one.entity, one.entity))),)) for one in said if one.stance)


def _sentence(one: ResponseRecord, name: str) -> str:
    words = f" “{one.words}”" if one.words else ""
    return _("{entity}, {day}: {stance}.").format(entity=name, day=one.answered or _("undated"),
                                                  stance=STANCES[one.stance]) + words
