"""What control lists offer to the search of the whole house: lists, entries, and the look-up of numbers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bordermark.publishing.offering import Offer, Pointer, Term, offer, point
from bordermark.screening.looking_up import look_up
from bordermark.screening.store import control_lists
from bordermark.vocabulary.hs.codes import LATEST

TYPES = ("control-list", "control-entry", "control-name", "hs-link")


def register_offers() -> None:
    """Have lists and entries found, and numbers pointed to the look-up."""
    offer(Offer("control-list", gettext_lazy("Control lists"), list_terms, TYPES))
    offer(Offer("control-entry", gettext_lazy("Entries of control lists"), entry_terms, TYPES))
    point(point_to_look_up)


def list_terms() -> Iterator[Term]:
    """Lists by their titles."""
    for one in control_lists().lists.values():
        yield Term("control-list", one.id, {"en": one.title}, (one.short_title,))


def entry_terms() -> Iterator[Term]:
    """Entries by title, names in all languages, and CAS numbers."""
    held = control_lists()
    for entry in held.entries.values():
        names = tuple(one.name for one in held.names[entry.id] if one.kind != "look-alike")
        yield Term("control-entry", entry.id, {"en": entry.title}, (*entry.cas, *names),
                   note=f"{held.list_of(entry).short_title} {entry.ref}".strip())


def point_to_look_up(text: str) -> Pointer | None:
    """The look-up, for a CAS number and for a code of the Harmonized System; four digits alone are perhaps a year."""
    if not any(letter.isdigit() for letter in text) or len(text) > 20 or len(text) < 5:
        return None
    answer = look_up(text, LATEST, control_lists())
    if answer.asked in ("cas", "bad-cas"):
        return Pointer(_("Look up the CAS number {number}").format(number=answer.query), "controlled",
                       {"q": answer.query})
    if answer.asked == "code":
        return Pointer(_("Look up the code {code} of the Harmonized System").format(code=answer.query), "controlled",
                       {"q": answer.query})
    return None
