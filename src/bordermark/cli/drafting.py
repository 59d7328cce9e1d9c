"""``bordermark draft-check``: what is there already that a draft resembles, from a terminal."""

from typing import TYPE_CHECKING, Annotated

import typer

from bordermark.cli.finding import LanguageOption, require_language, writer_in
from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django

if TYPE_CHECKING:
    from bordermark.structures.schemas import CellRow, Drafting

Several = list[str] | None

SHOWN = 12
"""Bodies to be asked that the terminal shows."""


def draft_check(
    text: Annotated[str, typer.Argument(help="The draft in a few sentences, in English.")] = "",
    function: Annotated[Several, typer.Option(help="What is to be done: train, assess, ...; may be repeated.")] = None,
    capacity: Annotated[Several, typer.Option(help="Which capacity: cash, cargo, ...; may be repeated.")] = None,
    flow: Annotated[Several, typer.Option(help="Which illicit flow: drugs, general, ...; may be repeated.")] = None,
    place: Annotated[Several, typer.Option(help="Where: an ISO 3166-1 alpha-3 or M49 code, or the members of an "
                                                "organisation such as ecowas; may be repeated.")] = None,
    since: Annotated[str, typer.Option(help="When it is to begin; today without it.")] = "",
    until: Annotated[str, typer.Option(help="When it is to end; open without it.")] = "",
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the closest activities and decisions, who should be asked, and what gap a draft would fill."""
    require_language(language)
    query = {"text": [text], "function": function or [], "capacity": capacity or [], "flow": flow or [],
             "place": place or [], "since": [since], "until": [until]}
    start_django(data)
    from datetime import date

    from bordermark.structures.advising import advise
    from bordermark.structures.asking import read_draft
    from bordermark.structures.describing import SurveyWriter
    from bordermark.structures.store import closeness, survey

    with reporting(as_json):
        require_database()
        say = SurveyWriter(survey(), writer_in(language).organisations)
        words, bodies = say.words.words, say.organisations.bodies
        draft = read_draft(query, words, bodies)
        if not draft:
            raise typer.BadParameter("found nothing, expected a text, a function, a capacity, a flow or a place")
        told = say.drafting(advise(draft, closeness(say.survey, words, bodies), date.today()))
    print_json(told.model_dump(mode="json")) if as_json else _print(told)


def _print(told: "Drafting") -> None:
    def line(text: str) -> None:
        out.print(text, markup=False, soft_wrap=True)

    line("Closest activities:" if told.activities else "Closest activities: none that the survey knows")
    for one in told.activities:
        why = ", ".join([*(word.label for word in one.shared), *one.words])
        mark = "  THE SAME FOR THE SAME PLACE" if one.same else ""
        line(f"  {one.score:.2f}  {one.activity.id}  {one.activity.title} ({one.activity.entity.name}){mark}")
        line(f"        {why}")
    line("Closest decisions:" if told.decisions else "Closest decisions: none")
    for each in told.decisions:
        place = f", paragraph {each.paragraph}" if each.paragraph else ""
        by = ", ".join(body.acronym or body.name for body in each.entities)
        line(f"  {each.score:.2f}  {each.symbol}{place}  {each.title}{f' ({by})' if by else ''}")
        line(f"        {', '.join(each.words) or 'named in the text'}")
    line("Who should be asked:" if told.ask else "Who should be asked: nobody that the survey knows")
    for asked in told.ask[:SHOWN]:
        reasons = [f"leads {one.id}" for one in asked.leads] + [f"takes part in {one.id}" for one in asked.takes_part]
        reasons += [f"member of {one.id}" for one in asked.mechanisms]
        if asked.members:
            some = ", ".join(place.name for place in asked.members[:5])
            reasons.append(f"its members: {some}{', …' if len(asked.members) > 5 else ''}")
        line(f"  {asked.entity.name}: {'; '.join(reasons)}")
    if len(told.ask) > SHOWN:
        line(f"  and {len(told.ask) - SHOWN} more (--json tells all)")
    if not told.cells:
        line("What gap it fills: name a capacity and a place to see")
        return
    line("What gap it fills:")
    for cell in told.cells:
        words = " · ".join(word.label for word in (cell.function, cell.capacity, cell.flow) if word)
        line(f"  {words}: {_served(cell)}")


def _served(cell: "CellRow") -> str:
    """By which places a combination is served, in words."""
    if not cell.surveyed:
        return "not surveyed"
    parts = (("nobody serves", cell.empty), ("only programmes for the world reach", cell.by_world),
             ("served:", cell.named))
    return "; ".join(f"{words} {', '.join(place.name for place in places)}" for words, places in parts if places)
