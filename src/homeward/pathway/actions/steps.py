"""Take a step with cases, or propose one that needs two people, and answer such a proposal.

Comes in: an actor, cases of theirs, where to, and words. Goes out: cases that all went on together, or a refusal in one sentence. Whoever
proposed a step never takes it; silence takes none; what a step needs is in the table of steps and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import scope
from homeward.access.trail import event, record_all
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.facts.cases import Lawful, Stage
from homeward.pathway.rules.steps import Unlawful, step_between
from homeward.pathway.sealed import ANSWER_WORDS, PROPOSAL_WORDS, keys_to_write, seal_text
from homeward.pathway.selectors.cases import cases_of
from homeward.pathway.stepping import checked_words, ready, take
from homeward.registry.errors import Invalid

NO_PROPOSAL = to_say("There is no such proposal that you may answer for the purpose you chose.")


@action
def steps_take(actor: Actor, *, case_ids: Sequence[UUID], to: Stage, words: str = "") -> None:
    """Take a step that one person takes, with all these cases or none.

    Raises `Refused`, `NotFound`, `Unlawful`, `Stale`, `Invalid`, `GatesUnmet`, `SeparatesFamily`.
    """
    cases, line = _asked(actor, case_ids, to)
    if line.two:
        raise Unlawful("This step takes two people. Propose it, and somebody else answers.")
    take(actor, cases, line, words, timezone.now())


@action
def steps_propose(actor: Actor, *, case_ids: Sequence[UUID], to: Stage, words: str) -> tuple[UUID, ...]:
    """Propose a step that takes two people; the ids of the proposals, one for each case, in the order of the cases' ids.

    Every gate must be open already: nobody is asked to confirm what cannot be. Raises as `steps_take` does.
    """
    cases, line = _asked(actor, case_ids, to)
    if not line.two:
        raise Unlawful("This step takes one person. Take it, once its gates are open.")
    said, now = checked_words(words), timezone.now()
    ready(actor, cases, line, now)
    keys = keys_to_write(cases)
    rows = []
    for case in cases:
        row = models.Proposal(
            case=case,
            frm=line.frm,
            to=line.to,
            proposed_by=actor.user_id,
            proposed_name=actor.username,
            proposed_at=now,
        )
        row.words = seal_text(keys[case.id], PROPOSAL_WORDS, row.id, said)
        rows.append(row)
    try:
        with transaction.atomic():
            models.Proposal.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Stale(
            "This step was proposed already, and waits for an answer. Open the case again to see it."
        ) from error
    _tell(actor, cases, line, "case.propose")
    return tuple(row.id for row in rows)


@action
def proposals_answer(actor: Actor, *, proposal_ids: Sequence[UUID], agrees: bool, words: str) -> None:
    """Answer proposals as another person: agreed, the step is taken with all their cases; not agreed, words say why.

    Raises as `steps_take` does.
    """
    proposals = _open_proposals(actor, proposal_ids)
    line = step_between(Stage(proposals[0].frm), Stage(proposals[0].to))
    if line.answered_by is None or any((one.frm, one.to) != (line.frm, line.to) for one in proposals):
        raise Invalid("These proposals are of different steps. Answer those of one step together.", field="proposals")
    cases = [one.case for one in proposals]
    for case in cases:
        authorise(actor, line.answered_by, site_id=case.person.site_id, person_id=case.person_id)
    if any(one.proposed_by == actor.user_id for one in proposals):
        raise Invalid("You proposed this step yourself, so somebody else answers it.", field="proposals")
    said, now = checked_words(words, needed=not agrees), timezone.now()
    keys = keys_to_write(cases)
    for one in proposals:
        one.agrees, one.answered_by, one.answered_name, one.answered_at = agrees, actor.user_id, actor.username, now
        one.answer_words = seal_text(keys[one.case_id], ANSWER_WORDS, one.id, said)
        one.save(force_update=True)
    if agrees:
        take(actor, cases, line, said, now, {one.case_id: one for one in proposals})
    else:
        _tell(actor, cases, line, "case.decline")


@action
def proposals_take_back(actor: Actor, *, proposal_ids: Sequence[UUID]) -> None:
    """Take back what one proposed oneself and nobody answered yet. Raises `NotFound`, `Invalid`, `Refused`."""
    proposals = _open_proposals(actor, proposal_ids)
    if any(one.proposed_by != actor.user_id for one in proposals):
        raise Invalid("Only whoever proposed a step takes it back. Answer it instead.", field="proposals")
    line = step_between(Stage(proposals[0].frm), Stage(proposals[0].to))
    for one in proposals:
        authorise(actor, line.by, site_id=one.case.person.site_id, person_id=one.case.person_id)
    models.Proposal.objects.filter(id__in=[one.id for one in proposals]).update(taken_back_at=timezone.now())
    _tell(actor, (one.case for one in proposals), line, "case.unpropose")


def _asked(actor: Actor, case_ids: Sequence[UUID], to: Stage) -> tuple[list[models.Case], Lawful]:
    """The cases and the line of the table, once the actor may take it at each case's site."""
    cases = cases_of(actor, case_ids, _reads(actor))
    stages = {Stage(case.stage) for case in cases}
    if len(stages) > 1:
        raise Invalid("These cases stand at different stages. Choose those that stand at one.", field="cases")
    line = step_between(stages.pop(), to)
    for case in cases:
        authorise(actor, line.by, site_id=case.person.site_id, person_id=case.person_id)
    return cases, line


def _reads(actor: Actor) -> Capability:
    """By what the actor reaches cases at all: whoever leads a convoy reaches them without reading their files."""
    reads = (Capability.CASE_READ, Capability.CONVOY_LEAD)
    return next((one for one in reads if scope(actor, models.Case.objects.all(), one).exists()), Capability.CASE_READ)


def _open_proposals(actor: Actor, proposal_ids: Sequence[UUID]) -> list[models.Proposal]:
    wanted = set(proposal_ids)
    rows = models.Proposal.objects.select_for_update(of=("self",)).select_related("case__person", "case__group__pack")
    found = list(scope(actor, rows.filter(id__in=wanted)).order_by("case_id"))
    if not wanted or len(found) < len(wanted):
        raise NotFound(NO_PROPOSAL)
    if any(one.answered_at is not None or one.taken_back_at is not None for one in found):
        raise Stale("This proposal was answered or taken back meanwhile. Open the case again to see it.")
    return found


def _tell(actor: Actor, cases: Iterable[models.Case], line: Lawful, what: str) -> None:
    record_all(
        event(
            actor, EventKind.WRITE, what, person_id=case.person_id, subject=case.number, site_id=case.person.site_id,
            detail={"from": line.frm.value, "to": line.to.value},
        )
        for case in cases
    )  # fmt: skip
