"""Guardrail 9: A child leaves those who care for them only by a decision on their best interests, with authority, reasons and a review.

How: The gate of family unity asks who of a household would be parted by exactly this step, and is never overridden. An adult can be
recorded to stay apart, a child cannot, whatever their age. The registry holds the decision, and takes one for a child's best interests only
with the determination that it rests on; the database looks whether that one stands. The gate hears that there is a decision, and no more.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from drafts import person

from actors import MakeActor
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.apart import apart_record
from homeward.pathway.actions.cases import case_open
from homeward.pathway.actions.children import (
    determination_sign,
    interests_assess,
    interests_determine,
    separation_from_bid,
)
from homeward.pathway.actions.steps import steps_take
from homeward.pathway.errors import SeparatesFamily
from homeward.pathway.facts.cases import Check, Gate, Holding, Stage
from homeward.pathway.facts.children import About
from homeward.pathway.rules.steps import KEEPERS
from homeward.pathway.selectors.gating import checks_of
from homeward.registry.actions.households import family_register
from homeward.registry.actions.separations import separation_decide
from homeward.registry.errors import Invalid
from homeward.registry.facts.households import (
    INTERESTS_BASES,
    FamilyDraft,
    FamilyMember,
    SeparationBasis,
    SeparationDraft,
)
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.models import Separation
from papers_ready import bia, bid
from walked import PACK, CaseAt, CaseOf

pytestmark = pytest.mark.django_db
BEST_INTERESTS = sorted(INTERESTS_BASES)


@pytest.fixture
def specialist(actor: MakeActor) -> Actor:
    """Somebody of child protection."""
    return actor(Role.CHILD_PROTECTION_SPECIALIST, None, Purpose.PROTECTION)


def unity(there: CaseOf, *cases: UUID, day: date | None = None) -> dict[UUID, Check]:
    """How the gate stands if exactly these cases went on."""
    rows = list(models.Case.objects.filter(id__in=cases).select_related("person", "group__pack"))
    checks = checks_of(there.coordinator, rows, [Gate.FAMILY_UNITY], day or timezone.localdate())
    return {case: one[0] for case, one in checks.items()}


def decide(specialist: Actor, child: UUID, basis: SeparationBasis) -> None:
    review = timezone.localdate() + timedelta(days=30)
    separation_decide(
        specialist, SeparationDraft(child, basis, "Child protection panel", "She stays with her aunt.", review)
    )


def test_together_the_gate_is_open(a_case: CaseOf) -> None:
    assert {one.holding for one in unity(a_case, *a_case.ids).values()} == {Holding.OPEN}


def test_a_child_does_not_go_without_their_mother_nor_she_without_the_child(a_case: CaseOf) -> None:
    assert unity(a_case, a_case.child)[a_case.child].because == "family_unity_child_without_carers"
    assert unity(a_case, a_case.mother)[a_case.mother].because == "family_unity_leaves_child"


def test_the_refusal_says_who_would_be_parted(a_case: CaseOf) -> None:
    number = models.Case.objects.get(id=a_case.child).person.number
    assert unity(a_case, a_case.mother)[a_case.mother].detail == {"others": 1, "who": number}


def test_a_child_without_a_case_of_their_own_is_not_left_behind_either(a_case: CaseOf) -> None:
    models.Case.objects.filter(id=a_case.child).delete()
    assert unity(a_case, a_case.mother)[a_case.mother].because == "family_unity_leaves_child"


def determined(a_case: CaseOf, specialist: Actor, actor: MakeActor, *, days: int = 30) -> None:
    """A separation as it comes about: assessed, determined by a panel, signed by somebody else."""
    second, third = (actor(Role.CHILD_PROTECTION_SPECIALIST, None, Purpose.PROTECTION) for _ in range(2))
    assessment = interests_assess(specialist, case_id=a_case.child, draft=bia([], about=About.SEPARATION))
    id = interests_determine(second, draft=bid(assessment))
    determination_sign(third, determination_id=id, agrees=True)
    review = timezone.localdate() + timedelta(days=days)
    separation_from_bid(second, determination_id=id, authority="Child protection panel", review_on=review)


@pytest.mark.parametrize("basis", BEST_INTERESTS)
@pytest.mark.parametrize("id", [None, uuid7()], ids=["without_one", "of_nothing"])
def test_nobody_decides_it_without_a_determination_that_stands(
    a_case: CaseOf, specialist: Actor, basis: SeparationBasis, id: UUID | None
) -> None:
    """The registry's own action asks for one, and the database looks whether it stands."""
    review = timezone.localdate() + timedelta(days=30)
    draft = SeparationDraft(a_case.family.person_ids[1], basis, "Child protection panel", "She stays here.", review)
    with pytest.raises((Invalid, IntegrityError), match="rests on"), transaction.atomic():
        separation_decide(specialist, draft, determined=id)
    assert unity(a_case, a_case.mother)[a_case.mother].holding is Holding.UNMET


