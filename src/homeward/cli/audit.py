"""`homeward audit`: seal the trail, and verify that nothing in it was changed.

Comes in: nothing, or a copy of the heads kept elsewhere. Goes out: counts and faults; exit code 5 where the trail was changed.
Parses arguments and prints; `access.sealer` and `access.verifier` do the work.
"""

from __future__ import annotations

from homeward.cli.platform import verbs

# isort: split
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from homeward.access.sealer import seal_pending
from homeward.access.verifier import Verdict
from homeward.access.verifier import verify as verify_trail
from homeward.cli.render import caution, complain, count, number, show, show_json
from homeward.kernel.errors import BadInput

CHANGED = 5  # exit code: the trail is not what was sealed
SHOWN = 20  # faults; --json gives more

JSON = typer.Option(False, "--json", help="Print one JSON document instead of sentences.")
app = verbs("Seal the trail of what was done and read, and verify it.")


@app.command("seal")
def seal(as_json: bool = JSON) -> None:
    """Seal every event that is not sealed yet. The worker does so every minute by itself."""
    done = seal_pending(everything=True)
    if as_json:
        show_json({"sealed": done.sealed, "seq": done.seq, "mac": done.mac.hex()})
    else:
        show(f"{count(done.sealed, 'event')} sealed; the chain ends at place {number(done.seq)}.")


@app.command("verify")
def verify(
    heads: Path | None = typer.Option(
        None, "--heads", metavar="FILE", help="A copy of heads.jsonl that was kept on another machine."
    ),
    as_json: bool = JSON,
) -> None:
    """Compute the whole chain anew, and say what was changed, deleted, moved or cut off, and what nothing proves yet."""
    if heads and not heads.exists():
        raise BadInput(f"{heads.name} is not there. Check the path.")
    with Progress(
        TextColumn("verifying"), BarColumn(), MofNCompleteColumn(), console=Console(file=sys.stderr), transient=True
    ) as progress:
        bar = progress.add_task("verifying", total=None)
        verdict = verify_trail(heads=heads, on_chunk=lambda done, of: progress.update(bar, completed=done, total=of))
    if as_json:
        show_json(verdict)
    else:
        _report(verdict)
    if not verdict.whole:
        raise typer.Exit(CHANGED)


def _report(verdict: Verdict) -> None:
    show(f"{count(verdict.sealed, 'event')} sealed, {count(verdict.heads, 'head')} compared.")
    if verdict.unsealed and verdict.unsealed_since:
        since = f"{verdict.unsealed_since:%Y-%m-%d %H:%M:%S} UTC"
        show(caution(f"{count(verdict.unsealed, 'event')} not sealed yet, the oldest of {since}: nothing proves them."))
    if verdict.sealed > verdict.anchored and verdict.whole:
        beyond = verdict.sealed - verdict.anchored
        show(
            caution(
                f"{count(beyond, 'event')} sealed after the last head that was compared: their end could be cut off unseen."
            )
        )
    if verdict.whole:
        show("The trail is what was sealed.")
        return
    for fault in verdict.faults[:SHOWN]:
        complain(fault.text)
    if verdict.faults_total > SHOWN:
        complain(f"And {number(verdict.faults_total - SHOWN)} more.")
    complain(
        "The trail was changed outside Homeward. Keep this machine as it is, and call the data protection officer."
    )
