"""A real PostgreSQL is killed (SIGKILL, every process of it) in the middle of an import, a merge of two records and an export.

The server is this test's own. Then it is started again, as after a crash, and the same worker goes on: nothing is lost, nobody is there
twice, nothing left that was not written down, and the trail is whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exchange_files import flat_csv, member
from installations import Installation, wait_for
from postgres import CAREFUL, Cluster, cluster
from system import postgres_folder

pytestmark = pytest.mark.slow
PEOPLE = 200
LEASE = {"HOMEWARD_LEASE": "2"}
WORKER = """
import django; django.setup()
from homeward.exchange.actions import checking, exports, merging, staging
checking.CHUNK = merging.CHUNK = staging.CHUNK = 10
from homeward.work.runner import Runner
{more}
Runner().run()
"""
# The file of an export is whole and nothing is written down yet: the moment at which a crash would hurt most.
SLOW_EXPORT = """
import time
from pathlib import Path
keep = exports.disclosure_record
def late(*given, **named):
    Path({mark!r}).touch()
    time.sleep(3)
    return keep(*given, **named)
exports.disclosure_record = late
"""
PREPARE = """
from datetime import timedelta
from pathlib import Path
from django.utils import timezone
from homeward.access.actions import agreement_make
from homeward.access.facts import Agreement, Category, Purpose
from homeward.access.models import RoleAssignment, User
from homeward.access.selectors import actor_of
from homeward.exchange.actions.staging import Upload, import_stage
from homeward.places.models import Site
now = timezone.now()
user, guardian = (User.objects.create(username=name) for name in ("officer", "guardian"))
for purpose in ("registration", "identity"):
    RoleAssignment.objects.create(user=user, role="identity_officer", purpose=purpose, given_at=now)
RoleAssignment.objects.create(user=guardian, role="data_protection_officer", purpose="data_protection", given_at=now)
site = Site.objects.create(code="K1", kind="camp", name="Invented", country="sy", time_zone="Asia/Damascus", status="open")
agreement_make(actor_of(guardian.id, purpose=Purpose.DATA_PROTECTION), agreement=Agreement(
    recipient="Invented agency", title="An invented agreement", basis="An invented law", purposes=frozenset([Purpose.IDENTITY]),
    categories=frozenset([Category.NAME]), starts=now, until=now + timedelta(days=9), children=True))
actor = actor_of(user.id, purpose=Purpose.REGISTRATION)
import_stage(actor=actor, site_id=site.id, files=[Upload("people.csv", Path({path!r}).read_bytes())])
"""
OFFICER = """
from homeward.access.facts import Purpose
from homeward.access.models import User
from homeward.access.selectors import actor_of
actor = actor_of(User.objects.get(username="officer").id, purpose=Purpose.{purpose})
"""
IMPORT = (
    OFFICER.format(purpose="REGISTRATION")
    + """
from homeward.exchange.actions.deciding import import_merge, import_preview
from homeward.exchange.actions.staging import import_check
from homeward.exchange.selectors.imports import imports_list
row = imports_list(actor)[0]
"""
)
CHECK = IMPORT + "import_check(actor=actor, import_id=row.id, version=row.version)"
MERGE = IMPORT + (
    "row = import_preview(actor=actor, import_id=row.id, version=row.version)\n"
    "import_merge(actor=actor, import_id=row.id, version=row.version)"
)
ASK = (
    OFFICER.format(purpose="IDENTITY")
    + """
from homeward.exchange.actions.exports import export_ask
from homeward.exchange.facts.exports import ExportColumn, ExportForm, ExportRequest
from homeward.exchange.selectors.exports import agreements_for_export
agreement = agreements_for_export(actor)[0].id
request = ExportRequest(agreement, "Invented agency", ExportForm.CSV, (ExportColumn.NAME,), children=True)
print(export_ask(actor=actor, request=request).id)
"""
)
FETCH = (
    OFFICER.format(purpose="IDENTITY")
    + """
import hashlib, uuid
from homeward.exchange.actions.exports import export_open
row, pieces = export_open(actor=actor, export_id=uuid.UUID({id!r}))
print(hashlib.sha256(b"".join(pieces)).hexdigest() == row.sha256, row.tally.written)
"""
)
TWO = (
    OFFICER.format(purpose="IDENTITY")
    + """
from homeward.registry.actions.merging import records_merge, records_part
from homeward.registry.models import Merge, Person
kept, absorbed = Person.objects.order_by("serial")[:2]
versions = (kept.version, absorbed.version)
"""
)
MERGE_SLOWLY = (
    TWO
    + """
import time
from pathlib import Path
from django.db import transaction
with transaction.atomic():
    records_merge(actor, kept.id, absorbed.id, versions=versions, reason="The same papers, and they say so.")
    Path({mark!r}).touch()
    time.sleep(60)
"""
)
MERGE_NOW = (
    TWO
    + """
