"""One installation into which a file of invented families is brought as somebody would: staged, checked, looked over, merged.

Comes in: PEOPLE OUT, and an empty installation in `HOMEWARD_HOME` and `HOMEWARD_DATABASE_URL`. Goes out: JSON: seconds by step, on the wall
and on the processors of all processes that took part, and how long a write held the database. Run by `importing`.
The work is done by `homeward worker` itself; writes are timed with a second, smaller file, in this process. What somebody does on the
pages in between takes no time here.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import csv
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

import numpy as np
from django.core.management import call_command
from django.utils import timezone

from homeward.access.facts import Actor, Purpose
from homeward.access.models import RoleAssignment, User
from homeward.access.selectors import actor_of
from homeward.exchange.actions.deciding import import_merge, import_preview
from homeward.exchange.actions.staging import Upload, import_check, import_stage
from homeward.exchange.selectors.imports import import_of
from homeward.places.models import Site
from homeward.synthetic.population.records import HouseholdRecord, PersonRecord
from homeward.synthetic.population.stream import population
from homeward.work.facts import Job as Fact
from homeward.work.facts import JobState
from homeward.work.garbage import seldom
from homeward.work.leases import claim, keep
from homeward.work.models import Job
from homeward.work.registry import kind_of
from instruments.setting import homeward as command

HEADINGS: Final = (
    "household", "section", "tent", "reference", "name", "romanised", "kunya", "father", "mother", "role", "sex", "birth", "precision",
    "birth_place", "birth_country", "nationality", "document_kind", "document_number", "document_issuer", "camp_card", "ration_card",
    "language", "phone", "needs",
)  # fmt: skip
Steps = dict[str, dict[str, float]]
LOOK: Final = 0.1  # seconds between two looks whether a job has ended
STARTING: Final = 5.0  # until a worker has started: it is running anyway where somebody brings a file
SECOND: Final = 5_000  # rows of the file with which writes are timed


def main(people: int, out: Path) -> None:
    """Bring a file in and write what it cost."""
    call_command("migrate", verbosity=0, interactive=False)
    content, actor = written(people), _officer()
    worker = subprocess.Popen([*command(), "worker"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(STARTING)
        steps, counts = _brought(actor, _site("B1"), content, worker.pid)
    finally:
        worker.terminate()
        worker.wait()
    held = _writes(actor, _site("B2"), written(min(people, SECOND), seed=2))
    out.write_text(json.dumps({"bytes": len(content), "steps": steps, "counts": counts, "held": held}))


def _brought(actor: Actor, site_id: UUID, content: bytes, worker: int) -> tuple[Steps, dict[str, int]]:
    """What each step took, and what came of it."""
    steps: Steps = {}
    found: list[UUID] = []
    with _timed(steps, "read", worker):
        found.append(import_stage(actor=actor, site_id=site_id, files=[Upload("a.csv", content)]).id)
    row = import_of(actor, found[0])
    with _timed(steps, "checked", worker):
        import_check(actor=actor, import_id=row.id, version=row.version)
    with _timed(steps, "merged", worker):
        _decided(actor, row.id)
    last = import_of(actor, row.id).counts
    return steps, {name: getattr(last, name) for name in ("rows", "merged", "families", "faulty", "doubled")}


def _decided(actor: Actor, import_id: UUID) -> None:
    row = import_of(actor, import_id)
    row = import_preview(actor=actor, import_id=row.id, version=row.version)
    import_merge(actor=actor, import_id=row.id, version=row.version)


@contextmanager
def _timed(steps: Steps, name: str, worker: int) -> Iterator[None]:
    """What somebody asks for, and the job that it begins, to its end."""
    wall, spent = time.perf_counter(), _spent(worker)
    yield
    while Job.objects.exclude(state=JobState.DONE.value).exists():
        if failed := Job.objects.filter(state=JobState.FAILED.value).first():
            raise SystemExit(f"{failed.kind} failed: {failed.error}")
        time.sleep(LOOK)
    steps[name] = {"s": time.perf_counter() - wall, "cpu": _spent(worker) - spent}


def _spent(worker: int) -> float:
    """Seconds on the processors of this process, and of the worker with the processes that it began and that have ended."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    told = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
    return own.ru_utime + own.ru_stime + sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")


