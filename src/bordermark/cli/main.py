"""The ``bordermark`` command."""

import sys

import typer

from bordermark import __version__
from bordermark.cli import (
    calls,
    change_sets,
    crosswalks,
    diagnosing,
    drafting,
    editions,
    feeds,
    finding,
    goods,
    keeping,
    obliging,
    people,
    publishing,
    quality,
    screening,
    serving,
    translations,
    workbook,
    working,
)

app = typer.Typer(
    name="bordermark", no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Coordinated border management in one place.", context_settings={"help_option_names": ["-h", "--help"]},
)
workbooks = typer.Typer(no_args_is_help=True, help="Records as workbooks to fill in, edit and load.")
edition = typer.Typer(no_args_is_help=True, help="Editions: the published state, frozen and citable.")
feed = typer.Typer(no_args_is_help=True, help="Feeds: records that organisations give, harvested.")
call = typer.Typer(no_args_is_help=True, help="Calls for input.")
change_set = typer.Typer(no_args_is_help=True, help="Change sets: what people propose, reviewed and published.")
index = typer.Typer(no_args_is_help=True, help="The search index.")
crosswalk = typer.Typer(no_args_is_help=True, help="Crosswalks between the Framework and the lists of others.")
links = typer.Typer(no_args_is_help=True, help="The addresses that records name.")
translation = typer.Typer(no_args_is_help=True, help="Translations of records, as PO files out and in.")
publish = typer.Typer(no_args_is_help=True, help="Documents, set by the press.")
person = typer.Typer(no_args_is_help=True, help="Who may sign in, and as what.")
audit = typer.Typer(no_args_is_help=True, help="The audit log.")
notify = typer.Typer(no_args_is_help=True, help="Notifications by e-mail.")


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
app.command()(quality.duplicates)
app.command()(quality.quality)
app.command()(finding.search)
app.command()(finding.show)
app.command()(finding.export)
workbooks.command("template")(workbook.template)
workbooks.command("export")(workbook.export)
app.add_typer(workbooks, name="workbook")
edition.command("freeze")(editions.freeze)
edition.command("list")(editions.list_editions)
edition.command("show")(editions.show)
edition.command("verify")(editions.verify)
edition.command("changes")(editions.changes)
app.add_typer(edition, name="edition")
links.command("check")(quality.check_links)
links.command("list")(quality.list_links)
app.add_typer(links, name="links")
translation.command("status")(translations.status)
translation.command("export")(translations.export)
translation.command("import")(translations.load)
app.add_typer(translation, name="translation")
feed.command("add")(feeds.add)
feed.command("list")(feeds.list_feeds)
feed.command("run")(feeds.run)
app.add_typer(feed, name="feed")
call.command("list")(calls.list_calls)
call.command("remind")(calls.remind)
app.add_typer(call, name="call")
change_set.command("list")(change_sets.list_change_sets)
change_set.command("show")(change_sets.show)
change_set.command("submit")(change_sets.submit)
change_set.command("take-up")(change_sets.take_up)
change_set.command("accept")(change_sets.accept)
change_set.command("return")(change_sets.give_back)
change_set.command("publish")(change_sets.publish)
app.add_typer(change_set, name="change-set")
app.command()(obliging.obligations)
app.command("draft-check")(drafting.draft_check)
app.command()(diagnosing.diagnose)
app.command("what-if")(diagnosing.what_if)
app.command()(goods.hs)
app.command()(screening.screen)
app.command()(working.work)
index.command("rebuild")(keeping.rebuild)
app.add_typer(index, name="index")
crosswalk.command("check")(crosswalks.check)
crosswalk.command("load")(crosswalks.load)
crosswalk.command("export")(crosswalks.export)
app.add_typer(crosswalk, name="crosswalk")
publish.command("compendium")(publishing.compendium)
publish.command("framework")(publishing.framework)
app.add_typer(publish, name="publish")
person.command("add")(people.add)
person.command("list")(people.show_all)
person.command("grant")(people.grant)
person.command("revoke")(people.revoke)
person.command("deactivate")(people.deactivate)
app.add_typer(person, name="person")
audit.command("verify")(people.audit_verify)
audit.command("export")(people.audit_export)
app.add_typer(audit, name="audit")
notify.command("send")(people.send)
app.add_typer(notify, name="notify")
