"""Who cares for a child, and which change separates one: the rules alone, with invented households."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import (
    INTERESTS_BASES,
    FamilyDraft,
    FamilyMember,
    Kin,
    Member,
    RelationDraft,
    RelationKind,
    SeparationBasis,
    SeparationDraft,
)
from homeward.registry.facts.persons import HouseholdRole as R
from homeward.registry.rules.households import (
    carers,
    check_family,
    check_roles,
    check_separation,
    may_be_child,
    one_way,
    separated,
    uncared,
)

DAY = date(2026, 3, 10)
HOME, OTHER, SITE, ELSEWHERE = (UUID(int=number) for number in (100, 101, 200, 201))
GROWN, SMALL = date(1990, 5, 1), date(2018, 5, 1)


def one(number: int, role: R, born: date | None = GROWN, **more) -> Member:
    return Member(UUID(int=number), more.pop("household", HOME), role, born, more.pop("site", SITE), **more)


MOTHER, FATHER, CHILD, AUNT = one(1, R.HEAD), one(2, R.SPOUSE), one(3, R.CHILD, SMALL), one(4, R.OTHER_RELATIVE)


def moved(members: list[Member], *numbers: int, to: UUID | None = OTHER) -> list[Member]:
    return [replace(m, household_id=to) if m.person_id.int in numbers else m for m in members]


@pytest.mark.parametrize(
    ("born_to", "role", "expected"),
    [
        (date(2008, 2, 1), R.CHILD, False),  # 18 by the end of February 2026 at the latest
        (date(2008, 3, 1), R.CHILD, True),  # perhaps born on the 31st
        (date(2008, 3, 1), R.HEAD, True),
        (None, R.CHILD, True),
        (None, R.UNKNOWN, True),
        (None, R.HEAD, False),
        (date(2027, 1, 1), R.CHILD, True),
    ],
)
def test_may_be_a_child(born_to: date | None, role: R, expected: bool) -> None:
    assert may_be_child(born_to, role, DAY) is expected


def test_the_nearest_of_whom_anything_is_recorded_cares() -> None:
    everybody = [MOTHER, FATHER, CHILD, AUNT]
    assert carers(CHILD, everybody, DAY) == {MOTHER.person_id, FATHER.person_id}
    by_parent = replace(CHILD, parents=frozenset({MOTHER.person_id}), guardians=frozenset({AUNT.person_id}))
    assert carers(by_parent, everybody, DAY) == {MOTHER.person_id}
    by_guardian = replace(CHILD, guardians=frozenset({AUNT.person_id}))
    assert carers(by_guardian, everybody, DAY) == {AUNT.person_id}
    assert carers(CHILD, [CHILD, AUNT], DAY) == {AUNT.person_id}
    assert carers(CHILD, [CHILD, one(5, R.SIBLING, SMALL)], DAY) == frozenset()


@pytest.mark.parametrize(
    ("who", "children"),
    [
        ((3,), [3]),  # the child alone
        ((1, 3), []),  # with the mother
        ((2,), []),  # the father alone: the mother stays
        ((1, 2), [3]),  # both parents
        ((1, 2, 3), []),
        ((4,), []),
        ((3, 4), [3]),  # with the aunt, away from both parents
    ],
)
def test_which_move_separates(who: tuple[int, ...], children: list[int]) -> None:
    before = [MOTHER, FATHER, CHILD, AUNT]
    assert [id.int for id in separated(before, moved(before, *who), DAY)] == children
    assert [id.int for id in separated(before, moved(before, *who, to=None), DAY)] == (
        children if set(who) != {1, 2, 3} and set(who) != {1, 3} else [3]
    )


def test_a_parent_is_not_replaced_by_another_adult() -> None:
    child = replace(CHILD, parents=frozenset({MOTHER.person_id}))
    before = [MOTHER, FATHER, child]
    assert separated(before, moved(before, 1), DAY) == (child.person_id,)


def test_whoever_is_not_there_cares_for_nobody() -> None:
    before = [replace(MOTHER, present_at=None), CHILD, AUNT]
    assert carers(CHILD, before, DAY) == {AUNT.person_id}
    assert separated(before, moved(before, 3), DAY) == (CHILD.person_id,)
    assert uncared([replace(MOTHER, present_at=None), CHILD], DAY) == (CHILD.person_id,)
    assert uncared([MOTHER, CHILD], DAY) == ()


@given(st.sets(st.sampled_from([1, 2, 3, 4])))
def test_whoever_goes_together_is_never_separated_from_each_other(who: set[int]) -> None:
    before = [MOTHER, FATHER, CHILD, AUNT]
    everybody = who | ({3} if {1, 2} <= who else set()) | ({1} if 3 in who else set())
    assert separated(before, moved(before, *everybody), DAY) == ()


def test_no_adult_is_ever_separated() -> None:
    before = [MOTHER, FATHER, AUNT]
    assert separated(before, moved(before, 4), DAY) == ()


@pytest.mark.parametrize(
    "members",
    [
        [MOTHER, one(5, R.HEAD)],
        [MOTHER, one(5, R.SEPARATED_CHILD)],  # an adult
        [MOTHER, one(5, R.UNACCOMPANIED_CHILD, SMALL, parents=frozenset({MOTHER.person_id}))],
    ],
)
def test_roles_that_contradict_themselves(members: list[Member]) -> None:
    with pytest.raises(Invalid):
        check_roles(members, DAY)


def test_two_households_have_two_heads() -> None:
    check_roles([MOTHER, one(5, R.HEAD, household=OTHER)], DAY)


@pytest.mark.parametrize(
    ("kind", "kept", "turned"),
    [
        (RelationKind.PARENT, RelationKind.PARENT, False),
        (RelationKind.CHILD, RelationKind.PARENT, True),
        (RelationKind.GRANDCHILD, RelationKind.GRANDPARENT, True),
        (RelationKind.WARD, RelationKind.GUARDIAN, True),
        (RelationKind.SPOUSE, RelationKind.SPOUSE, True),
    ],
)
def test_a_relation_is_kept_one_way(kind: RelationKind, kept: RelationKind, turned: bool) -> None:
    said = one_way(RelationDraft(UUID(int=9), kind, UUID(int=1), Source.PERSON))
    assert said.kind is kept
    assert (said.person_id.int, said.of_id.int) == ((1, 9) if turned else (9, 1))
    assert one_way(said) == said


@pytest.mark.parametrize(
    "members",
    [
        (),
        tuple(FamilyMember((), R.CHILD) for _ in range(61)),
        (FamilyMember((), R.HEAD), FamilyMember((), R.HEAD)),
        (FamilyMember((), R.HEAD, (Kin(RelationKind.PARENT, 0),)),),
        (FamilyMember((), R.HEAD, (Kin(RelationKind.PARENT, 1),)),),
    ],
)
def test_families_that_are_none(members: tuple[FamilyMember, ...]) -> None:
    with pytest.raises(Invalid):
        check_family(FamilyDraft(members, SITE))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "  because "}, "reason"),
        ({"authority": " "}, "authority"),
        ({"review_on": DAY}, "review_on"),
        ({"review_on": DAY + timedelta(days=91)}, "review_on"),
    ],
)
def test_a_decision_needs_reason_authority_and_review(change: dict, field: str) -> None:
    whole = SeparationDraft(
        UUID(int=3), SeparationBasis.COURT_ORDER, "Juvenile court", "As the court ordered.", DAY + timedelta(30)
    )
    check_separation(whole, SMALL, DAY, determined=False)
    with pytest.raises(Invalid) as refused:
        check_separation(replace(whole, **change), SMALL, DAY, determined=False)
    assert refused.value.data["field"] == field
    with pytest.raises(Invalid):
        check_separation(whole, GROWN, DAY, determined=False)


@pytest.mark.parametrize("basis", sorted(INTERESTS_BASES))
def test_best_interests_are_no_basis_without_a_determination(basis: SeparationBasis) -> None:
    draft = SeparationDraft(UUID(int=3), basis, "The panel", "It would be good for this child.", DAY + timedelta(30))
    check_separation(draft, SMALL, DAY, determined=True)
    with pytest.raises(Invalid) as refused:
        check_separation(draft, SMALL, DAY, determined=False)
    assert refused.value.data["field"] == "basis"
