"""Invented lists that an installation keeps, in use without a worker process.

Comes in: an actor who manages lists, entries. Goes out: the list with its current edition.

    shelf = a_list(analyst, [("X-1", "Kasimov, Invented", "1986")])          # a small security list
    a_list(analyst, [...], list_id="lost", desk=Desk.TRACING)                 # a tracing list
    new_edition(analyst, "test-list", [...])                                  # the next edition of it
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from exchange_files import work
from homeward.access.facts import Actor
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.actions.receiving import edition_receive
from homeward.lists.facts.lists import Receipt, Upload, WatchList, Way
from homeward.lists.selectors.lists import list_file

# Columns of a simple CSV: a row is (id, name[, birth_date[, countries[, aliases[, identifiers]]]]).
COLUMNS = ("id", "name", "birth_date", "countries", "aliases", "identifiers", "schema", "dataset", "gender")
Row = Sequence[str]


def simple_csv(rows: Iterable[Row], *, list_id: str = "test-list", last_seen: str = "") -> bytes:
    """A list of people as a simple CSV; `last_seen` (ISO) is its date."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, "last_seen"])
    for row in rows:
        told = [*row, *[""] * (6 - len(row))]
        writer.writerow([*told[:6], "Person", list_id, "", last_seen])
    return out.getvalue().encode()


def a_list(actor: Actor, rows: Iterable[Row], *, list_id: str = "test-list", **said: Any) -> WatchList:
    """Make a list, bring its first edition, lay it out and put it into use. `said` goes into the `ListDraft`."""
    draft = ListDraft(list_id=list_id, title=said.pop("title", f"Invented list {list_id}"), **said)
    list_make(actor=actor, draft=draft)
    new_edition(actor, list_id, rows)
    return list_file(actor, list_id)


def new_edition(actor: Actor, list_id: str, rows: Iterable[Row], *, last_seen: str = "") -> Receipt:
    """Bring another edition of a list and do all waiting work."""
    receipt = bring(actor, list_id, simple_csv(rows, list_id=list_id, last_seen=last_seen))
    work()
    return receipt


def bring(actor: Actor, list_id: str, content: bytes, name: str = "") -> Receipt:
    """Bring bytes as an edition of a list; nothing is laid out yet."""
    return edition_receive(
        actor=actor, list_id=list_id, files=[Upload(name or f"{list_id}.csv", [content])], way=Way.UPLOAD
    )
