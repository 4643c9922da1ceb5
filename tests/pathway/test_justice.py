"""Nobody is referred without evidence of their own act, every check answered, and two people; and every way it can end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from actors import MakeActor
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event
from homeward.kernel.dates import parse
from homeward.pathway import models
from homeward.pathway.actions.courts import (
    DetentionDraft,
    EventDraft,
    aid_end,
    aid_record,
    court_event_record,
    detention_record,
    detention_review,
)
from homeward.pathway.actions.exhibits import defence_tell, exhibit_add, exhibit_remove, exhibit_seen
from homeward.pathway.actions.justice import (
    justice_close,
    justice_open,
    justice_reopen,
    justice_task_done,
    release_set,
)
from homeward.pathway.actions.prosecuting import (
    referral_answer,
    referral_confirm,
    referral_draft,
    referral_move,
    referral_propose,
)
from homeward.pathway.facts.evidence import ItemKind, Obtained
from homeward.pathway.facts.justice import (
    AidKind,
    Answer,
    Charge,
    Confinement,
    Due,
    EventKind,
    Proceeding,
    Question,
    Reviewed,
)
from homeward.pathway.rules.justice import ANSWERS, LACKS, Lack, NotReferred
from homeward.pathway.selectors.justice import due_counted, justice_due, justice_file, justice_list, proposed_counted
from homeward.registry.errors import Invalid
from justice import ACT, WORDS, Track, answered, drafted, item, ready, referred, track

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(actor: MakeActor) -> Track:
    """A man with a file and nothing in it."""
    return track(actor)


def state(one: Track) -> Proceeding:
    return justice_file(one.first, one.file).referrals[0].state


def test_two_people_refer_somebody_and_the_file_tells_how(one: Track) -> None:
    referral = referred(one)
    (row,) = justice_file(one.first, one.file).referrals
    assert (row.id, row.state, row.act, row.authority) == (
        referral,
        Proceeding.REFERRED,
        ACT,
        "Invented court of inquiry",
    )
    assert (row.proposed_name, row.confirmed_name) == (one.first.username, one.second.username)
    assert [(each.frm, each.to) for each in row.outcomes] == [
        (Proceeding.DRAFTED, Proceeding.PROPOSED), (Proceeding.PROPOSED, Proceeding.REFERRED),
    ]  # fmt: skip
    assert row.lacking == () and row.open_questions == ()


def test_one_person_refers_nobody(one: Track) -> None:
    referral = ready(one)
    referral_propose(one.first, referral, words=WORDS, version=1)
    assert proposed_counted(one.first) == 0 and proposed_counted(one.second) == 1
    with pytest.raises(Invalid, match="somebody else looks at it"):
        referral_confirm(one.first, referral, words=WORDS, version=2)
    with pytest.raises(Invalid, match="two people"):
        referral_move(one.first, referral, Proceeding.REFERRED, words=WORDS, version=2)
    assert state(one) is Proceeding.PROPOSED


def test_the_database_refuses_one_person(one: Track) -> None:
    referral = ready(one)
    referral_propose(one.first, referral, words=WORDS, version=1)
    rows = models.CourtReferral.objects.filter(id=referral)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(confirmed_by=one.first.user_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=Proceeding.REFERRED, version=3, confirmed_by=one.second.user_id)  # no outcome is written down


def test_the_database_refuses_a_referral_without_evidence(one: Track) -> None:
    referral = drafted(one)
    row = models.CourtReferral.objects.get(id=referral)
    common = {
        "referral": row,
        "words": b"x",
        "recorded_by": one.first.user_id,
        "recorded_name": "x",
        "recorded_at": timezone.now(),
    }
    models.CourtOutcome.objects.create(number=2, frm="drafted", to="proposed", **common)
    rows = models.CourtReferral.objects.filter(id=referral)
    rows.update(state="proposed", version=2, proposed_by=one.first.user_id)
    models.CourtOutcome.objects.create(number=3, frm="proposed", to="referred", **common)
    with pytest.raises(IntegrityError, match="own act"), transaction.atomic():
        rows.update(state="referred", version=3, confirmed_by=one.second.user_id)


def test_the_database_refuses_a_move_that_the_table_does_not_hold(one: Track) -> None:
    row = models.CourtReferral.objects.get(id=drafted(one))
    with pytest.raises(IntegrityError, match="table of proceedings"), transaction.atomic():
        models.CourtOutcome.objects.create(
            referral=row, number=2, frm="drafted", to="convicted", words=b"x", recorded_by=one.first.user_id,
            recorded_name="x", recorded_at=timezone.now(),
        )  # fmt: skip


def test_words_alone_do_not_suffice(one: Track) -> None:
    referral = drafted(one)
    answered(one, referral)
    with pytest.raises(NotReferred) as refused:
        referral_propose(one.first, referral, words="His brother is on a list, and his tribe is known.", version=1)
    assert refused.value.sentence == LACKS[Lack.NO_EVIDENCE]


def test_no_kind_of_evidence_stands_for_a_family_a_tribe_a_place_or_missing_papers() -> None:
    told = {*ItemKind, *Question, *Answer}
    assert not any(
        word in one
        for one in told
        for word in ("relat", "kin", "famil", "tribe", "section", "camp", "missing", "listing")
    )


@pytest.mark.parametrize(
    ("kind", "obtained", "lack"),
    [
        (ItemKind.OWN_STATEMENT, Obtained.UNTAINTED, Lack.OWN_STATEMENT_ALONE),
        (ItemKind.WITNESS, Obtained.TAINTED, Lack.OBTAINED_BY_FORCE),
        (ItemKind.WITNESS, Obtained.UNKNOWN, Lack.OBTAINED_UNKNOWN),
    ],
)
def test_what_does_not_suffice_as_evidence(one: Track, kind: ItemKind, obtained: Obtained, lack: Lack) -> None:
    referral = drafted(one)
    exhibit_add(one.first, referral, item(one, kind, obtained), words="It says that he drove.", favours=False)
    answered(one, referral)
    with pytest.raises(NotReferred) as refused:
        referral_propose(one.first, referral, words=WORDS, version=1)
    assert refused.value.data["lack"] == lack


@pytest.mark.parametrize("question", [one for one in Question if one not in (Question.JUVENILE, Question.SPECIALIST)])
def test_each_unanswered_question_refuses(one: Track, question: Question) -> None:
    referral = drafted(one)
    exhibit_add(one.first, referral, item(one), words="His name stands in it.", favours=False)
    for other in Question:
        if other is not question and other not in (Question.JUVENILE, Question.SPECIALIST):
            good = next(answer for answer, goes in ANSWERS[other].items() if goes)
            referral_answer(one.first, referral, other, good, words=WORDS, source="A letter")
    with pytest.raises(NotReferred) as refused:
        referral_propose(one.first, referral, words=WORDS, version=1)
    assert refused.value.data["lack"] == Lack.UNANSWERED


@pytest.mark.parametrize(
    ("question", "answer"),
    [(question, answer) for question, offered in ANSWERS.items() for answer, goes in offered.items()
     if not goes and question not in (Question.JUVENILE, Question.SPECIALIST)],
)  # fmt: skip
def test_each_answer_against_it_refuses(one: Track, question: Question, answer: Answer) -> None:
    referral = drafted(one)
    exhibit_add(one.first, referral, item(one), words="His name stands in it.", favours=False)
    answered(one, referral, **{question.value: answer})
    with pytest.raises(NotReferred) as refused:
        referral_propose(one.first, referral, words=WORDS, version=1)
    assert refused.value.data["lack"] == Lack.AGAINST


def test_the_latest_answer_stands_and_the_second_person_is_asked_anew(one: Track) -> None:
    referral = ready(one)
    referral_answer(
        one.first, referral, Question.DEATH_PENALTY, Answer.EXPOSED, words=WORDS, source="The code, article 4"
    )
    with pytest.raises(NotReferred):
        referral_propose(one.first, referral, words=WORDS, version=1)
    referral_answer(
        one.first, referral, Question.DEATH_PENALTY, Answer.ASSURED, words=WORDS, source="Note of the ministry"
    )
    referral_propose(one.first, referral, words=WORDS, version=1)
    with pytest.raises(Invalid, match="stays as it was"):
        referral_answer(one.first, referral, Question.COUNSEL, Answer.HAS_COUNSEL, words=WORDS, source="A letter")
    referral_move(one.second, referral, Proceeding.DRAFTED, words="The day of the act is not shown.", version=2)
    assert models.CourtReferral.objects.get(id=referral).proposed_by is None


def test_whoever_may_have_been_a_child_then_is_asked_for_as_a_child(actor: MakeActor) -> None:
    child = track(actor, born="1999")
    referral = drafted(child, "2016")
    exhibit_add(child.first, referral, item(child), words="His name stands in it.", favours=False)
    with pytest.raises(Invalid, match="under 18"):
        referral_answer(child.first, referral, Question.AGE, Answer.ADULT, words=WORDS, source="A letter")
    referral_answer(child.first, referral, Question.AGE, Answer.CHILD, words=WORDS, source="A letter")
    assert {Question.JUVENILE, Question.SPECIALIST} <= set(
        justice_file(child.first, child.file).referrals[0].open_questions
    )
    answered(child, referral, specialist=Answer.ADVISES_AGAINST)
    with pytest.raises(NotReferred):
        referral_propose(child.first, referral, words=WORDS, version=1)


def test_a_birth_that_nobody_knows_makes_nobody_an_adult(actor: MakeActor) -> None:
    somebody = track(actor, born="")
    assert models.CourtReferral.objects.get(id=drafted(somebody)).may_be_child


def test_nobody_decides_without_having_read_what_speaks_for_them(one: Track) -> None:
    referral = ready(one)
    alibi = item(one, ItemKind.OFFICIAL_RECORD, content=b"The register of a hospital.")
    exhibit_add(one.first, referral, alibi, words="He lay in a hospital all that summer.", favours=True)
    with pytest.raises(NotReferred) as refused:
        referral_propose(one.first, referral, words=WORDS, version=1)
    assert refused.value.data["lack"] == Lack.NOT_SEEN
    exhibit_seen(one.first, referral, alibi)
    referral_propose(one.first, referral, words=WORDS, version=1)
    with pytest.raises(NotReferred):
        referral_confirm(one.second, referral, words=WORDS, version=2)
    exhibit_seen(one.second, referral, alibi)
    exhibit_seen(one.second, referral, alibi)  # once is enough
    referral_confirm(one.second, referral, words=WORDS, version=2)
    defence_tell(one.second, referral, alibi, to="Counsel of the accused", words="A copy of four pages, by hand.")
    exhibits = justice_file(one.first, one.file).referrals[0].exhibits
    assert exhibits[0].favours and exhibits[0].seen_by == (one.first.username, one.second.username)
    assert exhibits[0].told_to_defence == timezone.now().date()
    notes = list(models.ReferralNote.objects.order_by("seq"))
    assert [note.seq for note in notes] == [1, 2, 3]


def test_that_it_was_read_cannot_be_changed_or_added_afterwards(one: Track) -> None:
    referral = ready(one)
    alibi = item(one, content=b"Another page.")
    exhibit_add(one.first, referral, alibi, words="He was elsewhere that summer.", favours=True)
    exhibit_seen(one.first, referral, alibi)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        models.ReferralNote.objects.update(recorded_name="Somebody else")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        models.ReferralNote.objects.all()._raw_delete("default")
    note = models.ReferralNote.objects.get()
    note.pk, note.seq = one.file, 3
    with pytest.raises(IntegrityError, match="no gaps"), transaction.atomic():
        note.save(force_insert=True)


def test_what_speaks_for_them_is_never_taken_away(one: Track) -> None:
    referral = drafted(one)
    alibi = item(one)
    exhibit_add(one.first, referral, alibi, words="He was elsewhere that summer.", favours=True)
    with pytest.raises(Invalid, match="not taken away"):
        exhibit_remove(one.first, referral, alibi, words="It does not help us at all.")


def test_every_outcome_and_none_without_its_authority_and_day(one: Track) -> None:
    referral = referred(one)
    with pytest.raises(Invalid, match="which authority or court"):
        referral_move(one.first, referral, Proceeding.ACQUITTED, words=WORDS, version=3)
    said = {"authority": "Court of first instance", "day": parse("2019-05")}
    referral_move(one.first, referral, Proceeding.CONVICTED, words=WORDS, version=3, **said)
    with pytest.raises(Invalid, match="appeal"):
        referral_move(one.first, referral, Proceeding.ACQUITTED, words=WORDS, version=4, **said)
    court_event_record(one.first, referral, EventDraft(EventKind.APPEAL, "Court of cassation", WORDS, parse("2019-06")))
    referral_move(one.first, referral, Proceeding.ACQUITTED, words=WORDS, version=4, **said)
    with pytest.raises(Invalid, match="where it stands"):
        referral_move(one.first, referral, Proceeding.RETURNED, words=WORDS, version=5, **said)
    referral_move(one.first, referral, Proceeding.CLOSED, words=WORDS, version=5)
    assert state(one) is Proceeding.CLOSED


def test_not_referring_takes_one_person_and_words(one: Track) -> None:
    referral = drafted(one)
    with pytest.raises(Invalid, match="why"):
        referral_move(one.first, referral, Proceeding.NOT_REFERRED, words="no", version=1)
    referral_move(one.first, referral, Proceeding.NOT_REFERRED, words="Nothing shows that he did it.", version=1)
    assert state(one) is Proceeding.NOT_REFERRED
    justice_close(one.first, one.file, words="Nothing is left to be asked.", version=1)
    with pytest.raises(Invalid, match="closed"):
        referral_draft(one.first, one.file, Charge(ACT, parse("2015"), "Another court"))
    justice_reopen(one.first, one.file, version=2)
    assert justice_list(one.first)[1] == 1


def test_a_file_does_not_close_over_an_open_question_or_a_detention(one: Track) -> None:
    referral = drafted(one)
    with pytest.raises(Invalid, match="still open"):
        justice_close(one.first, one.file, words="We are done with it.", version=1)
    referral_move(one.first, referral, Proceeding.NOT_REFERRED, words=WORDS, version=1)
    detention_record(one.first, one.file, DetentionDraft(Confinement.SENTENCE, "A prison", WORDS, parse("2020")))
    with pytest.raises(Invalid, match="held"):
        justice_close(one.first, one.file, words="We are done with it.", version=1)


def test_a_detention_is_looked_at_again_or_stands_as_overdue(one: Track) -> None:
    today = timezone.localdate()
    with pytest.raises(Invalid, match="without an end"):
        detention_record(one.first, one.file, DetentionDraft(Confinement.PRE_TRIAL, "A prison", WORDS))
    held = detention_record(
        one.first, one.file,
        DetentionDraft(Confinement.PRE_TRIAL, "A prison", WORDS, parse("2025"), today - timedelta(days=1), today + timedelta(days=60)),
    )  # fmt: skip
    assert due_counted(one.second, today) == (1, today - timedelta(days=1))
    (first, *_) = justice_due(one.second)
    assert first.what is Due.DETENTION_REVIEW
    with pytest.raises(Invalid, match="review of the detention"):
        justice_task_done(one.first, first.id, words="I had a look at it.")
    with pytest.raises(Invalid, match="from review to review"):
        detention_review(one.first, held, Reviewed.GOES_ON, words=WORDS, version=1)
    with pytest.raises(Invalid, match="after the order ends"):
        detention_review(one.first, held, Reviewed.GOES_ON, words=WORDS, version=1, next_on=today + timedelta(days=61))
    detention_review(one.first, held, Reviewed.GOES_ON, words=WORDS, version=1, next_on=today + timedelta(days=30))
    assert due_counted(one.first, today) == (0, None)
    with pytest.raises(Stale):
        detention_review(one.first, held, Reviewed.ENDS, words=WORDS, version=1)
    detention_review(one.first, held, Reviewed.ENDS, words=WORDS, version=2)
    assert justice_due(one.first) == ()
    (row,) = justice_file(one.first, one.file).detentions
    assert row.ended_on == today and [each.outcome for each in row.reviews] == [Reviewed.GOES_ON, Reviewed.ENDS]


def test_a_release_is_prepared_half_a_year_before(one: Track) -> None:
    today = timezone.localdate()
    release_set(one.first, one.file, release_on=today + timedelta(days=400), version=1)
    due = {row.what: row.due for row in justice_due(one.first)}
    assert due[Due.RELEASE_PLAN] == today + timedelta(days=400 - 182) and len(due) == 5
    release_set(one.first, one.file, release_on=today + timedelta(days=100), version=2)  # sooner: nothing stands twice
    due = {row.what: row.due for row in justice_due(one.first)}
    assert due[Due.RELEASE_PLAN] == today and len(due) == 5
    plan = next(row for row in justice_due(one.first) if row.what is Due.RELEASE_PLAN)
    justice_task_done(one.first, plan.id, words="The plan is agreed with him.")
    assert len(justice_due(one.first)) == 4
    with pytest.raises(Invalid, match="no case with this number"):
        release_set(one.first, one.file, release_on=today + timedelta(days=90), case_number="C-ZZZZZZ-Z", version=3)


def test_counsel_and_interpreter_are_kept(one: Track) -> None:
    aid = aid_record(
        one.first, one.file, AidKind.INTERPRETER, name="An interpreter of the bar", language="ckb", since=parse("2019")
    )
    aid_end(one.first, aid)
    (row,) = justice_file(one.first, one.file).aids
    assert (row.kind, row.language, row.ended_on) == (AidKind.INTERPRETER, "ckb", timezone.localdate())


def test_of_two_at_one_instant_one_is_first(one: Track) -> None:
    referral = ready(one)
    referral_propose(one.first, referral, words=WORDS, version=1)
    with pytest.raises(Stale):
        referral_confirm(one.second, referral, words=WORDS, version=1)


def test_every_read_is_told_by_the_number_and_never_by_the_person(one: Track) -> None:
    referred(one)
    justice_file(one.first, one.file)
    events = Event.objects.filter(what__startswith="justice.")
    assert events.filter(what="justice.file", kind="read", subject=one.row.number).exists()
    assert not events.exclude(person_id=None).exists()
    assert not Event.objects.filter(what__startswith="evidence.").exclude(person_id=None).exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.JUDICIAL_LIAISON, Role.SERVICE)])
def test_nobody_else_learns_whether_there_is_a_file(one: Track, actor: MakeActor, role: Role) -> None:
    other = actor(role)
    for file in (one.file, one.person):
        with pytest.raises(Refused):
            justice_file(other, file)
    with pytest.raises(Refused):
        justice_list(other)


def test_a_liaison_of_another_site_does_not_find_it(one: Track, actor: MakeActor) -> None:
    elsewhere = track(actor).site
    with pytest.raises(NotFound):
        justice_file(actor(Role.JUDICIAL_LIAISON, elsewhere, Purpose.JUSTICE), one.file)


def test_there_is_one_file_of_a_person(one: Track) -> None:
    assert justice_open(one.second, one.person) == one.file


@pytest.mark.parametrize("table", [models.ReferralAnswer, models.CourtOutcome])
def test_what_was_answered_or_decided_is_never_changed(one: Track, table: type[Model]) -> None:
    referred(one)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        table._default_manager.update(words=b"other")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows = table._default_manager.all()
        rows._raw_delete(rows.db)


def test_an_actor_without_a_role_is_refused(one: Track) -> None:
    nobody = Actor(one.first.user_id, "nobody", (), Purpose.JUSTICE, channel="test")
    with pytest.raises(Refused):
        justice_open(nobody, one.person)
