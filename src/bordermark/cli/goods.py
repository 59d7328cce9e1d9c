"""``bordermark hs``: a code of the Harmonized System from a terminal."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, start_django
from bordermark.clocks import NOW, Clocks
from bordermark.languages import LANGUAGES
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, BadCode, Edition, read_edition

if TYPE_CHECKING:
    from bordermark.screening.lists import Lists

MOVES = {"same": "the same goods", "merge": "all of it, in a wider code",
         "split": "divided among these, which hold nothing else",
         "partial": "divided among these, some of which hold other goods too", "none": "no code"}


def hs(
    asked: Annotated[str, typer.Argument(metavar="CODE_OR_WORDS", help="A code such as 2904.99, or words.")],
    edition: Annotated[str, typer.Option(help=f"Edition of the code: {', '.join(EDITIONS)}.")] = LATEST,
    to: Annotated[str, typer.Option(help="Only what became of it in this edition; all of them without it.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the texts, where they are at "
                                          "hand.")] = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a code of the Harmonized System, its other editions and what is controlled under it; or find codes."""
    year, others = _edition(edition, "--edition"), [_edition(to, "--to")] if to else list(EDITIONS)
    if language not in LANGUAGES:
        raise typer.BadParameter(f"found {language!r}, expected one of {', '.join(LANGUAGES)}")
    start_django(data)
    from bordermark.vocabulary.hs.codes import read_code

    try:
        code = read_code(asked)
    except BadCode:
        code = ""
    if not code and not any(letter.isalpha() for letter in asked):
        raise typer.BadParameter(f"found {asked!r}, expected 2, 4 or 6 digits such as 2904.99, or words")
    with reporting(as_json):
        if code:
            found = _describe(code, year, others, language)
            print_json(found) if as_json else _print(found)
        else:
            _find(asked, year, language, as_json)


def _edition(text: str, option: str) -> Edition:
    try:
        return read_edition(text)
    except BadCode as error:
        raise typer.BadParameter(str(error).partition(": ")[2], param_hint=option) from error


def _describe(code: str, edition: Edition, others: list[Edition], language: str) -> dict[str, Any]:
    from bordermark.publishing.addresses import Addresses
    from bordermark.screening.controlled import controlled_under
    from bordermark.screening.schemas import ListWriter
    from bordermark.vocabulary.hs.correlation import convert
    from bordermark.vocabulary.hs.nomenclature import tree
    from bordermark.vocabulary.hs_schemas import HsWriter

    say = ListWriter(held_lists(), HsWriter(language, Addresses("")))
    told = say.hs.detail(tree(edition)[code]).model_dump(mode="json")
    told["history"] = [say.hs.conversion(convert(code, edition, other)).model_dump(mode="json") for other in others]
    told["controlled"] = [say.control(one).model_dump(mode="json")
                          for one in controlled_under(code, edition, say.lists)]
    return told


def held_lists(clocks: Clocks = NOW) -> "Lists":
    """The lists of this installation by the clocks, or the bundled ones where nothing is installed yet."""
    from bordermark.cli.setup import require_database
    from bordermark.errors import BordermarkError
    from bordermark.screening.lists import load_lists
    from bordermark.screening.store import control_lists

    try:
        require_database()
    except BordermarkError:
        return load_lists(clocks.as_at)
    return control_lists(clocks)


def _print(found: dict[str, Any]) -> None:
    def line(text: str) -> None:
        out.print(text, markup=False, soft_wrap=True)

    for one in found["ancestors"]:
        line(f"{one['shown']}  {one['label']}")
    line(f"{found['shown']}  {found['label']}  (HS {found['edition']})")
    for one in found["children"]:
        line(f"  {one['shown']}  {one['label']}")
    line("\nIn other editions:")
    for step in found["history"]:
        if step["edition"] == found["edition"]:
            continue
        line(f"  {step['edition']}: {step['reason'] or MOVES[step['kind']]}")
        for one in step["candidates"]:
            wider = f" (takes goods of {one['sources']} codes)" if one["sources"] > 1 else ""
            line(f"    {one['shown']}  {one['label']}{wider}")
    if not found["controlled"]:
        line("\nNo list that is held here names goods of this code. That does not mean that none is controlled.")
        return
    line("\nControlled under it:")
    for row in found["controlled"]:
        entry, link = row["entry"], row["link"]
        how = link["relation"] if row["conversion"] == "same" else f"{link['relation']}, by {row['conversion']}"
        line(f"  {entry['list']['short_title']}: {entry['title']} [{entry['id']}] ({link['code']['shown']}, {how})")


def _find(asked: str, edition: Edition, language: str, as_json: bool) -> None:
    from bordermark.publishing.addresses import Addresses
    from bordermark.vocabulary.hs.words import find
    from bordermark.vocabulary.hs_schemas import HsWriter

    say = HsWriter(language, Addresses(""))
    found, total = find(asked, edition, 20)
    if as_json:
        print_json({"total": total, "codes": [say.found(one).model_dump(mode="json") for one in found]})
        return
    for one in found:
        told = say.found(one)
        out.print(f"{told.shown}  {told.label}" + (f"  ({told.term})" if told.term else ""), markup=False,
                  soft_wrap=True)
    err.print(f"{total} found in HS {edition}.", markup=False)
