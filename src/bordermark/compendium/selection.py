"""Which instruments carry what is asked for: by queries as they stand, in memory as they had been recorded.

Values of one filter widen each other, different filters narrow each other. A page goes by key (``paging``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When

from bordermark.clocks import Clocks
from bordermark.compendium import models
from bordermark.compendium.participation import TREATIES, by_instrument
from bordermark.compendium.reading import Reader, reader
from bordermark.compendium.records import InstrumentRecord
from bordermark.edtf import earliest
from bordermark.organisations.bodies import Organisations

OrderName = Literal["id", "newest", "oldest"]

_UNDATED_LAST: Final = "9999"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty filter asks for nothing. Codes are those of the vocabulary and organisations."""

    theme: tuple[str, ...] = ()
    subtheme: tuple[str, ...] = ()
    flow: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    """Adopted by one of these bodies or a part of one."""
    contributor: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    """States that take part: by an act, as members of a body that adopted it, or by adopting it themselves."""
    adopted_from: date | None = None
    adopted_until: date | None = None
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Selected:
    """Ids of one page and those that begin the next, in order, with the keys of that order; and how many in all."""

    total: int
    ids: Sequence[str]
    keys: Sequence[tuple[str, ...]]


def select(
    filters: Filters, bodies: Organisations, clocks: Clocks, order: OrderName = "id", after: tuple[str, ...] = (),
    most: int = 50,
) -> Selected:
    """At most `most` instruments that sort after the key `after`. As at a day, those adopted later are left out."""
    if clocks.recalled:
        return _in_memory(filters, bodies, clocks, order, after, most)
    rows = _queried(filters, bodies, clocks.as_at)
    pairs = _ordered(rows, order, after, most)
    return Selected(rows.count(), [key for _, key in pairs],
                    [(key,) if order == "id" else (when, key) for when, key in pairs])


def chosen(filters: Filters, bodies: Organisations, clocks: Clocks) -> Sequence[str]:
    """Ids of all instruments that carry what is asked for, by id."""
    if clocks.recalled:
        return _in_memory(filters, bodies, clocks, "id", (), None).ids
    return list(_queried(filters, bodies, clocks.as_at).order_by("pk").values_list("pk", flat=True))


# As they stand


def _queried(filters: Filters, bodies: Organisations, day: date | None) -> "QuerySet[models.Instrument]":
    rows = models.Instrument.objects.all()
    for scheme in ("theme", "subtheme", "flow"):
        if codes := getattr(filters, scheme):
            keys = [f"{scheme}:{code}" for code in codes]
            carrying = models.InstrumentConcept.objects.filter(concept__in=keys)
            rows = rows.filter(pk__in=carrying.values("instrument"))
    plain = {"kind": filters.kind, "binding": filters.force, "status": filters.status, "scope": filters.scope,
             "contributor": filters.contributor, "region": tuple(f"region:{code}" for code in filters.region)}
    rows = rows.filter(**{f"{column}__in": codes for column, codes in plain.items() if codes})
    if filters.body:
        adopted = models.Adopter.objects.filter(organisation__in=_with_parts(filters.body, bodies), role="adopted")
        rows = rows.filter(pk__in=adopted.values("instrument"))
    if filters.party:
        rows = rows.filter(_takes_part(filters.party, bodies, reader(), day))
    if filters.checked is not None:
        rows = rows.exclude(checked="") if filters.checked else rows.filter(checked="")
    return rows.filter(_adopted(filters, day))


def _adopted(filters: Filters, day: date | None) -> Q:
    """EDTF dates compared by the first day they can mean, which is how their text sorts but for equal beginnings."""
    asked = Q()
    if filters.adopted_from:
        first = filters.adopted_from.isoformat()
        beginnings = [first[:length] for length in (4, 7) if earliest(first[:length]) == filters.adopted_from]
        asked &= Q(adopted__gte=first) | Q(adopted__in=beginnings)
    if filters.adopted_until:
        asked &= Q(adopted__lte=filters.adopted_until.isoformat()) & ~Q(adopted="")
    return asked & Q(adopted__lte=day.isoformat()) if day else asked


