"""Running cases of a whole camp, written lawfully: every step with its passes, proposals and second person, as the database demands.

Comes in: CASES OUT, and an installation with an invented camp in `HOMEWARD_HOME` and `HOMEWARD_DATABASE_URL`. Goes out: cases at every
stage, with tasks, holds, overrides and proposals; JSON of how long that and settling them took. Run by `pathway`. The guards stand all the
while.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from homeward.access.facts import Purpose, Role
from homeward.access.models import RoleAssignment, User
from homeward.access.sealing.vault import DataKey
from homeward.kernel.ids import spoken
from homeward.pathway import models
from homeward.pathway.facts.cases import Gate, Holding, Lawful, Stage
from homeward.pathway.facts.work import OWN
from homeward.pathway.rules.steps import STEPS
from homeward.pathway.sealed import HOLD_WORDS, PROPOSAL_WORDS, TASK_WORDS, keys_to_write, seal_text
from homeward.pathway.settling import settle
from homeward.registry.models import Person

# The share of households at each stage: most are asked and decided about, some are on the way, many are followed up.
SHARES: Final = dict(zip(Stage, (8, 12, 12, 16, 12, 10, 2, 4, 6, 5, 5, 8, 0), strict=True))
WAY: Final[tuple[Lawful, ...]] = tuple(
    next(line for line in STEPS if (line.frm, line.to) == pair)
    for pair in zip(list(Stage)[:-1], list(Stage)[1:], strict=True)
)
WORKERS: Final = (
    (Role.REPATRIATION_COORDINATOR, Purpose.RETURN),
    (Role.CASE_MANAGER, Purpose.RETURN),
    (Role.CASE_MANAGER, Purpose.REINTEGRATION),
    (Role.CHILD_PROTECTION_SPECIALIST, Purpose.PROTECTION),
    (Role.REINTEGRATION_WORKER, Purpose.REINTEGRATION),
    (Role.IDENTITY_OFFICER, Purpose.IDENTITY),
    (Role.NATIONALITY_AUTHORITY, Purpose.IDENTITY),
    (Role.SCREENING_ANALYST, Purpose.SCREENING),
    (Role.SECOND_REVIEWER, Purpose.SCREENING),
    (Role.CONVOY_LEAD, Purpose.RETURN),
    (Role.JUDICIAL_LIAISON, Purpose.JUSTICE),
)
AT_ONCE: Final = 500
Row = TypeVar("Row")
_drawn = random.Random(20_000)


def main(cases: int, out: Path) -> None:
    """Write the cases and everything that hangs on them."""
    began, cpu = perf_counter(), process_time()
    users = _workers()
    rows = _begin(cases, users[0])
    _walk(rows, users)
    _beside(users)
    written, settling = (perf_counter() - began, process_time() - cpu), process_time()
    ids = list(models.Case.objects.order_by("group_id", "id").values_list("id", flat=True))
    for some in parts(ids, AT_ONCE):
        with transaction.atomic():
            settle(some)
    found = {
        "cases": len(ids),
        "running": models.Case.objects.filter(closed_at__isnull=True).count(),
        "steps": models.Step.objects.count(),
        "passes": models.Passed.objects.count(),
        "blocks": models.Block.objects.count(),
        "tasks": models.Task.objects.count(),
        "written_s": written[0],
        "written_cpu": written[1],
        "settled_cpu": process_time() - settling,
    }
    out.write_text(json.dumps(found))


def parts(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows, so many at once."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _workers() -> list[User]:
    """One account for each role and purpose that keeps something in the way home, at every site."""
    made = []
    for role, purpose in WORKERS:
        user = User(username=f"{role.value}-{purpose.value}")
        user.set_unusable_password()
        user.save()
        RoleAssignment.objects.create(user=user, role=role, purpose=purpose, given_at=timezone.now())
        made.append(user)
    return made


def _begin(most: int, by: User) -> dict[Stage, list[models.Case]]:
    """Cases for the people of the first households that have none, in groups, each with the stage it is walked to."""
    pack = models.Pack.objects.create(
        key="measured", version=1, country="iq", sha="0" * 64, content={}, loaded_at=timezone.now(), loaded_by=by.id
    )
    on_a_way = models.Case.objects.filter(person__household__isnull=False).values("person__household")
    people = Person.objects.filter(standing="present", household__isnull=False).exclude(household__in=on_a_way)
    people = people.order_by("household_id", "serial")
    groups: dict[object, models.Group] = {}
    wanted: dict[Stage, list[models.Case]] = {stage: [] for stage in Stage}
    stages, weights, numbers = list(SHARES), list(SHARES.values()), set[str]()
    ends: dict[object, Stage] = {}
    for person in people[:most].iterator():
        home = person.household_id
        opened = timezone.now() - timedelta(days=_drawn.randrange(5, 900))
        if home not in groups:
            groups[home] = models.Group(household_id=home, pack=pack, opened_at=opened, opened_by=by.id)
            ends[home] = _drawn.choices(stages, weights)[0]
        while (number := spoken("C")) in numbers:
            continue
        numbers.add(number)
        wanted[ends[home]].append(
            models.Case(
                number=number, group=groups[home], person=person, since=opened, opened_at=opened, opened_by=by.id
            )
        )
    models.Group.objects.bulk_create(groups.values(), batch_size=AT_ONCE)
    models.Case.objects.bulk_create([one for rows in wanted.values() for one in rows], batch_size=AT_ONCE)
    return wanted


def _walk(wanted: dict[Stage, list[models.Case]], users: Sequence[User]) -> None:
    """One step after the other, for everybody who goes further than it."""
    order = list(Stage)
    for place, line in enumerate(WAY):
        going = [case for stage in order[place + 1 :] for case in wanted[stage]]
        for some in parts(going, AT_ONCE):
            with transaction.atomic():
                _step(some, line, place + 2, users)


def _step(cases: Sequence[models.Case], line: Lawful, number: int, users: Sequence[User]) -> None:
    """The step of a line for some cases, in bulk, each row as the guards ask for it."""
    now, (one, another) = timezone.now(), users[:2]
    models.Passed.objects.bulk_create(
        models.Passed(case=case, number=number, gate=gate, holding=Holding.OPEN, because="not_recorded", passed_at=now)
        for case in cases
        for gate in line.gates
    )
    proposals = _proposed(cases, line, one) if line.two else {}
    for proposal in proposals.values():
        proposal.agrees, proposal.answered_at = True, now
        proposal.answered_by, proposal.answered_name = another.id, another.username
    models.Proposal.objects.bulk_update(
        proposals.values(), ["agrees", "answered_at", "answered_by", "answered_name"], batch_size=100
    )
    models.Step.objects.bulk_create(
        models.Step(
            case=case, number=number, frm=line.frm, to=line.to, proposal=proposals.get(case.id),
            proposed_by=one.id if line.two else None, taken_by=another.id, taken_name=another.username, taken_at=now,
        )
        for case in cases
    )  # fmt: skip
    ids = [case.id for case in cases]
    since = now - timedelta(days=_drawn.randrange(1, 120))
    models.Case.objects.filter(id__in=ids).update(
        stage=line.to, version=F("version") + 1, since=since, closed_at=now if line.to is Stage.CLOSED else None
    )


def _proposed(cases: Sequence[models.Case], line: Lawful, by: User) -> dict[UUID, models.Proposal]:
    """Proposals of some cases, saved, by case."""
    keys, now, made = keys_to_write(cases), timezone.now(), {}
    for case in cases:
        row = models.Proposal(
            case=case, frm=line.frm, to=line.to, proposed_by=by.id, proposed_name=by.username, proposed_at=now
        )
        row.words = seal_text(keys[case.id], PROPOSAL_WORDS, row.id, "Everything that is asked for is there.")
        made[case.id] = row
    models.Proposal.objects.bulk_create(made.values())
    return made


def _beside(users: Sequence[User]) -> None:
    """Tasks of every role, most of them due, some late; proposals that wait; a hold or an override here and there."""
    today, deciding = timezone.localdate(), WAY[list(Stage).index(Stage.REPATRIATION_DECISION)]
    cases = models.Case.objects.select_related("person").order_by("id")
    for some in parts(cases.iterator(chunk_size=2_000), AT_ONCE):
        keys = keys_to_write(some)
        with transaction.atomic():
            models.Task.objects.bulk_create(list(_tasks(some, keys, users)))
            holds = [case for case in some if _drawn.random() < 0.02]
            models.Hold.objects.bulk_create([_hold(case, keys[case.id], users[0]) for case in holds])
            models.Override.objects.bulk_create(
                models.Override(
                    case=case, gate=Gate.MEDICAL_FITNESS, authority=b"", reason=b"", asked_by=users[0].id,
                    asked_name=users[0].username, asked_at=timezone.now(), until=today + timedelta(days=20),
                    review_on=today + timedelta(days=_drawn.randrange(1, 25)),
                )
                for case in some
                if _drawn.random() < 0.01
            )  # fmt: skip
            waiting = [one for one in some if one.stage == Stage.REPATRIATION_DECISION and one.group_id.int % 5 == 0]
            if waiting:
                _proposed(waiting, deciding, users[0])


def _tasks(cases: Sequence[models.Case], keys: dict[UUID, DataKey], users: Sequence[User]) -> Iterator[models.Task]:
    today, now = timezone.localdate(), timezone.now()
    roles = [role for role, _purpose in WORKERS[:5]]
    for case in cases:
        for _ in range(_drawn.randrange(3)):
            task = models.Task(case=case, what=OWN, role=_drawn.choice(roles), made_at=now, made_by=users[0].id)
            task.due = today + timedelta(days=_drawn.randrange(-10, 60))
            task.words = seal_text(keys[case.id], TASK_WORDS, task.id, "Ask at the registry whether the paper came.")
            yield task


def _hold(case: models.Case, key: DataKey, owner: User) -> models.Hold:
    last = timezone.localdate() + timedelta(days=_drawn.randrange(-5, 60))
    row = models.Hold(
        case=case, reason="documents", owner=owner.id, owner_name=owner.username, review_on=last, until=last,
        placed_at=timezone.now() - timedelta(days=20), authority=b"",
    )  # fmt: skip
    row.words = seal_text(key, HOLD_WORDS, row.id, "A paper is awaited.")
    return row


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
