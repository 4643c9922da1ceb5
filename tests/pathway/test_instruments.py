"""Instruments used for real people: by whoever is trained, for whom they are, with answers that only their readers open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors import MakeActor
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.assessments import ASSESSMENT_REVIEW, assessment_record
from homeward.pathway.actions.instruments import instrument_load, instrument_retire, training_end
from homeward.pathway.rules.instruments import Unfit
from homeward.pathway.selectors.instruments import (
    assessment_file,
    assessments_of,
    fits_of,
    instruments_list,
    trainings_list,
    usable,
)
from homeward.registry.errors import Invalid
from homeward.registry.models import Person
from planning import ADULTS, CHILDREN, assessment, changed, instrument, keeper_of, today, trained
from walked import CaseOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(actor: MakeActor) -> Actor:
    return keeper_of(actor)


@pytest.fixture
def worker(actor: MakeActor, keeper: Actor) -> Actor:
    """A case manager with the training for adults."""
    found = actor(Role.CASE_MANAGER, None, Purpose.PROTECTION)
    trained(keeper, found)
    return found


@pytest.fixture
def specialist(actor: MakeActor, keeper: Actor) -> Actor:
    """A child protection specialist with the training for children."""
    found = actor(Role.CHILD_PROTECTION_SPECIALIST)
    trained(keeper, found, "talk_with_children")
    return found


def use(worker: Actor, case_id, key: str = "needs_adults", **other):
    content = ADULTS if key == "needs_adults" else CHILDREN
    row = instrument(key)
    return assessment_record(worker, case_id=case_id, instrument_id=row.id, draft=assessment(content, **other))


def test_what_was_said_is_sealed_told_to_the_trail_and_due_again(a_case: CaseOf, worker: Actor) -> None:
    made = use(worker, a_case.mother)
    row = models.Assessment.objects.get()
    assert b"her words" not in bytes(row.answers) and b"sister" not in bytes(row.limits)
    file = assessment_file(worker, made)
    assert file.answers["heart"].words == "In her words."
    assert (file.limits, file.training) == ("Her sister was in the room.", "needs_talk")
    assert {"assessment.record", "assessment.file"} <= set(Event.objects.values_list("what", flat=True))
    task = models.Task.objects.get(what=ASSESSMENT_REVIEW, done_at__isnull=True)
    assert (task.subject, task.due) == (made, file.row.review_on)


def test_asking_again_takes_the_earlier_one_up(a_case: CaseOf, worker: Actor) -> None:
    first, second = use(worker, a_case.mother), use(worker, a_case.mother)
    assert models.Assessment.objects.get(id=second).follows_id == first
    assert [one.followed for one in assessments_of(worker, a_case.mother)] == [False, True]
    assert models.Task.objects.filter(what=ASSESSMENT_REVIEW, done_at__isnull=True).get().subject == second


def test_an_adult_instrument_is_refused_for_a_child(a_case: CaseOf, worker: Actor) -> None:
    with pytest.raises(Unfit, match="under 18"):
        use(worker, a_case.child)
    with pytest.raises(Unfit):
        usable(worker, a_case.child, instrument().id)
    assert not models.Assessment.objects.exists()


def test_and_for_an_age_that_is_unknown(a_case: CaseOf, worker: Actor) -> None:
    Person.objects.filter(id=a_case.family.person_ids[0]).update(born_from=None, born_to=None)
    with pytest.raises(Unfit, match="not known"):
        use(worker, a_case.mother)


@pytest.mark.parametrize("unknown", [True, False])
def test_the_database_refuses_it_too(a_case: CaseOf, worker: Actor, unknown: bool) -> None:
    use(worker, a_case.mother)
    row = models.Assessment.objects.get()
    whom = a_case.mother if unknown else a_case.child
    if unknown:
        Person.objects.filter(id=a_case.family.person_ids[0]).update(born_from=None, born_to=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Assessment.objects.create(
            case_id=whom, instrument=row.instrument, training=row.training, held_on=row.held_on, review_on=row.review_on,
            answers=b"x", narrative=b"x", limits=b"x", made_by=row.made_by, made_name="x", made_at=timezone.now(),
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Assessment.objects.update(case_id=a_case.child)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Instrument.objects.filter(key="needs_adults").update(population="everybody")


def test_one_for_children_is_used_by_child_protection_and_read_by_it(
    a_case: CaseOf, worker: Actor, specialist: Actor, actor: MakeActor
) -> None:
    with pytest.raises(Unfit):
        use(worker, a_case.child, "child_and_family")
    made = use(specialist, a_case.child, "child_and_family")
    assert assessment_file(specialist, made).narrative
    (seen,) = assessments_of(worker, a_case.child)
    assert seen.closed
    with pytest.raises(NotFound, match="child protection"):
        assessment_file(worker, made)
    assert not assessment_file(actor(Role.CHILD_PROTECTION_SPECIALIST), made).row.closed


def test_nobody_untrained_uses_one(a_case: CaseOf, worker: Actor, actor: MakeActor, keeper: Actor) -> None:
    other = actor(Role.CASE_MANAGER, None, Purpose.PROTECTION)
    with pytest.raises(Unfit, match="not recorded"):
        use(other, a_case.mother)
    trained(keeper, other, until=today() - timedelta(days=1))
    with pytest.raises(Unfit, match="over"):
        use(other, a_case.mother)
    training_end(keeper, training_id=models.Training.objects.get(user_id=worker.user_id).id)
    with pytest.raises(Unfit):
        use(worker, a_case.mother)


def test_a_training_is_recorded_by_somebody_else_for_whoever_may_use_it(
    keeper: Actor, actor: MakeActor, worker: Actor
) -> None:
    with pytest.raises(Invalid, match="of their own"):
        trained(keeper, keeper)
    with pytest.raises(Invalid) as told:
        trained(keeper, actor(Role.CONVOY_LEAD))
    assert told.value.data["field"] == "user_id"
    with pytest.raises(Refused):
        trained(worker, keeper)
    with pytest.raises(Invalid) as told:
        trained(keeper, worker, "no_such")
    assert told.value.data["field"] == "training"
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Training.objects.update(recorded_by=worker.user_id)
    assert [one.user_id for one in trainings_list(worker)] == [worker.user_id]


def test_a_new_version_takes_the_place_of_the_old_one(a_case: CaseOf, keeper: Actor, worker: Actor) -> None:
    made = use(worker, a_case.mother)
    old = instrument()
    with pytest.raises(Invalid, match="here already"):
        instrument_load(keeper, text=changed())
    new = instrument_load(keeper, text=changed(version=2))
    assert instrument().id == new
    with pytest.raises(Unfit, match="withdrawn"):
        usable(worker, a_case.mother, old.id)
    assert assessment_file(worker, made).instrument.version == 1
    assert {one.key for one in instruments_list(worker)} == {"needs_adults", "child_and_family"}
    with pytest.raises(Refused):
        instrument_load(worker, text=changed(version=3))


def test_a_withdrawn_one_is_used_no_more(a_case: CaseOf, keeper: Actor, worker: Actor) -> None:
    row = instrument()
    instrument_retire(keeper, instrument_id=row.id)
    with pytest.raises(Stale):
        instrument_retire(keeper, instrument_id=row.id)
    assert row.id not in {one.id for one, _why in fits_of(worker, a_case.mother)}


def test_the_page_says_why_one_does_not_fit(a_case: CaseOf, worker: Actor) -> None:
    fits = {one.key: why for one, why in fits_of(worker, a_case.child)}
    assert "under 18" in fits["needs_adults"] and "used by others" in fits["child_and_family"]
    assert {one.key: why for one, why in fits_of(worker, a_case.mother)}["needs_adults"] == ""


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("held_on", lambda: {"held_on": today() + timedelta(days=1)}),
        ("review_on", lambda: {"review_on": today()}),
        ("narrative", lambda: {"narrative": " "}),
        ("limits", lambda: {"limits": ""}),
        ("a_day", lambda: {"answers": {}}),
    ],
)
def test_what_is_wrong_names_the_field(a_case: CaseOf, worker: Actor, field: str, wrong: Callable[[], dict]) -> None:
    given = wrong()
    if field == "a_day":
        given = {"answers": {key: one for key, one in assessment(ADULTS).answers.items() if key != field}}
    with pytest.raises(Invalid) as told:
        use(worker, a_case.mother, **given)
    assert told.value.data["field"] == field
    assert not models.Assessment.objects.exists()


def test_others_find_nothing(a_case: CaseOf, worker: Actor, actor: MakeActor) -> None:
    made = use(worker, a_case.mother)
    elsewhere = actor(Role.CASE_MANAGER, a_case.site, Purpose.PROTECTION)
    assert assessment_file(elsewhere, made)
    for one in (actor(Role.JUDICIAL_LIAISON), actor(Role.SCREENING_ANALYST), actor(Role.REPATRIATION_COORDINATOR)):
        with pytest.raises((NotFound, Refused)):
            assessment_file(one, made)
        with pytest.raises((NotFound, Refused)):
            assessments_of(one, a_case.mother)
    with pytest.raises(NotFound):
        assessment_record(worker, case_id=uuid7(), instrument_id=instrument().id, draft=assessment(ADULTS))
    with pytest.raises(NotFound):
        assessment_record(worker, case_id=a_case.mother, instrument_id=uuid7(), draft=assessment(ADULTS))


def test_a_day_that_is_over_is_asked_of_that_day(a_case: CaseOf, worker: Actor) -> None:
    """Somebody who was 17 when it was held was a child then."""
    day = today()
    seventeen = day.replace(year=day.year - 18, day=1)
    Person.objects.filter(id=a_case.family.person_ids[0]).update(born_from=seventeen, born_to=seventeen)
    with pytest.raises(Unfit):
        use(worker, a_case.mother, held_on=seventeen.replace(year=day.year) - timedelta(days=1))
