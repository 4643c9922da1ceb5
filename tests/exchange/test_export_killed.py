"""A real worker is killed when the file of an export is whole and nothing is written down yet: another makes it, and it leaves once."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from installations import Installation, wait_for

WORKER = """
import django; django.setup()
from homeward.work.runner import Runner
{more}
Runner().run()
"""
HANGING = """
import time
from pathlib import Path
from homeward.exchange.actions import exports
def never(*given, **named):
    Path({mark!r}).touch()
    time.sleep(120)
exports.disclosure_record = never
"""
PREPARE = """
from datetime import timedelta
from django.utils import timezone
from homeward.access.actions import agreement_make
from homeward.access.facts import Agreement, Category, Purpose
from homeward.access.models import RoleAssignment, User
from homeward.access.selectors import actor_of
from homeward.exchange.actions.exports import export_ask
from homeward.exchange.facts.exports import ExportColumn, ExportForm, ExportRequest
from homeward.places.models import Site
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.facts.values import BirthValue, ClaimKind, NameValue
from homeward.kernel.dates import parse
now = timezone.now()
user, guardian = (User.objects.create(username=name) for name in ("officer", "guardian"))
RoleAssignment.objects.create(user=user, role="identity_officer", purpose="identity", given_at=now)
RoleAssignment.objects.create(user=guardian, role="data_protection_officer", purpose="data_protection", given_at=now)
site = Site.objects.create(code="K1", kind="camp", name="Invented", country="sy", time_zone="Asia/Damascus", status="open")
agreement = agreement_make(actor_of(guardian.id, purpose=Purpose.DATA_PROTECTION), agreement=Agreement(
    recipient="Invented agency", title="An invented agreement", basis="An invented law", purposes=frozenset([Purpose.IDENTITY]),
    categories=frozenset([Category.NAME]), starts=now, until=now + timedelta(days=9)))
actor = actor_of(user.id, purpose=Purpose.IDENTITY)
for n in range(5):
    said = (Statement(ClaimKind.NAME, known(NameValue(f"Salma Nuri {n}"))), Statement(ClaimKind.BIRTH, known(BirthValue(parse("1980")))))
    person_register(actor, PersonDraft(said, site.id))
request = ExportRequest(agreement, "Invented agency", ExportForm.CSV, (ExportColumn.NAME,))
print(export_ask(actor=actor, request=request, password="invented pass phrase 7").id)
"""


@pytest.mark.slow
def test_a_worker_killed_in_an_export_sends_nothing_and_another_sends_it_once(
    installation: Installation, tmp_path: Path
) -> None:
    id, mark, lease = installation.python(PREPARE).strip(), tmp_path / "made", {"HOMEWARD_LEASE": "2"}
    for _ in range(2):
        process = installation.start_python(WORKER.format(more=HANGING.format(mark=str(mark))), **lease)
        wait_for(mark.exists)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        mark.unlink()
        assert installation.ask("SELECT state FROM exchange_export") == [("asked",)]
        assert installation.ask("SELECT count(*) FROM access_disclosure WHERE ready") == [(0,)]
    installation.start_python(WORKER.format(more=""), **lease)
    wait_for(lambda: installation.ask("SELECT state FROM exchange_export") == [("ready",)])
    assert installation.ask("SELECT count(*), sum(persons) FROM access_disclosure WHERE ready") == [(1, 5)]
    assert installation.ask("SELECT count(*) FROM access_disclosureitem") == [(5,)]
    assert installation.ask("SELECT length(password) FROM exchange_export") == [(0,)], "no password is kept"
    stored = installation.home / "files" / id.replace("-", "")[-2:]
    assert [path.name for path in stored.iterdir()] == [id.replace("-", "")], "no half of a file is left"
