"""``bordermark publish``: the Compendium and the Framework, set by the press."""

from pathlib import Path
from typing import Annotated

import typer

from bordermark.cli.finding import FilterOption, LanguageOption, asked_for, require_language, write_file, writer_in
from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django
from bordermark.errors import BordermarkError


def compendium(
    to: Annotated[Path, typer.Option("--to", "-o", metavar="FILE", help="File to write.")],
    form: Annotated[str, typer.Option("--format", help="pdf, docx, html, xlsx or datapackage.")] = "pdf",
    text: Annotated[str, typer.Option("--search", help="Only instruments that this search finds.")] = "",
    filters: FilterOption = None,
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Publish the Compendium: whole, or only what a search finds."""
    start_django(data)
    question = asked_for(text, filters, language)
    from bordermark.compendium import finding
    from bordermark.compendium.documents import PUBLICATIONS

    if form not in PUBLICATIONS:
        raise typer.BadParameter(f"found {form!r}, expected one of {', '.join(PUBLICATIONS)}", param_hint="--format")
    with reporting(as_json):
        require_database()
        ids = finding.all_instruments(question.request(language)) if text or filters else None
        if ids is not None and not ids:
            raise BordermarkError("Nothing was found, so there is nothing to publish.")
        content = PUBLICATIONS[form](writer_in(language), ids)
        write_file(content, to)
    _say_published(to, form, language, content, as_json)


def framework(
    to: Annotated[Path, typer.Option("--to", "--out", "-o", metavar="FILE", help="File to write.")],
    form: Annotated[str, typer.Option("--format", help="pdf, docx, html, xlsx, skos or oscal.")] = "pdf",
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Publish the CBM Framework."""
    start_django(data)
    require_language(language)
    from bordermark.framework.documents import PUBLICATIONS, gather

    if form not in PUBLICATIONS:
        raise typer.BadParameter(f"found {form!r}, expected one of {', '.join(PUBLICATIONS)}", param_hint="--format")
    with reporting(as_json):
        require_database()
        content = PUBLICATIONS[form].write(gather(language), writer_in(language).addresses)
        write_file(content, to)
    _say_published(to, form, language, content, as_json)


def _say_published(to: Path, form: str, language: str, content: bytes, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(to), "format": form, "language": language, "bytes": len(content)})
    else:
        out.print(f"Published in {to}, {len(content):,} bytes.", markup=False, soft_wrap=True)
