"""Who is told of what happens to a change set: its authors, and when it is sent those who may review it."""

from bordermark.accounts.notifications import notify
from bordermark.accounts.policy import Action, Person
from bordermark.contributions.review.models import ChangeSet, Comment
from bordermark.publishing.addresses import page

KINDS = {
    Action.TAKE_UP: "review-begun", Action.RETURN: "set-returned", Action.ACCEPT: "set-accepted",
    Action.PUBLISH: "set-published",
}


def tell(change_set: ChangeSet, action: Action, person: Person, reason: str) -> None:
    """Tell the authors of a step that somebody else took."""
    if action in KINDS:
        _tell(change_set, KINDS[action], person, {"reason": reason})


def tell_comment(made: Comment, person: Person) -> None:
    """Tell the authors of a comment on their set."""
    _tell(made.change_set, "set-commented", person, {"text": made.text})


def _tell(change_set: ChangeSet, kind: str, person: Person, more: dict[str, str]) -> None:
    authors = change_set.authors.exclude(person=person.id).order_by("person").values_list("person", flat=True)
    notify(authors, kind, {"title": change_set.title, "by": person.name or person.id, **more},
           page("contribution", str(change_set.pk)))
