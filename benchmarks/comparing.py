"""One installation whose invented camp is compared with two lists as somebody would ask for it, and again when nothing changed.

Comes in: PEOPLE OUT LIST..., and an empty installation in `HOMEWARD_HOME` and `HOMEWARD_DATABASE_URL`. Goes out: JSON: seconds from the
click to the last candidate in the queue, on the wall and on the processors of the worker, counts, and milliseconds of live checks, of the
desk's pages, and for which writes hold the database. Run by `runs`.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from django.conf import settings
from django.core.management import call_command

from asking import Shares, page_of, signed_in, timed, told
from bringing import worked
from homeward.access.facts import Actor, Purpose
from homeward.access.models import User
from homeward.access.selectors import actor_of
from homeward.exchange.invented.camp import camp_made
from homeward.kernel.dates import parse
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.actions.receiving import edition_receive
from homeward.lists.facts.lists import Desk, Upload, Way
from homeward.lists.models import WatchList
from homeward.review.actions.following import changed_ask
from homeward.review.actions.runs import run_ask
from homeward.review.facts.runs import RunRow, Scope
from homeward.review.models import Candidate, Run
from homeward.review.selectors.live import live_check
from homeward.review.selectors.runs import run_of
from homeward.screening.profile import Profile
from homeward.watchlists.ofac.family import FAMILIES
from homeward.work.models import Job
from instruments.setting import homeward as command

LOOK: Final = 0.1
STARTING: Final = 5.0
LIVE: Final = 40
SOME: Final = 20  # candidates that are opened
NAMES: Final = ("Zubaydawin Qarnfala Khalaf", "Ahmad Hasan Muhammad", "محمد احمد علي", "Thurayyan Wadqalin Murjan")


def main(people: int, out: Path, lists: list[Path]) -> None:
    """Compare a camp with lists and write what it cost."""
    call_command("migrate", verbosity=0, interactive=False)
    camp_made(people, 1, lambda done, of: None)
    Job.objects.all().delete()
    actor = actor_of(User.objects.get(username="screening").id, purpose=Purpose.SCREENING)
    for path in lists:
        _bring(actor, path)
    worker = subprocess.Popen([*command(), "worker"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _rest()
        first = _run(actor, worker.pid)
        again = _run(actor, worker.pid)
        nothing = changed_ask(actor=actor)
    finally:
        worker.terminate()
        worker.wait()
    found = {"first": first, "again": again, "changed": len(nothing), "writes": _writes(actor)}
    out.write_text(json.dumps(found | {"live": _live(actor), "pages": _pages()}))


def _bring(actor: Actor, path: Path) -> None:
    """A list with the files that belong to it."""
    list_make(actor=actor, draft=ListDraft(list_id=path.stem, title=path.stem))
    family = next((one for one in FAMILIES if one.primary == path.name.lower()), None)
    files = sorted(path.parent.glob("*.csv")) if family else [path]
    edition_receive(
        actor=actor, list_id=path.stem, files=[Upload(one.name, [one.read_bytes()]) for one in files], way=Way.COMMAND
    )


def _rest() -> None:
    """Until the lists are laid out, and whatever else waited is done."""
    time.sleep(STARTING)
    while Job.objects.exclude(state__in=("done", "cancelled")).exists():
        if failed := Job.objects.filter(state="failed").first():
            raise SystemExit(f"{failed.kind} failed: {failed.error}")
        time.sleep(LOOK)


def _run(actor: Actor, worker: int) -> dict[str, Any]:
    """One run of everyone, from the click to the end."""
    started, spent = time.perf_counter(), _spent(worker)
    run = run_ask(actor=actor, scope=Scope.EVERYONE)
    while (found := run_of(actor, run.id)).ended_at is None:
        time.sleep(LOOK)
    return {"s": time.perf_counter() - started, "cpu": _spent(worker) - spent} | _counts(found)


def _counts(run: RunRow) -> dict[str, int]:
    names = ("persons", "withheld", "found", "asked_anew", "asked_again", "unchanged")
    return {name: getattr(run, name) for name in names}


def _spent(worker: int) -> float:
    told = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")


def _live(actor: Actor) -> dict[str, float]:
    """Milliseconds of live checks once the lists are open in this process."""
    times = []
    for number in range(LIVE + len(NAMES)):
        profile = Profile(
            query_id="live", names=(NAMES[number % len(NAMES)],), births=tuple(filter(None, [parse("1986")]))
        )
        started = time.perf_counter()
        live_check(actor, profile)
        times.append(1000 * (time.perf_counter() - started))
    warm = times[len(NAMES) :]
    return {"p50": float(np.percentile(warm, 50)), "p95": float(np.percentile(warm, 95)), "first": times[0]}


def _writes(actor: Actor) -> dict[str, float]:
    """Milliseconds on the processor for which each write of a run holds the database, commit included."""
    run_ask(actor=actor, scope=Scope.EVERYONE)
    times = np.array(worked())
    return {"p95": float(np.quantile(times, 0.95)), "most": float(times.max())}


def _pages() -> dict[str, Shares]:
    """By kind of page of the desk, as the analyst sees it."""
    settings.ALLOWED_HOSTS = ["testserver"]
    asked = Candidate.objects.filter(desk=Desk.SECURITY).order_by("id").values_list("id", "person_id")[:SOME]
    lists = WatchList.objects.filter(desk=Desk.SECURITY).values_list("list_id", flat=True)
    runs = Run.objects.filter(desk=Desk.SECURITY).values_list("id", flat=True)[:SOME]
    some = {
        "the desk": ["/screening/desk", "/screening/desk?show=decided"],
        "two records side by side": [f"/screening/candidates/{id}" for id, _ in asked],
        "a person in the lists": [f"/persons/{person}/screening" for _, person in asked if person],
        "the lists": ["/lists", *(f"/lists/{one}" for one in lists)],
        "the runs": ["/screening/runs", *(f"/screening/runs/{id}" for id in runs)],
    }
    client = signed_in("screening", Purpose.SCREENING)
    return told(
        {kind: [timed(partial(page_of, client, path)) for path in paths] for kind, paths in some.items() if paths}
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), [Path(one) for one in sys.argv[3:]])
