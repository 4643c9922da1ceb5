"""Take invented parties along the way: one lawful step after the other, each gate opened by whoever keeps it.

Comes in: who works, who moves, how far. Goes out: cases that stand there. Whatever no opener opens, such as the screening or a convoy, is
seen to elsewhere, and the step is refused until it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.pathway import models
from homeward.pathway.actions.cases import case_open
from homeward.pathway.actions.steps import proposals_answer, steps_propose, steps_take
from homeward.pathway.facts.cases import Gate, Lawful, Stage
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import OPENERS, Party
from homeward.pathway.rules.steps import step_between
from homeward.pathway.selectors.gating import checks_of

WORDS: Final = "Everything that is asked for is there, and was read by both of us."
# The way through a reception centre, without the two steps that a convoy takes.
BEFORE: Final = tuple(Stage)[: tuple(Stage).index(Stage.DEPARTURE_PREPARATION) + 1]
AFTER: Final = tuple(Stage)[tuple(Stage).index(Stage.RECEIVED) :]


def opened(
    hands: Hands, people: Sequence[UUID], children: frozenset[UUID], alone: frozenset[UUID], *, to: UUID, home: UUID
) -> Party:
    """Open the cases of a household."""
    ids = case_open(hands.coordinator, person_ids=people, pack_key="iraq", to_site_id=to, home_site_id=home)
    return Party(dict(zip(people, ids, strict=True)), children, alone)


def along(hands: Hands, party: Party, stages: Sequence[Stage], to: Stage) -> None:
    """Take a party from the first of some stages to one of them."""
    for frm, then in pairwise(stages):
        if frm is to:
            return
        line = step_between(frm, then)
        ready(hands, party, line)
        taken(hands, party, line)


def ready(hands: Hands, party: Party, line: Lawful) -> None:
    """Open whatever gate of a step can be opened and is not open."""
    cases = list(models.Case.objects.filter(id__in=party.case_ids).select_related("person", "group__pack"))
    checks = checks_of(hands.coordinator, cases, line.gates, timezone.localdate())
    closed = {check.gate for found in checks.values() for check in found if not check.holding.passes}
    for gate in Gate:
        if gate in closed and gate in OPENERS:
            OPENERS[gate](hands, party)


def taken(hands: Hands, party: Party, line: Lawful) -> None:
    """Take a step, or propose it and have somebody else agree."""
    ids = party.case_ids
    if not line.two:
        steps_take(hands.manager, case_ids=ids, to=line.to)
        return
    closing = line.to is Stage.CLOSED
    proposer = hands.reintegration if closing else hands.coordinator
    proposals = steps_propose(proposer, case_ids=ids, to=line.to, words=WORDS)
    second = hands.carer if closing else hands.second_coordinator
    proposals_answer(second, proposal_ids=proposals, agrees=True, words=WORDS)