id = records_merge(actor, kept.id, absorbed.id, versions=versions, reason="The same papers, and they say so.")
print(Merge.objects.filter(parted_at=None).count(), Person.objects.get(id=absorbed.id).standing)
records_part(actor, id, reason="They are two after all.")
print(Person.objects.get(id=absorbed.id).standing)
"""
)


def invented() -> bytes:
    """Families of four."""
    return flat_csv(
        [
            (
                {"registration_group_no": f"K-{family}"},
                [
                    member(
                        f"K-{family}-{n}", f"سلمى نوري {family}", relationship_to_head="son_daughter" if n else "head"
                    )
                    for n in range(4)
                ],
            )
            for family in range(PEOPLE // 4)
        ]
    )


@pytest.fixture
def broken() -> Iterator[Cluster]:
    """A server that is there to be killed."""
    programs = postgres_folder()
    if programs is None:
        pytest.skip("there is no PostgreSQL here")
    with cluster(programs, CAREFUL) as made:
        yield made


@pytest.fixture
def here(broken: Cluster, tmp_path: Path) -> Iterator[Installation]:
    """An installation on it, with people waiting to be read."""
    made = Installation(tmp_path / "home", broken.url)
    made.home.mkdir(mode=0o700)
    assert made.run("migrate").returncode == 0
    (tmp_path / "people.csv").write_bytes(invented())
    made.python(PREPARE.format(path=str(tmp_path / "people.csv")))
    yield made
    made.stop()


def counts(here: Installation) -> list[tuple[int, ...]]:
    """People, distinct references, households, and stays: what an import makes."""
    tables = ("registry_person", "exchange_sourcereference", "registry_household", "registry_custodyepisode")
    return here.ask("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))


def test_the_server_dies_in_every_stage_of_an_import(here: Installation, broken: Cluster) -> None:
    worker = here.start_python(WORKER.format(more=""), **LEASE)

    def done(kind: str) -> int:
        return sum(n for (n,) in here.ask(f"SELECT done FROM work_job WHERE kind = '{kind}'"))

    def ended(kind: str) -> Callable[[], bool]:
        return lambda: here.ask(f"SELECT state FROM work_job WHERE kind = '{kind}'") == [("done",)]

    for kind, script in (("exchange.read", ""), ("exchange.check", CHECK), ("exchange.merge", MERGE)):
        if script:
            here.python(script)
        for enough in (20, 110):
            wait_for(lambda kind=kind, enough=enough: done(kind) >= enough)
            broken.kill()
            time.sleep(0.5)
            broken.start()
        wait_for(ended(kind))
    assert worker.poll() is None, "the same worker waited for the server and went on"
    assert counts(here) == [(PEOPLE, PEOPLE, PEOPLE // 4, PEOPLE)]
    assert here.ask("SELECT count(DISTINCT person_id) FROM exchange_sourcereference") == [(PEOPLE,)]
    assert here.ask("SELECT count(*) FROM registry_nameclaim WHERE superseded_at IS NULL") == [(PEOPLE,)]
    assert here.run("audit", "verify").returncode == 0


def test_the_server_dies_in_a_merge_of_two_records_and_in_an_export(
    here: Installation, broken: Cluster, tmp_path: Path
) -> None:
    filling = here.start_python(WORKER.format(more=""), **LEASE)
    for kind, script in (("exchange.read", ""), ("exchange.check", CHECK), ("exchange.merge", MERGE)):
        if script:
            here.python(script)
        wait_for(lambda kind=kind: here.ask(f"SELECT state FROM work_job WHERE kind = '{kind}'") == [("done",)])
    filling.kill()
    filling.wait()

    mark = tmp_path / "merging"
    here.start_python("import django; django.setup()\n" + MERGE_SLOWLY.format(mark=str(mark)))
    wait_for(mark.exists)
    broken.kill()
    broken.start()
    assert here.ask("SELECT count(*) FROM registry_merge") == [(0,)], "what was not finished did not happen"
    assert here.ask("SELECT count(*) FROM registry_person WHERE standing = 'merged'") == [(0,)]
    assert here.python(MERGE_NOW).split() == ["1", "merged", "present"]

    id, mark = here.python(ASK).strip(), tmp_path / "exporting"
    here.start_python(WORKER.format(more=SLOW_EXPORT.format(mark=str(mark))), **LEASE)
    wait_for(mark.exists)
    broken.kill()
    broken.start()
    assert here.ask("SELECT count(*) FROM access_disclosure WHERE ready") == [(0,)]
    wait_for(lambda: here.ask(f"SELECT state FROM exchange_export WHERE id = '{id}'") == [("ready",)])
    assert here.ask("SELECT count(*), sum(persons) FROM access_disclosure WHERE ready") == [(1, PEOPLE)]
    assert here.python(FETCH.format(id=id)).split() == ["True", str(PEOPLE)]
    assert here.run("audit", "verify").returncode == 0
