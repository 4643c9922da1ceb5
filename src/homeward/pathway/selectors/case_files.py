"""A case, opened: who moves together, what was proposed, held, lifted and taken, and how the gates of its next steps stand now.

Comes in: an actor and a case's id. Goes out: frozen facts, in a number of queries that grows with the gates and not with the household.
That it was opened is in the trail. Never anything of the files of justice or of survivors, not even that there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import may
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.cases import CaseRow, Course, CourseRow, Gate, Holding, Stage, StepRow
from homeward.pathway.facts.holds import HoldReason
from homeward.pathway.facts.opened import ApartRow, CaseFile, HoldRow, OverrideRow, ProposalRow
from homeward.pathway.sealed import (
    ANSWER_WORDS,
    APART_WORDS,
    HOLD_AUTHORITY,
    HOLD_END_WORDS,
    HOLD_WORDS,
    OVERRIDE_AUTHORITY,
    OVERRIDE_REASON,
    OVERRIDE_REVIEW,
    PROPOSAL_WORDS,
    STEP_WORDS,
    TURN_WORDS,
    keys_to_read,
    open_text,
)
from homeward.pathway.selectors.cases import case_of, case_row, visible
from homeward.pathway.selectors.gating import standing_of

Keys = dict[UUID, DataKey]
_OF_JUSTICE: Final = (HoldReason.COURT_ORDER, HoldReason.PROCEEDINGS)


def case_file(actor: Actor, case_id: UUID) -> CaseFile:
    """A case with everything that happened in it; the trail says that it was opened. Raises `NotFound`."""
    case = case_of(actor, case_id)
    _tell(actor, case, "case.file")
    mates = list(visible(actor).filter(group_id=case.group_id).order_by("opened_at", "id"))
    keys = keys_to_read(mates)
    household = models.Group.objects.filter(id=case.group_id).values_list("household_id", "household__number").first()
    ids = [one.id for one in mates]
    return CaseFile(
        row=case_row(case),
        household_id=household[0] if household else None,
        household_number=(household[1] if household else None) or "",
        to_site=case.group.to_site_id,
        home_site=case.group.home_site_id,
        group_version=case.group.version,
        mates=tuple(map(case_row, mates)),
        hidden=models.Case.objects.filter(group_id=case.group_id).count() - len(mates),
        standing=standing_of(actor, mates, timezone.localdate()),
        steps=_steps(case, keys),
        turns=_turns(case, keys),
        proposals=_proposals(ids, keys),
        aparts=_aparts(ids, keys),
        holds=_holds_of(actor, [case]),
        overrides=_overrides_of([case.id], keys),
    )


def case_brief(actor: Actor, case_id: UUID) -> CaseRow:
    """A case as a form about it names it. Raises `NotFound`."""
    return case_row(case_of(actor, case_id))


def case_holds(actor: Actor, case_id: UUID) -> tuple[CaseRow, tuple[HoldRow, ...]]:
    """A case and its holds, for whoever may place one or reads cases; the trail says that they were read. Raises `NotFound`."""
    needed = Capability.CASE_READ if may(actor, Capability.CASE_READ) else Capability.HOLD_PLACE
    case = case_of(actor, case_id, needed)
    _tell(actor, case, "case.holds")
    return case_row(case), _holds_of(actor, [case])


def case_overrides(actor: Actor, case_id: UUID) -> tuple[CaseRow, tuple[OverrideRow, ...]]:
    """A case and its overrides; the trail says that they were read. Raises `NotFound`."""
    case = case_of(actor, case_id)
    _tell(actor, case, "case.overrides")
    return case_row(case), _overrides_of([case.id], keys_to_read([case]))


def _holds_of(actor: Actor, cases: Sequence[models.Case]) -> tuple[HoldRow, ...]:
    """Every hold of some cases, the newest first, each as this reader may know it."""
    rows = models.Hold.objects.filter(case__in=cases).select_related("renewed_by").order_by("-placed_at", "-id")
    sites, all_keys = {case.id: case.person.site_id for case in cases}, keys_to_read(cases)
    return tuple(_hold(row, all_keys, kept=_kept(actor, row, sites[row.case_id])) for row in rows)


def _kept(actor: Actor, row: models.Hold, site_id: UUID) -> bool:
    """Whether the reason of a hold is kept from a reader: of a court from whoever reads cases, of a child from all but specialists."""
    if row.owner == actor.user_id:
        return False
    if row.reason in _OF_JUSTICE or not may(actor, Capability.CASE_READ, site_id=site_id):
        return True
    return row.reason == HoldReason.CHILD_PROTECTION and not may(actor, Capability.CHILD_PROTECTION, site_id=site_id)


def _hold(row: models.Hold, all_keys: Keys, *, kept: bool) -> HoldRow:
    keys: Keys = {} if kept else all_keys
    return HoldRow(
        id=row.id,
        case_id=row.case_id,
        reason=None if kept else HoldReason(row.reason),
        words=open_text(keys.get(row.case_id), HOLD_WORDS, row.id, row.words),
        authority=open_text(keys.get(row.case_id), HOLD_AUTHORITY, row.id, row.authority),
        owner=row.owner,
        owner_name=row.owner_name,
        placed_at=row.placed_at,
        review_on=row.review_on,
        until=row.until,
        renews=row.renews_id,
        renewed=hasattr(row, "renewed_by"),
        reviewed_at=row.reviewed_at,
        ended_at=row.ended_at,
        ended_name=row.ended_name,
        end_words=open_text(keys.get(row.case_id), HOLD_END_WORDS, row.id, row.end_words),
        restricted=kept,
    )


def _overrides_of(case_ids: Sequence[UUID], keys: Keys) -> tuple[OverrideRow, ...]:
    """Every override of some cases, the newest first, for this room alone."""
    return tuple(
        OverrideRow(
            id=row.id,
            case_id=row.case_id,
            gate=Gate(row.gate),
            authority=open_text(keys.get(row.case_id), OVERRIDE_AUTHORITY, row.id, row.authority),
            reason=open_text(keys.get(row.case_id), OVERRIDE_REASON, row.id, row.reason),
            asked_by=row.asked_by,
            asked_name=row.asked_name,
            asked_at=row.asked_at,
            until=row.until,
            review_on=row.review_on,
            granted_name=row.granted_name,
            granted_at=row.granted_at,
            refused_at=row.refused_at,
            reviewed_name=row.reviewed_name,
            reviewed_at=row.reviewed_at,
            review_words=open_text(keys.get(row.case_id), OVERRIDE_REVIEW, row.id, row.review_words),
            upheld=row.upheld,
            ended_at=row.ended_at,
        )
        for row in models.Override.objects.filter(case__in=case_ids).order_by("-asked_at", "-id")
    )


def _tell(actor: Actor, case: models.Case, what: str) -> None:
    record(actor, EventKind.READ, what, person_id=case.person_id, subject=case.number, site_id=case.person.site_id)


def _steps(case: models.Case, keys: Keys) -> tuple[StepRow, ...]:
    passes: dict[int, list[tuple[Gate, Holding]]] = defaultdict(list)
    for one in models.Passed.objects.filter(case=case).order_by("number", "gate"):
        passes[one.number].append((Gate(one.gate), Holding(one.holding)))
    return tuple(
        StepRow(
            id=row.id,
            case_id=row.case_id,
            frm=Stage(row.frm),
            to=Stage(row.to),
            taken_by=row.taken_name,
            taken_at=row.taken_at,
            proposed_by=row.proposal.proposed_name if row.proposal else "",
            words=open_text(keys.get(case.id), STEP_WORDS, row.id, row.words),
            gates=tuple(passes[row.number]),
        )
        for row in models.Step.objects.filter(case=case).select_related("proposal").order_by("-number")
    )


def _turns(case: models.Case, keys: Keys) -> tuple[CourseRow, ...]:
    return tuple(
        CourseRow(
            course=Course(row.course),
            recorded_by=row.recorded_name,
            recorded_at=row.recorded_at,
            words=open_text(keys.get(case.id), TURN_WORDS, row.id, row.words),
        )
        for row in models.Turn.objects.filter(case=case).order_by("-recorded_at", "-id")
    )


def _proposals(case_ids: Sequence[UUID], keys: Keys) -> tuple[ProposalRow, ...]:
    return tuple(
        ProposalRow(
            id=row.id,
            case_id=row.case_id,
            frm=Stage(row.frm),
            to=Stage(row.to),
            words=open_text(keys.get(row.case_id), PROPOSAL_WORDS, row.id, row.words),
            proposed_by=row.proposed_by,
            proposed_name=row.proposed_name,
            proposed_at=row.proposed_at,
            agrees=row.agrees,
            answer_words=open_text(keys.get(row.case_id), ANSWER_WORDS, row.id, row.answer_words),
            answered_name=row.answered_name,
            answered_at=row.answered_at,
            taken_back_at=row.taken_back_at,
        )
        for row in models.Proposal.objects.filter(case__in=case_ids).order_by("-proposed_at", "-id")
    )


def _aparts(case_ids: Sequence[UUID], keys: Keys) -> tuple[ApartRow, ...]:
    return tuple(
        ApartRow(
            id=row.id,
            case_id=row.case_id,
            words=open_text(keys.get(row.case_id), APART_WORDS, row.id, row.words),
            recorded_name=row.recorded_name,
            recorded_at=row.recorded_at,
            ended_at=row.ended_at,
        )
        for row in models.Apart.objects.filter(case__in=case_ids).order_by("-recorded_at", "-id")
    )
