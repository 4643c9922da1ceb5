"""`homeward compare`: pairs of records in, the same rows out, each with a score and the evidence it is made of.

Comes in: a table with columns left_… and right_…. Goes out: CSV in the same order, whole or not at all; counts, or JSON.
A row that cannot be compared keeps an empty score and is counted. Never prints a person's name.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from time import perf_counter

import msgspec
import typer

from homeward.cli.compiled import announce
from homeward.cli.odd import complain_of_odd
from homeward.cli.render import complain, count, number, show, show_json
from homeward.kernel.errors import BadInput
from homeward.kernel.tally import Tally
from homeward.screening.pairs import Compared, Pairs, compare, placed, read_pairs
from homeward.screening.runs.lines import KEYS, score
from homeward.screening.runs.output import check_place, write_beside

LEFT_OUT = 3  # exit code: rows that could not be compared, or not be read
ADDED = ("score", "bits", "evidence")
REFUSALS_SHOWN = 5

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Report(msgspec.Struct, frozen=True):
    """What `compare --json` prints. `pairs` is always `compared` + `not_compared`; `refused` rows are not in the output;
    `places` are the first places of each quirk.
    """

    output: str
    pairs: int
    compared: int
    not_compared: int
    refused: int
    quirks: dict[str, int]
    places: dict[str, list[str]]
    reference: str
    weights: str
    seconds: float


@app.command(name="compare")
def compare_pairs(
    pairs: Path = typer.Argument(
        help="CSV, TSV, XLSX or JSON lines with left_name, right_name and what else is known of both; - for standard input."
    ),
    out: Path = typer.Option(..., "--out", metavar="FILE", help="Where the rows go, as CSV; - for standard output."),
    threads: int = typer.Option(0, "--threads", min=0, max=256, help="Threads; 0 for as many as there are processors."),
    as_json: bool = typer.Option(False, "--json", help="Print the counts as one JSON document."),
) -> None:
    """Say of every pair of records how strongly the evidence speaks for one person, and what it is made of."""
    piped, table = str(out) == "-", None if str(pairs) == "-" else pairs
    _check(table, out, piped, as_json)
    announce()
    began, tally = perf_counter(), Tally()
    read = read_pairs(table, tally)
    if taken := [column for column in ADDED if column in read.columns]:
        raise BadInput(
            f"{table.name if table else 'Standard input'} has a column {taken[0]} already, which the result would hide: rename it."
        )
    compared = compare([record for record in read.records if record], threads=threads or len(os.sched_getaffinity(0)))
    places = placed(read, compared)
    content = _written(read, compared, places)
    if piped:
        sys.stdout.buffer.write(content)
    else:
        write_beside(out, content)
    missing = places.count(None)
    report = Report(
        output=out.name, pairs=len(places), compared=len(places) - missing, not_compared=missing, refused=tally.refused,
        quirks=dict(tally.quirks.most_common()), places=tally.places, reference=compared.comparison.reference.hash,
        weights=compared.comparison.weights.version, seconds=round(perf_counter() - began, 3),
    )  # fmt: skip
    if as_json:
        show_json(report)
    elif not piped:
        show(f"{count(report.compared, 'pair')} compared in {report.seconds:.1f} s, in {out.name}.")
    _complain(report, tally)


def _check(pairs: Path | None, out: Path, piped: bool, as_json: bool) -> None:
    if piped and as_json:
        raise BadInput("--out - writes the rows to standard output: --json needs a file.")
    if not piped:
        check_place(out)
        if pairs and pairs.exists() and out.exists() and pairs.samefile(out):
            raise BadInput(f"{out.name} is the file to be read: name another file for the output.")


def _written(read: Pairs, compared: Compared, places: list[int | None]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*read.columns, *ADDED])
    added = _added(compared)
    for cells, place in zip(read.rows, places, strict=True):
        writer.writerow(
            [*(cells.get(column, "") for column in read.columns), *(("", "", "") if place is None else added[place])]
        )
    return text.getvalue().encode("utf-8", "replace")


def _added(compared: Compared) -> list[tuple[str, str, str]]:
    """Score, bits and evidence of every pair, as `screen` writes them."""
    rows = compared.rows
    return [
        (f"{score(millibits):.9f}", f"{millibits / 1000:.3f}", " ".join(_slots(slots)))
        for millibits, slots in zip(rows.chosen[:, 3].tolist(), rows.evidence.tolist(), strict=True)
    ]


def _slots(slots: list[int]) -> Iterator[str]:
    return (f"{key}={millibits / 1000:+.3f}" for key, millibits in zip(KEYS, slots, strict=True) if millibits)


def _complain(report: Report, tally: Tally) -> None:
    """What was odd or left out, on standard error, and the exit code that says so."""
    complain_of_odd(report.quirks, report.places, "--json")
    if report.not_compared:
        complain(
            f"{count(report.not_compared, 'pair')} not compared: a side has no name with a letter in it. The score is empty."
        )
    if report.refused:
        complain(f"{count(report.refused, 'row')} refused, and not in {report.output}:")
        for one in tally.refusals[:REFUSALS_SHOWN]:
            complain(f"  {one.position}: {one.reason} ({one.code})")
        if report.refused > REFUSALS_SHOWN:
            complain(f"  and {number(report.refused - REFUSALS_SHOWN)} more.")
    if report.not_compared or report.refused:
        raise typer.Exit(LEFT_OUT)
