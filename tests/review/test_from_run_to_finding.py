"""From a run to a finding and through the nights after it: what was decided is not asked again until a record says otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors import MakeActor
from asked import BORN, NAME, PASSPORT, WORDS, Asked, ask, found, somebody
from exchange_files import work
from homeward.access.facts import Actor, Role
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import ClaimKind, ParentRole, ParentValue
from homeward.review import models
from homeward.review.actions.decisions import candidate_decide, decision_confirm
from homeward.review.actions.quality import planted_make
from homeward.review.actions.runs import run_ask
from homeward.review.facts.candidates import Outcome, State, Why
from homeward.review.facts.quality import Measure
from homeward.review.facts.runs import Scope
from homeward.review.rules import decisions as rules
from homeward.review.selectors.findings import findings_of
from homeward.review.selectors.quality import quality_of
from shelves import new_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def screened(actor: MakeActor, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A person whom a run found to be a candidate for entry X-1."""
    monkeypatch.setattr(rules, "BLIND_SHARE", 0.0)
    here = ask(actor)
    person_id = person_register(here.clerk, somebody(here.site, f"{NAME} Nuri"))
    run(actor(Role.SCREENING_ANALYST))
    row = models.Candidate.objects.get(person_id=person_id, entry_id="X-1")
    return replace(here, person_id=person_id, id=row.id)


def run(analyst: Actor, scope: Scope = Scope.EVERYONE) -> None:
    """Screen, and do all that waits."""
    run_ask(actor=analyst, scope=scope)
    work()


def decide(screened: Asked, first: Actor, second: Actor) -> None:
    """Put it aside, with a second person where that is asked for."""
    done = candidate_decide(first, screened.id, found(screened))
    if done.state is State.SECOND:
        decision_confirm(second, screened.id, words=WORDS, version=done.version)


def test_a_namesake_that_was_put_aside_is_not_asked_the_next_night(
    screened: Asked, first: Actor, second: Actor
) -> None:
    decide(screened, first, second)
    before = screened.row
    run(first)
    after = screened.row
    assert (after.state, after.version, after.round) == (State.DECIDED, before.version, 1)
    (finding,) = (one for one in findings_of(first, screened.person_id) if one.candidate_id == screened.id)
    assert finding.outcome is Outcome.DIFFERENT


def test_an_amended_entry_and_a_corrected_record_ask_again(screened: Asked, first: Actor, second: Actor) -> None:
    decide(screened, first, second)
    new_edition(first, "test-list", [("X-1", f"{NAME} Amended", BORN, "iq", "", PASSPORT), ("X-2", NAME, "", "iq")])
    run(first)
    row = screened.row
    assert (row.state, row.why, row.round) == (State.WAITING, Why.ENTRY_AMENDED, 2)
    decide(screened, first, second)
    mother = Statement(ClaimKind.PARENT, known(ParentValue(ParentRole.MOTHER, "Qarnfala Nuri")))
    claims_record(screened.clerk, screened.person_id, [mother], version=1)
    run(first)
    row = screened.row
    assert (row.state, row.why, row.round) == (State.WAITING, Why.PERSON_CHANGED, 3)
    assert models.Decision.objects.filter(candidate=screened.id).count() >= 2


def test_planted_cases_are_screened_with_everyone(screened: Asked, first: Actor, actor: MakeActor) -> None:
    watcher = actor(Role.DATA_PROTECTION_OFFICER)
    planted_make(watcher, number=3)
    assert quality_of(watcher).planted == 0
    run(first)
    figures = quality_of(watcher)
    assert figures.planted == models.Planted.objects.count()
    recall = next(one for one in figures.tables if one.measure is Measure.RECALL)
    assert recall.whole.total == models.Planted.objects.filter(same=True).count()
    assert models.Candidate.objects.filter(planted__isnull=False).exists()
