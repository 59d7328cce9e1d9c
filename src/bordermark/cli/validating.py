"""``bordermark round`` and ``bordermark follow-up``: what entities say to findings, and what became of options."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bordermark.cli import reminding
from bordermark.cli.reminding import DueOption, require_due
from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django
from bordermark.clocks import read_clocks


def list_rounds(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List all validation rounds, the newest first, with who has answered."""
    start_django(data)
    from bordermark.accounts.policy import Held, Person, Role
    from bordermark.cli.feeds import addresses
    from bordermark.diagnosis.validation import store
    from bordermark.diagnosis.validation.describing import RoundWriter
    from bordermark.organisations.schemas import OrganisationWriter
    from bordermark.organisations.store import organisations
    from bordermark.vocabulary.schemas import VocabularyWriter
    from bordermark.vocabulary.store import vocabulary

    with reporting(as_json):
        require_database()
        found = store.all_rounds()
        say = RoundWriter(OrganisationWriter(organisations(), VocabularyWriter(vocabulary(), addresses(), "en")),
                          Person("server", roles=frozenset({Held(Role.EDITOR)})))
    if as_json:
        print_json([say.detail(one).model_dump(mode="json") for one in found])
    for one in found if not as_json else ():
        out.print(f"{one.round.pk} diagnosis of {one.round.year} ({one.round.status}, until {one.round.deadline}): "
                  f"{one.answered} of {len(one.questions)} answered", markup=False, soft_wrap=True)
        for each in one.questions:
            out.print(f"    {each.finding} {each.entity_id}: {each.stance or 'no answer yet'}", markup=False,
                      soft_wrap=True)
    if not found and not as_json:
        out.print("There are no validation rounds yet.")


def remind(
    due: DueOption = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remind, in all open rounds, the entities that have not answered. Safe to run as often as you like."""
    require_due(due, "a round")
    start_django(data)
    from bordermark.diagnosis.validation import rounds

    reminding.remind(rounds.remind_due, as_json)


def follow_up(
    as_of: Annotated[str, typer.Option("--as-of", "--as-at", help="The year, or a day in it; today if empty.")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """What became of adopted options: who sees to each until when, and its measure before and after."""
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_of})
    start_django(data)
    from bordermark.cli.feeds import addresses
    from bordermark.diagnosis.following.asking import followed
    from bordermark.diagnosis.following.describing import detail
    from bordermark.organisations.schemas import OrganisationWriter
    from bordermark.organisations.store import organisations
    from bordermark.vocabulary.schemas import VocabularyWriter
    from bordermark.vocabulary.store import vocabulary

    with reporting(as_json):
        require_database()
        say = OrganisationWriter(organisations(), VocabularyWriter(vocabulary(), addresses(), "en"))
        found = [detail(one, say) for one in followed(clocks, datetime.now(UTC).date())]
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
    for one in found if not as_json else ():
        out.print(f"{one.id} ({one.status}{', late' if one.late else ''}): {one.owner.id}, due {one.due}; "
                  f"{one.measure} {one.before[0]} and {one.before[1]} before, {one.after[0]} and {one.after[1]} after",
                  markup=False, soft_wrap=True)
    if not found and not as_json:
        out.print("No option has been adopted yet.")