def _ordered(
    rows: "QuerySet[models.Instrument]", order: OrderName, after: tuple[str, ...], most: int
) -> list[tuple[str, str]]:
    """(date, id) of the rows that follow `after` in this order."""
    dated = Case(When(adopted="", then=Value(_UNDATED_LAST)), default=F("adopted"), output_field=TextField())
    keyed = rows.annotate(when=dated if order == "oldest" else F("adopted"))
    if after and order == "id":
        keyed = keyed.filter(pk__gt=after[0])
    elif after:
        later = Q(when__lt=after[0]) if order == "newest" else Q(when__gt=after[0])
        keyed = keyed.filter(later | Q(when=after[0], pk__gt=after[1]))
    by = {"id": ("pk",), "newest": ("-when", "pk"), "oldest": ("when", "pk")}[order]
    return list(keyed.order_by(*by).values_list("when", "pk")[:most])


def _takes_part(parties: Sequence[str], bodies: Organisations, held: Reader, day: date | None) -> Q:
    asked = Q()
    for party in parties:
        joined, adopted = _joined(party, held, day), held.adopted_by(bodies_of(party, bodies, day))
        asked |= Q(pk__in=joined) | (Q(pk__in=adopted) & ~Q(kind__in=TREATIES))
    adopters = models.Adopter.objects.filter(state__in=parties)
    return asked | Q(pk__in=adopters.values("instrument"))


# As they had been recorded


def _in_memory(
    filters: Filters, bodies: Organisations, clocks: Clocks, order: OrderName, after: tuple[str, ...],
    most: int | None,
) -> Selected:
    held = reader(clocks)
    fits = matching(filters, bodies, held, clocks.as_at)
    found = sorted((one for one in held.instruments().values() if fits(one)), key=lambda one: one.id)
    if order == "newest":
        found.sort(key=lambda one: one.adopted, reverse=True)
    elif order == "oldest":
        found.sort(key=lambda one: one.adopted or _UNDATED_LAST)
    keys = [_key(one, order) for one in found]
    rest = [at for at, key in enumerate(keys) if not after or _follows(key, after, order)][:most]
    return Selected(len(found), [found[at].id for at in rest], [keys[at] for at in rest])


def _key(record: InstrumentRecord, order: OrderName) -> tuple[str, ...]:
    if order == "id":
        return (record.id,)
    return (record.adopted or (_UNDATED_LAST if order == "oldest" else ""), record.id)


def _follows(key: tuple[str, ...], after: tuple[str, ...], order: OrderName) -> bool:
    if order == "newest" and key[0] != after[0]:
        return key[0] < after[0]
    return key > after


def matching(
    filters: Filters, bodies: Organisations, held: Reader, day: date | None
) -> Callable[[InstrumentRecord], bool]:
    """A test of a record against the filters, for records of this reader."""
    adopting = set(_with_parts(filters.body, bodies))
    joined = {key for party in filters.party for key in _joined(party, held, day)}
    member_of = {body for party in filters.party for body in bodies_of(party, bodies, day)}

    def fits(record: InstrumentRecord) -> bool:
        own = {"theme": record.themes, "subtheme": record.subthemes, "flow": record.flows, "kind": (record.kind,),
               "force": (record.binding,), "status": (record.status,), "contributor": (record.contributor,),
               "scope": (record.scope,), "region": (record.region,)}
        if any(wanted and not set(wanted) & set(own[name]) for name in own if (wanted := getattr(filters, name))):
            return False
        adopters = {one.organisation for one in record.adopters if one.role == "adopted" and one.organisation}
        if filters.body and not adopters & adopting:
            return False
        if filters.party and not (
            record.id in joined or any(one.state in filters.party for one in record.adopters)
            or (record.kind not in TREATIES and adopters & member_of)
        ):
            return False
        if filters.checked is not None and bool(record.checked) != filters.checked:
            return False
        return _in_time(record, filters, day)

    return fits


def _in_time(record: InstrumentRecord, filters: Filters, day: date | None) -> bool:
    first = earliest(record.adopted)
    if first is None:
        return not (filters.adopted_from or filters.adopted_until)
    return not ((filters.adopted_from and first < filters.adopted_from)
                or (filters.adopted_until and first > filters.adopted_until) or (day and first > day))


# Shared by both


def _joined(party: str, held: Reader, day: date | None) -> list[str]:
    return [key for key, one in by_instrument(held.acts_of(party), day).items()
            if one.status in ("party", "provisional")]


def bodies_of(party: str, bodies: Organisations, day: date | None) -> list[str]:
    """Bodies that act for this member: those it is a member of, and their organs."""
    own = {body for body in bodies.by_organisation if party in bodies.members(body, day)}
    return [body for body in bodies.bodies if bodies.membership_body(body) in own]


def _with_parts(asked: Sequence[str], bodies: Organisations) -> list[str]:
    return [body for body in bodies.bodies if set(bodies.ancestry(body)) & set(asked)]
