"""What the Framework offers to the search of the whole house: measures."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from bordermark.framework.reading import framework
from bordermark.publishing.offering import Offer, Term, offer


def register_offers() -> None:
    """Have measures found."""
    offer(Offer("measure", _("Measures"), measure_terms, ("measure", "derivation", "model-fit")))


def measure_terms() -> Iterator[Term]:
    """Measures by number and title, and by the words of what a State does when they are in place."""
    for one in framework().measures.values():
        yield Term("measure", one.id, {"en": one.title}, (one.id,), (one.statement,))
