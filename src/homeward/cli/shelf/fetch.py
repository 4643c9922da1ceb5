"""`homeward lists fetch`: ask the publishers' addresses for newer editions, and bring those there are.

Comes in: short names of lists, or none for all that have an address. Goes out: what came of each; a known list that is not kept yet is
made. Never needed, and never in the way: each list is asked once, and one that fails leaves its good edition in use. Ends with 2 then.
"""

from __future__ import annotations

from homeward.cli.shelf.keeper import keeper, plain, told

# isort: split
from typing import Any

import typer

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.cli.render import complain, show, show_json
from homeward.kernel.errors import BadInput, CannotWrite
from homeward.lists.actions.fetching import list_fetch
from homeward.lists.actions.lists import draft_of, list_make
from homeward.lists.facts.lists import Outcome
from homeward.lists.rules.known import KNOWN
from homeward.lists.selectors.lists import lists_of

FAILED = 2
app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def fetch(
    names: list[str] = typer.Argument(None, metavar="[LIST]…", help="Short names of lists; all that have an address."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Ask the publishers' addresses for newer editions. Only what changed is fetched; nothing about anybody leaves."""
    actor = keeper("fetch")
    wanted = list(names or [])
    _make(actor, wanted)
    wanted = wanted or [one.list_id for one in lists_of(actor) if one.url]
    if not wanted:
        raise BadInput(
            "No list has an address. Say it in a list's settings, or name a known list, such as: homeward lists fetch un"
        )
    results = [_one(actor, name, quiet=as_json) for name in wanted]
    if as_json:
        show_json({"lists": results})
    if any(one["outcome"] == Outcome.FAILED.value for one in results):
        raise typer.Exit(FAILED)


def _one(actor: Actor, name: str, *, quiet: bool) -> dict[str, Any]:
    """Fetch one list; what fails is told and stops none of the others."""
    try:
        receipt = list_fetch(actor=actor, list_id=name)
    except (BadInput, CannotWrite, NotFound) as error:
        if not quiet:
            complain(f"{name}: {error}")
        return {"list": name, "outcome": Outcome.FAILED.value, "words": str(error), "edition": None}
    if not quiet:
        show(told(name, receipt))
    return plain(name, receipt)


def _make(actor: Actor, names: list[str]) -> None:
    """Make the known lists among some that are not kept yet."""
    here = {one.list_id for one in lists_of(actor, withdrawn=True)}
    for known in KNOWN:
        if known.id in names and known.id not in here and known.url:
            list_make(actor=actor, draft=draft_of(known))
