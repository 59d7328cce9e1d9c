"""Who is told of alerts: whoever is given some by somebody else."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bordermark.accounts.notifications import notify, register_kind
from bordermark.accounts.policy import Person
from bordermark.publishing.addresses import page


def register_kinds() -> None:
    """Make known what people are told of alerts: never what they are about."""
    register_kind("alerts-given", _("Alerts were assigned to you"), _("Alerts that are now with you: %(number)s"))


def tell_given(people: Iterable[str], person: Person, at: datetime) -> None:
    """Tell each how many alerts are theirs now; a person is there as often as alerts were given to them."""
    for who, number in Counter(people).items():
        if who != person.id:
            notify([who], "alerts-given", {"number": number}, page("alerts", assignee="me"), at=at)
