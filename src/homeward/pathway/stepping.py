"""Take a step with some cases together: every gate is asked, and either all of them go on, or none does.

Comes in: an actor who was let do it, cases as that actor had them, a line of the table. Goes out: rows of passes, steps and cases, in this
order, as the database asks for it (`pathway.guards`). Urgency changes nothing here: there is no argument that leaves out a gate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.errors import Stale
from homeward.access.facts import Actor, EventKind
from homeward.access.trail import event, record_all
from homeward.pathway import models
from homeward.pathway.arrivals import after_step
from homeward.pathway.errors import GatesUnmet, SeparatesFamily
from homeward.pathway.facts.cases import Check, Course, Gate, Holding, Lawful, Stage
from homeward.pathway.rules.naming import GATE_NAMES
from homeward.pathway.rules.steps import Unlawful
from homeward.pathway.sealed import STEP_WORDS, keys_to_write, seal_text
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.settling import settle
from homeward.pathway.travellers import travellers_of
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.registry.selectors.caring import separations_decided

LEAST_WORDS: Final = 10  # characters: whoever reads them later needs a sentence, not "ok"
MOST_WORDS: Final = 4000
Proposals = Mapping[UUID, models.Proposal]


def take(
    actor: Actor,
    cases: Sequence[models.Case],
    line: Lawful,
    words: str,
    at: datetime,
    proposals: Proposals | None = None,
) -> None:
    """Take the step of a line with these cases. `proposals`, by case: whose proposal each answers, where it takes two people.

    Raises `Unlawful`, `Stale`, `Invalid`, `GatesUnmet`, `SeparatesFamily`, `Erased`; then nothing was written.
    """
    said = checked_words(words, needed=line.back)
    checks = ready(actor, cases, line, at)
    try:
        with transaction.atomic():
            _write(actor, cases, line, said, at, checks, proposals or {})
    except IntegrityError as error:
        raise Unlawful(
            "This cannot be kept: the database holds something that speaks against it. Open the case again."
        ) from error
    models.Proposal.objects.filter(case__in=cases, answered_at__isnull=True, taken_back_at__isnull=True).update(
        taken_back_at=at
    )
    after_step(cases, line.to, timezone.localdate(at))
    settle([case.id for case in cases])
    _tell(actor, cases, line, checks)


def ready(actor: Actor, cases: Sequence[models.Case], line: Lawful, at: datetime) -> dict[UUID, tuple[Check, ...]]:
    """How the gates of a step stand for cases that may take it. Raises as `take` does."""
    _check_standing(cases, line)
    day = timezone.localdate(at)
    if not line.back:
        _check_together(actor, cases, day)
    checks = checks_of(actor, cases, line.gates, day)
    _check_gates(checks)
    return checks


def checked_words(words: str, *, needed: bool = True) -> str:
    """Words as they are kept. Raises `Invalid` where there are too few of them."""
    said = tidy(words)
    if (needed or said) and len(said) < LEAST_WORDS:
        raise Invalid("Say why, in a few words: whoever reads this later needs them.", field="words")
    return said[:MOST_WORDS]


def _check_standing(cases: Sequence[models.Case], line: Lawful) -> None:
    """Refuse cases that stand elsewhere by now, or do not go on."""
    now = {
        row.id: row
        for row in models.Case.objects.select_for_update().filter(id__in=[one.id for one in cases]).order_by("id")
    }
    if any(now[one.id].version != one.version or now[one.id].course != one.course for one in cases if one.id in now):
        raise Stale("This case changed while you had it open. Look at it as it is now, then decide again.")
    if len(now) < len(cases) or any(Stage(row.stage) is not line.frm for row in now.values()):
        raise Unlawful("A case cannot go there from where it stands. Open it again to see which steps are possible.")
    if any(row.course != Course.RUNNING for row in now.values()):
        raise Unlawful("A case that stopped takes no step. Have it go on again first, and say why.")


def _check_together(actor: Actor, cases: Sequence[models.Case], day: date) -> None:
    """Refuse a part of a group while others of it stand at the same place and go on. Raises `SeparatesFamily`."""
    chosen, places = {case.id for case in cases}, {(case.group_id, case.stage) for case in cases}
    mates = models.Case.objects.filter(group__in={group for group, _stage in places}, course=Course.RUNNING)
    left = [one for one in mates.exclude(id__in=chosen).select_related("person") if (one.group_id, one.stage) in places]
    if not left:
        return
    stays = set(models.Apart.objects.filter(case__in=left, ended_at__isnull=True).values_list("case_id", flat=True))
    people = travellers_of(left, day)
    decided = separations_decided(actor, [one.person_id for one in people if one.child], day)
    behind = [one for one in people if not (one.person_id in decided if one.child else one.case_id in stays)]
    if behind:
        raise SeparatesFamily(
            "A household moves together: %(left)s more of its cases stand at the same place. Take them along, or record of "
            "an adult that they stay apart; a child stays behind only where a decision on their best interests says so.",
            left=len(behind),
        )


def _check_gates(checks: Mapping[UUID, Sequence[Check]]) -> None:
    """Refuse the whole where any case waits at a gate, and say how many wait at which."""
    unmet = Counter(check.gate for of in checks.values() for check in of if not check.holding.passes)
    if not unmet:
        return
    waiting = sum(any(not check.holding.passes for check in of) for of in checks.values())
    told = ", ".join(f"{_(GATE_NAMES[gate])} ({unmet[gate]})" for gate in Gate if gate in unmet)
    raise GatesUnmet(
        "%(waiting)s of %(cases)s cases cannot go on yet. They wait at: %(gates)s. Nothing was changed.",
        waiting=waiting,
        cases=len(checks),
        gates=told,
    )


def _write(
    actor: Actor, cases: Sequence[models.Case], line: Lawful, words: str, at: datetime,
    checks: Mapping[UUID, Sequence[Check]], proposals: Proposals,
) -> None:  # fmt: skip
    keys = keys_to_write(cases) if words else {}
    models.Passed.objects.bulk_create(
        models.Passed(
            case=case, number=case.version + 1, gate=check.gate, holding=check.holding, because=check.because,
            detail=dict(check.detail), passed_at=at,
        )
        for case in cases
        for check in checks[case.id]
    )  # fmt: skip
    steps = []
    for case in cases:
        proposal = proposals.get(case.id)
        step = models.Step(
            case=case, number=case.version + 1, frm=line.frm, to=line.to, proposal=proposal,
            proposed_by=proposal.proposed_by if proposal else None, taken_by=actor.user_id, taken_name=actor.username,
            taken_at=at,
        )  # fmt: skip
        step.words = seal_text(keys[case.id], STEP_WORDS, step.id, words) if words else b""
        steps.append(step)
    models.Step.objects.bulk_create(steps)
    closed = at if line.to is Stage.CLOSED else None
    moved = models.Case.objects.filter(id__in=[case.id for case in cases], stage=line.frm)
    if moved.update(stage=line.to, version=F("version") + 1, since=at, closed_at=closed) != len(cases):
        raise IntegrityError("Somebody was faster.")


def _tell(actor: Actor, cases: Sequence[models.Case], line: Lawful, checks: Mapping[UUID, Sequence[Check]]) -> None:
    """Tell the trail of each case's step, and through how many gates it went on an override."""
    record_all(
        event(
            actor, EventKind.WRITE, "case.step", person_id=case.person_id, subject=case.number,
            site_id=case.person.site_id,
            detail={
                "from": line.frm.value, "to": line.to.value, "number": case.version + 1,
                "overridden": sum(check.holding is Holding.OVERRIDDEN for check in checks[case.id]),
            },
        )
        for case in cases
    )  # fmt: skip
