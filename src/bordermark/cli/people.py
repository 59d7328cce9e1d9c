"""``bordermark person``, ``audit`` and ``notify``: people, the audit log and the outbox, for who runs the machine."""

import getpass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django

if TYPE_CHECKING:
    from bordermark.accounts.models import User
    from bordermark.accounts.policy import Held

RoleOption = Annotated[str, typer.Option("--role", help="contributor, reviewer, editor, translator, focal-point or "
                                         "administrator.")]
OrganisationOption = Annotated[str, typer.Option("--organisation", help="Organisation for which the role is held.")]
StateOption = Annotated[str, typer.Option("--state", help="State for which the role is held, such as KEN.")]
PersonArgument = Annotated[str, typer.Argument(metavar="PERSON", help="Id or e-mail address.")]


def _operator() -> str:
    """Who runs the command, as the audit log says it; no person of the site has such an id."""
    return f"operator {getpass.getuser()}"


def _held(role: str, organisation: str, state: str) -> "Held":
    from bordermark.accounts.policy import Held, Role

    if role not in {one.value for one in Role}:
        raise typer.BadParameter(f"found {role!r}, expected one of {', '.join(Role)}", param_hint="--role")
    return Held(Role(role), organisation, state.upper())


def _user(person: str) -> "User":
    from bordermark.accounts.models import User
    from bordermark.accounts.people import user_called

    return User.objects.filter(email=person.lower()).first() or user_called(person)


def _base() -> str:
    from django.conf import settings

    from bordermark.web.serving import address

    held = settings.CONFIGURATION
    return held.base_url or address(held.host, held.port).rstrip("/")


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def add(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="E-mail address.")],
    role: RoleOption,
    organisation: OrganisationOption = "",
    state: StateOption = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the invitation.")] = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Invite a person: prints a link, good once and for 14 days, under which they choose a name and a password."""
    start_django(data)
    from bordermark.accounts import inviting, sending
    from bordermark.languages import LANGUAGES

    held = _held(role, organisation, state)
    if language not in LANGUAGES:
        raise typer.BadParameter(f"found {language!r}, expected one of {', '.join(LANGUAGES)}", param_hint="--language")
    with reporting(as_json):
        require_database()
        made, secret = inviting.invite(_operator(), email, held, _now(), language)
        link = sending.invitation_link(_base(), made, secret)
    if as_json:
        print_json({"email": made.email, "link": link, "expires_at": made.expires_at.isoformat()})
    else:
        out.print(f"Open this link once, before {made.expires_at:%Y-%m-%d}:\n{link}", markup=False, soft_wrap=True)


def show_all(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List everybody who has an account, with their roles."""
    start_django(data)
    from bordermark.accounts.describing import Describer
    from bordermark.accounts.models import User
    from bordermark.publishing.addresses import Addresses

    with reporting(as_json):
        require_database()
        writer = Describer(Addresses(_base()), "en", _now())
        people = [writer.person(user) for user in User.objects.prefetch_related("roles")]
    if as_json:
        print_json([one.model_dump(mode="json") for one in people])
        return
    for one in people:
        roles = "; ".join(role.label for role in one.roles) or "no role"
        closed = "" if one.active else " (closed)"
        out.print(f"{one.id}{closed}: {one.name}, {one.email}: {roles}", markup=False, soft_wrap=True)


def grant(
    person: PersonArgument, role: RoleOption, organisation: OrganisationOption = "", state: StateOption = "",
    data: DataOption = None, as_json: JsonOption = False,
) -> None:
    """Give a person a role."""
    start_django(data)
    from bordermark.accounts import granting

    held = _held(role, organisation, state)
    with reporting(as_json):
        require_database()
        granting.grant(_operator(), _user(person), held, _now())
    _done(as_json, person)


def revoke(
    person: PersonArgument, role: RoleOption, organisation: OrganisationOption = "", state: StateOption = "",
    data: DataOption = None, as_json: JsonOption = False,
) -> None:
    """Take a role away from a person."""
    start_django(data)
    from bordermark.accounts import granting

    held = _held(role, organisation, state)
    with reporting(as_json):
        require_database()
        granting.take(_operator(), _user(person), held, _now())
    _done(as_json, person)


def deactivate(person: PersonArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Close a person's account: sessions and tokens end with it; what they did stays."""
    start_django(data)
    from bordermark.accounts import granting

    with reporting(as_json):
        require_database()
        granting.set_active(_operator(), _user(person), False, _now())
    _done(as_json, person)


def _done(as_json: bool, person: str) -> None:
    if as_json:
        print_json({"person": person})
    else:
        out.print("Done.")


def audit_verify(
    head: Annotated[str, typer.Option("--head", metavar="N:HASH", help="An end that was kept elsewhere.")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Verify the audit log, and print its end, to be kept elsewhere. Exit code 1 when it is not whole."""
    start_django(data)
    from bordermark.accounts import audit, chain

    try:
        kept = chain.Head.read(head) if head else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--head") from error
    with reporting(as_json):
        require_database()
        flaws, end = audit.flaws(kept), audit.head()
    if as_json:
        shown: list[dict[str, Any]] = [{"n": one.n, "found": one.found, "expected": one.expected} for one in flaws]
        print_json({"entries": end.n, "head": str(end), "flaws": shown})
    else:
        for one in flaws:
            out.print(f"Entry {one.n}: found {one.found}, expected {one.expected}", markup=False, soft_wrap=True)
        if not flaws:
            out.print(f"{end.n} entries, whole. The end, to be kept elsewhere:\n{end}", markup=False, soft_wrap=True)
    if flaws:
        raise typer.Exit(1)


def audit_export(
    to: Annotated[Path | None, typer.Option("--to", "-o", metavar="FILE", help="File to write; standard output without "
                                            "it.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the audit log as JSON Lines."""
    start_django(data)
    from bordermark.accounts import audit
    from bordermark.cli.finding import write_file

    with reporting(as_json):
        require_database()
        content = "".join(f"{entry.line()}\n" for entry in audit.entries())
        write_file(content.encode(), to)
    if as_json and to:
        print_json({"file": str(to), "entries": content.count("\n"), "head": str(audit.head())})


def send(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Send the e-mails that are due: notifications and digests. A running server does so every minute by itself."""
    start_django(data)
    from bordermark.accounts import sending

    with reporting(as_json):
        require_database()
        sent = sending.send_due(_now(), _base())
    if as_json:
        print_json({"sent": sent})
    else:
        out.print(f"{sent} sent.")
