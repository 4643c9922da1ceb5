"""Record what is in a child's best interests, have a panel determine it, and let a separation rest on that alone.

Comes in: a child protection specialist, a child's case, drafts. Goes out: ids. An assessment is one specialist's; a determination is a
panel's, and stands once somebody who neither assessed nor recorded it signed. A no stops the movement when it is recorded: the gate is
closed, and the seat on a convoy is given back.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.words import key_to_write, open_text, seal_text
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.assessing import may_be_a_child
from homeward.pathway.best_interests import (
    DISSENT,
    PANEL_NAME,
    REASONS,
    SIGNED_WORDS,
    panel_needed,
    seal_interests,
)
from homeward.pathway.facts.children import About, AssessmentDraft, Interest, PanelDraft
from homeward.pathway.rules.children import PANEL_DUE, SIGN_DUE, check_assessment, check_members, check_panel
from homeward.pathway.seating import seats_give_back
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.settling import settle
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.actions.separations import separation_decide
from homeward.registry.errors import Invalid
from homeward.registry.facts.households import SeparationBasis, SeparationDraft
from homeward.registry.rules.statements import tidy

SPECIALIST: Final = Role.CHILD_PROTECTION_SPECIALIST
PANEL_TASK, SIGN_TASK, STOPPED_TASK, REVIEW_TASK = "bid.due", "bid.sign", "bid.stopped", "bid.review"
BIA_TASK: Final = "bia.due"


@action
def interests_assess(actor: Actor, *, case_id: UUID, draft: AssessmentDraft) -> UUID:
    """Record an assessment of a child's best interests. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_of(actor, case_id, Capability.CHILD_PROTECTION)
    authorise(actor, Capability.CHILD_PROTECTION, site_id=case.person.site_id, person_id=case.person_id)
    now = timezone.now()
    today = timezone.localdate(now)
    if not may_be_a_child(case, today):
        raise Invalid(
            "This person is recorded as 18 or older. Best interests are assessed for children.", field="about"
        )
    until = check_assessment(draft, today)
    check_members(_members(case), draft.with_ids)
    id = uuid7()
    models.Interests.objects.create(
        id=id, child=case.person, case=case, about=draft.about, outcome=draft.outcome, asks_panel=draft.asks_panel,
        heard=draft.heard, language=tidy(draft.talk.language)[:16], interpreter=draft.talk.interpreter,
        alone=draft.talk.alone, said=seal_interests(key_to_write(case.person.key_id), id, draft.said),
        with_ids=sorted(map(str, draft.with_ids)), until=until, made_by=actor.user_id, made_name=actor.username, made_at=now,
    )  # fmt: skip
    tasks_done(case, BIA_TASK, actor=actor)
    task_add(case, BIA_TASK, SPECIALIST, until)
    asked = draft.asks_panel or draft.about is About.SEPARATION
    if panel_needed(case, today, asked=asked):
        task_add(case, PANEL_TASK, SPECIALIST, today + PANEL_DUE)
    if draft.about is About.RETURN and draft.outcome is not Interest.YES:
        _stop(actor, case, today)
    settle([case.id])
    detail = {"about": draft.about.value}
    record(actor, EventKind.WRITE, "interests.assess", person_id=case.person_id, subject=case.number, detail=detail)
    return id


@action
def interests_determine(actor: Actor, *, draft: PanelDraft) -> UUID:
    """Record what a panel determined on an assessment; somebody else signs it. Raises `Refused`, `NotFound`, `Invalid`."""
    assessment = _assessment(actor, draft.assessment_id)
    child, case = assessment.child, assessment.case
    authorise(actor, Capability.CHILD_PROTECTION, site_id=child.site_id, person_id=child.id)
    if assessment.made_by == actor.user_id:
        raise Invalid(
            "You assessed this child, so somebody else of the panel records what it determined.", field="panel"
        )
    now = timezone.now()
    check_panel(draft, About(assessment.about), timezone.localdate(now))
    key, id = key_to_write(child.key_id), uuid7()
    row = models.Determination.objects.create(
        id=id, child=child, case=case, assessment=assessment, about=assessment.about, outcome=draft.outcome,
        reasons=seal_text(key, REASONS, id, draft.reasons.strip()), with_ids=assessment.with_ids, review_on=draft.review_on,
        assessor=assessment.made_by, made_by=actor.user_id, made_name=actor.username, made_at=now,
    )  # fmt: skip
    for one in draft.panel:
        seat = uuid7()
        models.Panelist.objects.create(
            id=seat, determination=row, function=one.function, name=seal_text(key, PANEL_NAME, seat, tidy(one.name)),
            agrees=one.agrees, dissent=seal_text(key, DISSENT, seat, one.dissent.strip()),
        )  # fmt: skip
    if case is not None:
        task_add(case, SIGN_TASK, SPECIALIST, timezone.localdate(now) + SIGN_DUE, id)
        if row.about == About.RETURN and draft.outcome is not Interest.YES:
            _stop(actor, case, timezone.localdate(now))
        settle([case.id])
    record(actor, EventKind.WRITE, "interests.determine", person_id=child.id, detail={"about": row.about})
    return id


