"""What a country's process asks of a case is asked, answered, objected to; its gate opens with it; nothing of it reaches a relative."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.milestones import milestone_record
from homeward.pathway.facts.cases import Check, Gate, Holding, Stage
from homeward.pathway.facts.milestones import MilestoneDraft, Said, Stands
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.selectors.milestones import journey_of, stays_at
from homeward.registry.errors import Invalid
from walked import CaseAt, CaseOf, walk

WORDS = "The committee wants to hear about a stay in 2014."


def record(actor: Actor, case: UUID, item: str, said: str, *, words: str = "", **more: Any) -> int:
    number = models.Milestone.objects.filter(case=case, item=item).count()
    day = more.pop("day", timezone.localdate())
    return milestone_record(actor, case, MilestoneDraft(item, said, day, number, words, **more))


def gate(case: UUID, actor: Actor, day: date | None = None) -> Check:
    row = models.Case.objects.select_related("person", "group").get(id=case)
    return checks_of(actor, [row], [Gate.PACK], day or timezone.localdate())[case][0]


def how(actor: Actor, case: UUID, item: str) -> Stands:
    return next(one for one in journey_of(actor, case).items if one.item.key == item).stands


@pytest.fixture
def iraqi(case_at: CaseAt) -> CaseOf:
    return case_at(Stage.REPATRIATION_DECISION, pack="iraq")


@pytest.fixture
def before_vetting(iraqi: CaseOf) -> CaseOf:
    for case in iraqi.ids:
        record(iraqi.coordinator, case, "registration", "registered")
        record(iraqi.coordinator, case, "civil_register", "asked")
        record(iraqi.coordinator, case, "civil_register", "entry_found")
    return iraqi


def test_the_gate_names_what_is_missing_and_who_can_see_to_it(iraqi: CaseOf) -> None:
    found = gate(iraqi.mother, iraqi.coordinator)
    assert (found.holding, found.because, found.detail["missing"], found.detail["item"]) == (
        Holding.UNMET, "pack.not_asked_more", 3, "registration",
    )  # fmt: skip
    assert found.waits_for == (Role.CASE_MANAGER, Role.REPATRIATION_COORDINATOR)
    assert gate(iraqi.child, iraqi.coordinator).detail["missing"] == 2


def test_it_opens_with_the_last_answer_and_lapses_with_its_day(before_vetting: CaseOf) -> None:
    mother, coordinator = before_vetting.mother, before_vetting.coordinator
    assert gate(before_vetting.child, coordinator).holding is Holding.OPEN
    record(coordinator, mother, "security_vetting", "asked")
    assert gate(mother, coordinator).because == "pack.waits"
    record(coordinator, mother, "security_vetting", "no_objection")
    found = gate(mother, coordinator)
    assert (found.holding, found.until) == (Holding.OPEN, timezone.localdate() + timedelta(days=365))
    later = gate(mother, coordinator, timezone.localdate() + timedelta(days=366))
    assert (later.holding, later.because) == (Holding.LAPSED, "pack.lapsed")


def test_an_objection_of_the_authority_is_an_answer_with_reasons_and_a_way_back(
    before_vetting: CaseOf, actor: Any
) -> None:
    mother, coordinator = before_vetting.mother, before_vetting.coordinator
    record(coordinator, mother, "security_vetting", "asked")
    with pytest.raises(Invalid, match="reasons"):
        record(coordinator, mother, "security_vetting", "objects")
    record(coordinator, mother, "security_vetting", "objects", words=WORDS)
    assert how(coordinator, mother, "security_vetting") is Stands.STOPPED
    record(coordinator, mother, "security_vetting", Said.OBJECTED, words="I was fifteen and at my aunt's in Kirkuk.")
    record(coordinator, mother, "security_vetting", "asked")
    record(coordinator, mother, "security_vetting", "no_objection")
    assert gate(mother, coordinator).holding is Holding.OPEN


def test_a_negative_answer_reaches_no_relative_and_is_no_property_of_the_person(before_vetting: CaseOf) -> None:
    """What the gates, the blocks and every other table say of the child is the same before and after, and nothing counts it."""
    mother, child, coordinator = before_vetting.mother, before_vetting.child, before_vetting.coordinator
    record(coordinator, mother, "security_vetting", "asked")
    waiting = gate(mother, coordinator)
    before = gate(child, coordinator), list(models.Block.objects.filter(case=child).values("gate", "because", "detail"))
    record(coordinator, mother, "security_vetting", "objects", words=WORDS)
    after = gate(child, coordinator), list(models.Block.objects.filter(case=child).values("gate", "because", "detail"))
    assert before == after
    assert gate(mother, coordinator) == waiting, "a gate does not tell a refusal from a wait"
    assert not models.Milestone.objects.filter(case=child, item="security_vetting").exists()
    columns = {field.attname for field in models.Milestone._meta.get_fields() if hasattr(field, "attname")}
    assert columns == {
        "id", "case_id", "item", "number", "said", "day", "until", "words", "reference", "recorded_by", "recorded_name",
        "recorded_at",
    }  # fmt: skip
    told = list(Event.objects.filter(what="milestone.record").values_list("detail", flat=True))
    assert told
    assert not any("objects" in str(detail) for detail in told)


def test_reasons_are_read_by_those_who_decide(before_vetting: CaseOf, actor: Any) -> None:
    mother, coordinator = before_vetting.mother, before_vetting.coordinator
    record(coordinator, mother, "security_vetting", "asked")
    record(coordinator, mother, "security_vetting", "objects", words=WORDS)
    manager, worker = actor(Role.CASE_MANAGER, None, Purpose.RETURN), actor(Role.REINTEGRATION_WORKER)
    shown = {one.item.key: one for one in journey_of(manager, mother).items}["security_vetting"]
    assert (shown.stands, [one.words for one in shown.rows]) == (Stands.STOPPED, ["", WORDS])
    kept = {one.item.key: one for one in journey_of(worker, mother).items}["security_vetting"]
    assert (kept.stands, kept.rows, kept.withheld, kept.offered) == (Stands.ASKED, (), True, ())
    with pytest.raises(Refused):
        record(worker, mother, "security_vetting", "no_objection")


def test_what_is_about_the_household_is_written_at_each_of_its_cases(iraqi: CaseOf) -> None:
    assert record(iraqi.coordinator, iraqi.mother, "family_informed", "told", words="Told in Arabic, both.") == 2
    assert how(iraqi.coordinator, iraqi.child, "family_informed") is Stands.SATISFIED
    assert record(iraqi.coordinator, iraqi.child, "registration", "registered") == 1
    assert how(iraqi.coordinator, iraqi.mother, "registration") is Stands.NOT_ASKED


def test_a_question_of_parentage_asks_nothing_until_somebody_says_why(before_vetting: CaseOf) -> None:
    child, coordinator = before_vetting.child, before_vetting.coordinator
    assert how(coordinator, child, "parentage") is Stands.DOES_NOT_APPLY
    record(
        coordinator,
        child,
        "parentage",
        Said.QUESTION,
        words="The birth was recorded nowhere and the aunt says otherwise.",
    )
    assert gate(child, coordinator).detail["item"] == "parentage"
    record(coordinator, child, "parentage", "asked")
    record(coordinator, child, "parentage", "confirmed", reference="MLD 2026/14")
    assert gate(child, coordinator).holding is Holding.OPEN
    row = models.Milestone.objects.get(case=child, said="confirmed")
    assert b"MLD" not in bytes(row.reference)


def test_a_barrier_never_closes_a_gate(before_vetting: CaseOf) -> None:
    child, coordinator = before_vetting.child, before_vetting.coordinator
    record(coordinator, child, "tabriya", Said.IN_THE_WAY, words="The office in the district asks for it.")
    assert gate(child, coordinator).holding is Holding.OPEN
    barrier = next(one for one in journey_of(coordinator, child).barriers if one.barrier.key == "tabriya")
    assert barrier.in_the_way


def test_an_answer_that_is_due_is_a_task_until_it_comes(iraqi: CaseOf) -> None:
    record(iraqi.coordinator, iraqi.mother, "civil_register", "asked")
    task = models.Task.objects.get(case=iraqi.mother, what="pack.civil_register")
    assert (task.due, task.role) == (timezone.localdate() + timedelta(days=45), Role.REPATRIATION_COORDINATOR)
    record(iraqi.coordinator, iraqi.mother, "civil_register", "entry_found")
    task.refresh_from_db()
    assert task.done_by == iraqi.coordinator.user_id


def test_two_people_do_not_answer_over_each_other(iraqi: CaseOf, actor: Any) -> None:
    draft = MilestoneDraft("registration", "registered", timezone.localdate(), 0)
    milestone_record(iraqi.coordinator, iraqi.mother, draft)
    with pytest.raises(Stale):
        milestone_record(actor(Role.CASE_MANAGER, None, Purpose.RETURN), iraqi.mother, draft)


def test_whoever_does_not_reach_the_case_records_nothing(iraqi: CaseOf, actor: Any) -> None:
    with pytest.raises(NotFound):
        record(actor(Role.SCREENING_ANALYST), iraqi.mother, "registration", "registered")
    with pytest.raises(Refused):
        record(actor(Role.CHILD_PROTECTION_SPECIALIST), iraqi.mother, "registration", "registered")
    with pytest.raises(Invalid, match="no such item"):
        record(iraqi.coordinator, iraqi.mother, "loyalty", "sworn")


@pytest.mark.parametrize("change", [lambda rows: rows.update(said="no_objection"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_an_answer(iraqi: CaseOf, change: Callable[[Any], Any]) -> None:
    record(iraqi.coordinator, iraqi.mother, "registration", "registered")
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        change(models.Milestone.objects.all())


def test_running_cases_keep_the_version_they_began_with(before_vetting: CaseOf) -> None:
    old = models.Pack.objects.get(key="iraq")
    content = old.content | {"version": 2, "items": []}
    models.Pack.objects.create(
        key="iraq",
        version=2,
        country="iq",
        sha="2" * 64,
        content=content,
        loaded_at=timezone.now(),
        loaded_by=old.loaded_by,
    )
    found = journey_of(before_vetting.coordinator, before_vetting.mother)
    assert (found.pack_version, found.newest, len(found.items)) == (1, 2, 18)
    assert gate(before_vetting.mother, before_vetting.coordinator).holding is Holding.UNMET


def test_the_gate_asks_as_little_for_many_as_for_one(case_at: CaseAt) -> None:
    groups = [case_at(Stage.REPATRIATION_DECISION, name=name, pack="iraq") for name in ("Haddad", "Salim", "Karim")]
    ids = [case for one in groups for case in one.ids]
    counts = []
    for some in (ids[:1], ids):
        rows = list(models.Case.objects.filter(id__in=some).select_related("person", "group"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            checks_of(groups[0].coordinator, rows, [Gate.PACK], timezone.localdate())
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_another_countrys_process_needs_no_code(case_at: CaseAt) -> None:
    """The invented pack is walked from its first item to its last: a court, a receiving family, no centre."""
    people = case_at(Stage.REPATRIATION_DECISION, pack="invented")
    coordinator, mother, child = people.coordinator, people.mother, people.child
    for case in people.ids:
        record(coordinator, case, "consular_talk", "held")
        record(coordinator, case, "citizenship", "asked")
        record(coordinator, case, "citizenship", "entitled")
    assert gate(mother, coordinator).holding is Holding.OPEN
    assert gate(child, coordinator).detail["item"] == "court_order"
    record(coordinator, child, "court_order", "asked")
    record(coordinator, child, "court_order", "with_parent")
    assert gate(child, coordinator).holding is Holding.OPEN
    walk(people.ids, Stage.DEPARTURE_PREPARATION)
    record(coordinator, mother, "receiving_family", "ready")
    assert {gate(case, coordinator).holding for case in people.ids} == {Holding.OPEN}
    walk(people.ids, Stage.RETURN_READINESS)
    assert gate(mother, coordinator).detail["item"] == "town_hall"
    record(coordinator, mother, "town_hall", "done")
    record(coordinator, child, "school_place", "given")
    assert {gate(case, coordinator).holding for case in people.ids} == {Holding.OPEN}
    assert all(one.stands.settled for one in journey_of(coordinator, child).items)


def test_who_stays_at_the_centre_and_since_when(case_at: CaseAt) -> None:
    people = case_at(Stage.REHABILITATION, pack="iraq")
    models.Group.objects.filter(cases__in=people.ids).update(to_site=people.site)
    record(people.coordinator, people.mother, "visit", "welcome", words="My uncle cried and asked when we come.")
    stays = stays_at(people.coordinator, people.site)
    assert [(one.day, one.days, one.over) for one in stays] == [(1, 90, 0)] * 2
    assert {one.visits[0].words for one in stays} == {"My uncle cried and asked when we come."}
