"""Records compared with each other: on however many processors, the same pairs, each once, the earlier record first."""

from __future__ import annotations

from uuid import UUID

import pytest

from homeward.exchange.invented.statements import statements_of
from homeward.identity import comparing
from homeward.identity.comparing import Population
from homeward.identity.profiles import profile_of_statements
from homeward.identity.rules import WORTH_A_LOOK
from homeward.kernel.ids import uuid7
from homeward.screening.profile import Profile
from homeward.synthetic.population.stream import population

PEOPLE = 500


@pytest.fixture(scope="module")
def profiles() -> tuple[Profile, ...]:
    """An invented camp in the order in which it was registered, some of it twice."""
    members = [member for drawn in population(PEOPLE, 2) for member in drawn.household.members]
    known_as = {member.reference: uuid7() for member in members}
    return tuple(
        profile_of_statements(str(known_as[member.reference]), list(statements_of(member, known_as)))
        for member in members
    )


@pytest.fixture(scope="module")
def everybody(profiles: tuple[Profile, ...]) -> Population:
    """The camp laid out."""
    return Population(profiles)


def test_each_pair_comes_once_and_the_earlier_record_first(
    profiles: tuple[Profile, ...], everybody: Population
) -> None:
    found = everybody.alike(0, PEOPLE, WORTH_A_LOOK)
    place = {UUID(profile.query_id): n for n, profile in enumerate(profiles)}
    assert len(found) > 3
    assert len({(left, right) for left, right, _ in found}) == len(found)
    assert all(place[left] < place[right] for left, right, _ in found)


@pytest.mark.parametrize("processors", [1, 2, 5, PEOPLE + 1])
def test_processors_change_nothing(everybody: Population, monkeypatch: pytest.MonkeyPatch, processors: int) -> None:
    whole = everybody.alike(0, PEOPLE, WORTH_A_LOOK)
    monkeypatch.setattr(comparing, "_processors", lambda: processors)
    assert everybody.alike(0, PEOPLE, WORTH_A_LOOK) == whole


def test_nobody_is_like_nobody(everybody: Population) -> None:
    assert everybody.alike(PEOPLE, PEOPLE, WORTH_A_LOOK) == []
