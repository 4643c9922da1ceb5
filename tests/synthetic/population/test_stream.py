"""The stream is the same for the same seed, as long as asked, refers backwards only, and says beside it who was registered twice."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from homeward.synthetic.population.records import Drawn, PersonRecord
from homeward.synthetic.population.stream import population


def test_same_seed_same_registry_and_another_seed_another() -> None:
    first = list(population(600, seed=4))
    assert first == list(population(600, seed=4))
    assert first != list(population(600, seed=5))
    assert list(islice(population(10**9, seed=4), 50)) == first[:50], "a longer registry begins like a shorter one"


@pytest.mark.parametrize("count", [0, 1, 2, 37, 500])
def test_there_are_as_many_persons_as_asked(count: int) -> None:
    assert sum(len(drawn.household.members) for drawn in population(count)) == count


def test_references_are_counted_and_refer_backwards_or_within(drawn: tuple[Drawn, ...]) -> None:
    seen: set[str] = set()
    for one in drawn:
        own = [member.reference for member in one.household.members]
        assert own == [f"SYN-P{number:07d}" for number in range(len(seen) + 1, len(seen) + 1 + len(own))]
        seen.update(own)
        for member in one.household.members:
            assert {kin.of for kin in member.kin} <= seen - {member.reference}
            assert {parent.reference for parent in member.parents} <= {*own, ""} - {member.reference}
            assert member.care is None or member.care.carer in seen | {""}
    assert len({one.household.reference for one in drawn}) == len(drawn)


def test_who_is_registered_twice_is_written_in_another_way(drawn: tuple[Drawn, ...]) -> None:
    by_reference = {m.reference: m for one in drawn for m in one.household.members}
    repeats = [repeat for one in drawn for repeat in one.repeats]
    assert 0.005 < len(repeats) / len(by_reference) < 0.04
    assert len({repeat.same_as for repeat in repeats}) == len(repeats)
    other_name = 0
    for repeat in repeats:
        first, again = by_reference[repeat.same_as], by_reference[repeat.reference]
        assert repeat.same_as < repeat.reference and first.sex == again.sex
        other_name += {name.text for name in first.names} != {name.text for name in again.names}
    assert other_name > 0.7 * len(repeats)
    assert any(not one.repeats for one in drawn)


def test_a_second_registration_is_a_household_of_its_own_that_is_repeated_as_a_whole(drawn: tuple[Drawn, ...]) -> None:
    again = [one for one in drawn if one.repeats]
    for one in again:
        assert [repeat.reference for repeat in one.repeats] == [m.reference for m in one.household.members]
    sizes = Counter(len(one.repeats) for one in again)
    assert sizes[1] and len(sizes) > 2


def test_a_detained_father_says_whose_father_he_is(drawn: tuple[Drawn, ...], persons: tuple[PersonRecord, ...]) -> None:
    by_reference = {person.reference: person for person in persons}
    fathers = [p for p in persons if p.stays[0].site == "MQ-1" and p.kin]
    assert len(fathers) > 50
    for father in fathers:
        assert father.sex == "male" and father.role == "head"
        for kin in father.kin:
            other = by_reference[kin.of]
            assert (kin.kind, other.role) in {("spouse", "head"), ("parent", "child")}
            assert other.stays[0].site != "MQ-1"


def test_every_role_and_some_sixty_nationalities_occur(persons: tuple[PersonRecord, ...]) -> None:
    roles = Counter(person.role for person in persons)
    assert {"head", "spouse", "child", "grandchild", "separated_child", "unaccompanied_child", "other_relative"} <= set(
        roles
    )
    claimed = Counter(claim.country for person in persons for claim in person.nationalities)
    assert 0.42 < claimed["iq"] / len(persons) < 0.54 and 0.28 < claimed["sy"] / len(persons) < 0.40
    assert len(claimed) > 50
    assert any(claim.stateless for person in persons for claim in person.nationalities)
    assert any(len({c.country for c in person.nationalities}) > 1 for person in persons)
    silences = Counter(person.silences.get("nationality") for person in persons)
    assert silences["unknown"] and silences["declined"]


@pytest.mark.slow
def test_a_registry_of_55000_holds_as_many() -> None:
    assert sum(len(drawn.household.members) for drawn in population()) == 55_000
