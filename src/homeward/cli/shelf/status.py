"""`homeward lists status`: which lists this installation keeps, and whether each is in order.

Comes in: nothing. Goes out: a table. Ends with 3 where a list is not in order: "not found" is then not a result. Never changes anything.
"""

from __future__ import annotations

from homeward.cli.shelf.keeper import keeper

# isort: split
from typing import Any

import typer

from homeward.cli.render import caution, show, show_json, table
from homeward.lists.facts.lists import ListKind, WatchList
from homeward.lists.selectors.lists import lists_of
from homeward.web.words import word

NOT_IN_ORDER = 3
app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def status(as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of a table.")) -> None:
    """Say which lists are kept here, of which day, and what is wrong with any of them."""
    found = lists_of(keeper("status"))
    if as_json:
        show_json({"lists": [_plain(one) for one in found]})
    elif found:
        show(table(["list", "edition of", "came", "entries", "health"], [_row(one) for one in found]))
        show(*(caution(f"  {one.list_id}: {one.health.words}") for one in found if one.health.words))
    else:
        show("No list is kept here. Bring one: homeward lists add FILE")
    if any(not one.health.good for one in found):
        raise typer.Exit(NOT_IN_ORDER)


def _row(one: WatchList) -> tuple[str | int, ...]:
    ailments = ", ".join(str(word(ailment)) for ailment in one.health.ailments) or "in order"
    if one.current is None:
        return one.list_id, "–", "–", 0, ailments
    came = one.current.received_at.date().isoformat()
    return one.list_id, one.current.published_on or "no date", came, _entries(one), ailments


def _entries(one: WatchList) -> int:
    if one.current is None:
        return 0
    return one.current.entries if one.kind is ListKind.DOCUMENTS else one.current.individuals


def _plain(one: WatchList) -> dict[str, Any]:
    current = one.current
    return {
        "list": one.list_id,
        "title": one.title,
        "desk": one.desk.value,
        "kind": one.kind.value,
        "published_on": (current.published_on or None) if current else None,
        "received_at": current.received_at.isoformat() if current else None,
        "sha256": current.sha256 if current else None,
        "entries": _entries(one),
        "in_order": one.health.good,
        "ailments": [ailment.value for ailment in one.health.ailments],
        "last_failure": one.health.words or None,
    }
