"""The pages of editions: which there are, what each holds, what changed between two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse

from bordermark.clocks import LAST_EDITION, Clocks
from bordermark.contributions import editions
from bordermark.contributions.edition_api import earlier
from bordermark.contributions.edition_changes import (
    Pieces,
    RecordChange,
    compared,
    described,
    differing,
    plain,
)
from bordermark.contributions.edition_describing import (
    EditionWriter,
    change_counts,
    change_page,
    change_table,
    citation,
    type_counts,
    type_labels,
)
from bordermark.contributions.manifests import Differing, Kind
from bordermark.contributions.models import Edition
from bordermark.publishing import panels
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters

SHOWN: Final = 100
"""Records of a type and kind that the page of changes tells of; the table tells of all."""


def editions_index(request: HttpRequest) -> HttpResponse:
    """All editions, the newest first."""
    held, say = editions.editions(), EditionWriter(addresses_for(request))
    return respond(request, Answer(
        "contributions/editions.html", {"editions": held, "section": "editions"},
        data=lambda: [say.summary(one) for one in held],
    ))


def edition(request: HttpRequest, number: int) -> HttpResponse:
    """One edition: what it holds, its digest, how to cite it, and what the rooms above list of it."""
    found, say = _edition(number), EditionWriter(addresses_for(request))
    held = editions.manifest(found)
    asked = panels.Request(str(number), language_of(request), Clocks(edition=number), request.GET.dict())

    def data() -> dict[str, Any]:
        some = {one.name: one.data for one in panels.panels("edition", asked)}
        return {**say.detail(found, held).model_dump(mode="json"), **some}

    return respond(request, Answer(
        "contributions/edition.html", lambda: {
            "edition": found, "counts": type_counts(held), "records": len(held.entries), "section": "editions",
            "citation": citation(found, say.addresses.of("edition", str(number))),
            "following": getattr(found, "followed_by", None), "panels": panels.panels("edition", asked),
        },
        data=data,
    ))


def _edition(number: int) -> Edition:
    if number > LAST_EDITION:
        raise Http404(number)
    return editions.edition(number)


def edition_changes(request: HttpRequest, number: int) -> HttpResponse:
    """What changed in an edition since another: by type and kind, field by field."""
    until, say = _edition(number), EditionWriter(addresses_for(request))
    since = earlier(until, _since(request.GET.get("since", "")))
    found = differing(since, until)
    return respond(request, Answer(
        "contributions/edition_changes.html", lambda: {
            "edition": until, "since": since, "counts": change_counts(found), "total": len(found),
            "groups": list(_groups(found, since, until, language_of(request))), "section": "editions",
            "others": [one for one in editions.editions() if one.number < number],
        },
        data=lambda: say.changes(since, until, found, described(found, since, until)),
        table=lambda: change_table(described(found, since, until)),
    ))


def _since(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LAST_EDITION):
        raise UnusableParameters([BadParameter("since", text, "the number of an edition, or 0")])
    return int(text)


@dataclass(frozen=True, slots=True)
class ShownField:
    """A changed field: its name, its value before and after, in pieces."""

    name: str
    before: Pieces
    after: Pieces


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A record that changed, as the page tells of it. `link` may be empty."""

    key: str
    title: str
    link: str
    fields: Sequence[ShownField]


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one type that changed in one way; `more` are not shown."""

    type: str
    label: str
    kind: Kind
    total: int
    changes: Sequence[ShownChange]

    @property
    def more(self) -> int:
        """How many the page leaves to the table."""
        return self.total - len(self.changes)


def _groups(
    found: Sequence[Differing], since: Edition | None, until: Edition, language: str
) -> Iterator[Group]:
    labels = type_labels()
    some: dict[tuple[str, Kind], list[Differing]] = {}
    for one in found:
        some.setdefault((one.type, one.kind), []).append(one)
    told = described([one for group in some.values() for one in group[:SHOWN]], since, until)
    by_group: dict[tuple[str, Kind], list[RecordChange]] = {}
    for change in told:
        by_group.setdefault((change.type, change.kind), []).append(change)
    for (name, kind), shown in by_group.items():
        yield Group(name, labels.get(name, name), kind, len(some[name, kind]), [
            ShownChange(one.key, one.title, change_page(one, since, until, language), _fields(one)) for one in shown
        ])


def _fields(one: RecordChange) -> list[ShownField]:
    return [ShownField(each.field, *compared(plain(each.before), plain(each.after))) for each in one.fields]
