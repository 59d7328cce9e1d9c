"""Adopted options as data, under the addresses by which a reader knows the site."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bordermark.diagnosis.following import schemas
from bordermark.diagnosis.following.asking import Followed
from bordermark.diagnosis.following.measuring import measure_of
from bordermark.diagnosis.options import INDICATORS
from bordermark.organisations.schemas import OrganisationWriter
from bordermark.publishing.tables import Table

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATUSES: Final[Mapping[str, "_StrPromise"]] = {
    "adopted": pgettext_lazy("an option", "Adopted"), "under-way": pgettext_lazy("an option", "Under way"),
    "done": pgettext_lazy("an option", "Done"), "dropped": pgettext_lazy("an option", "Dropped"),
}

MEASURES: Final[Mapping[str, "_StrPromise"]] = {
    "overlapping-pairs": _("Overlapping pairs of these bodies' activities"),
    "uncoordinated-pairs": _("Uncoordinated pairs of these bodies' activities"),
}

COLUMNS: Final = ("id", "option", "kind", "bodies", "capacity", "decided_by", "decided", "owner", "due", "status",
                  "measure", "before_0", "before_1", "revision", "after_0", "after_1")


def _said(one: Followed, organisations: OrganisationWriter) -> dict[str, Any]:
    record, addresses = one.record, organisations.vocabulary.addresses
    same = ("id", "option", "kind", "capacity", "decided_by", "decided", "due", "status", "revision", "note", "source")
    return {
        **{name: getattr(record, name) for name in same}, "url": addresses.of("adopted-option", record.id),
        "bodies": [organisations.ref(key) for key in record.bodies], "owner": organisations.ref(record.owner),
        "late": one.late, "indicator": INDICATORS[record.kind], "measure": measure_of(record.kind),
        "before": [record.before_0, record.before_1], "after": list(one.after.counts),
        "links": {"self": addresses.api("adopted-options", record.id)},
    }


def row(one: Followed, organisations: OrganisationWriter) -> schemas.AdoptedOptionRow:
    """An adopted option in a list."""
    return schemas.AdoptedOptionRow(**_said(one, organisations))


def detail(one: Followed, organisations: OrganisationWriter) -> schemas.AdoptedOptionDetail:
    """An adopted option with the pairs that are left."""
    return schemas.AdoptedOptionDetail(**_said(one, organisations), pairs=[list(pair) for pair in one.after.pairs])


def table(some: Sequence[Followed]) -> Table:
    """Adopted options as a table."""
    return Table(COLUMNS, [
        (one.id, one.option, one.kind, "; ".join(one.bodies), one.capacity, one.decided_by, one.decided, one.owner,
         one.due, one.status, measure_of(one.kind), one.before_0, one.before_1, one.revision, *each.after.counts)
        for each in some for one in (each.record,)
    ], "adopted options")
