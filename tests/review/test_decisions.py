"""Two people answer a candidate: what each outcome asks for, where it leads, and that nobody stands in for the second person."""

from __future__ import annotations

import itertools
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors import MakeActor
from asked import NAME, WORDS, Asked, ask, ask_about, found, somebody
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Role
from homeward.registry.errors import Invalid
from homeward.review import models
from homeward.review.actions.decisions import candidate_blind, candidate_decide, decision_confirm, decision_disagree
from homeward.review.facts.candidates import Desk, Identifier, Outcome, Reason, State, Step, Why
from homeward.review.rules import decisions as rules
from homeward.review.sealed import DECISION_WORDS, key_of, open_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No candidate is among those looked at again."""
    monkeypatch.setattr(rules, "BLIND_SHARE", 0.0)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every candidate is."""
    monkeypatch.setattr(rules, "BLIND_SHARE", 1.0)


@pytest.mark.parametrize("outcome", [Outcome.DIFFERENT, Outcome.INSUFFICIENT, Outcome.POSSIBLE])
def test_one_person_decides_what_needs_no_second(asked: Asked, first: Actor, outcome: Outcome) -> None:
    done = candidate_decide(first, asked.id, found(asked, outcome))
    row = asked.row
    assert (row.state, row.outcome, row.first_by, row.second_by) == (State.DECIDED, outcome, first.user_id, None)
    assert row.version == done.version == 2
    assert row.renew_on == rules.renew_on(outcome, timezone.localdate())
    decision = models.Decision.objects.get()
    assert open_text(key_of(row), DECISION_WORDS, decision.id, decision.words) == WORDS
    assert WORDS.encode() not in bytes(decision.words)
    assert NAME.encode() not in bytes(decision.seen)


def test_a_strong_candidate_is_put_aside_by_two(strong: Asked, first: Actor, second: Actor) -> None:
    candidate_decide(first, strong.id, found(strong))
    assert (strong.row.state, strong.row.decided_at) == (State.SECOND, None)
    decision_confirm(second, strong.id, words=WORDS, version=strong.row.version)
    row = strong.row
    assert (row.state, row.outcome, row.first_by, row.second_by) == (
        State.DECIDED, Outcome.DIFFERENT, first.user_id, second.user_id,
    )  # fmt: skip


def test_corroborated_waits_for_the_source_and_not_for_us(asked: Asked, first: Actor, second: Actor) -> None:
    candidate_decide(first, asked.id, found(asked, Outcome.CORROBORATED))
    decision_confirm(second, asked.id, words=WORDS, version=asked.row.version)
    assert (asked.row.state, asked.row.source_said, asked.row.decided_at) == (State.SOURCE, "", None)


@pytest.mark.parametrize("outcome", [Outcome.DIFFERENT, Outcome.CORROBORATED])
def test_nobody_confirms_their_own_decision(strong: Asked, first: Actor, outcome: Outcome) -> None:
    candidate_decide(first, strong.id, found(strong, outcome))
    version = strong.row.version
    with pytest.raises(Invalid, match="yourself"):
        decision_confirm(first, strong.id, words=WORDS, version=version)
    with pytest.raises(Invalid, match="yourself"):
        decision_disagree(first, strong.id, found(strong, Outcome.POSSIBLE))
    assert (strong.row.state, models.Decision.objects.count()) == (State.SECOND, 1)


def copied(decision: models.Decision, **said: object) -> models.Decision:
    """The same decision as another row."""
    row = models.Decision.objects.get(id=decision.id)
    row.id, row._state.adding = uuid4(), True
    for name, value in said.items():
        setattr(row, name, value)
    return row


