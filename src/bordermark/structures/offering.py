"""What the survey offers to the search of the whole house: activities and coordination mechanisms."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from bordermark.organisations.bodies import Organisations
from bordermark.organisations.store import organisations
from bordermark.publishing.offering import Offer, Term, offer
from bordermark.structures.store import survey


def register_offers() -> None:
    """Have activities and mechanisms found."""
    offer(Offer("activity", _("Activities"), activity_terms, ("activity", "entity", "mandate", "response")))
    offer(Offer("mechanism", _("Coordination mechanisms"), mechanism_terms, ("mechanism",)))


def activity_terms() -> Iterator[Term]:
    """Activities by their titles, and by the names of those who do them."""
    bodies = organisations()
    for one in survey().activities.values():
        yield Term("activity", one.id, {"en": one.title}, said=_names((one.entity, *one.partners), bodies))


def mechanism_terms() -> Iterator[Term]:
    """Mechanisms by their names, and by those of their members."""
    bodies = organisations()
    for one in survey().mechanisms.values():
        yield Term("mechanism", one.id, {"en": one.name}, said=_names(one.members, bodies))


def _names(ids: Iterable[str], bodies: Organisations) -> tuple[str, ...]:
    held = [bodies.bodies[key] for key in ids if key in bodies.bodies]
    return tuple(name for body in held for name in (body.acronym, *body.names.values()) if name)
