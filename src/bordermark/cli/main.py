"""The ``bordermark`` command."""

import sys

import typer

from bordermark import __version__
from bordermark.cli import editions, finding, goods, keeping, publishing, serving, workbook

app = typer.Typer(
    name="bordermark", no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Coordinated border management in one place.", context_settings={"help_option_names": ["-h", "--help"]},
)
workbooks = typer.Typer(no_args_is_help=True, help="Records as workbooks to fill in, edit and load.")
edition = typer.Typer(no_args_is_help=True, help="Editions: the published state, frozen and citable.")
index = typer.Typer(no_args_is_help=True, help="The search index.")
publish = typer.Typer(no_args_is_help=True, help="Documents, set by the press.")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Coordinated border management in one place."""
    for stream in (sys.stdout, sys.stderr):  # what is printed is in six languages, whatever the terminal says
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


app.command()(serving.up)
app.command()(keeping.load)
app.command()(keeping.check)
app.command()(finding.search)
app.command()(finding.show)
app.command()(finding.export)
app.command()(goods.hs)
workbooks.command("template")(workbook.template)
workbooks.command("export")(workbook.export)
app.add_typer(workbooks, name="workbook")
edition.command("freeze")(editions.freeze)
edition.command("list")(editions.list_editions)
edition.command("show")(editions.show)
edition.command("verify")(editions.verify)
edition.command("changes")(editions.changes)
app.add_typer(edition, name="edition")
index.command("rebuild")(keeping.rebuild)
app.add_typer(index, name="index")
publish.command("compendium")(publishing.compendium)
app.add_typer(publish, name="publish")
