"""``bordermark draft-check``: what is there already that a draft resembles, from a terminal."""

from typing import TYPE_CHECKING, Annotated

import typer

from bordermark.cli.finding import LanguageOption, require_language, writer_in
from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django

if TYPE_CHECKING:
    from bordermark.structures.schemas import CellRow, Drafting

Several = list[str] | None


def draft_check(
    text: Annotated[str, typer.Argument(help="The draft in a few sentences, in English.")] = "",
    function: Annotated[Several, typer.Option(help="What is to be done: train, assess, ...; may be repeated.")] = None,
    capacity: Annotated[Several, typer.Option(help="Which capacity: cash, cargo, ...; may be repeated.")] = None,
    flow: Annotated[Several, typer.Option(help="Which illicit flow: drugs, general, ...; may be repeated.")] = None,
    place: Annotated[Several, typer.Option(help="Where: an ISO 3166-1 alpha-3 or M49 code; may be repeated.")] = None,
    since: Annotated[str, typer.Option(help="When it is to begin; today without it.")] = "",
    until: Annotated[str, typer.Option(help="When it is to end; open without it.")] = "",
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the closest activities and mandates, who should be asked, and what gap a draft would fill."""
    require_language(language)
    query = {"text": [text], "function": function or [], "capacity": capacity or [], "flow": flow or [],
             "place": place or [], "since": [since], "until": [until]}
    start_django(data)
    from datetime import date

    from bordermark.structures.asking import read_draft
    from bordermark.structures.closest import advise
    from bordermark.structures.describing import SurveyWriter
    from bordermark.structures.store import closeness, survey

    with reporting(as_json):
        require_database()
        say = SurveyWriter(survey(), writer_in(language).organisations)
        draft = read_draft(query, say.words.words)
        if not draft:
            raise typer.BadParameter("found nothing, expected a text, a function, a capacity, a flow or a place")
        told = say.drafting(advise(draft, closeness(say.survey, say.words.words), date.today()))
    print_json(told.model_dump(mode="json")) if as_json else _print(told)


def _print(told: "Drafting") -> None:
    def line(text: str) -> None:
        out.print(text, markup=False, soft_wrap=True)

    line("Closest activities:")
    for one in told.activities:
        why = ", ".join([*(word.label for word in one.shared), *one.words])
        mark = "  THE SAME FOR THE SAME PLACE" if one.same else ""
        line(f"  {one.score:.2f}  {one.activity.id}  {one.activity.title} ({one.activity.entity.name}){mark}")
        line(f"        {why}")
    line("Closest mandates:")
    for each in told.mandates:
        line(f"  {each.symbol}  {each.title}  ({', '.join(body.acronym or body.name for body in each.entities)})")
    line("Who should be asked:")
    for asked in told.ask:
        reasons = [f"does {one.id}" for one in asked.activities]
        reasons += [f"member of {one.id}" for one in asked.mechanisms]
        line(f"  {asked.entity.name}: {', '.join(reasons)}")
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
