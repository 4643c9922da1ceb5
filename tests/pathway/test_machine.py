"""No sequence of actions by any roles, in any order and over months, brings a case past a gate that is not open.

A household of four, one of them a child; fifteen people of all roles who try whatever they like, most of which is refused. What is true
after each attempt is read by raw SQL and asked of the tables behind the gates themselves, never of the code that decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from drafts import person
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from actors import MakeActor
from homes import site
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.errors import HomewardError
from homeward.pathway import models
from homeward.pathway.actions.apart import apart_end, apart_record
from homeward.pathway.actions.assessed import decision_take_back, paper_record, paper_second
from homeward.pathway.actions.cases import case_open
from homeward.pathway.actions.children import interests_assess
from homeward.pathway.actions.following import follow
from homeward.pathway.actions.holds import hold_end, hold_place, hold_renew
from homeward.pathway.actions.overrides import override_ask, override_grant, override_refuse, override_review
from homeward.pathway.actions.steps import proposals_answer, proposals_take_back, steps_propose, steps_take
from homeward.pathway.actions.turning import cases_turn
from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.facts.holds import HoldDraft, HoldReason, OverrideDraft
from homeward.pathway.rules.steps import KEEPERS, STEPS
from homeward.registry.actions.households import family_register
from homeward.registry.actions.persons import claim_verify
from homeward.registry.facts.claims import Source, Verification
from homeward.registry.facts.households import FamilyDraft, FamilyMember, Kin, RelationKind
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.persons import person_file
from papers_ready import bar, bia, carer, fitness, own
from screenings import ROWS, screen
from shelves import a_list
from walked import PACK, a_pack, walk

START: Final = datetime(2026, 11, 26, 8, tzinfo=UTC)
WORDS: Final = (
    "",
    "Written on the way, number one.",
    "Written on the way, number two.",
    "Written on the way, the third.",
)
LINES: Final = {(line.frm.value, line.to.value): line for line in STEPS}
RANK: Final = {stage.value: place for place, stage in enumerate(Stage)}
TRIED: Counter[str] = Counter()
SEED: Final = 20261126
CHILD: Final = 2  # the third of the household
some_cases = st.one_of(st.just(set(range(4))), st.sets(st.integers(0, 3), min_size=1))
anybody = st.one_of(st.integers(0, 3), st.integers(0, 14))  # those who may do much try often
one_case = st.integers(0, 3)
which = st.integers(0, 9)
# Where two people decide is where most is at stake, so half of the examples begin there.
BEGINNINGS: Final = [
    *(one for one in Stage if one is not Stage.CLOSED),
    *[Stage.REPATRIATION_DECISION] * 9,
    *[Stage.RETURN_READINESS] * 3,
]


@dataclass(frozen=True)
class World:
    """What every example begins with: the cases of father, mother, child and grandmother, and people of all roles."""

    cases: tuple[UUID, ...]
    persons: tuple[UUID, ...]
    people: tuple[Actor, ...]
    officer: Actor


def a_world(actor: MakeActor) -> World:
    """A household of four with a running case each."""
    a_pack()
    where = site(actor, "Alpha camp")
    clerk = actor(Role.REGISTRATION_CLERK, where)
    kin = (Kin(RelationKind.CHILD, 0), Kin(RelationKind.CHILD, 1))
    members = (
        FamilyMember(person(where, "Salim Haddad", born="1980").statements, HouseholdRole.HEAD),
        FamilyMember(person(where, "Maryam Haddad", born="1985").statements, HouseholdRole.SPOUSE),
        FamilyMember(person(where, "Omar Haddad", born="2016").statements, HouseholdRole.CHILD, kin),
        FamilyMember(person(where, "Zahra Haddad", born="1950").statements, HouseholdRole.GRANDPARENT),
    )
    persons = family_register(clerk, FamilyDraft(members, where)).person_ids
    wanted: tuple[tuple[Role, Purpose | None], ...] = (
        (Role.REPATRIATION_COORDINATOR, Purpose.RETURN),
        (Role.REPATRIATION_COORDINATOR, Purpose.RETURN),
        (Role.REPATRIATION_COORDINATOR, Purpose.RETURN),
        (Role.CASE_MANAGER, Purpose.RETURN),
        (Role.CASE_MANAGER, Purpose.PROTECTION),
        (Role.CASE_MANAGER, Purpose.REINTEGRATION),
        (Role.REINTEGRATION_WORKER, Purpose.REINTEGRATION),
        (Role.CONVOY_LEAD, Purpose.RETURN),
        (Role.JUDICIAL_LIAISON, Purpose.JUSTICE),
        (Role.CHILD_PROTECTION_SPECIALIST, Purpose.PROTECTION),
        (Role.IDENTITY_OFFICER, Purpose.IDENTITY),
        (Role.SCREENING_ANALYST, Purpose.SCREENING),
        (Role.SURVIVOR_FOCAL_POINT, Purpose.PROTECTION),
        (Role.ADMINISTRATOR, Purpose.ADMINISTRATION),
        (Role.AUDITOR, Purpose.AUDIT),
    )
    people = tuple(actor(role, None, purpose) for role, purpose in wanted)
    cases = case_open(people[0], person_ids=persons, pack_key=PACK)
    world = World(cases, persons, people, people[10])
    prepare(world)
    return world


def prepare(world: World) -> None:
    """Open what can be opened, by those whose task it is: so that what is tried has something to get through, and to close again."""
    for someone in world.persons:
        for kind in (ClaimKind.NAME, ClaimKind.NATIONALITY):
            verified(world.officer, someone, kind, Verification.VERIFIED)
    manager, specialist, analyst = (world.people[place] for place in (3, 9, 11))
    for place, case in enumerate(world.cases):
        for draft in (carer() if place == CHILD else own(), fitness()):
            paper_record(manager, case_id=case, draft=draft)
        paper = paper_record(manager, case_id=case, draft=bar())
        paper_second(world.people[4], assessed_id=paper, agrees=True, words="Read again with the sources.")
    interests_assess(specialist, case_id=world.cases[CHILD], draft=bia(world.persons[:2]))
    a_list(analyst, ROWS)
    screen(analyst)


def verified(officer: Actor, someone: UUID, kind: ClaimKind, how: Verification) -> None:
    """Somebody's claim, checked so far."""
    claim = next(one for one in person_file(officer, someone).claims if one.kind is kind and one.current)
    claim_verify(officer, someone, claim.id, kind, how, "Seen today.", Source.OFFICIAL_RECORD)


