"""`homeward lists diff`: what changed between two editions of one list.

Comes in: two editions. Goes out: the publisher's ids of the entries that were added, amended and removed.
Never says why an entry is gone, and says so aloud when records are missing from the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import typer

from homeward.cli.lists.options import COLUMN_MAP, LIST_ID, columns_of
from homeward.cli.render import caution, complain, count, flow, number, show, show_json, table, title
from homeward.watchlists.catalog import open_list
from homeward.watchlists.diff import Amended, Diff, with_fields
from homeward.watchlists.diff import diff as difference
from homeward.watchlists.snapshot import SHRINKS_AT_MOST, Snapshot, take

ENTRIES_SHOWN = 24  # of each kind of change; --json gives all
LEFT_OUT = 3  # exit code: done, but records are missing from the result


class Side(msgspec.Struct, frozen=True, kw_only=True, rename={"list_id": "list"}):
    """One of the two editions, as `diff --json` writes it."""

    file: str
    list_id: str
    published_on: str | None
    sha256: str
    entries: int
    individuals: int
    refused: int


class DiffReport(msgspec.Struct, frozen=True, kw_only=True):
    """Two editions beside each other, as `diff --json` writes it. An entry's `fields` are empty unless asked for."""

    old: Side
    new: Side
    added: tuple[str, ...]
    amended: tuple[Amended, ...]
    removed: tuple[str, ...]
    unchanged: int


def diff(
    old: Path = typer.Argument(help="The earlier edition."),
    new: Path = typer.Argument(help="The later edition."),
    fields: bool = typer.Option(False, "--fields", help="Name what changed in every amended entry."),
    list_id: str = LIST_ID,
    column_map: Path | None = COLUMN_MAP,
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document, with every entry."),
) -> None:
    """Say which entries were added, amended and removed between two editions of one list."""
    columns = columns_of(column_map)
    before, after = (take(open_list(path, list_id or None, columns), columns) for path in (old, new))
    changes = difference(before, after)
    if fields:
        changes = with_fields(changes, *(open_list(path, list_id or None, columns) for path in (old, new)))
    if as_json:
        show_json(_report(before, after, changes))
    else:
        _show(before, after, changes, fields)
    _stop_if_left_out(before, after)


def _report(before: Snapshot, after: Snapshot, changes: Diff) -> DiffReport:
    return DiffReport(
        old=_side(before),
        new=_side(after),
        added=changes.added,
        amended=changes.amended,
        removed=changes.removed,
        unchanged=changes.unchanged,
    )


def _side(edition: Snapshot) -> Side:
    return Side(
        file=edition.file,
        list_id=edition.list_id,
        published_on=edition.published_on.iso() if edition.published_on else None,
        sha256=edition.sha256,
        entries=len(edition.entries),
        individuals=edition.individuals,
        refused=edition.refused,
    )


def _show(before: Snapshot, after: Snapshot, changes: Diff, fields: bool) -> None:
    show(
        title(f"{changes.list_id}: what changed"),
        f"  old        {_edition(before)}",
        f"  new        {_edition(after)}",
        f"  added      {number(len(changes.added))}",
        f"  amended    {number(len(changes.amended))}",
        f"  removed    {number(len(changes.removed))}",
        f"  unchanged  {number(changes.unchanged)}",
        *(caution(f"  {sentence}") for sentence in _cautions(before, after)),
        "",
    )
    amended = [one.entry_id for one in changes.amended]
    for word, ids in (("added", changes.added), ("removed", changes.removed), ("amended", () if fields else amended)):
        if ids:
            show(flow(word, ids[:ENTRIES_SHOWN]), *_and_more(len(ids)))
    if amended and not fields:
        show("--fields names what changed in each amended entry.")
    if fields and changes.amended:
        shown = changes.amended[:ENTRIES_SHOWN]
        rows = [(one.entry_id, ", ".join(map(_words, one.fields)) or "wording only") for one in shown]
        show(table(["amended", "what changed"], rows), *_and_more(len(changes.amended)))


def _edition(edition: Snapshot) -> str:
    published = edition.published_on.iso() if edition.published_on else f"sha256 {edition.sha256[:12]}"
    people = count(edition.individuals, "individual")
    return f"{edition.file}, {published}, {number(len(edition.entries))} entries, of them {people}"


def _cautions(before: Snapshot, after: Snapshot) -> Iterable[str]:
    """What somebody should look at before using the difference."""
    if before.sha256 == after.sha256:
        yield "Both are the same file."
    if before.published_on and after.published_on and after.published_on.last < before.published_on.first:
        yield "The new edition is older than the old one: are they the wrong way round?"
    if after.individuals * 100 < before.individuals * (100 - SHRINKS_AT_MOST):
        lost = before.individuals - after.individuals
        yield f"The new edition holds {count(lost, 'individual')} less than the old one: was it cut short?"


def _and_more(held: int) -> Iterable[str]:
    more = held - ENTRIES_SHOWN
    return [f"           and {number(more)} more: --json gives all.", ""] if more > 0 else [""]


def _words(field: str) -> str:
    return field.replace("_", " ")


def _stop_if_left_out(before: Snapshot, after: Snapshot) -> None:
    """End with exit code 3 where records were refused: they are missing from the difference."""
    if before.refused or after.refused:
        complain(
            f"{count(before.refused, 'record')} of the old edition and {count(after.refused, 'record')} of the new one were "
            "refused and are not compared: homeward lists inspect says which and why."
        )
        raise typer.Exit(LEFT_OUT)
