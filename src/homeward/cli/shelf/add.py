"""`homeward lists add FILE`: bring a list, or the next edition of one, into this installation.

Comes in: a list as its publisher released it. Goes out: what came of it. A known list is recognised by its file; another one is named
with `--list`, and made with `--title`. Parses arguments and prints: `lists.actions` does the work. Ends with 3 where the edition waits.
"""

from __future__ import annotations

from homeward.cli.shelf.keeper import keeper, plain, told

# isort: split
from pathlib import Path

import typer

from homeward.access.facts import Actor
from homeward.cli.render import complain, show, show_json
from homeward.kernel.errors import BadInput
from homeward.lists.actions.beginning import list_begin
from homeward.lists.actions.columns import columns_choose
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.actions.receiving import edition_receive
from homeward.lists.facts.lists import Ailment, Desk, ListKind, Outcome, Receipt, Way
from homeward.lists.keeping.uploads import uploads_of
from homeward.lists.selectors.lists import lists_of
from homeward.watchlists.csv.read import load_column_map

WAITS = 3
app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def add(
    path: Path = typer.Argument(
        ..., metavar="FILE", help="The list; of OFAC's set the primary file, of notices the folder."
    ),
    list_id: str = typer.Option(
        "", "--list", metavar="ID", help="The list it is an edition of; a known list is recognised."
    ),
    title: str = typer.Option("", "--title", help="Make the list where it is not there, with this title."),
    tracing: bool = typer.Option(False, "--tracing", help="A list that is made traces missing people and children."),
    documents: bool = typer.Option(
        False, "--documents", help="A list that is made holds numbers of stolen and lost papers."
    ),
    column_map: Path | None = typer.Option(None, "--map", metavar="FILE", help="The column map of a national list."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Bring a list, or the next edition of one, into this installation. The worker lays it out; then it is used."""
    actor = keeper("add")
    if list_id:
        if title:
            kind = ListKind.DOCUMENTS if documents else ListKind.NAMES
            _make(actor, ListDraft(list_id, title, Desk.TRACING if tracing else Desk.SECURITY, kind))
        receipt = edition_receive(actor=actor, list_id=list_id, files=uploads_of(path), way=Way.COMMAND)
    elif title or tracing or documents:
        raise BadInput("Name the list that is to be made: --list ID.")
    else:
        receipt = list_begin(actor=actor, files=uploads_of(path), way=Way.COMMAND)
    receipt = _mapped(actor, receipt, column_map)
    name = receipt.edition.list_id if receipt.edition else list_id
    show_json(plain(name, receipt)) if as_json else show(told(name, receipt))
    if receipt.outcome is Outcome.HELD:
        complain("Look at it on its page (Lists), or bring another file.")
        raise typer.Exit(WAITS)


def _make(actor: Actor, draft: ListDraft) -> None:
    """Make a list that is not there."""
    if not any(one.list_id == draft.list_id for one in lists_of(actor, withdrawn=True)):
        list_make(actor=actor, draft=draft)


def _mapped(actor: Actor, receipt: Receipt, column_map: Path | None) -> Receipt:
    """Read a table that waits for its columns by a map."""
    if column_map is None or receipt.edition is None or Ailment.NO_COLUMNS not in receipt.edition.problems:
        return receipt
    return columns_choose(actor=actor, edition_id=receipt.edition.id, columns=load_column_map(column_map))
