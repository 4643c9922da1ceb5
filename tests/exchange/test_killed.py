"""A real worker is killed in the middle of reading, checking and merging: nothing is lost, nobody is there twice, nobody is seen early."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from exchange_files import flat_csv, member
from installations import Installation, wait_for

PEOPLE = 300
WORKER = """
import django; django.setup()
from homeward.exchange.actions import checking, merging, staging
checking.CHUNK = merging.CHUNK = staging.CHUNK = 10
checking.MANY = merging.MANY = 10  # a second process prepares, and loses its worker
from homeward.work.runner import Runner
Runner().run()
"""
PREPARE = """
from pathlib import Path
from django.utils import timezone
from homeward.access.models import RoleAssignment, User
from homeward.access.facts import Purpose
from homeward.access.selectors import actor_of
from homeward.exchange.actions.staging import Upload, import_stage
from homeward.places.models import Site
user = User.objects.create(username="officer")
RoleAssignment.objects.create(user=user, role="identity_officer", purpose="registration", given_at=timezone.now())
site = Site.objects.create(code="K1", kind="camp", name="Invented", country="sy", time_zone="Asia/Damascus", status="open")
actor = actor_of(user.id, purpose=Purpose.REGISTRATION)
import_stage(actor=actor, site_id=site.id, files=[Upload("people.csv", Path({path!r}).read_bytes())])
"""
STEP = """
from homeward.access.models import User
from homeward.access.facts import Purpose
from homeward.access.selectors import actor_of
from homeward.exchange.actions.deciding import import_merge, import_preview
from homeward.exchange.actions.staging import import_check
from homeward.exchange.selectors.imports import imports_list
actor = actor_of(User.objects.get(username="officer").id, purpose=Purpose.REGISTRATION)
row = imports_list(actor)[0]
{do}
"""
CHECK = STEP.format(do="import_check(actor=actor, import_id=row.id, version=row.version)")
MERGE = STEP.format(
    do="row = import_preview(actor=actor, import_id=row.id, version=row.version)\n"
    "import_merge(actor=actor, import_id=row.id, version=row.version)"
)
SEEN = STEP.format(do="from homeward.registry.selectors.persons import visible\nprint(visible(actor).count())")


def invented() -> bytes:
    """Families of four, without a paper or a birth: what matters is how many there are."""
    return flat_csv(
        [
            (
                {"registration_group_no": f"K-{family}"},
                [
                    member(
                        f"K-{family}-{n}",
                        f"سلمى نوري {family}",
                        relationship_to_head="head" if not n else "son_daughter",
                    )
                    for n in range(4)
                ],
            )
            for family in range(PEOPLE // 4)
        ]
    )


@pytest.mark.slow
def test_a_worker_killed_at_every_stage_loses_and_doubles_nobody(installation: Installation, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(invented())
    installation.python(PREPARE.format(path=str(path)))

    def done(kind: str) -> Callable[[], int]:
        return lambda: sum(n for (n,) in installation.ask(f"SELECT done FROM work_job WHERE kind = '{kind}'"))

    for kind, script in (("exchange.read", ""), ("exchange.check", CHECK), ("exchange.merge", MERGE)):
        if script:
            installation.python(script)
        for enough in (20, 150):
            process = installation.start_python(WORKER)
            wait_for(lambda kind=kind, enough=enough: done(kind)() >= enough)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        if kind == "exchange.merge":
            assert done(kind)() < PEOPLE and installation.python(SEEN).strip() == "0", "nobody is seen before the end"
        last = installation.start_python(WORKER)
        wait_for(lambda kind=kind: installation.ask(f"SELECT state FROM work_job WHERE kind = '{kind}'") == [("done",)])
        os.kill(last.pid, signal.SIGKILL)
        last.wait()
    assert installation.python(SEEN).strip() == str(PEOPLE)
    assert installation.ask("SELECT count(*), count(DISTINCT person_id) FROM exchange_sourcereference") == [
        (PEOPLE, PEOPLE)
    ]
    assert installation.ask("SELECT count(*) FROM registry_household") == [(PEOPLE // 4,)]
    assert installation.ask("SELECT count(*) FROM registry_person") == [(PEOPLE,)], "no hidden remains either"
