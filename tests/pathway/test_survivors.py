"""The sealed pathway: a file that nobody else sees, whose words need two keys, and of which nothing is shared without a decision."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors import MakeActor
from homeward.access.actions import subject_erase
from homeward.access.errors import Damaged, NotFound, Refused
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event, SubjectKey
from homeward.access.sealing.subjects import data_key
from homeward.access.selectors import who_opened
from homeward.pathway import models
from homeward.pathway.actions.survivors import (
    consent_record,
    consent_withdraw,
    service_answered,
    survivor_close,
    survivor_open,
    survivor_reopen,
    survivor_share,
    survivor_tell,
)
from homeward.pathway.facts.survivors import Answered, ConsentDraft, Decider, PageDraft, ShareFor, Teller, Told
from homeward.pathway.selectors.survivors import (
    reviews_counted,
    survivor_file,
    survivor_of_person,
    survivors_list,
)
from homeward.pathway.worded import said
from homeward.registry.errors import Invalid
from justice import Track, track

pytestmark = pytest.mark.django_db
TOLD = "What was done to her, as she told it in the second winter."
DRAFT = ConsentDraft(
    purpose=ShareFor.SERVICE, recipient="The clinic by the gate", what="That she needs a doctor, a woman, this week.",
    own_words="Tell the doctor, and nobody else.", explained="In Kurdish, twice; that she may say no and loses nothing.",
    basis="Her consent; the clinic's law of 2009", decider=Decider.SURVIVOR, until=timezone.localdate() + timedelta(days=60),
)  # fmt: skip


@pytest.fixture
def one(actor: MakeActor) -> Track:
    """Somebody who also has a file on the track of justice, which knows nothing of the other."""
    return track(actor)


@pytest.fixture
def focal(actor: MakeActor) -> Actor:
    """The focal point."""
    return actor(Role.SURVIVOR_FOCAL_POINT)


@pytest.fixture
def file(one: Track, focal: Actor) -> UUID:
    """A sealed file with an account in it."""
    id = survivor_open(focal, one.person)
    survivor_tell(focal, id, PageDraft(Told.ACCOUNT, TOLD, Teller.SURVIVOR, "herself, and her sister"))
    return id


def test_the_file_keeps_what_was_told_who_was_harmed_and_what_she_wishes(focal: Actor, file: UUID, one: Track) -> None:
    survivor_tell(focal, file, PageDraft(Told.WISH, "I want to learn to sew, and no questions."))
    day = timezone.localdate() + timedelta(days=30)
    survivor_tell(focal, file, PageDraft(Told.SAFETY, "She sleeps at her aunt's tent.", review_on=day))
    row = survivor_file(focal, file)
    assert {page.kind: page.words for page in row.told}[Told.ACCOUNT] == TOLD
    assert {page.kind: page.harmed for page in row.told}[Told.ACCOUNT] == "herself, and her sister"
    assert survivors_list(focal)[0][0].review_on == day
    assert reviews_counted(focal, day) == (1, day) and reviews_counted(focal, day - timedelta(days=1)) == (0, None)
    assert survivor_of_person(focal, one.person) == file == survivor_open(focal, one.person)


def test_its_words_need_both_keys_and_the_persons_alone_opens_nothing(one: Track, file: UUID) -> None:
    page = models.SurvivorTold.objects.get()
    person = models.SurvivorFile.objects.select_related("person").get().person
    for key in (data_key(person.key_id), data_key(file)):
        with pytest.raises((Damaged, UnicodeDecodeError)):
            said(key, page, "words")


@pytest.mark.parametrize("whose", ["person", "file"])
def test_erasing_either_takes_the_words(actor: MakeActor, focal: Actor, one: Track, file: UUID, whose: str) -> None:
    person = models.SurvivorFile.objects.select_related("person").get().person
    subject_erase(actor(Role.DATA_PROTECTION_OFFICER), subject_id=person.key_id if whose == "person" else file)
    assert [page.words for page in survivor_file(focal, file).told] == [""]
    with pytest.raises(Exception, match="erased"):
        survivor_tell(focal, file, PageDraft(Told.WISH, "Another wish of hers."))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SURVIVOR_FOCAL_POINT, Role.SERVICE)])
def test_nobody_else_learns_whether_there_is_a_file(actor: MakeActor, one: Track, file: UUID, role: Role) -> None:
    other = actor(role)
    for id in (file, one.person):  # one that is there, and one that is not
        with pytest.raises(Refused):
            survivor_file(other, id)
        with pytest.raises(Refused):
            survivor_of_person(other, id)
    with pytest.raises(Refused):
        survivors_list(other)


def test_a_focal_point_of_another_site_does_not_find_it(actor: MakeActor, one: Track, file: UUID) -> None:
    elsewhere = actor(Role.SURVIVOR_FOCAL_POINT, track(actor).site, Purpose.PROTECTION)
    with pytest.raises(NotFound):
        survivor_file(elsewhere, file)
    with pytest.raises(NotFound):
        survivor_open(elsewhere, one.person)


def test_the_trail_names_neither_the_person_nor_any_kind_of_harm(
    actor: MakeActor, focal: Actor, one: Track, file: UUID
) -> None:
    survivor_file(focal, file)
    survivor_share(focal, consent_record(focal, file, DRAFT), what="That she needs a doctor this week.")
    events = Event.objects.filter(what__startswith="sealed.")
    assert events.filter(what="sealed.file", kind="read").exists() and not events.exclude(person_id=None).exists()
    said_in = json.dumps([[row.what, row.subject, row.detail] for row in events])
    assert not any(word in said_in.lower() for word in ("harm", "violence", "abuse", "survivor", "doctor", "clinic"))
    seen = who_opened(actor(Role.CASE_MANAGER), one.person)
    assert not any(row.what.startswith(("sealed", "justice", "evidence")) for row in seen)


def test_nothing_is_shared_without_a_decision_that_stands(focal: Actor, file: UUID) -> None:
    consent = consent_record(focal, file, DRAFT)
    shared = survivor_share(focal, consent, what="That she needs a doctor this week.", service="The clinic")
    service_answered(focal, shared, Answered.ACCEPTED, words="They see her on Monday.")
    consent_withdraw(focal, consent, words="I changed my mind.")
    with pytest.raises(Invalid, match="took this decision back"):
        survivor_share(focal, consent, what="That she needs a doctor this week.")
    (row,) = survivor_file(focal, file).consents
    assert (row.own_words, row.withdrawn_words, len(row.shared)) == (DRAFT.own_words, "I changed my mind.", 1)
    assert row.shared[0].answered is Answered.ACCEPTED and not row.stands(timezone.localdate())


@pytest.mark.parametrize("how", ["none", "withdrawn", "over"])
def test_the_database_refuses_what_nobody_decided(focal: Actor, file: UUID, how: str) -> None:
    consent, today = consent_record(focal, file, DRAFT), timezone.localdate()
    if how == "withdrawn":
        consent_withdraw(focal, consent, words="")
    on = today + timedelta(days=61) if how == "over" else today
    with pytest.raises(IntegrityError, match="decision of theirs"), transaction.atomic():
        models.SurvivorShared.objects.create(
            consent_id=file if how == "none" else consent, on=on, what=b"x", recorded_by=focal.user_id,
            recorded_name="x", recorded_at=timezone.now(),
        )  # fmt: skip


def test_the_database_changes_no_decision_and_takes_no_withdrawal_back(focal: Actor, file: UUID) -> None:
    consent_withdraw(focal, consent_record(focal, file, DRAFT), words="")
    for change in (
        {"withdrawn_at": None},
        {"until": timezone.localdate() + timedelta(days=300)},
        {"purpose": "justice"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.SurvivorConsent.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.SurvivorTold.objects.update(words=b"other")


@pytest.mark.parametrize("purpose", [ShareFor.JUSTICE, ShareFor.SCREENING])
def test_a_court_or_a_screening_is_their_own_decision_alone(focal: Actor, file: UUID, purpose: ShareFor) -> None:
    with pytest.raises(Invalid, match="nobody's decision but theirs"):
        consent_record(focal, file, replace(DRAFT, purpose=purpose, decider=Decider.GUARDIAN))
    consent = consent_record(focal, file, replace(DRAFT, purpose=purpose))
    with pytest.raises(IntegrityError), transaction.atomic():
        models.SurvivorConsent.objects.filter(id=consent).update(decider=Decider.GUARDIAN)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("own_words", {"own_words": "yes"}), ("explained", {"explained": ""}), ("what", {"what": "all"}),
        ("recipient", {"recipient": ""}), ("basis", {"basis": ""}), ("until", {"until": timezone.localdate() - timedelta(days=1)}),
        ("until", {"until": timezone.localdate() + timedelta(days=400)}),
    ],
)  # fmt: skip
def test_a_decision_is_separate_informed_lawful_and_for_a_time(
    focal: Actor, file: UUID, field: str, change: dict
) -> None:
    with pytest.raises(Invalid) as refused:
        consent_record(focal, file, replace(DRAFT, **change))
    assert refused.value.data["field"] == field


def test_a_safety_plan_has_a_day_and_nothing_else_has(focal: Actor, file: UUID) -> None:
    with pytest.raises(Invalid, match="three months"):
        survivor_tell(focal, file, PageDraft(Told.SAFETY, "She sleeps at her aunt's tent."))
    with pytest.raises(Invalid, match="Only a safety plan"):
        survivor_tell(focal, file, PageDraft(Told.WISH, "No questions, please.", review_on=timezone.localdate()))


def test_a_closed_file_stays_sealed_and_opens_again(focal: Actor, file: UUID) -> None:
    survivor_close(focal, file, words="She moved, and knows where to ask.", version=1)
    with pytest.raises(Invalid, match="closed"):
        survivor_tell(focal, file, PageDraft(Told.WISH, "Another wish of hers."))
    assert survivors_list(focal)[1] == 0 and survivors_list(focal, closed=True)[1] == 1
    survivor_reopen(focal, file, version=2)
    assert survivors_list(focal)[1] == 1


def test_the_two_files_of_one_person_do_not_know_each_other(one: Track, file: UUID) -> None:
    """No column of either side leads to the other, and neither's key is the other's."""
    assert SubjectKey.objects.filter(id=file).exists() and not SubjectKey.objects.filter(id=one.file).exists()
    for model in (models.JusticeFile, models.CourtReferral, models.EvidenceItem, models.Exhibit, models.ReferralNote):
        assert not any("survivor" in field.name for field in model._meta.get_fields())
        assert not any(
            "Survivor" in (field.related_model.__name__ if field.related_model else "")
            for field in model._meta.get_fields()
        )
    for model in (models.SurvivorFile, models.SurvivorTold, models.SurvivorConsent, models.SurvivorShared):
        related = {field.related_model.__name__ for field in model._meta.get_fields() if field.related_model}
        assert related <= {"Person", "SubjectKey", "SurvivorFile", "SurvivorTold", "SurvivorConsent", "SurvivorShared"}
