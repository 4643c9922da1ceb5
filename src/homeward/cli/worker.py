"""`homeward worker`: one process that does the background work, until it is told to stop. Several may run, on several machines.

Comes in: nothing but the database. Goes out: jobs done, and a log of kinds, ids and counts. Killing it loses nothing.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import signal
from types import FrameType

import typer

from homeward.cli.render import show, show_json
from homeward.work.garbage import seldom
from homeward.work.runner import Runner

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def worker(
    once: bool = typer.Option(False, "--once", help="End when nothing is left to do."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of a sentence."),
) -> None:
    """Do background work: imports, exports, letters, and what comes round every night. Ends after the step in hand."""
    seldom()
    runner = Runner()

    def end(number: int, frame: FrameType | None) -> None:
        runner.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    if as_json:
        show_json({"worker": runner.name})
    elif not once:
        show(f"Worker {runner.name} is at work. Ctrl-C ends it.")
    runner.run(once=once)
