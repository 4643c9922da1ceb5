"""Guardrail 17: What changes on either side asks again, and whoever received a finding hears of it; no decision lasts for ever.

How: `review.actions.reopening` moves every finding that rests on what changed, `access.actions` makes the notices to recipients, and
every decision has a day on which it is asked again.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from actors import MakeActor
from asked import Asked, ask, found
from homeward.access.actions import Contents, agreement_make, disclosure_record
from homeward.access.facts import Agreement, Capability, Category, Purpose, Role, Sending
from homeward.access.selectors.agreements import recipients_to_notify
from homeward.registry.actions.persons import claims_record
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import ClaimKind, ParentRole, ParentValue
from homeward.review.actions.decisions import candidate_decide
from homeward.review.actions.reopening import candidates_move
from homeward.review.facts.candidates import Outcome, State
from homeward.review.facts.steps import Act
from homeward.review.rules.decisions import DAYS, STEPS, renew_on
from homeward.review.selectors.findings import findings_of

pytestmark = pytest.mark.django_db
CHANGES = (Act.ENTRY_AMENDED, Act.PERSON_CHANGED, Act.ENTRY_REMOVED, Act.LIST_WITHDRAWN, Act.CONTESTED)


@pytest.fixture
def decided(actor: MakeActor) -> Asked:
    """A finding that stands."""
    asked = ask(actor)
    candidate_decide(actor(Role.SCREENING_ANALYST), asked.id, found(asked, Outcome.POSSIBLE))
    return asked


def disclosed(actor: MakeActor, person_id: UUID) -> None:
    """The finding was sent to somebody."""
    now = timezone.now()
    agreement = Agreement(
        recipient="Invented bureau", title="Invented", basis="An invented law", purposes=frozenset({Purpose.SCREENING}),
        categories=frozenset({Category.FINDING}), starts=now - timedelta(days=1), until=now + timedelta(days=1),
    )  # fmt: skip
    made = agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=agreement)
    sending = Sending(made, "Invented bureau", frozenset({Category.FINDING}), "pdf", 1, 0)
    contents = Contents(["finding"], 1, b"\0" * 32, frozenset({person_id}))
    disclosure_record(actor(Role.NCB_LIAISON), sending=sending, contents=contents, capability=Capability.SOURCE_VERIFY)


@pytest.mark.parametrize("act", CHANGES)
def test_a_change_ends_the_finding_and_tells_its_recipients(decided: Asked, actor: MakeActor, act: Act) -> None:
    disclosed(actor, decided.person_id)
    analyst = actor(Role.SCREENING_ANALYST)
    assert len(findings_of(analyst, decided.person_id)) == 1
    assert candidates_move(analyst, act=act, candidate_ids=[decided.id]) == 1
    assert findings_of(analyst, decided.person_id) == ()
    (notice,) = recipients_to_notify(actor(Role.NCB_LIAISON), decided.person_id)
    assert notice.categories == {Category.FINDING}
    assert decided.row.why == act.value


def test_what_was_found_stays_in_the_history(decided: Asked, actor: MakeActor) -> None:
    candidates_move(actor(Role.SCREENING_ANALYST), act=Act.PERSON_CHANGED, candidate_ids=[decided.id])
    row = decided.row
    assert (row.state, row.round, row.decisions.count()) == (State.WAITING, 2, 1)
    assert row.decisions.get().round == 1


def test_a_correction_ends_a_finding_before_anything_was_compared_again(decided: Asked, actor: MakeActor) -> None:
    """The record itself says that it is another one now: nobody waits for the night."""
    analyst = actor(Role.SCREENING_ANALYST)
    mother = Statement(ClaimKind.PARENT, known(ParentValue(ParentRole.MOTHER, "Qarnfala Nuri")))
    claims_record(decided.clerk, decided.person_id, [mother], version=1)
    assert findings_of(analyst, decided.person_id) == ()


def test_every_decision_has_an_end(decided: Asked) -> None:
    today = timezone.localdate()
    assert set(DAYS) == set(Outcome)
    assert all(today < renew_on(outcome, today) <= today + timedelta(days=366) for outcome in Outcome)
    assert decided.row.renew_on is not None
    assert any(line.act is Act.RENEWAL and line.to is State.WAITING for line in STEPS)
