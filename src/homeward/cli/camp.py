"""`homeward camp`: an installation with an invented camp in it, somebody for each role to sign in as, and the pages served.

Comes in: a size, a seed. Goes out: a database, passwords printed once, the address. Called again it changes nothing and serves;
where it was interrupted, it goes on. Parses arguments and prints: `exchange.invented` does the work.
Never touches an installation that holds anybody else.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from homeward.cli.migrate import pending
from homeward.cli.render import complain, number, show, show_json, table, title
from homeward.cli.serve import serve
from homeward.exchange.invented.accounts import Somebody
from homeward.exchange.invented.camp import Stands, Tell, camp_made
from homeward.kernel.errors import BadInput
from homeward.pathway.invented.begun import Begun, cases_begun
from homeward.review.invented import desk_begun
from homeward.work.garbage import seldom

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def camp(
    people: int = typer.Option(55_000, "--people", min=50, max=5_000_000, help="How many people the camp holds."),
    seed: int = typer.Option(1, "--seed", help="Another seed invents other people."),
    serving: bool = typer.Option(True, "--serve/--no-serve", help="Serve the pages when the camp stands."),
    port: int = typer.Option(8400, "--port", min=1, max=65535, help="The port to listen on, on this machine alone."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Put an invented camp into a new installation, print who can sign in, and serve the pages until Ctrl-C."""
    since = perf_counter()
    _tables(quiet=as_json)
    seldom()
    with _bar(quiet=as_json) as tell:
        stands = camp_made(people, seed, tell)
    begun: list[Begun | None] = []
    later = desk_begun(
        stands.users,
        settings.HOMEWARD_HOME,
        people,
        seed,
        first=lambda: begun.append(cases_begun(stands.users, people)),
    )
    if as_json:
        show_json(_plain(stands))
    else:
        show(*_report(stands, perf_counter() - since), *_desk(later), *_cases(begun))
    if serving:
        serve(port=port, host="127.0.0.1", processes=2, threads=4, as_json=as_json)


def _tables(quiet: bool) -> None:
    """Make the tables of a new installation, or the rest of them; an older one that holds people is not changed."""
    steps = pending()
    if not steps:
        return
    if _holds_people():
        raise BadInput(
            f"The tables are of an older version ({len(steps)} steps behind). Make a backup, then run: homeward migrate"
        )
    if not quiet:
        complain("A new installation: making its tables ...")
    call_command("migrate", verbosity=0, interactive=False)


def _holds_people() -> bool:
    if "registry_person" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM registry_person LIMIT 1")
        return cursor.fetchone() is not None


@contextmanager
def _bar(quiet: bool) -> Iterator[Tell]:
    """Who hears how many people are there: a bar on standard error where that is a terminal, a line now and then elsewhere."""
    if quiet:
        yield lambda done, people: None
    elif not sys.stderr.isatty():
        yield _lines
    else:
        columns = (
            TextColumn("registering"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("people"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("registering", total=None)
            yield lambda done, people: bar.update(task, completed=done, total=people)


def _lines(done: int, people: int) -> None:
    """Every tenth of them."""
    step = max(1, people // 10)
    if done == people or done % step < 1_000:
        complain(f"registering: {number(done)} of {number(people)} people")


def _plain(stands: Stands) -> dict[str, object]:
    users = [
        {
            "username": one.record.username, "role": one.record.role, "purpose": one.record.purpose,
            "site": one.record.site, "password": one.password,
        }
        for one in stands.users
    ]  # fmt: skip
    return {"people": stands.persons, "before": stands.before, "users": users}


def _report(stands: Stands, seconds: float) -> Iterator[object]:
    home = settings.HOMEWARD_HOME.name
    if stands.before:
        yield f"The invented camp of {number(stands.persons)} people stands already; nothing was changed."
        yield "Its passwords were printed when it was made. A new one: homeward users password NAME"
        return
    yield title(f"{number(stands.persons)} invented people are registered; it took {seconds:.0f} seconds.")
    yield f"Everything is in the folder {home}; deleting it undoes everything. Sign in as one of these:"
    drawn = table(("account", "password", "role", "at"), [_cells(one) for one in stands.users])
    drawn.columns[1].no_wrap = True  # to be copied whole, however narrow the terminal
    yield drawn
    yield "The passwords are printed this once. A new one: homeward users password NAME"


def _desk(later: Path | None) -> Iterator[str]:
    if later is not None:
        place = "/".join(later.parts[-3:])
        yield "The worker screens them against an invented list as soon as the pages are served; candidates wait at the screening desk."
        yield f"A newer edition of that list lies in {place}: bring it on the page Lists as the screening analyst."
        yield "Then it looks for people who were registered twice, which takes some minutes: the page Long work shows how far it is."


def _cases(begun: Sequence[Begun | None]) -> Iterator[str]:
    for one in begun:
        if one is not None:
            yield (
                f"{number(one.cases)} cases of {number(one.households)} households are on their way home, at every stage: "
                "sign in as return, cases2 or reintegration2 and open My work."
            )
            if one.arrived:
                yield f"Convoy {one.arrived} arrived at the reception centre; {one.preparing} prepares to leave in five days."


def _cells(one: Somebody) -> tuple[str, ...]:
    return one.record.username, one.password, one.record.role.replace("_", " "), one.record.site or "all"