class OnTheWay(RuleBasedStateMachine):
    """People of all roles try things; after each, what the tables say is lawful."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.travel = self.clock.start()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.seen: set[Any] = set()

    def teardown(self) -> None:
        """Leave the database as it was before the example."""
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)
        self.clock.stop()

    @initialize(stage=st.sampled_from(BEGINNINGS))
    def begin(self, stage: Stage) -> None:
        """The household stands somewhere on the way, and got there lawfully."""
        walk(self.world.cases, stage)
        self.seen = {row[0] for row in rows("SELECT id FROM pathway_step")}

    # What people try.

    @rule(who=anybody, of=some_cases, to=st.sampled_from(Stage), words=st.sampled_from(WORDS))
    def take(self, who: int, of: set[int], to: Stage, words: str) -> None:
        self.tries(steps_take, self.world.people[who], case_ids=self.ids(of), to=to, words=words)

    @rule(one=st.integers(0, 3), other=st.one_of(st.integers(0, 3), anybody), of=some_cases)
    def take_what_leads_on(self, one: int, other: int, of: set[int]) -> None:
        self.lead_on(self.ids(of), self.world.people[one], self.world.people[other])

    @rule(one=st.integers(0, 1))
    def all_go_on(self, one: int) -> None:
        """As they should: all four, and two people where it takes two; a case manager takes what is theirs."""
        self.lead_on(list(self.world.cases), self.world.people[one], self.world.people[2])

    def lead_on(self, cases: list[UUID], first: Actor, second: Actor) -> None:
        """The first step that leads on, proposed by one and answered by another where it takes two."""
        line = next((line for line in STEPS if line.frm == self.stage_of(cases[0]) and not line.back), None)
        if line is None:
            return
        if not line.two:
            self.tries(steps_take, first, case_ids=cases, to=line.to)
            return
        self.tries(steps_propose, first, case_ids=cases, to=line.to, words=WORDS[1])
        asked = models.Proposal.objects.filter(case__in=cases, answered_at=None, taken_back_at=None)
        self.tries(
            proposals_answer, second, proposal_ids=list(asked.values_list("id", flat=True)), agrees=True, words=""
        )

    @rule(who=anybody, of=some_cases, to=st.sampled_from(Stage), words=st.sampled_from(WORDS))
    def propose(self, who: int, of: set[int], to: Stage, words: str) -> None:
        self.tries(steps_propose, self.world.people[who], case_ids=self.ids(of), to=to, words=words)

    @rule(who=anybody, agrees=st.booleans(), words=st.sampled_from(WORDS), first=st.booleans())
    def answer(self, who: int, agrees: bool, words: str, first: bool) -> None:
        waiting = list(
            models.Proposal.objects.filter(answered_at=None, taken_back_at=None).values_list("id", flat=True)
        )
        if waiting:
            some = waiting[:1] if first else waiting
            self.tries(proposals_answer, self.world.people[who], proposal_ids=some, agrees=agrees, words=words)

    @rule(who=anybody)
    def take_back(self, who: int) -> None:
        waiting = list(models.Proposal.objects.values_list("id", flat=True))
        self.tries(proposals_take_back, self.world.people[who], proposal_ids=waiting)

    @rule(who=anybody, of=some_cases, course=st.sampled_from(Course), words=st.sampled_from(WORDS))
    def turn(self, who: int, of: set[int], course: Course, words: str) -> None:
        self.tries(cases_turn, self.world.people[who], case_ids=self.ids(of), course=course, words=words)

    @rule(of=some_cases)
    def go_on(self, of: set[int]) -> None:
        words = "They said that they want to go on."
        stopped = models.Case.objects.filter(id__in=self.ids(of)).exclude(course=Course.RUNNING)
        for case in stopped.order_by("id").values_list("id", flat=True):
            self.tries(cases_turn, self.world.people[0], case_ids=[case], course=Course.RUNNING, words=words)

    @rule(who=anybody, of=one_case, days=st.integers(-1, 100), words=st.sampled_from(WORDS))
    def hold(self, who: int, of: int, days: int, words: str) -> None:
        self.tries(hold_place, self.world.people[who], self.world.cases[of], self.held(days, words))

    @rule(who=anybody, place=which, days=st.integers(-1, 100), words=st.sampled_from(WORDS), renew=st.booleans())
    def renew_or_end(self, who: int, place: int, days: int, words: str, renew: bool) -> None:
        held = list(models.Hold.objects.order_by("id").values_list("id", flat=True))
        if held:
            hold = held[place % len(held)]
            if renew:
                self.tries(hold_renew, self.world.people[who], hold, self.held(days, words))
            else:
                self.tries(hold_end, self.world.people[who], hold, words=words)

    @rule(who=anybody, of=one_case, gate=st.sampled_from(Gate), days=st.integers(-1, 40), words=st.sampled_from(WORDS))
    def ask_for_an_override(self, who: int, of: int, gate: Gate, days: int, words: str) -> None:
        day = timezone.localdate() + timedelta(days=days)
        draft = OverrideDraft(gate, "Ministry of Migration", words, day, day + timedelta(days=1))
        self.tries(override_ask, self.world.people[who], self.world.cases[of], draft)

    @rule(one=st.integers(0, 2), other=st.integers(0, 3), gate=st.sampled_from(Gate))
    def lift_a_gate(self, one: int, other: int, gate: Gate) -> None:
        """For all four, as one person asks and the same or another one grants."""
        day = timezone.localdate() + timedelta(days=3)
        draft = OverrideDraft(gate, "Ministry of Migration", WORDS[1], day, day)
        for case in self.world.cases:
            self.tries(override_ask, self.world.people[one], case, draft)
        for asked in models.Override.objects.filter(granted_at=None, refused_at=None).values_list("id", flat=True):
            self.tries(override_grant, self.world.people[other], asked)

    @rule(who=anybody, place=which, what=st.sampled_from(["grant", "refuse", "uphold", "end"]))
    def answer_an_override(self, who: int, place: int, what: str) -> None:
        found = list(models.Override.objects.order_by("id").values_list("id", flat=True))
        if found:
            one, by = found[place % len(found)], self.world.people[who]
            if what in ("grant", "refuse"):
                self.tries(override_grant if what == "grant" else override_refuse, by, one)
            else:
                self.tries(override_review, by, one, upheld=what == "uphold", words=WORDS[1])

    @rule(who=anybody, of=one_case, words=st.sampled_from(WORDS))
    def stay_apart(self, who: int, of: int, words: str) -> None:
        self.tries(apart_record, self.world.people[who], self.world.cases[of], words=words)

    @rule(who=anybody)
    def go_together(self, who: int) -> None:
        for one in models.Apart.objects.values_list("id", flat=True):
            self.tries(apart_end, self.world.people[who], one)

    # What opens gates, and closes them.

    @rule(of=some_cases, how=st.sampled_from([Verification.VERIFIED, Verification.VERIFIED, Verification.CONTESTED]),
          kind=st.sampled_from([ClaimKind.NAME, ClaimKind.NATIONALITY]))  # fmt: skip
    def verify(self, of: set[int], how: Verification, kind: ClaimKind) -> None:
        for one in of:
            self.tries(verified, self.world.officer, self.world.persons[one], kind, how)

    @rule(of=some_cases, no=st.booleans())
    def ask_what_they_want(self, of: set[int], no: bool) -> None:
        for one in of:
            case, manager = self.world.cases[one], self.world.people[3]
            if no:
                self.tries(decision_take_back, manager, case_id=case, words="")
            else:
                self.tries(paper_record, manager, case_id=case, draft=carer() if one == CHILD else own())

    @rule(days=st.sampled_from([1, 5, 31, 95]))
    def time_passes(self, days: int) -> None:
        self.travel.shift(timedelta(days=days))
        follow()

    # What is true whatever they tried.

    @invariant()
    def every_step_was_lawful_and_went_through_its_gates(self) -> None:
        stands = dict(rows("SELECT id, stage FROM pathway_case"))
        versions = dict(rows("SELECT id, version FROM pathway_case"))
        at, count = dict.fromkeys(stands, Stage.REGISTERED.value), dict.fromkeys(stands, 1)
        passed: dict[Any, dict[str, str]] = {}
        for case, number, gate, holding in rows("SELECT case_id, number, gate, holding FROM pathway_passed"):
            passed.setdefault((case, number), {})[gate] = holding
        for case, number, frm, to in rows(
            'SELECT case_id, number, frm, "to" FROM pathway_step ORDER BY case_id, number'
        ):
            assert at[case] == frm and number == count[case] + 1
            line = LINES[frm, to]
            through = passed.get((case, number), {})
            assert all(through.get(gate) in ("open", "does_not_apply", "overridden") for gate in line.gates), (frm, to)
            assert all(KEEPERS[Gate(gate)].overridable for gate, how in through.items() if how == "overridden")
            at[case], count[case] = to, number
        assert at == stands and count == versions

    @invariant()
    def no_step_of_two_was_taken_by_one(self) -> None:
        taken = rows(
            'SELECT s.frm, s."to", s.proposed_by, s.taken_by, p.agrees, p.proposed_by, p.answered_by FROM pathway_step s'
            " LEFT JOIN pathway_proposal p ON p.id = s.proposal_id AND p.case_id = s.case_id"
        )
        for frm, to, proposed, took, agrees, first, second in taken:
            if LINES[frm, to].two:
                assert agrees and proposed == first and took == second and first != second

    @invariant()
    def what_was_taken_just_now_stood_open(self) -> None:
        """Of each new step, the gates are asked of the tables behind them."""
        found = rows(
            'SELECT s.id, s.case_id, s.number, c.person_id, s.frm, s."to" FROM pathway_step s JOIN pathway_case c ON c.id = s.case_id'
        )
        new = [row for row in found if row[0] not in self.seen]
        self.seen = {row[0] for row in found}
        for _id, case, number, someone, frm, to in new:
            TRIED[f"{frm} > {to}"] += 1
            through = dict(
                rows("SELECT gate, holding FROM pathway_passed WHERE case_id = %s AND number = %s", [case, number])
            )
            for gate, ask in BEHIND.items():
                if through.get(gate) == "open":
                    assert ask(case, someone), f"{gate} was not open at {frm} > {to}"
            for gate in (gate for gate, how in through.items() if how == "overridden"):
                assert lifted(case, gate), gate
            self.child_has_a_carer(case, to, through)

    def child_has_a_carer(self, case: Any, to: str, through: dict[str, str]) -> None:
        """The child goes nowhere by a step that asks for unity unless one who cares for them is there, or ahead."""
        child = plain(self.world.cases[CHILD])
        if case == child and "family_unity" in through:
            parents = rows("SELECT stage FROM pathway_case WHERE id IN (%s, %s)", list(self.world.cases[:2]))
            assert any(RANK[stage] >= RANK[to] for (stage,) in parents)

    @invariant()
    def nobody_answered_for_themselves_and_no_child_is_recorded_apart(self) -> None:
        assert not rows(
            "SELECT 1 FROM pathway_override WHERE granted_by = asked_by OR reviewed_by IN (asked_by, granted_by)"
        )
        assert not rows("SELECT 1 FROM pathway_apart WHERE case_id = %s", [self.world.cases[CHILD]])
        assert not rows("SELECT 1 FROM pathway_hold WHERE review_on > until")

    @invariant()
    def no_hold_lasts_longer_than_it_was_placed_for(self) -> None:
        for placed, until in models.Hold.objects.values_list("placed_at", "until"):
            assert until <= timezone.localdate(placed) + timedelta(days=90)
        for one in models.Hold.objects.filter(renews__renews__isnull=False).select_related("renews__renews"):
            first = one.renews
            while first is not None and first.renews is not None:
                first = first.renews
            assert first is not None and one.owner != first.owner

    def tries(self, what: Callable[..., Any], actor: Actor, *given: Any, **named: Any) -> None:
        """Do something that may be refused: only on purpose, with a sentence."""
        try:
            what(actor, *given, **named)
        except HomewardError as refused:
            assert str(refused).strip()
            TRIED[f"{what.__name__}: {refused.code}"] += 1
        else:
            TRIED[f"{what.__name__}: done"] += 1

    def stage_of(self, case: UUID) -> str:
        return str(rows("SELECT stage FROM pathway_case WHERE id = %s", [case])[0][0])

    def ids(self, of: Iterable[int]) -> list[UUID]:
        return [self.world.cases[one] for one in sorted(of)]

    def held(self, days: int, words: str) -> HoldDraft:
        day = timezone.localdate() + timedelta(days=days)
        return HoldDraft(HoldReason.COURT_ORDER, words, "Court of Ninewa", day, day)


def plain(value: Any) -> Any:
    """An id as a cursor gives it and takes it."""
    return value.hex if isinstance(value, UUID) and not connection.features.has_native_uuid_field else value


def rows(statement: str, given: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [plain(one) for one in given])
        return list(cursor.fetchall())


def claimed(table: str, seen: tuple[str, ...]) -> Callable[[Any, Any], bool]:
    """That somebody has a current claim of a kind which was checked so far."""

    def ask(case: Any, someone: Any) -> bool:
        found = rows(f"SELECT verification FROM {table} WHERE person_id = %s AND superseded_at IS NULL", [someone])
        return any(one in seen for (one,) in found) and ("contested",) not in found

    return ask


def unheld(case: Any, someone: Any) -> bool:
    """That nothing holds a case today."""
    today = timezone.localdate()
    held = rows(
        "SELECT h.until FROM pathway_hold h WHERE h.case_id = %s AND h.ended_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM pathway_hold r WHERE r.renews_id = h.id)",
        [case],
    )
    return all(str(until) < today.isoformat() for (until,) in held)


def decided(paper: str) -> Callable[[Any, Any], bool]:
    """That a yes was recorded of a case, holds today, and was not taken back."""

    def ask(case: Any, someone: Any) -> bool:
        found = models.Assessed.objects.filter(case_id=UUID(str(case)), paper=paper).order_by("made_at", "id").last()
        if found is None or found.outcome not in ("yes", "no_bar") or found.until < timezone.localdate():
            return False
        return not models.TakenBack.objects.filter(assessed=found).exists()

    return ask


def lifted(case: Any, gate: str) -> bool:
    """That an override which another person granted lifts a gate today."""
    found = rows(
        "SELECT until FROM pathway_override WHERE case_id = %s AND gate = %s AND granted_by IS NOT NULL AND granted_by <> asked_by"
        " AND ended_at IS NULL",
        [case, gate],
    )
    return any(str(until) >= timezone.localdate().isoformat() for (until,) in found)


def screened(case: Any, someone: Any) -> bool:
    """That somebody was compared as they are now, and no candidate of theirs waits."""
    now = rows(
        "SELECT 1 FROM review_screened s JOIN registry_person p ON p.id = s.person_id WHERE p.id = %s AND s.version = p.version"
        " AND s.desk = 'security' AND NOT s.withheld",
        [someone],
    )
    waits = "SELECT 1 FROM review_candidate WHERE person_id = %s AND state IN ('waiting', 'second', 'source')"
    return bool(now) and not rows(waits, [someone])


BEHIND: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "identity": claimed("registry_nameclaim", ("verified", "document_seen")),
    "nationality": claimed("registry_nationalityclaim", ("verified",)),
    "no_hold": unheld,
    "voluntariness": decided("voluntariness"),
    "non_refoulement": decided("non_refoulement"),
    "screening": screened,
}


def run(actor: MakeActor, examples: int, steps: int) -> None:
    """So many examples of so many attempts."""
    OnTheWay.world = a_world(actor)
    kept = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    TRIED.clear()
    with time_machine.travel(START, tick=False):
        run_state_machine_as_test(seed(SEED)(OnTheWay), settings=kept)


@pytest.mark.django_db
def test_nobody_gets_past_a_gate(actor: MakeActor) -> None:
    run(actor, examples=25, steps=12)
    assert any(TRIED[f"{line.frm} > {line.to}"] for line in STEPS), "the machine gets somewhere"


@pytest.mark.slow
@pytest.mark.django_db
def test_nobody_gets_past_a_gate_in_a_long_time(actor: MakeActor) -> None:
    run(actor, examples=100, steps=40)
    taken = [line for line in STEPS if TRIED[f"{line.frm} > {line.to}"]]
    assert len(taken) >= 5 and any(line.two for line in taken), "the machine gets somewhere"
