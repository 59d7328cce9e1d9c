"""``bordermark change-set``: the operator reads change sets, and takes steps as a person who holds the role."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django
from bordermark.errors import BordermarkError, UnknownRecord

if TYPE_CHECKING:
    from bordermark.accounts.policy import Person
    from bordermark.contributions.models import ChangeSet

NumberArgument = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the change set.")]
AsOption = Annotated[str, typer.Option("--as", metavar="PERSON", help="Id of the person whose rights count, and who is "
                                       "recorded.")]
ReasonOption = Annotated[str, typer.Option(help="Why; needed to return.")]


def list_change_sets(
    person: AsOption,
    view: Annotated[str, typer.Option(help="mine, queue (those that wait) or all that the person may see.")] = "all",
    status: Annotated[str, typer.Option(help="Only those of this status.")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the change sets that a person may see, with how many records each would change and since how many days."""
    start_django(data)
    from django.utils import timezone

    from bordermark.contributions.review.queueing import Asked, queue
    from bordermark.contributions.review.writing import SetWriter
    from bordermark.publishing.addresses import Addresses

    with reporting(as_json):
        require_database()
        found = queue(_person(person), Asked.of({"view": view, "status": status}), timezone.now())
    if as_json:
        print_json([SetWriter(Addresses("")).summary(one.change_set, one.records).model_dump() for one in found])
        return
    for one in found:
        held = one.change_set
        body = held.organisation_id or held.state_id or "secretariat"
        out.print(f"{held.pk}  {held.status}  {one.days} days  {body}  {one.records} records  {held.title}",
                  markup=False, soft_wrap=True)


def show(number: NumberArgument, person: AsOption, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Show what a change set would change, field by field, and the steps it took."""
    start_django(data)
    from bordermark.contributions.edition_changes import plain
    from bordermark.contributions.review.describing import all_shown
    from bordermark.contributions.review.writing import SetWriter
    from bordermark.publishing.addresses import Addresses

    with reporting(as_json):
        require_database()
        who = _person(person)
        held = _seen(who, number)
        items = list(all_shown(held, who, "en"))
    if as_json:
        print_json(SetWriter(Addresses("")).detail(held, who, items, None).model_dump(mode="json"))
        return
    out.print(f"{held.pk}  {held.status}  {held.title}: {held.reason}", markup=False, soft_wrap=True)
    for one in items:
        out.print(f"{one.item.kind} {one.item.record_type} {one.item.record_id}", markup=False, soft_wrap=True)
        for field in one.fields:
            out.print(f"  {field.name}: {plain(field.before)!r} -> {plain(field.after)!r}", markup=False,
                      soft_wrap=True)
    for step in held.steps.all():
        out.print(f"{step.at:%Y-%m-%d %H:%M}  {step.action}  {step.person}  {step.reason}", markup=False,
                  soft_wrap=True)


def submit(number: NumberArgument, person: AsOption, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Submit a draft for review."""
    _step("submit", number, person, "", data, as_json)


def take_up(number: NumberArgument, person: AsOption, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Begin the review of a change set that was submitted."""
    _step("take_up", number, person, "", data, as_json)


def accept(number: NumberArgument, person: AsOption, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Accept a change set that is in review."""
    _step("accept", number, person, "", data, as_json)


def give_back(
    number: NumberArgument, person: AsOption, reason: ReasonOption = "", data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Return a change set to its authors, with the reason."""
    _step("return_", number, person, reason, data, as_json)


def publish(number: NumberArgument, person: AsOption, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Publish a change set that was accepted; the search index follows."""
    _step("publish", number, person, "", data, as_json)
    from django.conf import settings

    from bordermark.compendium import indexing

    indexing.follow(settings.INDEX_FOLDER)


def _step(action: str, number: int, person: str, reason: str, data: Any, as_json: bool) -> None:
    start_django(data)
    from bordermark.accounts.policy import Action
    from bordermark.contributions.review.change_sets import move

    with reporting(as_json):
        require_database()
        who = _person(person)
        held = move(_seen(who, number), Action(action), who, reason)
    if as_json:
        print_json({"change_set": held.pk, "status": held.status})
    else:
        out.print(f"Change set {held.pk} is {held.status}.")


def _person(name: str) -> "Person":
    """The person of this id, with the roles held: who runs the machine answers for the second factor."""
    from bordermark.accounts.models import User
    from bordermark.accounts.people import person

    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise UnknownRecord("person", name, list(User.objects.order_by("username").values_list("username", flat=True)))
    return person(found, second_factor=True)


def _seen(person: "Person", number: int) -> "ChangeSet":
    from bordermark.contributions.review.store import visible_sets

    found = visible_sets(person).filter(pk=number).first()
    if found is None:
        raise BordermarkError(f"There is no change set {number} that {person.id} may see.")
    return found