def _writes(actor: Actor, site_id: UUID, content: bytes) -> dict[str, float]:
    """Milliseconds on the processor for which writes of people hold the database, commit included."""
    row = import_stage(actor=actor, site_id=site_id, files=[Upload("b.csv", content)])
    worked()
    row = import_of(actor, row.id)
    import_check(actor=actor, import_id=row.id, version=row.version)
    worked()
    _decided(actor, row.id)
    times = np.array(worked())
    return {"p95": float(np.quantile(times, 0.95)), "most": float(times.max())}


def worked() -> list[float]:
    """Do what waits, as a worker does; milliseconds on the processor for which each write held the database."""
    seldom()
    times: list[float] = []
    while (job := claim("measuring")) is not None:
        kind = kind_of(job.kind)
        going: Fact | None = job
        while going and not going.ended_at:
            progress = kind.step(going)
            since = time.process_time()
            going = keep(going, "measuring", lambda made=progress: made)  # type: ignore[misc]
            times.append(1000 * (time.process_time() - since))
    return times


def written(people: int, seed: int = 1) -> bytes:
    """A file of so many rows, one for each person, under the headings of the registration form."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADINGS)
    table.writerows(islice(_rows(people, seed), people))
    return text.getvalue().encode()


def _rows(people: int, seed: int) -> Iterator[list[str]]:
    for drawn in population(people, seed):
        for member in drawn.household.members:
            told = _told(drawn.household, member)
            yield [told.get(heading, "") for heading in HEADINGS]


def _told(household: HouseholdRecord, member: PersonRecord) -> dict[str, str]:
    names = {name.kind: name.text for name in reversed(member.names)}
    parents = {parent.role: parent.name for parent in member.parents}
    papers = {paper.kind: paper for paper in member.papers}
    own = next((paper for paper in member.papers if paper.kind not in ("camp_card", "ration_card")), None)
    told: dict[str, str] = {
        "household": household.reference, "section": household.section, "tent": household.tent,
        "reference": member.reference, "name": names.get("full", ""),
        "romanised": names.get("romanised", ""), "kunya": names.get("kunya", ""), "father": parents.get("father", ""),
        "mother": parents.get("mother", ""), "role": member.role, "sex": member.sex,
        "nationality": " ".join(one.country or "stateless" for one in member.nationalities),
        "language": " ".join(one.language for one in member.languages), "needs": " ".join(one.code for one in member.needs),
        "phone": next((one.text for one in member.contacts if one.kind == "phone"), ""),
        **{kind: papers[kind].number for kind in ("camp_card", "ration_card") if kind in papers},
    }  # fmt: skip
    if member.births:
        birth = member.births[0]
        between = birth.date.precision == "range" or birth.basis == "estimated"
        told |= {"birth": str(birth.date.first.year) if between else birth.date.iso(), "precision": "estimated" if between else "",
                 "birth_place": birth.place, "birth_country": birth.country}  # fmt: skip
    if own:
        told |= {"document_kind": own.kind, "document_number": own.number, "document_issuer": own.issuer}
    return told


def _officer() -> Actor:
    user = User.objects.create(username="officer")
    RoleAssignment.objects.create(user=user, role="identity_officer", purpose="registration", given_at=timezone.now())
    return actor_of(user.id, purpose=Purpose.REGISTRATION)


def _site(code: str) -> UUID:
    site = Site.objects.create(
        code=code, kind="camp", name="Invented", country="sy", time_zone="Asia/Damascus", status="open"
    )
    return site.id


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