def test_a_determination_carries_a_decision_about_its_own_child_alone(
    a_case: CaseOf, specialist: Actor, actor: MakeActor
) -> None:
    determined(a_case, specialist, actor)
    row, other = Separation.objects.get(), uuid7()
    own = row.id
    models.Rested.objects.update(separation_id=other)
    row.id, row.child_id = other, a_case.family.person_ids[0]
    with pytest.raises(IntegrityError, match="rests on"), transaction.atomic():
        row.save(force_insert=True)
    models.Rested.objects.update(separation_id=own)


def test_a_decision_on_the_childs_best_interests_lets_the_plan_go_on(
    a_case: CaseOf, specialist: Actor, actor: MakeActor
) -> None:
    determined(a_case, specialist, actor)
    assert unity(a_case, a_case.mother)[a_case.mother].holding is Holding.OPEN
    assert unity(a_case, a_case.child)[a_case.child].holding is Holding.UNMET, (
        "she would leave nobody; her mother is left behind"
    )


@pytest.mark.parametrize("basis", [one for one in SeparationBasis if one not in BEST_INTERESTS])
def test_no_other_basis_does(a_case: CaseOf, specialist: Actor, basis: SeparationBasis) -> None:
    decide(specialist, a_case.family.person_ids[1], basis)
    assert unity(a_case, a_case.mother)[a_case.mother].holding is Holding.UNMET


def test_a_decision_that_was_not_reviewed_in_time_lets_nothing_go_on(
    a_case: CaseOf, specialist: Actor, actor: MakeActor
) -> None:
    determined(a_case, specialist, actor)
    later = timezone.localdate() + timedelta(days=31)
    assert unity(a_case, a_case.mother, day=later)[a_case.mother].holding is Holding.UNMET


@pytest.mark.parametrize("born", ["2016", "2010", "2009-06", ""])
def test_no_child_is_recorded_to_stay_apart_whatever_their_age(case_at: CaseAt, actor: MakeActor, born: str) -> None:
    """Sixteen is a child, and whoever's age nobody knows may be one."""
    there = case_at()
    clerk = actor(Role.REGISTRATION_CLERK, there.site)
    alone = FamilyMember(person(there.site, "Yusuf Haddad", born=born).statements, HouseholdRole.OTHER_RELATIVE)
    (boy,) = family_register(clerk, FamilyDraft((alone,), there.site)).person_ids
    (case,) = case_open(there.coordinator, person_ids=[boy], pack_key=PACK)
    with pytest.raises(Invalid, match="may be under 18"):
        apart_record(there.coordinator, case, words="He is nearly grown and can travel alone.")
    assert not models.Apart.objects.exists()


def test_an_adult_who_stays_apart_takes_no_carer_from_a_child(a_case: CaseOf) -> None:
    apart_record(a_case.coordinator, a_case.mother, words="She said that she comes later.")
    assert unity(a_case, a_case.child)[a_case.child].because == "family_unity_child_without_carers"


def test_a_part_of_a_household_takes_no_step(case_at: CaseAt) -> None:
    there = case_at(Stage.RECEIVED)
    for case in there.ids:
        with pytest.raises(SeparatesFamily):
            steps_take(there.coordinator, case_ids=[case], to=Stage.REHABILITATION)


def test_nobody_overrides_it() -> None:
    assert not KEEPERS[Gate.FAMILY_UNITY].overridable
    assert not KEEPERS[Gate.BEST_INTERESTS].overridable
