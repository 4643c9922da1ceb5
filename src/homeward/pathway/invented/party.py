"""Invented people who move together, and the openers of the gates before them.

Comes in: who works, who moves. Goes out: records, through the actions. Only what is asked for next is written down, so that a case stands
as one would find it on a working day. Never a step past a gate: the gates are asked like anybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor, Role
from homeward.pathway import models
from homeward.pathway.actions.assessed import paper_record, paper_second
from homeward.pathway.actions.children import determination_sign, interests_assess, interests_determine
from homeward.pathway.actions.milestones import milestone_record
from homeward.pathway.actions.plans import plan_explain, plan_write
from homeward.pathway.actions.readiness import gap_answer
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.milestones import MilestoneDraft, Said
from homeward.pathway.facts.packs import Does, Item, ItemKind, Whom
from homeward.pathway.facts.plans import GoalDraft
from homeward.pathway.facts.services import GapAnswer
from homeward.pathway.invented import papers
from homeward.pathway.invented.hands import Hands
from homeward.pathway.milestone_rows import entries_of
from homeward.pathway.packing import document_of
from homeward.pathway.rules.milestones import applies, due_items, stands
from homeward.pathway.selectors.readiness import gaps_of
from homeward.registry.actions.persons import claim_verify
from homeward.registry.facts.claims import Source, Verification
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.persons import person_file


@dataclass(frozen=True, slots=True)
class Party:
    """People who move together. `children` may be under 18; `alone` are those of them without their parents."""

    case_of: Mapping[UUID, UUID]
    children: frozenset[UUID] = frozenset()
    alone: frozenset[UUID] = frozenset()

    @property
    def case_ids(self) -> tuple[UUID, ...]:
        """Their cases."""
        return tuple(self.case_of.values())

    def others(self, person_id: UUID) -> tuple[UUID, ...]:
        """With whom somebody moves."""
        return tuple(one for one in self.case_of if one != person_id)


def known(hands: Hands, person_ids: Iterable[UUID]) -> None:
    """Have the name and the nationality of some people checked, each by whoever may."""
    for id in person_ids:
        for actor, kind, source, note in (
            (hands.identity, ClaimKind.NAME, None, "Seen in the family's register."),
            (hands.nationality, ClaimKind.NATIONALITY, Source.OFFICIAL_RECORD, "Their entry was found."),
        ):
            claims = [one for one in person_file(actor, id).claims if one.kind is kind and one.current]
            if claims and not any(one.verification is Verification.VERIFIED for one in claims):
                claim_verify(actor, id, claims[0].id, kind, Verification.VERIFIED, note, source)


def decided(hands: Hands, party: Party) -> None:
    """Ask each of them whether they want to go."""
    for person, case in party.case_of.items():
        paper_record(hands.manager, case_id=case, draft=papers.choice(child=person in party.children))


def looked_at(hands: Hands, party: Party) -> None:
    """Look at what waits for each of them where they go, as two people."""
    for case in party.case_ids:
        made = paper_record(hands.manager, case_id=case, draft=papers.no_bar("iq"))
        paper_second(hands.second_manager, assessed_id=made, agrees=True, words="Read again with the sources.")


def examined(hands: Hands, party: Party) -> None:
    """Have each of them seen by a doctor."""
    for place, case in enumerate(party.case_ids):
        words = "Sits in front; carries their own medicine." if place == 1 else ""
        paper_record(hands.manager, case_id=case, draft=papers.fit(conditions=words))


def assessed(hands: Hands, party: Party) -> None:
    """Assess the best interests of each child; of one alone a panel determines them, and somebody else signs."""
    for child in party.children:
        alone = child in party.alone
        draft = papers.interests(party.others(child), panel=alone)
        made = interests_assess(hands.specialist, case_id=party.case_of[child], draft=draft)
        if alone:
            found = interests_determine(hands.second_specialist, draft=papers.determination(made))
            determination_sign(hands.third_specialist, determination_id=found, agrees=True)


def asked_for(hands: Hands, party: Party) -> None:
    """Settle what the country's process asks for before the stage in which they stand is left."""
    cases = models.Case.objects.filter(id__in=party.case_ids).select_related("group__pack").order_by("id")
    pack, stage = document_of(cases[0].group.pack), Stage(cases[0].stage)
    for item in due_items(pack, stage):
        whose = list(party.case_of)[:1] if item.whom is Whom.HOUSEHOLD else list(party.case_of)
        for person in whose:
            _settled(hands, party, person, item)


def planned(hands: Hands, party: Party) -> None:
    """Write a plan with each of them, in their words, and go through it with them."""
    for person, case in party.case_of.items():
        child = person in party.children
        words = "أريد أن أتعلم وأن ألعب مع أولاد عمي." if child else "أريد أن أعمل وأن يذهب أولادي إلى المدرسة."
        goal = "To go to school from the first week." if child else "To earn a living with sewing, near home."
        draft = papers.plan(
            words, [GoalDraft(goal, ours="We ask the office that decides.", theirs="I go there once a week.")]
        )
        made = plan_write(hands.carer, case_id=case, draft=draft)
        plan_explain(hands.carer, plan_id=made, said=papers.agreed(child=child), version=1)


def gaps_answered(hands: Hands, party: Party) -> None:
    """Ask whoever needs something that no service at home gives what is to happen instead."""
    for case in party.case_ids:
        found = gaps_of(hands.carer, case)
        for gap in found[0] if found else ():
            if gap.answer is None:
                words = "Their aunt takes them to the clinic of the next town."
                gap_answer(hands.carer, case, kind=gap.kind, answer=GapAnswer.ARRANGED, words=words)


OPENERS: Final[Mapping[Gate, Callable[[Hands, Party], None]]] = {
    Gate.VOLUNTARINESS: decided,
    Gate.NON_REFOULEMENT: looked_at,
    Gate.BEST_INTERESTS: assessed,
    Gate.MEDICAL_FITNESS: examined,
    Gate.PACK: asked_for,
    Gate.PLAN: planned,
    Gate.CONTINUITY: gaps_answered,
}


def _settled(hands: Hands, party: Party, person: UUID, item: Item) -> None:
    """Ask for one item and answer it, where it is needed for somebody and not settled yet."""
    case, child = party.case_of[person], person in party.children
    entries = list(entries_of([case]).get((case, item.key), ()))
    day = timezone.localdate()
    if not applies(item, entries, child=child) or stands(item, entries, day, child=child)[0].settled:
        return
    actor, number = _by(hands, item), len(entries)
    if item.kind is ItemKind.REQUEST and not entries:
        milestone_record(actor, case, MilestoneDraft(item.key, Said.ASKED, day, number))
        number += 1
    answer = next(one for one in item.answers if one.does is Does.SATISFIES)
    words = "قالوا: كانت زيارة طيبة." if item.kind is ItemKind.VISIT else ""
    reference = "A letter of this week" if item.kind in (ItemKind.RESULT, ItemKind.REQUEST) else ""
    milestone_record(actor, case, MilestoneDraft(item.key, answer.key, day, number, words, reference))


def _by(hands: Hands, item: Item) -> Actor:
    """Who sees to an item; what a security authority says is written down by whoever may read it."""
    if item.security:
        return hands.coordinator
    return {Role.CASE_MANAGER: hands.manager, Role.REINTEGRATION_WORKER: hands.reintegration}.get(
        Role(item.role), hands.coordinator
    )
