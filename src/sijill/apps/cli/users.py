"""`sijill users`: who may come in to the page, as what."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer
from rich.table import Table

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, console, print_json, safe
from sijill.errors import UsageError
from sijill.model import ROLES, Role

app = typer.Typer(no_args_is_help=True, help="Who may come in to the review page, as what: add, list, role, disable, enable, password, token.")
Name = Annotated[str, typer.Argument(help="The name under which decisions are kept.")]
RoleOption = Annotated[str, typer.Option("--role", help="reader, reviewer, editor or admin.")]
Stdin = Annotated[bool, typer.Option("--stdin", help="Take the password from standard input, its first line, instead of asking for it.")]


@app.command()
def add(name: Name, role: RoleOption = "reviewer", stdin: Stdin = False, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Give somebody an account. From the first on, nobody comes in without one."""
    from sijill.keep import Ledger

    with Ledger.open(ledger) as book:
        if not book.people.any() and role != "admin":
            raise UsageError("--role", f"is {role}, but the first account must be an admin's", "add --role admin")
        person = book.people.add(name, a_role(role), _password(stdin))
    print(f"{person.name} is {person.role}")


@app.command(name="list")
def list_(json_: JsonOption = False, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Who has an account."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        found = book.people.all()
    if json_:
        print_json(p.model_dump() for p in found)
        return
    table = Table("name", "role", "since", "comes in", box=None)
    for p in found:
        table.add_row(safe(p.name), p.role, p.added[:10], "no" if p.disabled else "yes")
    console().print(table)


@app.command()
def role(name: Name, role: Annotated[str, typer.Argument(help="reader, reviewer, editor or admin.")], ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Give another role."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        book.people.set_role(name, a_role(role))
    print(f"{name} is {role}")


@app.command()
def disable(name: Name, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Let nobody in under this name any more; sessions and tokens end, decisions stay."""
    _switch(name, ledger, disabled=True)


@app.command()
def enable(name: Name, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Let somebody in again."""
    _switch(name, ledger, disabled=False)


def _switch(name: str, ledger: str, *, disabled: bool) -> None:
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        book.people.disable(name, disabled=disabled)
    print(f"{name} {'is kept out' if disabled else 'comes in again'}")


@app.command()
def password(name: Name, stdin: Stdin = False, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Set a new password; whoever is in under the name must log in again."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        book.people.get(name)
        book.people.set_password(name, _password(stdin))
    print(f"{name} has a new password")


@app.command()
def token(
    name: Name, label: Annotated[str, typer.Option("--for", help="What it is for, so that it can be told from others.")] = "command line",
    revoke: Annotated[bool, typer.Option("--revoke", help="Let in no more what was made under this label.")] = False, ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Print a token with which a program comes in as this person; it is shown this once."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        print(f"{book.people.revoke(name, label)} revoked" if revoke else book.people.new_token(name, label))


@app.command()
def team(
    blind: Annotated[bool | None, typer.Option("--blind/--open", help="Whether reviewers see what others said only after they have decided.")] = None,
    names_from: Annotated[str | None, typer.Option(help="The least role that is shown the names of sources.")] = None, ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say how the team works, or see it."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        found = book.people.team()
        changed = {"blind": found.blind if blind is None else blind, "names_from": a_role(names_from or found.names_from)}
        book.people.settle(found := found.model_copy(update=changed))
    print(f"reviewers decide {'blind' if found.blind else 'in sight of each other'}; names of sources are shown from {found.names_from} on")


def a_role(value: str) -> Role:
    """The role of that name. Raises UsageError."""
    found = next((r for r in ROLES if r == value), None)
    if found is None:
        raise UsageError(value, "is no role", f"choose one of {', '.join(ROLES)}")
    return found


def _password(stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password (10 characters or more): ")
    if first != getpass.getpass("Once more: "):
        raise UsageError("the password", "was not the same twice", "try again")
    return first
