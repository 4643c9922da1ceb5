"""`homeward demo`: an invented camp of 55,000 people screened in front of your eyes, and what came out against what is true.

Comes in: a size, a seed, lists if there are any. Goes out: files in a folder, and a report: steps, candidates, one explanation.
Everybody in it is invented. Nobody who may be under 18 is screened, and how many that were is said.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from homeward.cli.compiled import ready
from homeward.cli.render import THIN_SPACE, complain, count, number, show, show_json, table, title
from homeward.cli.waterfall import folded, isolated, not_found, score_in_words, terminal_width, waterfall
from homeward.names import compiling
from homeward.screening.runs.batch import Progress as Report
from homeward.synthetic.demonstration import Order, Outcome, Row, demonstrate

LEFT_OUT = 3  # exit code: records of a list were refused
SHOWN = 10
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def demo(
    lists: list[Path] = typer.Option(
        [], "--list", metavar="FILE", help="A published list; without any, invented ones are made."
    ),
    people: int = typer.Option(55_000, "--people", min=50, max=5_000_000, help="How many people the camp holds."),
    seed: int = typer.Option(1, "--seed", help="Another seed invents other people."),
    out: Path = typer.Option(Path("var/demo"), "--out", metavar="DIR", help="Where the files go."),
    threads: int = typer.Option(0, "--threads", min=0, max=256, help="Threads; 0 for as many as there are processors."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of the report."),
) -> None:
    """Screen an invented camp against lists: what was done, how fast, the strongest candidates, one of them explained."""
    ready()
    gc.disable()  # what is made stays to the end
    order = Order(
        out=out, people=people, seed=seed, lists=tuple(lists), threads=threads or len(os.sched_getaffinity(0))
    )
    if not as_json:
        show(title("Everybody in this demonstration is invented."), "")
    with _steps(quiet=as_json) as (tell, progress):
        outcome = demonstrate(order, tell, progress)
    if as_json:
        show_json(outcome)
    else:
        show(*_report(outcome, order))
    if refused := sum(one.refused for one in outcome.lists):
        complain(f"{count(refused, 'record')} of the lists refused: `homeward lists inspect` says which.")
        raise typer.Exit(LEFT_OUT)


class _Teller:
    """Says each step when it is done, with the seconds it took."""

    def __init__(self, quiet: bool) -> None:
        self._quiet, self._since, self._compiled = quiet, perf_counter(), False
        compiling.announce(self._note)

    def _note(self) -> None:
        self._compiled = True

    def __call__(self, sentence: str) -> None:
        now = perf_counter()
        if self._compiled:
            sentence, self._compiled = (
                f"{sentence}, compiling included, which happens once after an installation",
                False,
            )
        if not self._quiet:
            first, *rest = folded(_spaced(sentence), min(terminal_width(), 120) - 10)
            show(f"  {now - self._since:5.1f} s  {first}", *(f"           {line}" for line in rest))
        self._since = now


def _spaced(sentence: str) -> str:
    """Thousands set apart as everywhere in the output."""
    return _THOUSANDS.sub(THIN_SPACE, sentence)


@contextmanager
def _steps(quiet: bool) -> Iterator[tuple[_Teller, Report | None]]:
    """Who tells the steps, and a bar on standard error where that is a terminal."""
    teller = _Teller(quiet)
    if not sys.stderr.isatty():
        yield teller, None
        return
    columns = (TextColumn("           comparing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("comparing", total=None, visible=False)
        yield teller, lambda done, people: bar.update(task, completed=done, total=people, visible=True)


def _report(outcome: Outcome, order: Order) -> Iterator[object]:
    width = min(terminal_width(), 120)
    yield ""
    if not outcome.candidates:
        yield from not_found(outcome.lists, width)
        return
    yield title(
        f"The strongest of {number(outcome.candidates)} candidates, for {count_people(outcome.with_candidates)}"
    )
    yield table(
        ["person", "entry", "list", "as it is listed", "score", "bits"],
        [_cells(row) for row in outcome.strongest[:SHOWN]],
    )
    if outcome.drawn:
        yield title(f"One of them explained: person {outcome.drawn.query_id}")
        yield from waterfall(outcome.drawn, width)
        yield ""
    yield title("Against the truth, which is known because everybody is invented")
    for sentence in _truth(outcome):
        yield from (Text(f"  {line}") for line in folded(sentence, width - 2))
    yield ""
    yield from (Text(line, style="quiet") for line in folded(_closing(outcome, order), width))


def _cells(row: Row) -> list[str | int]:
    return [
        row.query_id, row.entry_id, row.list_id, isolated(row.listed_name), score_in_words(row.score), f"{row.bits:.1f}"
    ]  # fmt: skip


def count_people(people: int) -> str:
    """1 person, 3 people."""
    return f"{number(people)} {'person' if people == 1 else 'people'}"


def _truth(outcome: Outcome) -> Iterator[str]:
    if outcome.planted:
        yield (
            f"{number(outcome.found)} of {count_people(outcome.planted)} who are on these lists were found: "
            f"their own entry is among their candidates."
        )
    per_thousand = 1000 * outcome.strangers_forward / max(1, outcome.strangers)
    yield (
        f"{number(outcome.strangers_forward)} of {count_people(outcome.strangers)} who are on no list came forward: "
        f"{per_thousand:.2f} in a thousand."
    )
    if outcome.relatives:
        yield (
            f"{number(outcome.relatives_forward)} of {count_people(outcome.relatives)} who are relatives of somebody listed "
            "came forward; a listing is never passed on to relatives, only a person's own names count."
        )
    yield (
        f"{count_people(outcome.withheld)} who may be under 18 were withheld and not compared at all. "
        f"{number(outcome.without_birth)} have no birth recorded; nobody knows whether they are children."
    )


def _closing(outcome: Outcome, order: Order) -> str:
    editions = "; ".join(f"{one.list_id} of {one.published_on or 'no stated date'}" for one in outcome.lists)
    return (
        f"Everybody else was not found in these versions of these lists ({editions}), which says nothing else about anybody. "
        f"A candidate is a question for two people. The files are in {order.out}: caseload.csv, truth.csv, candidates.csv."
    )