def test_nor_does_sql_let_them(strong: Asked, first: Actor, second: Actor) -> None:
    candidate_decide(first, strong.id, found(strong))
    mine = models.Decision.objects.get()
    own = {"step": Step.SECOND, "confirms": mine, "confirms_by": first.user_id, "agrees": True}
    attempts = (
        own,  # as themselves
        own | {"confirms_by": second.user_id},  # as if it had been somebody else's decision
        own | {"decided_by": second.user_id, "round": 2},  # of another round
        own | {"decided_by": second.user_id, "confirms_by": second.user_id},
        own | {"step": Step.BLIND},
    )
    for said in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            copied(mine, **said).save(force_insert=True)
    candidates = models.Candidate.objects.filter(id=strong.id)
    decided = {"state": State.DECIDED, "decided_at": timezone.now()}
    for said in (
        {"second_by": first.user_id},
        {"second_by": second.user_id},  # who decided nothing
        {"first_by": second.user_id, "second_by": first.user_id},
        {"outcome": Outcome.CORROBORATED, "second_by": second.user_id, "source_said": "valid"},
        {},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            candidates.update(**decided | said)
    assert strong.row.state == State.SECOND


def test_a_decision_is_never_changed_or_deleted(asked: Asked, first: Actor) -> None:
    candidate_decide(first, asked.id, found(asked))
    decisions = models.Decision.objects.all()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        decisions.update(outcome=Outcome.CORROBORATED)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        decisions._raw_delete(decisions.db)
    assert decisions.count() == 1


def test_one_who_disagrees_leaves_it_to_a_third(strong: Asked, first: Actor, second: Actor, third: Actor) -> None:
    candidate_decide(first, strong.id, found(strong))
    decision_disagree(second, strong.id, found(strong, Outcome.POSSIBLE))
    row = strong.row
    assert (row.state, row.why, row.outcome, row.first_by, row.round) == (State.WAITING, Why.DISAGREED, "", None, 1)
    for who in (first, second):
        with pytest.raises(Invalid, match="third person"):
            candidate_decide(who, strong.id, found(strong))
    candidate_decide(third, strong.id, found(strong))
    decision_confirm(first, strong.id, words=WORDS, version=strong.row.version)
    assert (strong.row.first_by, strong.row.second_by) == (third.user_id, first.user_id)
    assert models.Decision.objects.count() == 4


def test_to_disagree_is_to_find_something_else(strong: Asked, first: Actor, second: Actor) -> None:
    candidate_decide(first, strong.id, found(strong))
    with pytest.raises(Invalid, match="first decision says"):
        decision_disagree(second, strong.id, found(strong))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"words": "ok"}, "words"),
        ({"reason": Reason.DOCUMENT_AGREES}, "reason"),
        ({"outcome": Outcome.POSSIBLE, "reason": Reason.FACT_WANTED}, "wanted"),
        ({"outcome": Outcome.CORROBORATED, "reason": Reason.SEVERAL_AGREE}, "identifiers"),
    ],
)
def test_each_outcome_asks_for_its_own(asked: Asked, first: Actor, said: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        candidate_decide(first, asked.id, replace(found(asked), **said))  # type: ignore[arg-type]
    assert wrong.value.data["field"] == field
    assert (asked.row.state, models.Decision.objects.count()) == (State.WAITING, 0)


@pytest.mark.parametrize(
    "named",
    [
        frozenset(),
        frozenset({Identifier.DOCUMENT}),
        frozenset({Identifier.DOCUMENT, Identifier.MOTHER}),  # the list says nothing of a mother
        frozenset({Identifier.FATHER, Identifier.BIRTH_PLACE}),
    ],
)
def test_what_does_not_agree_corroborates_nothing(asked: Asked, first: Actor, named: frozenset[Identifier]) -> None:
    with pytest.raises(Invalid):
        candidate_decide(first, asked.id, found(asked, Outcome.CORROBORATED, identifiers=named))


def test_a_name_alone_never_corroborates(asked: Asked, first: Actor) -> None:
    """Entry X-2 shares the whole name, and says nothing else."""
    namesake = ask_about(asked, somebody(asked.site), entry_id="X-2", millibits=40_000, strong=True)
    draft = found(namesake, Outcome.CORROBORATED)
    with pytest.raises(Invalid, match="does not show"):
        candidate_decide(first, namesake.id, draft)


def test_father_and_place_alone_are_too_little() -> None:
    both = frozenset({Identifier.FATHER, Identifier.BIRTH_PLACE})
    draft = rules.Draft(Outcome.CORROBORATED, Reason.SEVERAL_AGREE, WORDS, 1, both)
    with pytest.raises(Invalid, match="shared by many"):
        rules.check_identifiers(draft, both)
    rules.check_identifiers(replace(draft, identifiers=both | {Identifier.MOTHER}), both | {Identifier.MOTHER})


def test_what_a_register_says_counts_as_recorded() -> None:
    named = frozenset({Identifier.REGISTER, Identifier.BIRTH})
    draft = rules.Draft(Outcome.CORROBORATED, Reason.REGISTER_AGREES, WORDS, 1, named)
    rules.check_identifiers(draft, {Identifier.BIRTH})
    with pytest.raises(Invalid, match="speaks of a fact"):
        rules.check_identifiers(replace(draft, reason=Reason.BIOMETRIC_OUTCOME), {Identifier.BIRTH})


def test_an_entry_is_corroborated_for_one_person(asked: Asked, first: Actor, second: Actor) -> None:
    other = ask_about(asked, somebody(asked.site, f"{NAME} Salim"))
    candidate_decide(first, asked.id, found(asked, Outcome.CORROBORATED))
    with pytest.raises(Invalid, match="another person"):
        candidate_decide(second, other.id, found(other, Outcome.CORROBORATED))
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Decision.objects.bulk_create(
            [copied(models.Decision.objects.get(), candidate_id=other.id, decided_by=second.user_id)]
        )
        models.Candidate.objects.filter(id=other.id).update(
            state=State.SECOND, outcome=Outcome.CORROBORATED, first_by=second.user_id
        )
    candidate_decide(second, other.id, found(other))
    assert other.row.outcome == Outcome.DIFFERENT


def test_the_second_of_two_at_one_instant_is_told_who_was_first(
    asked: Asked, first: Actor, second: Actor, undrawn: None
) -> None:
    mine, theirs = found(asked), found(asked, Outcome.POSSIBLE)
    candidate_decide(first, asked.id, mine)
    with pytest.raises(Stale, match=first.username) as stale:
        candidate_decide(second, asked.id, theirs)
    assert stale.value.data == {
        "decision": str(models.Decision.objects.get().id),
        "blind": False,
        "name": first.username,
    }
    assert asked.row.outcome == Outcome.DIFFERENT


def test_what_somebody_took_is_theirs_to_decide(asked: Asked, first: Actor, second: Actor) -> None:
    models.Candidate.objects.filter(id=asked.id).update(
        claimed_by=second.user_id, claimed_name=second.username, claimed_at=timezone.now()
    )
    with pytest.raises(Stale, match=second.username):
        candidate_decide(first, asked.id, found(asked))
    candidate_decide(second, asked.id, found(asked))
    assert asked.row.claimed_by is None


def test_who_may_say_nothing_says_nothing(asked: Asked, actor: MakeActor) -> None:
    draft = found(asked)
    for role in (Role.SECOND_REVIEWER, Role.NCB_LIAISON):
        with pytest.raises(Refused):
            candidate_decide(actor(role), asked.id, draft)
    for role in (Role.REGISTRATION_CLERK, Role.CHILD_PROTECTION_SPECIALIST, Role.ADMINISTRATOR, Role.AUDITOR):
        with pytest.raises((Refused, NotFound)):
            candidate_decide(actor(role), asked.id, draft)
    with pytest.raises(NotFound):
        candidate_decide(actor(Role.SCREENING_ANALYST, uuid4()), asked.id, draft)
    assert asked.row.state == State.WAITING


def test_of_a_child_only_specialists_decide(actor: MakeActor, first: Actor) -> None:
    child = ask(actor, desk=Desk.CHILD, strong=True)
    with pytest.raises((Refused, NotFound)):
        candidate_decide(first, child.id, found(child))
    one, two = (actor(Role.CHILD_PROTECTION_SPECIALIST) for _ in range(2))
    candidate_decide(one, child.id, found(child))
    with pytest.raises((Refused, NotFound)):
        decision_confirm(first, child.id, words=WORDS, version=child.row.version)
    decision_confirm(two, child.id, words=WORDS, version=child.row.version)
    assert child.row.state == State.DECIDED


def test_a_drawn_candidate_is_looked_at_blind(asked: Asked, first: Actor, second: Actor, drawn: None) -> None:
    draft = found(asked)
    candidate_decide(first, asked.id, draft)
    assert asked.row.blind_due
    with pytest.raises(Stale) as stale:  # who came second counts as blind, so they are not told what was found
        candidate_decide(second, asked.id, draft)
    assert Outcome.DIFFERENT not in str(stale.value)
    with pytest.raises(Invalid, match="yourself"):
        candidate_blind(first, asked.id, found(asked))
    candidate_blind(second, asked.id, found(asked))
    row, last = asked.row, models.Decision.objects.latest("id")
    assert (row.state, row.blind_due, last.step, last.agrees) == (State.DECIDED, False, Step.BLIND, True)


def test_two_who_disagree_blind_leave_it_to_a_third(
    asked: Asked, first: Actor, second: Actor, third: Actor, drawn: None
) -> None:
    candidate_decide(first, asked.id, found(asked))
    candidate_blind(second, asked.id, found(asked, Outcome.POSSIBLE))
    assert (asked.row.state, asked.row.why, asked.row.blind_due) == (State.WAITING, Why.DISAGREED, False)
    with pytest.raises(Invalid, match="third person"):
        candidate_decide(second, asked.id, found(asked))
    candidate_decide(third, asked.id, found(asked))


def test_the_draw_is_fixed_and_about_one_in_twenty() -> None:
    share = sum(rules.drawn(number) for number in range(0, 2**64, 2**64 // 1000)) / 1000
    assert abs(share - rules.BLIND_SHARE) < 0.002


def test_every_step_is_in_the_table_or_unlawful() -> None:
    """Nothing leads to a corroborated finding but a confirmed decision and the source's answer."""
    for act, state, outcome, strong in itertools.product(rules.Act, State, Outcome, (True, False)):
        line = rules.after(act, state, outcome, strong=strong)
        if line is None:
            with pytest.raises(rules.Unlawful):
                rules.step(act, state, outcome, strong=strong)
            continue
        if line.to is State.DECIDED and outcome is Outcome.CORROBORATED and state is not State.DECIDED:
            assert (act, state) == (rules.Act.SOURCE_VALID, State.SOURCE)
        if act is rules.Act.DECIDE and outcome is Outcome.DIFFERENT and strong:
            assert line.to is State.SECOND
        assert not (line.to is State.WAITING and line.why is None)
