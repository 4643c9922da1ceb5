"""A centre has room for the household or it has not; a community is judged ready, for a time; a need without a service is asked about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from drafts import person

from homes import site
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.dates import parse
from homeward.pathway import models
from homeward.pathway.actions.cases import group_set
from homeward.pathway.actions.readiness import gap_answer, note_add
from homeward.pathway.actions.services import service_add
from homeward.pathway.facts.cases import Check, Gate, Holding, Stage
from homeward.pathway.facts.readiness import NoteDraft, NoteKind, Outlook, TookPart
from homeward.pathway.facts.services import GapAnswer, ServiceDraft, ServiceKind
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.selectors.readiness import binding, gaps_of, judgements_list, readiness_of, simulate
from homeward.places.actions.additions import capacity_record
from homeward.places.actions.sites import site_close
from homeward.places.facts import CapacityDraft, Unit
from homeward.places.selectors import site_of
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import ClaimKind, NeedValue
from walked import CaseAt, CaseOf

WORDS = "The school has places and the council agrees."
TODAY = timezone.localdate


def note(place: UUID, **more: Any) -> NoteDraft:
    usual: dict[str, Any] = {
        "kind": NoteKind.JUDGEMENT, "words": WORDS, "source": "Local council", "day": TODAY(), "site_id": place,
        "outlook": Outlook.READY, "until": TODAY() + timedelta(days=90),
    }  # fmt: skip
    if more.get("kind", NoteKind.JUDGEMENT) is not NoteKind.JUDGEMENT:
        usual |= {"outlook": None, "until": None}
    return NoteDraft(**(usual | more))


def gate(one: CaseOf, gate: Gate, case: UUID | None = None) -> Check:
    rows = list(models.Case.objects.filter(id__in=one.ids).select_related("person", "group"))
    return checks_of(one.coordinator, rows, [gate], TODAY())[case or one.mother][0]


def go(one: CaseOf, *, to: UUID | None = None, home: UUID | None = None) -> UUID:
    group = models.Group.objects.get(cases=one.mother)
    group_set(one.coordinator, group.id, to_site_id=to, home_site_id=home, version=group.version)
    return group.id


def holds(actor: Any, place: UUID, persons: int, as_of: str = "2026") -> None:
    day = parse(as_of)
    assert day is not None
    capacity_record(
        actor(Role.ADMINISTRATOR), site_id=place, claim=CapacityDraft(persons, Unit.PERSONS, day, "A survey")
    )


@pytest.fixture
def worker(actor: Any) -> Actor:
    return actor(Role.REINTEGRATION_WORKER)


@pytest.fixture
def leaving(case_at: CaseAt) -> CaseOf:
    return case_at(Stage.DEPARTURE_PREPARATION, pack="iraq")


@pytest.fixture
def going_home(case_at: CaseAt) -> CaseOf:
    return case_at(Stage.RETURN_READINESS, pack="iraq")


def test_a_centre_has_room_for_the_household_together(leaving: CaseOf, actor: Any) -> None:
    centre = site(actor, "Reception centre")
    assert gate(leaving, Gate.DESTINATION).because == "destination.no_site"
    go(leaving, to=centre)
    assert gate(leaving, Gate.DESTINATION).because == "destination.no_capacity"
    holds(actor, centre, 900, "2024")
    assert gate(leaving, Gate.DESTINATION).holding is Holding.OPEN
    holds(actor, centre, 1)
    full = gate(leaving, Gate.DESTINATION)
    assert (full.because, full.detail) == ("destination.full", {"free": 1, "persons": 2})
    holds(actor, centre, 3)
    assert gate(leaving, Gate.DESTINATION).holding is Holding.OPEN
    clerk = actor(Role.REGISTRATION_CLERK, centre)
    for name in ("Salim Karim", "Nura Karim"):
        person_register(clerk, person(centre, name))
    assert gate(leaving, Gate.DESTINATION).detail["free"] == 1
    admin = actor(Role.ADMINISTRATOR)
    day = parse("2026-01")
    assert day is not None
    version = site_of(admin, centre).site.version
    site_close(admin, site_id=centre, version=version, closed=day, reason="The funding ended.")
    assert gate(leaving, Gate.DESTINATION).because == "destination.closed"


def test_whoever_is_on_the_way_there_takes_room(leaving: CaseOf, case_at: CaseAt, actor: Any) -> None:
    centre, other = site(actor, "Reception centre"), case_at(Stage.IN_TRANSIT, name="Salim", pack="iraq")
    holds(actor, centre, 3)
    go(leaving, to=centre)
    assert gate(leaving, Gate.DESTINATION).holding is Holding.OPEN
    go(other, to=centre)
    assert gate(leaving, Gate.DESTINATION).detail["free"] == 1


def test_without_a_centre_the_home_community_is_asked_for(case_at: CaseAt) -> None:
    one = case_at(Stage.DEPARTURE_PREPARATION, pack="invented")
    assert gate(one, Gate.DESTINATION).because == "destination.no_home"


def test_a_community_is_judged_ready_for_a_time(going_home: CaseOf, worker: Actor, actor: Any) -> None:
    home = site(actor, "Home village")
    assert gate(going_home, Gate.DESTINATION).because == "destination.no_home"
    go(going_home, home=home)
    assert gate(going_home, Gate.DESTINATION).because == "destination.not_judged"
    note_add(worker, draft=note(home, outlook=Outlook.NOT_YET))
    assert gate(going_home, Gate.DESTINATION).because == "destination.not_yet"
    note_add(worker, draft=note(home, outlook=Outlook.IF))
    assert gate(going_home, Gate.DESTINATION).because == "destination.ready_if"
    note_add(worker, draft=note(home))
    ready = gate(going_home, Gate.DESTINATION)
    assert (ready.holding, ready.until) == (Holding.OPEN, TODAY() + timedelta(days=90))
    rows = list(models.Case.objects.filter(id=going_home.mother).select_related("person", "group"))
    later = checks_of(worker, rows, [Gate.DESTINATION], TODAY() + timedelta(days=91))[going_home.mother][0]
    assert (later.holding, later.because) == (Holding.LAPSED, "destination.judgement_over")


def test_a_concern_closes_no_gate_and_an_agreement_settles_it(going_home: CaseOf, worker: Actor, actor: Any) -> None:
    home, elsewhere = site(actor, "Home village"), site(actor, "Other village")
    go(going_home, home=home)
    note_add(worker, draft=note(home))
    concern = note_add(worker, draft=note(home, kind=NoteKind.CONCERN, words="The clinic is too small for more."))
    assert gate(going_home, Gate.DESTINATION).holding is Holding.OPEN
    with pytest.raises(Invalid, match="No such concern"):
        note_add(worker, draft=note(elsewhere, kind=NoteKind.AGREEMENT, settles=concern.id))
    note_add(worker, draft=note(home, kind=NoteKind.AGREEMENT, settles=concern.id, words="Two nurses come from May."))
    session = note(home, kind=NoteKind.SESSION, with_whom=(TookPart.PEACE_COMMITTEE, TookPart.WOMEN), attended=41)
    note_add(worker, draft=session)
    found = readiness_of(worker, home)
    assert next(one for one in found.notes if one.id == concern.id).settled
    assert found.valid_on(TODAY())
    assert judgements_list(worker)[home].outlook is Outlook.READY


def test_an_area_is_judged_for_the_places_in_it(going_home: CaseOf, worker: Actor, actor: Any) -> None:
    home = site(actor, "Home village")
    models.Group.objects.filter(cases=going_home.mother).update(home_site=home)
    models.Group.objects.get(cases=going_home.mother).home_site.__class__.objects.filter(id=home).update(
        area_code="IQG18"
    )
    note_add(worker, draft=note(home, site_id=None, area_code="IQG18"))
    assert gate(going_home, Gate.DESTINATION).holding is Holding.OPEN
    note_add(worker, draft=note(home, outlook=Outlook.NOT_YET))
    assert gate(going_home, Gate.DESTINATION).because == "destination.not_yet"


def test_what_is_said_of_a_place_has_no_place_for_anybody(worker: Actor, actor: Any) -> None:
    home = site(actor, "Home village")
    columns = {field.name for field in models.PlaceNote._meta.get_fields()}
    assert columns == {
        "id", "site", "area_code", "kind", "outlook", "with_whom", "attended", "words", "source", "day", "until", "settles",
        "settled_by", "recorded_by", "recorded_name", "recorded_at",
    }  # fmt: skip
    related = {field.related_model.__name__ for field in models.PlaceNote._meta.get_fields() if field.related_model}
    assert related == {"Site", "PlaceNote"}
    with pytest.raises(Invalid, match="names somebody") as caught:
        note_add(worker, draft=note(home, words="They do not want household H-4K7Q2M-W back."))
    assert caught.value.data["field"] == "words"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "No."}, "words"),
        ({"source": " "}, "source"),
        ({"day": timedelta(days=1)}, "day"),
        ({"outlook": None}, "outlook"),
        ({"until": None}, "until"),
        ({"until": timedelta(days=400)}, "until"),
        ({"kind": NoteKind.CONCERN, "outlook": Outlook.READY}, "outlook"),
        ({"kind": NoteKind.SESSION, "attended": 0}, "attended"),
        ({"site_id": None}, "site_id"),
        ({"site_id": uuid4()}, "site_id"),
        ({"area_code": "XX1"}, "area_code"),
    ],
)
def test_what_is_wrong_stands_at_its_field(worker: Actor, actor: Any, wrong: dict[str, Any], field: str) -> None:
    stated = {key: TODAY() + value if isinstance(value, timedelta) else value for key, value in wrong.items()}
    with pytest.raises(Invalid) as caught:
        note_add(worker, draft=note(site(actor), **stated))
    assert caught.value.data["field"] == field


def test_who_records_about_places(actor: Any) -> None:
    home = site(actor)
    with pytest.raises(Refused):
        note_add(actor(Role.CASE_MANAGER), draft=note(home))
    with pytest.raises(Refused):
        readiness_of(actor(Role.SCREENING_ANALYST), home)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_said(worker: Actor, actor: Any, change: str) -> None:
    note_add(worker, draft=note(site(actor)))
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        rows = models.PlaceNote.objects.all()
        rows.update(words="Nobody said so.") if change == "update" else rows.delete()


@pytest.fixture
def manager(actor: Any) -> Actor:
    return actor(Role.CASE_MANAGER, None, Purpose.PROTECTION)


@pytest.fixture
def in_need(going_home: CaseOf, manager: Actor, actor: Any) -> CaseOf:
    """The child has a disability on record, the mother nothing; they go to a village without a service."""
    statement = Statement(ClaimKind.NEED, known(NeedValue("DS-PS", "Walks with a frame")))
    child = going_home.family.person_ids[1]
    claims_record(manager, child, [statement], version=models.Case.objects.get(id=going_home.child).person.version)
    go(going_home, home=site(actor, "Home village"))
    return going_home


def test_a_need_without_a_service_waits_until_the_person_was_asked(in_need: CaseOf, manager: Actor) -> None:
    assert gate(in_need, Gate.CONTINUITY, in_need.mother).holding is Holding.OPEN
    found = gate(in_need, Gate.CONTINUITY, in_need.child)
    assert (found.because, found.detail) == ("continuity.gaps", {"gaps": 1})
    for answer, holding in (
        (GapAnswer.POSTPONE, Holding.UNMET),
        (GapAnswer.WITHOUT, Holding.OPEN),
        (GapAnswer.ARRANGED, Holding.OPEN),
    ):
        told = gaps_of(manager, in_need.child)
        assert told is not None
        gap_answer(
            manager, in_need.child, kind=ServiceKind.DISABILITY, answer=answer,
            words="My brother has a workshop and builds what she needs.", number=told[0][0].number,
        )  # fmt: skip
        assert gate(in_need, Gate.CONTINUITY, in_need.child).holding is holding
    with pytest.raises(Stale):
        gap_answer(
            manager, in_need.child, kind=ServiceKind.DISABILITY, answer=answer, words="Said once more.", number=0
        )
    with pytest.raises(Invalid, match="There is a service"):
        gap_answer(manager, in_need.child, kind=ServiceKind.GBV, answer=answer, words="Nobody needs it.")


def test_a_service_at_home_closes_the_gap_and_a_full_one_does_not(in_need: CaseOf, worker: Actor) -> None:
    home = models.Group.objects.get(cases=in_need.child).home_site_id
    draft = ServiceDraft(ServiceKind.DISABILITY, "Workshop", "An invented one", "A visit", site_id=home)
    service_add(worker, draft=draft)
    assert gate(in_need, Gate.CONTINUITY, in_need.child).holding is Holding.OPEN


def test_which_need_it_is_is_told_to_those_alone_who_may_read_of_needs(
    in_need: CaseOf, worker: Actor, manager: Actor
) -> None:
    assert gaps_of(worker, in_need.child) is None
    told = gaps_of(manager, in_need.child)
    assert told is not None
    assert [one.kind for one in told[0]] == [ServiceKind.DISABILITY]
    blocks = models.Block.objects.filter(case=in_need.child, gate=Gate.CONTINUITY)
    assert blocks.exists()
    assert not any("disab" in f"{one.because}{one.detail}" for one in blocks)
    with pytest.raises(Refused):
        gap_answer(worker, in_need.child, kind=ServiceKind.DISABILITY, answer=GapAnswer.WITHOUT, words="They said so.")


def test_what_binds_each_household_and_how_many_could_go(
    leaving: CaseOf, going_home: CaseOf, worker: Actor, actor: Any
) -> None:
    centre, home = site(actor, "Reception centre"), site(actor, "Home village")
    first, second = go(leaving, to=centre), go(going_home, home=home)
    found = binding(worker, [first, second])
    assert {check.gate for check in found[first]} >= {Gate.PACK, Gate.DESTINATION, Gate.VOLUNTARINESS}
    assert Gate.HEAD_COUNT not in {check.gate for check in found[first]}
    assert Gate.CONTINUITY not in {check.gate for check in found[second]}
    told = simulate(worker, home)
    assert [(one.group_id, one.persons, one.could_go) for one in told.households] == [(second, 2, False)]
    assert (told.free, told.together, told.counts["destination"]) == (None, 0, 1)
    holds(actor, centre, 10)
    assert simulate(worker, centre).free == 10
    with pytest.raises(Refused):
        simulate(actor(Role.SCREENING_ANALYST), home)
    assert binding(actor(Role.SCREENING_ANALYST), [first]) == {}


def test_the_gates_ask_as_little_for_many_as_for_one(case_at: CaseAt, actor: Any) -> None:
    home, groups = site(actor), [case_at(Stage.RETURN_READINESS, name=name, pack="iraq") for name in ("A", "B", "C")]
    for one in groups:
        go(one, home=home)
    counts = []
    for some in (groups[:1], groups):
        ids = [case for one in some for case in one.ids]
        rows = list(models.Case.objects.filter(id__in=ids).select_related("person", "group"))
        with CaptureQueriesContext(connection) as asked:
            checks_of(groups[0].coordinator, rows, [Gate.DESTINATION, Gate.CONTINUITY], TODAY())
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_case_out_of_reach_is_not_there(in_need: CaseOf, actor: Any) -> None:
    with pytest.raises(NotFound):
        gaps_of(actor(Role.SURVIVOR_FOCAL_POINT), in_need.child)
