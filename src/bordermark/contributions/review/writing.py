"""Change sets as data, under the addresses by which a reader knows the site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bordermark.accounts.policy import Action, Person, may
from bordermark.contributions.edition_changes import plain
from bordermark.contributions.review import schemas
from bordermark.contributions.review.change_sets import thing_of
from bordermark.contributions.review.describing import ItemShown
from bordermark.contributions.review.life import Status, possible
from bordermark.contributions.review.models import ChangeItem, ChangeSet, Comment, Step
from bordermark.contributions.schemas import FieldChangeRow
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table


def steps_for(change_set: ChangeSet, person: Person) -> list[str]:
    """The steps that the status allows and that the person may take."""
    thing = thing_of(change_set)
    return [name for name in possible(Status(change_set.status)) if may(person, Action(name), thing)]


@dataclass(frozen=True, slots=True)
class SetWriter:
    """Says what change sets are and hold."""

    addresses: Addresses

    def summary(self, one: ChangeSet, records: int) -> schemas.ChangeSetSummary:
        """A change set in a list."""
        return schemas.ChangeSetSummary(
            id=one.pk, url=self.addresses.of("contribution", str(one.pk)), title=one.title, reason=one.reason,
            status=one.status, organisation=one.organisation_id or "", state=one.state_id or "", made_by=one.made_by,
            made_at=one.made_at.isoformat(), changed_at=one.changed_at.isoformat(), records=records,
            links={"self": self.addresses.api("change-sets", str(one.pk))},
        )

    def detail(
        self, one: ChangeSet, person: Person, items: Sequence[ItemShown], further: int | None
    ) -> schemas.ChangeSetDetail:
        """A change set with some of its items; `further` is the position after which the others come."""
        return schemas.ChangeSetDetail(
            **self.summary(one, one.items.count()).model_dump(), content=one.content, provenance=one.provenance,
            may=steps_for(one, person), steps=[step_row(each) for each in one.steps.all()],
            comments=[comment_row(each) for each in one.comments.filter(item=None)],
            items=[item_row(each) for each in items], next=further,
        )


def step_row(one: Step) -> schemas.StepRow:
    """A step as data."""
    return schemas.StepRow(action=one.action, before=one.before, after=one.after, person=one.person,
                           at=one.at.isoformat(), reason=one.reason, content=one.content)


def comment_row(one: Comment) -> schemas.CommentRow:
    """A comment as data."""
    return schemas.CommentRow(id=one.pk, item=one.item_id, field=one.field, person=one.person, at=one.at.isoformat(),
                              text=one.text, resolved=one.resolved)


def item_row(one: ItemShown) -> schemas.ItemRow:
    """An item as data."""
    item = one.item
    return schemas.ItemRow(
        item=item.pk, type=item.record_type, id=item.record_id, kind=_kind(item), title=one.title, data=item.data,
        version=item.digest,
        fields=[FieldChangeRow(field=each.name, before=each.before, after=each.after) for each in one.fields],
        comments=[comment_row(each) for each in one.comments],
        others=[schemas.OtherSetRow(change_set=each.item.change_set_id, title=each.item.change_set.title,
                                    fields=[both.field for both in each.fields]) for each in one.others],
    )


def _kind(item: ChangeItem) -> Literal["new", "changed", "withdrawn"]:
    return item.kind  # type: ignore[return-value]


def items_table(items: Iterable[ItemShown]) -> Table:
    """What a change set would do: one row for each changed field, one for each record withdrawn."""
    return Table(("type", "id", "change", "title", "field", "before", "after"), (
        (one.item.record_type, one.item.record_id, one.item.kind, one.title, name, before, after)
        for one in items
        for name, before, after in (
            [(each.name, plain(each.before), plain(each.after)) for each in one.fields] or [("", "", "")]
        )
    ), "Change set")
