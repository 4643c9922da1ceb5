"""A family stays together: who would be parted by a plan, in all the ways in which a plan can part people."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.ids import uuid7
from homeward.pathway.rules.unity import Moving, Parts, partings

HOME, OTHER = uuid7(), uuid7()
FATHER, MOTHER, BOY, NEPHEW, GRANDMOTHER = (uuid7() for _ in range(5))
FAMILY = frozenset({HOME})


def family(*going: UUID, apart: frozenset[UUID] = frozenset(), gone: frozenset[UUID] = frozenset()) -> list[Moving]:
    """A family of five, of whom some would go."""
    people = (FATHER, MOTHER, BOY, NEPHEW, GRANDMOTHER)
    return [Moving(one, FAMILY, one in (BOY, NEPHEW), one in going, one in apart) for one in people if one not in gone]


CARERS = {BOY: frozenset({FATHER, MOTHER}), NEPHEW: frozenset({GRANDMOTHER})}
ALL = (FATHER, MOTHER, BOY, NEPHEW, GRANDMOTHER)


def test_all_together_nobody_is_parted() -> None:
    assert partings(family(*ALL), CARERS, ()) == {}


def test_whoever_is_left_behind_holds_the_others() -> None:
    found = partings(family(FATHER, MOTHER, BOY, NEPHEW), CARERS, ())
    assert found[FATHER].how is Parts.LEFT_BEHIND
    assert found[FATHER].others == (GRANDMOTHER,)


def test_a_child_without_their_carer_does_not_go_even_if_the_carer_stays_apart() -> None:
    found = partings(family(FATHER, MOTHER, BOY, NEPHEW, apart=frozenset({GRANDMOTHER})), CARERS, ())
    assert set(found) == {NEPHEW}
    assert found[NEPHEW].how is Parts.CHILD_WITHOUT_CARERS
    assert found[NEPHEW].others == (GRANDMOTHER,)


def test_an_adult_who_is_recorded_apart_lets_the_others_go() -> None:
    assert partings(family(MOTHER, BOY, NEPHEW, GRANDMOTHER, apart=frozenset({FATHER})), CARERS, ()) == {}


def test_a_child_never_stays_because_somebody_recorded_them_apart() -> None:
    found = partings(family(FATHER, MOTHER, NEPHEW, GRANDMOTHER, apart=frozenset({BOY})), CARERS, ())
    assert found[MOTHER].how is Parts.LEAVES_CHILD
    assert found[MOTHER].others == (BOY,)
    assert found[GRANDMOTHER].how is Parts.LEFT_BEHIND


def test_the_best_interests_decision_lets_a_child_stay_or_go_without_them() -> None:
    assert partings(family(FATHER, MOTHER, NEPHEW, GRANDMOTHER), CARERS, {BOY}) == {}
    without = family(FATHER, MOTHER, BOY, NEPHEW, apart=frozenset({GRANDMOTHER}))
    assert partings(without, CARERS, {NEPHEW}) == {}


def test_a_child_without_a_case_is_not_left_either() -> None:
    found = partings(family(FATHER, MOTHER, NEPHEW, GRANDMOTHER, gone=frozenset({BOY})), CARERS, ())
    assert {found[FATHER].how, found[MOTHER].how} == {Parts.LEAVES_CHILD}
    assert GRANDMOTHER not in found


def test_one_of_two_parents_is_enough_for_a_child() -> None:
    people = family(MOTHER, BOY, NEPHEW, GRANDMOTHER, gone=frozenset({FATHER}))
    assert partings(people, CARERS, ()) == {}


def test_a_child_whom_nobody_cares_for_is_parted_from_nobody() -> None:
    assert partings([Moving(BOY, FAMILY, True, True)], {BOY: frozenset()}, ()) == {}


def test_another_family_holds_nobody() -> None:
    other = Moving(uuid7(), frozenset({OTHER}), False, False)
    assert partings([*family(*ALL), other], CARERS, ()) == {}


@given(st.sets(st.sampled_from(ALL)), st.sets(st.sampled_from(ALL)))
def test_no_plan_that_passes_takes_a_child_from_all_their_carers(going: set[UUID], apart: set[UUID]) -> None:
    """Whatever is recorded of anybody: without a best interests decision, a child and their carers never end up on two sides."""
    people = family(*going, apart=frozenset(apart))
    if going and not partings(people, CARERS, ()):
        for child, carers in CARERS.items():
            assert (
                (child in going) == bool(carers & going) or (child in going and carers & going) or not carers <= going
            )
            assert not (child in going and not carers & going)
            assert not (child not in going and carers <= going)