@action
def determination_sign(actor: Actor, *, determination_id: UUID, agrees: bool, words: str = "") -> None:
    """Sign a determination as another person of the panel, or say why it is not what the panel found.

    Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    row = _determination(actor, determination_id)
    authorise(actor, Capability.CHILD_PROTECTION, site_id=row.child.site_id, person_id=row.child_id)
    if actor.user_id in (row.made_by, row.assessor):
        raise Invalid(
            "You assessed this child or recorded the determination, so somebody else signs it.", field="agrees"
        )
    if not agrees and len(tidy(words)) < 10:
        raise Invalid("Write in a sentence what the panel found instead.", field="words")
    signed = models.Determined(
        determination=row, assessor=row.assessor, made_by=row.made_by, agrees=agrees, signed_by=actor.user_id,
        signed_name=actor.username, signed_at=timezone.now(),
    )  # fmt: skip
    signed.words = seal_text(key_to_write(row.child.key_id), SIGNED_WORDS, signed.id, tidy(words))
    try:
        with transaction.atomic():
            signed.save(force_insert=True)
    except IntegrityError:
        raise Stale("This determination was signed meanwhile, or its panel is too small. Open it again.") from None
    if row.case is not None:
        tasks_done(row.case, SIGN_TASK, row.id, actor=actor)
        if agrees:
            tasks_done(row.case, PANEL_TASK, actor=actor)
            task_add(row.case, REVIEW_TASK, SPECIALIST, row.review_on)
        settle([row.case.id])
    record(actor, EventKind.WRITE, "interests.sign", person_id=row.child_id, detail={"agrees": agrees})


@action
def separation_from_bid(actor: Actor, *, determination_id: UUID, authority: str, review_on: date) -> UUID:
    """Let a separation rest on a determination that stands, once. The registry's decision. Raises `Refused`, `NotFound`, `Invalid`."""
    row = _determination(actor, determination_id)
    authorise(actor, Capability.CHILD_PROTECTION, site_id=row.child.site_id, person_id=row.child_id)
    signed = models.Determined.objects.filter(determination=row).first()
    latest = models.Determination.objects.filter(child=row.child, about=row.about).order_by("-made_at", "-id").first()
    if row.about != About.SEPARATION or row.outcome != Interest.YES:
        raise Invalid("This determination does not say that the child leaves their carers.", field="determination")
    if signed is None or not signed.agrees or latest is None or latest.id != row.id:
        raise Invalid("Only the latest determination, signed by two people, can be carried out.", field="determination")
    if row.review_on < timezone.localdate():
        raise Invalid("The review of this determination is overdue. A panel looks at it first.", field="determination")
    if models.Rested.objects.filter(determination=row).exists():
        raise Invalid(
            "A decision rests on this determination already. Another one needs another panel.", field="determination"
        )
    reason = _reason(row)
    draft = SeparationDraft(
        row.child_id, SeparationBasis.BEST_INTERESTS_DETERMINATION, authority, reason, min(review_on, row.review_on)
    )
    id = uuid7()
    models.Rested.objects.create(
        separation_id=id, determination=row, recorded_by=actor.user_id, recorded_at=timezone.now()
    )
    return separation_decide(actor, draft, determined=id)


def _stop(actor: Actor, case: models.Case, today: date) -> None:
    """Stop the movement of a child at once: whoever travels with them is not taken without them."""
    seats_give_back(actor, case, timezone.now())
    task_add(case, STOPPED_TASK, Role.REPATRIATION_COORDINATOR, today)


def _members(case: models.Case) -> set[UUID]:
    """Who travels in the group of a case, the child aside."""
    rows = models.Case.objects.filter(group_id=case.group_id, closed_at__isnull=True).exclude(id=case.id)
    return set(rows.values_list("person_id", flat=True))


def _assessment(actor: Actor, assessment_id: UUID) -> models.Interests:
    rows = scope(actor, models.Interests.objects.select_related("child", "case__person", "case__group"))
    found = rows.filter(id=assessment_id).first()
    if found is None:
        raise NotFound("There is no such assessment that you may see for the purpose you chose.")
    return found


def _determination(actor: Actor, determination_id: UUID) -> models.Determination:
    rows = scope(actor, models.Determination.objects.select_related("child", "case__person", "case__group"))
    found = rows.filter(id=determination_id).first()
    if found is None:
        raise NotFound("There is no such determination that you may see for the purpose you chose.")
    return found


def _reason(row: models.Determination) -> str:
    """The reasons of a panel, as the registry keeps them with the separation."""
    return open_text(key_to_write(row.child.key_id), REASONS, row.id, row.reasons)
