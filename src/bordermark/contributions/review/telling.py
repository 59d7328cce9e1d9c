"""Who is told of what happens to a change set: its authors, and the editors when one is sent."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from bordermark.accounts.notifications import notify, register_kind
from bordermark.accounts.policy import Action, Person, Role
from bordermark.accounts.store import holders
from bordermark.contributions.review.models import ChangeSet, Comment
from bordermark.publishing.addresses import page


def register_kinds() -> None:
    """Make known what people are told of change sets."""
    register_kind("set-submit", _("A change set was submitted"),
                  _("%(by)s has submitted the change set “%(title)s”."))
    register_kind("set-take_up", _("The review of your change set has begun"),
                  _("%(by)s has begun to review your change set “%(title)s”."))
    register_kind("set-return_", _("Your change set was returned"),
                  _("%(by)s has returned your change set “%(title)s”: %(reason)s"), "at-once")
    register_kind("set-accept", _("Your change set was accepted"),
                  _("%(by)s has accepted your change set “%(title)s”."))
    register_kind("set-publish", _("Your change set was published"),
                  _("%(by)s has published your change set “%(title)s”."))
    register_kind("set-comment", _("Somebody commented on your change set"),
                  _("%(by)s, on your change set “%(title)s”: %(reason)s"))


def tell(change_set: ChangeSet, action: Action, person: Person, reason: str) -> None:
    """Tell the editors of a set that was sent, and the authors of a step that somebody else took."""
    if action is Action.SUBMIT:
        _tell(holders(Role.EDITOR), change_set, action.value, person, reason)
    elif action is not Action.WITHDRAW:
        _tell(_authors(change_set), change_set, action.value, person, reason)


def tell_comment(made: Comment, person: Person) -> None:
    """Tell the authors of a comment on their set."""
    _tell(_authors(made.change_set), made.change_set, "comment", person, made.text)


def _authors(change_set: ChangeSet) -> Iterable[str]:
    return change_set.authors.values_list("person", flat=True)


def _tell(people: Iterable[str], change_set: ChangeSet, what: str, person: Person, reason: str) -> None:
    params = {"title": change_set.title, "by": person.name or person.id, "reason": reason}
    notify(set(people) - {person.id}, f"set-{what}", params, page("contribution", str(change_set.pk)))
