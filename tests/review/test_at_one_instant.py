"""Two people decide at the same instant: one is first, the other hears who it was; nothing is half written. On real transactions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection

from actors import MakeActor
from asked import NAME, WORDS, Asked, ask, ask_about, found, somebody
from homeward.access.errors import Stale
from homeward.access.facts import Role
from homeward.kernel.errors import HomewardError
from homeward.registry.errors import Invalid
from homeward.review import models
from homeward.review.actions.decisions import candidate_decide, decision_confirm
from homeward.review.facts.candidates import Outcome, State
from homeward.review.rules.decisions import Unlawful

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def together(*acts: Callable[[], object]) -> list[HomewardError | None]:
    """What each says that is done at the same moment as the others, on a connection of its own."""
    gate, said = Barrier(len(acts)), [None] * len(acts)

    def do(place: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait(30)
            acts[place]()
        except HomewardError as wrong:
            said[place] = wrong
        finally:
            connection.close()

    threads = [Thread(target=do, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return said


@pytest.fixture
def asked(actor: MakeActor) -> Asked:
    """A candidate."""
    return ask(actor)


def test_one_of_two_first_looks_is_kept(asked: Asked, actor: MakeActor) -> None:
    for turn in range(ROUNDS):
        one = ask_about(asked, somebody(asked.site, f"{NAME} {'abc'[turn]}"))
        people = [actor(Role.SCREENING_ANALYST) for _ in range(2)]
        drafts = [found(one, Outcome.INSUFFICIENT), found(one, Outcome.POSSIBLE)]
        said = together(
            *(partial(candidate_decide, *each) for each in zip(people, (one.id, one.id), drafts, strict=True))
        )
        assert sorted(type(wrong) for wrong in said if wrong) == [Stale]
        first = said.index(None)
        (decision,) = models.Decision.objects.filter(candidate=one.id)
        assert (decision.decided_by, one.row.first_by) == (people[first].user_id, people[first].user_id)
        assert one.row.outcome == drafts[first].outcome
        assert people[first].username in str(said[1 - first])


def test_one_of_two_confirmations_is_kept(asked: Asked, actor: MakeActor) -> None:
    models.Candidate.objects.filter(id=asked.id).update(strong=True)
    candidate_decide(actor(Role.SCREENING_ANALYST), asked.id, found(asked))
    people, version = [actor(Role.SECOND_REVIEWER) for _ in range(2)], asked.row.version
    said = together(*(partial(decision_confirm, one, asked.id, words=WORDS, version=version) for one in people))
    assert sorted(type(wrong) for wrong in said if wrong) == [Stale]
    assert asked.row.second_by == people[said.index(None)].user_id
    assert models.Decision.objects.filter(candidate=asked.id, step="second").count() == 1


def test_one_entry_is_not_corroborated_for_two_people(asked: Asked, actor: MakeActor) -> None:
    other = ask_about(asked, somebody(asked.site, f"{NAME} Salim"))
    people = [actor(Role.SCREENING_ANALYST) for _ in range(2)]
    drafts = [found(one, Outcome.CORROBORATED) for one in (asked, other)]
    said = together(
        *(partial(candidate_decide, *each) for each in zip(people, (asked.id, other.id), drafts, strict=True))
    )
    assert [type(wrong) for wrong in said if wrong] in ([Unlawful], [Invalid])
    assert models.Candidate.objects.filter(state=State.SECOND).count() == 1
    assert models.Decision.objects.count() == 1
