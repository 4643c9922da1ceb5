"""`homeward lists index`: lists laid out once, so that every screening against them starts at once.

Comes in: lists as their publishers released them. Goes out: a folder that appears whole or not at all, the entries in full within
it, and what it holds.
Ends with 3 where records were refused: they are not in the index. Never changes a list.
"""

from __future__ import annotations

import gc
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import typer

from homeward.cli.compiled import announce
from homeward.cli.lists.options import COLUMN_MAP, LIST_ID, columns_of
from homeward.cli.render import complain, count, number, show, show_json, table
from homeward.kernel.errors import BadInput
from homeward.screening.index.book import ENTRIES, BookWriter
from homeward.screening.index.build import build_lists
from homeward.screening.index.store import Index
from homeward.watchlists.catalog import open_list

LEFT_OUT = 3  # exit code: the result leaves something out

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def index(
    files: list[Path] = typer.Argument(help="Lists as their publishers released them."),
    out: Path = typer.Option(
        ..., "--out", metavar="DIR", help="The folder to make; an earlier index there is replaced."
    ),
    everything: bool = typer.Option(
        False, "--everything", help="Include entities, vessels, aircraft and tracing notices."
    ),
    list_id: str = LIST_ID,
    column_map: Path | None = COLUMN_MAP,
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document."),
) -> None:
    """Lay lists out once, so that screening against them starts at once."""
    if list_id and len(files) > 1:
        raise BadInput("--list names one list, and several files were given: index them without it, or one by one.")
    announce()
    gc.disable()  # what is read is let go of when its piece is laid out: nothing holds itself
    started = perf_counter()
    columns = columns_of(column_map)
    readings = [open_list(path, list_id or None, columns) for path in files]
    book = BookWriter()
    found = build_lists(readings, everything=everything, note=book.add)
    if not len(found):
        raise BadInput("The lists hold no individual, so there is nothing to lay out. Are they the right files?")
    manifest = found.save(out, lambda folder: book.finish().save(folder / ENTRIES))
    report = _report(out, found, manifest.hash, round(perf_counter() - started, 3))
    if as_json:
        show_json(report)
    else:
        _show(report)
    if refused := sum(one.refused for one in found.sources):
        complain(f"{count(refused, 'record')} refused and not in the index: `homeward lists inspect` says which.")
        raise typer.Exit(LEFT_OUT)


def _report(out: Path, found: Index, digest: str, seconds: float) -> dict[str, Any]:
    return {
        "index": out.name,
        "hash": digest,
        "entries": len(found),
        "names": len(found.sheet.weak),
        "parts": len(found.vocabulary.keys),
        "left_out": found.left_out,
        "seconds": seconds,
        "lists": msgspec.to_builtins(found.sources),
    }


def _show(report: dict[str, Any]) -> None:
    rows = [
        (one["list"], one["published_on"] or "no date", one["read"], one["refused"], one["sha256"][:16])
        for one in report["lists"]
    ]
    show(
        table(["list", "published", "records", "refused", "sha256"], rows),
        f"{count(report['entries'], 'individual')} with {number(report['names'])} names and {number(report['parts'])} "
        f"different parts in {report['index']}, in {report['seconds']:.1f} s.",
        f"  left out     {number(report['left_out'])} entities, vessels, aircraft and tracing notices",
        f"  hash         {report['hash']}",
    )
