"""`homeward users`: accounts, the roles they hold, first passwords, and tokens for other programs.

Comes in: account names and roles. Goes out: a table; a password or a token, printed once and kept nowhere.
Parses arguments and prints; `access.actions` does the work, as the operator, and the trail has it.
"""

from __future__ import annotations

from homeward.cli.platform import operator, verbs

# isort: split
from datetime import datetime, timedelta
from uuid import UUID

import typer
from django.utils import timezone

from homeward.access.actions import (
    assignment_give,
    assignment_withdraw,
    password_reset,
    token_make,
    user_close,
    user_create,
)
from homeward.access.facts import Actor, Assignment, Purpose, Role
from homeward.access.rules import GRANTS, covers
from homeward.access.selectors import UserRow, user_list, user_named
from homeward.cli.render import complain, count, show, show_json, table
from homeward.kernel.errors import BadInput

JSON = typer.Option(False, "--json", help="Print one JSON document instead of sentences.")
USER = typer.Argument(metavar="NAME", help="The account's name.")
SITE = typer.Option(None, "--site", metavar="ID", help="At this site alone; everywhere where it is not given.")
PURPOSE = typer.Option(None, "--purpose", help="What the role works for; the role's first purpose where not given.")

app = verbs("Make accounts, give them roles, and print tokens for other programs.")


@app.command("create")
def create(
    username: str = USER,
    language: str = typer.Option("en", "--language", help="What they read: en, ar, ckb or kmr."),
    as_json: bool = JSON,
) -> None:
    """Make an account that may do nothing yet, and print its first password once."""
    account = user_create(operator("users.create"), username=username, language=language)
    if as_json:
        show_json({"id": account.id, "username": account.username, "password": account.password})
        return
    show(account.password)
    complain("This password is shown once. It must be changed at the first sign-in. Give a role: homeward users role.")


@app.command("list")
def list_users(
    closed: bool = typer.Option(False, "--closed", help="Closed accounts too."), as_json: bool = JSON
) -> None:
    """List the accounts and what each may do where, for which purpose, until when."""
    rows = user_list(operator("users.list"), closed=closed)
    if as_json:
        show_json({"users": rows})
        return
    cells = [
        (row.username, _standing(row), "\n".join(_told(one.assignment) for one in row.held) or "–") for row in rows
    ]
    show(table(("account", "state", "holds"), cells), count(len(rows), "account"))


@app.command("close")
def close(username: str = USER, as_json: bool = JSON) -> None:
    """Close an account for good: its roles and tokens end, its sessions too. Nothing that it did is forgotten."""
    actor = operator("users.close")
    user_close(actor, user_id=_named(actor, username).id)
    show_json({"closed": username}) if as_json else show("Closed.")


@app.command("role")
def role(
    username: str = USER,
    wanted: Role = typer.Argument(metavar="ROLE", help="The role to give or withdraw."),
    purpose: Purpose | None = PURPOSE,
    site: UUID | None = SITE,
    until: datetime | None = typer.Option(
        None, "--until", formats=["%Y-%m-%d"], help="The last day on which it holds (UTC)."
    ),
    withdraw: bool = typer.Option(False, "--withdraw", help="Take the role back instead."),
    as_json: bool = JSON,
) -> None:
    """Give somebody a role at a site for a purpose, or take it back."""
    actor = operator("users.role")
    user = _named(actor, username)
    asked = Assignment(wanted, site, purpose or _first(wanted), _end(until))
    if withdraw:
        held = [one for one in user.held if _same(one.assignment, asked, every_purpose=purpose is None)]
        if not held:
            raise BadInput(f"This account does not hold {_told(asked)}. `homeward users list` shows what it holds.")
        for one in held:
            assignment_withdraw(actor, assignment_id=one.id)
    else:
        assignment_give(actor, user_id=user.id, assignment=asked)
    now = _named(actor, username)
    if as_json:
        show_json(now)
    else:
        show("\n".join(_told(one.assignment) for one in now.held) or "This account holds no role now.")


@app.command("password")
def password(username: str = USER, as_json: bool = JSON) -> None:
    """Give an account a new first password and print it once. A second factor stays as it is."""
    actor = operator("users.password")
    account = password_reset(actor, user_id=_named(actor, username).id)
    if as_json:
        show_json({"id": account.id, "username": account.username, "password": account.password})
        return
    show(account.password)
    complain("This password is shown once. It must be changed at the next sign-in.")


@app.command("token")
def token(
    wanted: Role = typer.Option(..., "--role", help="The role whose work the token may do."),
    username: str = typer.Option(
        "", "--user", metavar="NAME", help="Who holds it. Without one, an account for the role."
    ),
    purpose: Purpose | None = PURPOSE,
    site: UUID | None = SITE,
    days: int = typer.Option(30, "--days", min=1, max=366, help="How long it lasts."),
    name: str = typer.Option("command line", "--name", help="What it is for, as its holder sees it."),
    as_json: bool = JSON,
) -> None:
    """Print a token for another program: one role's worth, at a site, for a purpose, for some days.

    Without --user it is held by an account called like the role with `-program` behind it, made at the first time: for the demo.
    """
    actor = operator("users.token")
    asked = Assignment(wanted, site, purpose or _first(wanted), timezone.now() + timedelta(days=days))
    user = _named(actor, username) if username else _program(actor, asked)
    made = token_make(actor, user_id=user.id, name=name, assignment=asked)
    if as_json:
        show_json({"id": made.id, "token": made.bearer, "user": user.username, "until": made.until})
        return
    show(made.bearer)
    complain(f"This token is shown once. It lasts until {made.until:%Y-%m-%d}, held by {user.username}.")


def _program(actor: Actor, asked: Assignment) -> UserRow:
    """The account that holds tokens of a role where nobody was named, with that role."""
    username = f"{asked.role.value}-program"
    user = user_named(actor, username)
    if user is None:
        user_create(actor, username=username)
        user = _named(actor, username)
    if not any(covers(one.assignment, asked, timezone.now()) for one in user.held):
        lasting = Assignment(asked.role, asked.site_id, asked.purpose)
        assignment_give(actor, user_id=user.id, assignment=lasting)
    return user


def _named(actor: Actor, username: str) -> UserRow:
    user = user_named(actor, username)
    if user is None:
        raise BadInput("There is no account of this name. `homeward users list` shows those there are.")
    return user


def _first(role: Role) -> Purpose:
    return next(iter(GRANTS[role]))


def _end(day: datetime | None) -> datetime | None:
    """The end of a day that still counts."""
    return timezone.make_aware(day, timezone=timezone.get_default_timezone()) + timedelta(days=1) if day else None


def _same(held: Assignment, asked: Assignment, *, every_purpose: bool) -> bool:
    purpose = every_purpose or held.purpose is asked.purpose
    return held.role is asked.role and purpose and held.site_id == asked.site_id


def _standing(row: UserRow) -> str:
    return "service" if row.is_service else "open" if row.is_active else "closed"


def _told(assignment: Assignment) -> str:
    where = f"at {assignment.site_id}" if assignment.site_id else "everywhere"
    until = f" until {assignment.until:%Y-%m-%d %H:%M} UTC" if assignment.until else ""
    return f"{assignment.role.value} for {assignment.purpose.value}, {where}{until}"
