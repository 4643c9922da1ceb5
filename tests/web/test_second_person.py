"""Whoever opens a form and is needed as the second person first is led to what waits for them."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from actors import MakeActor, MakeClient
from homeward.access.facts import Purpose, Role
from homeward.pathway.actions.assessed import paper_record, paper_second
from homeward.pathway.actions.children import determination_sign, interests_assess, interests_determine
from papers_ready import bar, bia, bid
from walked import CaseOf

MANAGER, SPECIALIST = Role.CASE_MANAGER, Role.CHILD_PROTECTION_SPECIALIST


def shown(signed_in: MakeClient, role: Role, purpose: Purpose, address: str, case_id: UUID) -> str:
    return signed_in(role, None, purpose).get(reverse(address, args=[case_id])).content.decode()


def test_to_an_assessment_of_a_place_until_somebody_agrees(
    actor: MakeActor, signed_in: MakeClient, a_case: CaseOf
) -> None:
    def page() -> str:
        return shown(signed_in, MANAGER, Purpose.RETURN, "paper_non_refoulement", a_case.mother)

    first, second = (actor(MANAGER, None, Purpose.RETURN) for _ in range(2))
    assert "/cases/papers/" not in page()
    made = paper_record(first, case_id=a_case.mother, draft=bar())
    assert reverse("paper", args=[made]) in page() and first.username in page()
    paper_second(second, assessed_id=made, agrees=True, words="Read again with the sources.")
    assert "/cases/papers/" not in page()


def test_to_an_assessment_that_a_panel_waits_for_and_to_what_is_to_be_signed(
    actor: MakeActor, signed_in: MakeClient, a_case: CaseOf
) -> None:
    def page() -> str:
        return shown(signed_in, SPECIALIST, Purpose.PROTECTION, "interests_new", a_case.child)

    people = [actor(SPECIALIST) for _ in range(3)]
    made = interests_assess(people[0], case_id=a_case.child, draft=bia(a_case.family.person_ids[:1], asks_panel=True))
    assert reverse("interests", args=[made]) in page()
    found = interests_determine(people[1], draft=bid(made))
    assert reverse("determination", args=[found]) in page() and reverse("interests", args=[made]) not in page()
    determination_sign(people[2], determination_id=found, agrees=True)
    assert reverse("determination", args=[found]) not in page()
