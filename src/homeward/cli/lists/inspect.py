"""`homeward lists inspect`: what each file is and holds.

Comes in: one or more lists, of any format. Goes out: edition, hash, counts, quirks and refusals of each.
To report what was refused is the answer here, so that a refusal is no failure. Never changes a file.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import typer

from homeward.cli.lists.options import COLUMN_MAP, LIST_ID, columns_of
from homeward.cli.odd import first, told
from homeward.cli.render import count, number, show, show_json, table, title
from homeward.kernel.tally import Refusal
from homeward.watchlists.catalog import Reading, open_list

REFUSALS_SHOWN = 10
FILES_SHOWN = 6
PLURALS = {
    "individual": "individuals",
    "entity": "entities",
    "vessel": "vessels",
    "aircraft": "aircraft",
    "other": "other",
}


class FileReport(msgspec.Struct, frozen=True, kw_only=True, rename={"list_id": "list"}):
    """What one list holds, as `inspect --json` writes it. `read` is always `kept` + `refused`."""

    file: str
    files: list[str]
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
    places: dict[str, list[str]]
    refusals: list[Refusal]


def inspect(
    files: list[Path] = typer.Argument(help="Lists as their publishers released them."),
    list_id: str = LIST_ID,
    column_map: Path | None = COLUMN_MAP,
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document, with every refusal."),
) -> None:
    """Say what each file is and holds: edition, hash, counts, what was odd, what was refused."""
    columns = columns_of(column_map)
    reports = [_read_through(open_list(path, list_id or None, columns)) for path in files]
    if as_json:
        show_json({"files": reports})
    else:
        for report in reports:
            _show(report)


def _read_through(reading: Reading) -> FileReport:
    """Read a list to its end and report what was there."""
    for _ in reading:
        pass
    tally, source = reading.tally, reading.source
    return FileReport(
        file=source.file,
        files=[path.name for path in reading.files],
        format=source.format,
        list_id=source.list_id,
        published_on=source.published_on.iso() if source.published_on else None,
        sha256=source.sha256,
        read=tally.read,
        kept=tally.kept,
        refused=tally.refused,
        quirks=dict(tally.quirks.most_common()),
        places=tally.places,
        refusals=tally.refusals,
        **{plural: tally.kinds[kind] for kind, plural in PLURALS.items()},
    )


def _show(report: FileReport) -> None:
    published = report.published_on or "not stated by the file"
    held = {kind: getattr(report, plural) for kind, plural in PLURALS.items()}
    kinds = [f"{number(many)} {kind if many == 1 else PLURALS[kind]}" for kind, many in held.items() if many]
    show(
        title(report.file),
        f"  list       {report.list_id} ({report.format})",
        f"  published  {published}",
        *_files(report),
        f"  sha256     {report.sha256}",
        f"  records    {number(report.read)} read, {number(report.kept)} kept, {number(report.refused)} refused",
        f"  kept       {', '.join(kinds) or 'nothing'}",
    )
    for sentence, noted in told(report.quirks, report.places):
        show(f"  odd        {sentence}", *([f"             {first(noted)}"] if noted else ()))
    if report.refusals:
        shown = report.refusals[:REFUSALS_SHOWN]
        show(table(["refused", "why", "code"], [(r.position, r.reason, r.code) for r in shown]))
    if (more := report.refused - REFUSALS_SHOWN) > 0:
        show(f"  and {count(more, 'more record')} refused: --json gives all.")
    if not report.refusals:
        show("")


def _files(report: FileReport) -> list[str]:
    if len(report.files) == 1:
        return []
    names = ", ".join(report.files) if len(report.files) <= FILES_SHOWN else number(len(report.files))
    return [f"  files      {names}"]
