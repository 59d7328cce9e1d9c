"""``bordermark search``, ``show`` and ``export``: the compendium from a terminal."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, require_database, start_django
from bordermark.clocks import read_clocks
from bordermark.errors import BordermarkError
from bordermark.languages import LANGUAGES

if TYPE_CHECKING:
    from bordermark.compendium.describing import CompendiumWriter
    from bordermark.compendium.search_page import Asked

LanguageOption = Annotated[str, typer.Option("--language", "-l", help=f"Language of titles and labels: "
                                             f"{', '.join(LANGUAGES)}.")]
FilterOption = Annotated[list[str] | None, typer.Option("--filter", "-f", metavar="FACET=VALUE", help="Only records "
                         "with this value, such as theme=theme-3, party=KEN or kind=convention; may be repeated.")]


def search(
    text: Annotated[str, typer.Argument(help="Words, a symbol, an acronym.")] = "",
    filters: FilterOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Records shown.")] = 20,
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search instruments and provisions, and what else the house holds."""
    start_django(data)
    question = asked_for(text, filters, language)
    from bordermark.compendium import finding
    from bordermark.compendium.search_result import search_result
    from bordermark.publishing.offering import pointers

    with reporting(as_json):
        require_database()
        found = finding.search(question.request(language, limit))
        if as_json:
            also, better = finding.beside(text, language), pointers(text)
            print_json(search_result(found, also, better, writer_in(language), {}).model_dump(mode="json"))
            return
    for hit in found.hits:
        said = "".join(piece.text for pieces in hit.snippets.values() for piece in pieces)
        out.print(hit.id, hit.title if hit.kind == "instrument" else said, soft_wrap=True, markup=False)
    for beside in finding.beside(text, language):
        for one in beside.best:
            err.print("also", beside.kind, one.id, one.label, soft_wrap=True, markup=False)
    err.print(f"{found.total} found; looked in {', '.join(found.languages)}."
              + (f" Shown for: {found.corrected}" if found.corrected else ""), markup=False)


def asked_for(text: str, filters: list[str] | None, language: str) -> "Asked":
    """The question of a search, from the command line; a facet that does not exist is a usage error."""
    from bordermark.compendium.search.documents import FACETS
    from bordermark.compendium.search_page import asked

    require_language(language)
    query: dict[str, list[str]] = {"q": [text]}
    for one in filters or ():
        facet, equals, value = one.partition("=")
        if not equals or facet not in FACETS:
            raise typer.BadParameter(f"found {one!r}, expected FACET=VALUE with a facet of {', '.join(FACETS)}")
        query.setdefault(facet, []).append(value)
    return asked(query)


def require_language(language: str) -> None:
    """A language that the interface has not is a usage error."""
    if language not in LANGUAGES:
        raise typer.BadParameter(f"found {language!r}, expected one of {', '.join(LANGUAGES)}")


def writer_in(language: str) -> "CompendiumWriter":
    """Says what the compendium holds in a language, with the addresses of this installation."""
    from django.conf import settings

    from bordermark.compendium.describing import writer_for
    from bordermark.organisations.store import organisations
    from bordermark.publishing.addresses import Addresses
    from bordermark.vocabulary.store import vocabulary
    from bordermark.web.serving import address

    configuration = settings.CONFIGURATION
    base = configuration.base_url or address(configuration.host, configuration.port).rstrip("/")
    return writer_for(vocabulary(), organisations(), language, Addresses(base))


def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Id of an instrument, provision, measure, domain, "
                                              "model, activity, mechanism, State, organisation or concept "
                                              "(scheme:code).")],
    as_at: Annotated[str, typer.Option(help="Facts as they stood on a day: YYYY-MM-DD, YYYY-MM or YYYY.")] = "",
    as_recorded: Annotated[str, typer.Option(help="As it had been recorded by a day.")] = "",
    edition: Annotated[int | None, typer.Option(min=1, help="As it stands in an edition.")] = None,
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one record by its id."""
    require_language(language)
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_at, "as_recorded": as_recorded, "edition": str(edition or "")})
    start_django(data)
    from bordermark.compendium.showing import show_record
    from bordermark.framework.showing import show_framework_record
    from bordermark.structures.showing import show_survey_record

    with reporting(as_json):
        require_database()
        say = writer_in(language)
        found = (show_framework_record(identifier, say, clocks)
                 or show_survey_record(identifier, say.organisations, clocks)
                 or show_record(identifier, say, clocks, date.today()))
    if as_json:
        print_json(found)
    else:
        _print_record(found)


def _print_record(found: dict[str, Any], indent: str = "") -> None:
    """A record as indented lines; empty facts are left out."""
    for name, value in found.items():
        if value in ("", None, [], {}):
            continue
        if isinstance(value, dict):
            short = value.get("label") or value.get("name") or value.get("title")
            if short:
                out.print(f"{indent}{name}: {short}", markup=False, soft_wrap=True)
            elif name not in ("links",):
                out.print(f"{indent}{name}:", markup=False)
                _print_record(value, indent + "  ")
        elif isinstance(value, list):
            out.print(f"{indent}{name}:", markup=False)
            for one in value:
                out.print(f"{indent}  - {_brief(one)}", markup=False, soft_wrap=True)
        else:
            out.print(f"{indent}{name}: {value}", markup=False, soft_wrap=True)


def _brief(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "ref" in value and "text" in value:
        return f"{value['ref']}: {value['text']}"
    named = (value.get("label") or value.get("title") or value.get("name") or value.get("alias")
             or value.get("question"))
    inner = next((_brief(one) for one in value.values() if isinstance(one, dict) and one.get("title")), "")
    return str(named or inner or value.get("id") or value)


def export(
    form: Annotated[str, typer.Option("--format", help="xlsx, csv, bibtex, ris, csl, jsonl, jsonld, "
                                      "turtle.")] = "csv",
    to: Annotated[Path | None, typer.Option("--to", "-o", metavar="FILE", help="File to write; standard output without "
                                            "it.")] = None,
    text: Annotated[str, typer.Option("--search", help="Only what this search finds.")] = "",
    filters: FilterOption = None,
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write instruments to a file: all of them, or those that a search finds."""
    start_django(data)
    question = asked_for(text, filters, language)
    from bordermark.compendium import finding
    from bordermark.compendium.exports import FORMATS, gather_contents
    from bordermark.compendium.reading import reader

    if form not in FORMATS:
        raise typer.BadParameter(f"found {form!r}, expected one of {', '.join(FORMATS)}", param_hint="--format")
    with reporting(as_json):
        require_database()
        narrowed = bool(text or filters)
        ids = finding.all_instruments(question.request(language)) if narrowed else list(reader().instruments())
        content = FORMATS[form].write(gather_contents(ids, writer_in(language)))
        write_file(content, to)
    if as_json and to:
        print_json({"file": str(to), "format": form, "instruments": len(ids)})
    elif to:
        out.print(f"{len(ids)} instruments written to {to}", markup=False, soft_wrap=True)


def write_file(content: bytes, to: Path | None) -> None:
    """Write to a file in one step, or to standard output where no file is named."""
    if to is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    draft = to.with_name(f".{to.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(to)
    except OSError as error:
        raise BordermarkError(f"{to} cannot be written ({error.strerror}).") from error


