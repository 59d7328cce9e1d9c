"""Labels and names that a record holds in six columns: how they are read as translations, and kept.

The texts are the record's own. Who stands behind them is said by a record of the type ``label-status``, for as long as
the texts are those that it spoke of. Without one the revisions tell: labels that the bundled pack brought have the
status that the pack gives them, others are the work of whoever recorded them; and they were made from the English
that stood when they were last changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from bordermark.contributions.models import LabelStatus, Revision
from bordermark.contributions.record_types import RecordType, record_type
from bordermark.contributions.record_types import register as register_types
from bordermark.contributions.revisions import BUNDLED
from bordermark.contributions.store import standing_records
from bordermark.contributions.translations.records import LabelStatusRecord
from bordermark.contributions.translations.register import Keys, Translatable, register
from bordermark.contributions.translations.rendered import Rendered, TranslationStatus, source_digest
from bordermark.pack import Record
from bordermark.upsert import upsert


@dataclass(frozen=True, slots=True)
class Labels:
    """The columns of a type that come in six languages, without their language; the first is required.

    `bundled` gives the status of the labels that the bundled pack brings.
    """

    type: str
    fields: tuple[str, ...]
    bundled: Callable[[Any], TranslationStatus]

    def texts(self, record: Mapping[str, Any], language: str) -> dict[str, str]:
        """The labels of a record's data in a language, by field."""
        return {name: str(record.get(f"{name}_{language}", "")) for name in self.fields}

    def read(self, language: str, keys: Keys) -> Iterator[Rendered]:
        """The labels of these records in a language."""
        marks = {one.record: one for one in LabelStatus.objects.filter(record_type=self.type, language=language)}
        changed = _changed(self.type)
        for record in standing_records(self.type, keys):
            data = record.model_dump(mode="json")
            source, texts = self.texts(data, "en"), self.texts(data, language)
            mark = marks.get(record.key)
            signed: dict[str, Any] = {}
            if not texts[self.fields[0]]:
                texts = {}
            elif mark and mark.text_digest == source_digest(texts.values()):
                signed = {"status": mark.status, "translator": mark.translator, "date": mark.translated_on,
                          "source_digest": mark.source_digest}
            else:
                signed = self._as_recorded(record, changed.get(record.key, ()), source, texts, language)
            yield Rendered(self.type, record.key, language, source, texts, required=self.fields[:1], **signed)

    def _as_recorded(
        self, record: Record, revisions: Sequence[Revision], source: Mapping[str, str], texts: Mapping[str, str],
        language: str,
    ) -> dict[str, Any]:
        """Who recorded the labels as they stand, and of which English, as far as there is more than one revision."""
        found: dict[str, Any] = {"status": self.bundled(record), "source_digest": source_digest(source.values())}
        standing = None
        for one in revisions:
            now = self.texts(one.data or {}, language)
            if now != standing:
                by_pack = one.recorded_by == BUNDLED
                found = {
                    "status": self.bundled(record) if by_pack else "human",
                    "translator": "" if by_pack else one.recorded_by,
                    "date": "" if by_pack else one.recorded_at.date().isoformat(),
                    "source_digest": source_digest(self.texts(one.data or {}, "en").values()),
                }
            standing = now
        return found

    def write(self, one: Rendered) -> Iterable[tuple[str, Record]]:
        """The record with these labels, and who stands behind them."""
        kind = record_type(self.type)
        stands = standing_records(self.type, [one.key])[0].model_dump(mode="json")
        texts = self.texts(stands, one.language) | dict(one.texts)
        labels = {f"{name}_{one.language}": text for name, text in texts.items()}
        yield self.type, kind.record.model_validate({**stands, **labels})
        yield "label-status", LabelStatusRecord.model_validate({
            "record_type": self.type, "record": one.key, "language": one.language, "status": one.status,
            "translator": one.translator, "translated_on": one.date, "source_digest": one.source_digest,
            "text_digest": source_digest(texts.values()),
        })


def _changed(name: str) -> dict[str, list[Revision]]:
    """The revisions, oldest first, of the records of a type that have more than one."""
    rows = Revision.objects.filter(record_type=name)
    several = rows.values("record_id").annotate(number=Count("id")).filter(number__gt=1).values("record_id")
    found: dict[str, list[Revision]] = {}
    for one in rows.filter(record_id__in=several).order_by("pk"):
        found.setdefault(one.record_id, []).append(one)
    return found


LABELS: Final = (
    Labels("concept", ("label",), lambda record: "official" if record.scheme == "m49" else "machine"),
    Labels("state", ("name", "formal"), lambda record: "official"),
    Labels("organisation", ("name",), lambda record: "machine"),
)
"""The labels of the rooms below. M49 regions and States are named as the United Nations names them."""


def save_label_status(records: Sequence[LabelStatusRecord]) -> None:
    """Keep who stands behind labels."""
    upsert([LabelStatus(id=record.key, **record.model_dump()) for record in records])


def held_label_status() -> Iterator[LabelStatusRecord]:
    """Every record of who stands behind labels, back from its table."""
    for row in LabelStatus.objects.all():
        yield LabelStatusRecord.model_construct(**{name: getattr(row, name) for name in LabelStatusRecord.model_fields})


def register_labels() -> None:
    """Make known how the labels of the rooms below are translated, and the record of who stands behind them."""
    register_types(RecordType("label-status", LabelStatusRecord, LabelStatus, save_label_status,
                              _("Status of labels"), read=held_label_status, translates=True))
    register(*(Translatable(one.type, one.read, one.write) for one in LABELS))
