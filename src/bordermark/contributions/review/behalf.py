"""On whose behalf a person may propose: an organisation, a State, or the secretariat."""

from dataclasses import dataclass

from bordermark.accounts.policy import Action, Person, Thing, may
from bordermark.contributions.review.life import NotNow
from bordermark.organisations.models import Organisation
from bordermark.vocabulary.models import State


@dataclass(frozen=True, slots=True)
class Behalf:
    """A body for which somebody writes; neither an organisation nor a State is the secretariat."""

    organisation: str = ""
    state: str = ""

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"organisation:{self.organisation}" if self.organisation else f"state:{self.state}" if self.state else ""


def behalves(person: Person, kind: str = "change-set") -> list[Behalf]:
    """The bodies for which the policy lets a person propose."""
    held = dict.fromkeys(Behalf(one.organisation, one.state) for one in person.roles)
    found = [one for one in held
             if may(person, Action.PROPOSE, Thing(kind, organisation=one.organisation, state=one.state))]
    return sorted(found, key=lambda one: one.value)


def behalf_of(value: str) -> Behalf:
    """The body that a form or a program names: ``organisation:ID``, ``state:CODE`` or nothing. Raises NotNow."""
    kind, _colon, key = value.partition(":")
    if not value:
        return Behalf()
    if kind == "organisation" and Organisation.objects.filter(pk=key).exists():
        return Behalf(organisation=key)
    if kind == "state" and State.objects.filter(pk=key).exists():
        return Behalf(state=key)
    raise NotNow(f"behalf: found {value[:80]!r}, expected organisation: and the id of one, state: and the code of one, "
                 "or nothing for the secretariat.")
