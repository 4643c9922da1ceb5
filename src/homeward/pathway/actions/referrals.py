"""Refer somebody to a service, and write down what comes of it: accepted, a waiting list, declined with its reason, done, stopped.

Comes in: an actor, a draft or a turn with the version that was seen. Goes out: ids. Nothing is sent from here: what is handed over goes
under an agreement, as a disclosure. Whoever is referred agreed to it.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.needs import NeedState
from homeward.pathway.facts.plans import ReferralDraft, ReferralState
from homeward.pathway.rules.plans import check_referral, check_turn
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.needs import need_row
from homeward.pathway.selectors.plans import ASKED, TURN, is_child, referral_row
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.errors import Invalid

REFERRAL_ANSWER: Final = "referral_answer"


@action
def referral_make(actor: Actor, draft: ReferralDraft) -> UUID:
    """Refer somebody for a need of theirs. Raises `Refused`, `NotFound`, `Invalid`."""
    need = need_row(actor, draft.need_id, Capability.PLAN_WRITE)
    case = need.case
    authorise(actor, Capability.PLAN_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    if need.state != NeedState.OPEN:
        raise Invalid("This need is settled. Open it again before you refer anybody for it.", field="need_id")
    now = timezone.now()
    kept = check_referral(draft, timezone.localdate(now), child=is_child(case))
    row = models.Referral(
        case=case, need=need, service=_service(need, kept.service_id), provider=kept.provider, consent=kept.consent,
        answer_by=kept.answer_by, since=now, made_by=actor.user_id,
    )  # fmt: skip
    row.words = seal_text(key_to_write(case.person.key_id), ASKED, row.id, kept.words)
    row.save(force_insert=True)
    _turn(actor, row, ReferralState.MADE, "", 1)
    task_add(case, REFERRAL_ANSWER, Role.CASE_MANAGER, kept.answer_by, row.id)
    record(actor, EventKind.WRITE, "referral.make", person_id=case.person_id, subject=case.number)
    return row.id


@action
def referral_turn(actor: Actor, *, referral_id: UUID, state: ReferralState, words: str, version: int) -> None:
    """Write down what came of a referral. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    row = referral_row(actor, referral_id, Capability.PLAN_WRITE)
    case = row.case
    authorise(actor, Capability.PLAN_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    said = check_turn(ReferralState(row.state), state, words)
    rows = models.Referral.objects.filter(id=row.id, version=version)
    if not rows.update(state=state, since=timezone.now(), version=F("version") + 1):
        raise Stale("Somebody else changed this referral meanwhile. Open the page again.")
    _turn(actor, row, state, said, version + 1)
    tasks_done(case, REFERRAL_ANSWER, row.id, actor=actor)
    detail = {"state": state.value}
    record(actor, EventKind.WRITE, "referral.turn", person_id=case.person_id, subject=case.number, detail=detail)


def _service(need: models.Need, service_id: UUID | None) -> models.Service | None:
    if service_id is None:
        return None
    found = models.Service.objects.filter(id=service_id, ended_at__isnull=True).first()
    if found is None:
        raise Invalid("This service is no longer there. Choose another one.", field="service_id")
    if found.kind != need.kind:
        raise Invalid("This service is for another kind of need.", field="service_id")
    return found


def _turn(actor: Actor, row: models.Referral, state: ReferralState, words: str, number: int) -> None:
    turn = models.ReferralTurn(
        referral=row, number=number, state=state, recorded_by=actor.user_id, recorded_name=actor.username,
        recorded_at=timezone.now(),
    )  # fmt: skip
    turn.words = seal_text(key_to_write(row.case.person.key_id), TURN, turn.id, words)
    turn.save(force_insert=True)
