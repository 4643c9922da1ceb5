"""`homeward screen`: everybody in a caseload against published lists, into a file of candidates with their evidence.

Comes in: a caseload and lists, or an index made of them. Goes out: the file, its manifest and its reference; a short report.
Parses arguments and prints; the work is done in `screening.runs`. Never prints a person's name.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from homeward.cli.compiled import announce
from homeward.cli.odd import complain_of_odd
from homeward.cli.render import complain, count, number, show, show_json
from homeward.kernel.errors import BadInput
from homeward.screening.columns import Columns, read_map
from homeward.screening.engine import CANDIDATES
from homeward.screening.index.apart import Apart
from homeward.screening.index.build import collect_lists
from homeward.screening.index.crew import can_fork
from homeward.screening.index.store import Index, open_index
from homeward.screening.kernels import compile_all, load
from homeward.screening.reference import NOBODY
from homeward.screening.runs import batch
from homeward.screening.runs.batch import Clock, Request, read_people
from homeward.screening.runs.lines import least_bits
from homeward.screening.runs.output import check_place, part_of
from homeward.screening.runs.plan import Format, Manifest, Parameters
from homeward.screening.weights import shipped as shipped_weights
from homeward.watchlists.catalog import open_list

LEFT_OUT = 3  # exit code: the result leaves something out
REFUSALS_SHOWN = 5

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def screen(
    caseload: Path = typer.Argument(help="CSV, TSV, XLSX or JSON lines; - for standard input."),
    lists: list[Path] = typer.Option(
        [], "--list", metavar="FILE", help="A published list; may be given several times."
    ),
    index: Path | None = typer.Option(None, "--index", metavar="DIR", help="An index made by `homeward lists index`."),
    out: Path = typer.Option(..., "--out", metavar="FILE", help="Where the candidates go; - for standard output."),
    form: Format = typer.Option("csv", "--format", help="The form of the output."),
    top: int = typer.Option(20, "--top", min=1, max=10_000, help="Candidates per person, at the most."),
    min_score: float | None = typer.Option(
        None, "--min-score", min=0, max=1, help="Likelihood from which a candidate is written."
    ),
    threads: int = typer.Option(0, "--threads", min=0, max=256, help="Threads; 0 for as many as there are processors."),
    resume: bool = typer.Option(False, "--resume", help="Go on where an interrupted run stopped."),
    explain: bool = typer.Option(
        False, "--explain", help="Write the recorded name that was compared beside each candidate."
    ),
    mapping: list[str] = typer.Option(
        [], "--map", metavar="FIELD=COLUMN", help="Which column holds a field, or a TOML file that says so."
    ),
    reference: Path | None = typer.Option(
        None, "--reference", metavar="FILE", help="A kept reference to cite instead of the caseload."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the run's manifest as one JSON document."),
) -> None:
    """Find who on published lists each person of a caseload could be, with the evidence for and against."""
    piped = str(out) == "-"
    _check(caseload, lists, index, out, piped, resume, as_json)
    announce()
    compile_all()
    clock = Clock()
    table = None if str(caseload) == "-" else caseload
    likelihood = shipped_weights().review if min_score is None else min_score
    request = Request(
        caseload=table,
        columns=Columns("Standard input" if table is None else table.name, read_map(mapping)),
        out=None if piped else out,
        parameters=Parameters(
            format=form,
            top=top,
            min_score=likelihood,
            least=least_bits(likelihood),
            candidates=CANDIDATES,
            explain=explain,
        ),
        reference=reference,
        threads=threads or len(os.sched_getaffinity(0)),
        resume=resume,
    )
    gc.disable()  # what is read stays to the end: looking for cycles in it would take a fifth of the reading
    people, usual, entries = _read(request, lists, index, clock)
    refused = 0 if index else sum(one.refused for one in entries.sources)
    manifest = _run(request, people, usual, entries, clock)
    if as_json:
        show_json(manifest)
    elif not piped:
        _report(manifest)
    _complain(manifest, refused, "the manifest that --out FILE writes" if piped else "the manifest")
    if manifest.counts.refused or refused:
        raise typer.Exit(LEFT_OUT)


def _read(
    request: Request, lists: list[Path], index: Path | None, clock: Clock
) -> tuple[batch.Caseload, batch.Usual, Index]:
    """The caseload with what is usual in it, and the lists: as an index that is opened, or read meanwhile by a process of their own."""
    if index:
        entries = open_index(index, check=True)
        return *_read_people(request, clock), entries
    with Apart(lambda: collect_lists([open_list(path) for path in lists])) as reading:
        load()  # while the lists are read
        people, usual = _read_people(request, clock)
        entries = reading.result().laid_out(NOBODY)
        clock.step("read the lists")
    return people, usual, entries


def _read_people(request: Request, clock: Clock) -> tuple[batch.Caseload, batch.Usual]:
    people = read_people(request, helpers=_helpers(request.threads))
    clock.step("read the caseload")
    usual = batch.usual(request, people)
    clock.step("reference")
    return people, usual


def _helpers(threads: int) -> int:
    """How many processes may help to read: as many as there are processors for the threads that were asked for, none for one."""
    return min(threads, len(os.sched_getaffinity(0))) if threads > 1 and can_fork() else 0


def _check(
    caseload: Path, lists: list[Path], index: Path | None, out: Path, piped: bool, resume: bool, as_json: bool
) -> None:
    if bool(lists) == bool(index):
        raise BadInput(
            "Give the lists to screen against with --list, or an index of them with --index: one of the two."
        )
    if piped and (resume or as_json):
        raise BadInput("--out - writes candidates to standard output: --json and --resume need a file.")
    if not piped:
        check_place(out)
        for given in (caseload, *lists):
            if given.exists() and out.exists() and given.samefile(out):
                raise BadInput(f"{out.name} is one of the files to be read: name another file for the output.")


def _run(request: Request, people: batch.Caseload, usual: batch.Usual, entries: Index, clock: Clock) -> Manifest:
    try:
        with _progress() as progress:
            return batch.screen(request, people, entries, clock, progress, usual)
    except KeyboardInterrupt:
        if request.out and part_of(request.out).exists():
            complain(
                f"What is finished of {request.out.name} is kept: the same command with --resume goes on from there."
            )
        raise


@contextmanager
def _progress() -> Iterator[batch.Progress | None]:
    """A bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("screening"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("screening", total=None)
        yield lambda done, people: bar.update(task, completed=done, total=people)


def _report(manifest: Manifest) -> None:
    counts, plan = manifest.counts, manifest.plan
    seconds = sum(manifest.seconds.values())
    show(
        f"{count(counts.people, 'person')} compared with {count(counts.entries, 'individual')} "
        f"({number(counts.listed_names)} names) in {seconds:.1f} s.".replace("persons", "people"),
        f"{number(counts.candidates)} candidates for {number(counts.with_candidates)} of them, "
        f"from a likelihood of {plan.parameters.min_score:g}, in {manifest.files['output']}.",
    )
    for one in plan.lists:
        show(
            f"  {one.list_id:<12} {one.published_on or 'no date'}  sha256 {one.sha256[:16]}…  {number(one.individuals)} individuals"
        )
    show(f"  reference    {plan.reference.title}  {plan.reference.hash}", f"  weights      {plan.versions['weights']}")
    if manifest.columns_not_read:
        show(f"  not read     {', '.join(manifest.columns_not_read)}")


def _complain(manifest: Manifest, refused: int, more: str) -> None:
    """What was left out or odd, on standard error; `more` is what has all of it."""
    complain_of_odd(manifest.quirks, manifest.places, more)
    if manifest.counts.refused:
        complain(f"{count(manifest.counts.refused, 'row')} of the caseload refused: these people were not screened.")
        for one in manifest.refusals[:REFUSALS_SHOWN]:
            complain(f"  {one.position}: {one.reason} ({one.code})")
        if manifest.counts.refused > REFUSALS_SHOWN:
            complain(f"  and more: {more} has all.")
    if refused:
        complain(f"{count(refused, 'record')} of the lists refused: `homeward lists inspect` says which.")
