"""`homeward lists`: what a published list holds, and what changed between two editions of it.

Comes in: files as their publisher released them. Goes out: counts, oddities and refusals, for a person or as JSON.
Imports neither the engine nor numpy: looking at a list must start at once. Never scores, never changes a file.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import typer

from homeward.cli.render import count, number, show, show_json, table, title
from homeward.kernel.tally import Refusal, Tally
from homeward.watchlists.catalog import Reading, open_list

REFUSALS_SHOWN = 10
PLURALS = {
    "individual": "individuals",
    "entity": "entities",
    "vessel": "vessels",
    "aircraft": "aircraft",
    "other": "other",
}

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


class FileReport(msgspec.Struct, frozen=True, kw_only=True, rename={"list_id": "list"}):
    """What one list file holds, as `inspect --json` writes it. `read` is always `kept` + `refused`."""

    file: str
    format: str
    list_id: str
    published_on: str | None
    sha256: str
    read: int
    kept: int
    refused: int
    individuals: int
    entities: int
    vessels: int
    aircraft: int
    other: int
    quirks: dict[str, int]
    refusals: list[Refusal]


@app.command()
def inspect(
    files: list[Path] = typer.Argument(help="Lists as their publishers released them."),
    list_id: str = typer.Option("", "--list", metavar="ID", help="The list's id, where the file does not say."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document, with every refusal."),
) -> None:
    """Say what each file is and holds: edition, hash, counts, what was odd, what was refused."""
    reports = [_read_through(path, open_list(path, list_id or None)) for path in files]
    if as_json:
        show_json({"files": reports})
    else:
        for report in reports:
            _show(report)


def _read_through(path: Path, reading: Reading) -> FileReport:
    """Read a list to its end and report what was there."""
    for _ in reading:
        pass
    tally, source = reading.tally, reading.source
    return FileReport(
        file=path.name,
        format=source.format,
        list_id=source.list_id,
        published_on=source.published_on.iso() if source.published_on else None,
        sha256=source.sha256,
        read=tally.read,
        kept=tally.kept,
        refused=tally.refused,
        quirks=dict(tally.quirks.most_common()),
        refusals=tally.refusals,
        **{plural: tally.kinds[kind] for kind, plural in PLURALS.items()},
    )


def _show(report: FileReport) -> None:
    published = report.published_on or "not stated by the file"
    kinds = [f"{number(held)} {plural}" for plural in PLURALS.values() if (held := getattr(report, plural))]
    show(
        title(report.file),
        f"  list       {report.list_id} ({report.format})",
        f"  published  {published}",
        f"  sha256     {report.sha256}",
        f"  records    {number(report.read)} read, {number(report.kept)} kept, {number(report.refused)} refused",
        f"  kept       {', '.join(kinds) or 'nothing'}",
    )
    if report.quirks:
        show(table(["odd, but kept", "times"], list(report.quirks.items())))
    if report.refusals:
        shown = report.refusals[:REFUSALS_SHOWN]
        show(table(["refused", "why", "code"], [(r.position, r.reason, r.code) for r in shown]))
    if (more := report.refused - REFUSALS_SHOWN) > 0:
        show(f"  and {count(more, 'more record')} refused: --json gives all.")
