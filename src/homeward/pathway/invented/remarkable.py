"""A few cases in which something is to be decided: a hold near its end, a lifted gate, a question that was not referred, contacts due.

Comes in: who works, the parties by stage. Goes out: records, through the actions. Where a stage has nobody, nothing is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from homeward.kernel.dates import from_parts
from homeward.pathway import models
from homeward.pathway.actions.followups import contact_record, follow_up_plan
from homeward.pathway.actions.holds import hold_place
from homeward.pathway.actions.justice import justice_open
from homeward.pathway.actions.overrides import override_ask, override_grant
from homeward.pathway.actions.prosecuting import referral_draft, referral_move
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.followups import ContactDraft, Reached, Way
from homeward.pathway.facts.holds import HoldDraft, HoldReason, OverrideDraft
from homeward.pathway.facts.justice import Charge, Proceeding
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import Party


def remarkable(hands: Hands, parties: Mapping[Stage, Sequence[Party]]) -> None:
    """Make each of them where there is somebody for it."""
    for stage, make in (
        (Stage.REPATRIATION_DECISION, _held),
        (Stage.NATIONALITY_VERIFICATION, _lifted),
        (Stage.SCREENING_REVIEW, _not_referred),
        (Stage.FOLLOW_UP, _contacts_due),
    ):
        if some := parties.get(stage):
            make(hands, some[-1])


def _held(hands: Hands, party: Party) -> None:
    """A hold that ends tomorrow, whose review is due."""
    today = timezone.localdate()
    draft = HoldDraft(
        HoldReason.SAFETY_OF_ROUTE, "The bridge on the way is closed; the engineers say when it opens.", "The escort's command",
        today, today + timedelta(days=1),
    )  # fmt: skip
    hold_place(hands.coordinator, party.case_ids[0], draft)


def _lifted(hands: Hands, party: Party) -> None:
    """A gate that two people lifted for some weeks; somebody else looks at it again."""
    today = timezone.localdate()
    draft = OverrideDraft(
        Gate.PACK, "The ministry's letter of this week", "The office is closed for its move; it answered by telephone.",
        today + timedelta(days=3), today + timedelta(days=1),
    )  # fmt: skip
    override_grant(hands.second_coordinator, override_ask(hands.coordinator, party.case_ids[0], draft))


def _not_referred(hands: Hands, party: Party) -> None:
    """A question to a court that was not asked: what was said is not about an act of this person."""
    adult = next(person for person in party.case_of if person not in party.children)
    file, day = justice_open(hands.judicial, adult), from_parts(2016, 5)
    assert day is not None
    charge = Charge("Is said to have lived in a house that a group used.", day, "The investigating judge")
    referral = referral_draft(hands.judicial, file, charge)
    version = models.CourtReferral.objects.values_list("version", flat=True).get(id=referral)
    words = "To live in a house is no act of one's own, and nobody names any other."
    referral_move(hands.judicial, referral, Proceeding.NOT_REFERRED, words=words, version=version)


def _contacts_due(hands: Hands, party: Party) -> None:
    """A contact that is due today, and one in which nobody was reached."""
    today = timezone.localdate()
    for case in party.case_ids[:2]:
        follow_up_plan(hands.reintegration, case_id=case, due_on=today)
    draft = ContactDraft(Reached.NOT_REACHED, Way.PHONE, today, "The telephone was off; the neighbour passes it on.")
    contact_record(hands.reintegration, case_id=party.case_ids[-1], draft=draft)
