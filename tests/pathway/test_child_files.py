"""A child's own file: the steps of the guidelines, what an entry must say, who reads it; and tracings, whose leads a specialist decides."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from drafts import person
from hypothesis import given
from hypothesis import strategies as st

from actors import MakeActor
from homes import site
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event
from homeward.lists.facts.lists import Desk
from homeward.pathway import models
from homeward.pathway.actions.child_files import child_entry_add, child_file_open, child_file_step
from homeward.pathway.actions.children import interests_assess
from homeward.pathway.actions.tracing import lead_decide, lead_note, tracing_open, tracing_step
from homeward.pathway.facts.child_files import (
    Attends,
    CareFound,
    ChildStep,
    Entry,
    EntryDraft,
    Guardian,
    GuardianWords,
    NoteWords,
    PlanWords,
    SchoolWords,
    VisitWords,
)
from homeward.pathway.facts.tracing import LeadFound, SoughtBy, SoughtWords, TracingStep, WishWords
from homeward.pathway.rules.child_files import AGAIN, CHILD_STEPS, TRACING_STEPS
from homeward.pathway.rules.steps import Unlawful
from homeward.pathway.selectors.children import child_file, child_files_list, protection_of, schooling_of
from homeward.pathway.selectors.tracing import looked_for, tracing_file, tracings_list
from homeward.registry.actions.persons import person_register
from homeward.registry.errors import Invalid
from papers_ready import bia
from screenings import NAME, ROWS
from shelves import a_list
from walked import CaseOf

pytestmark = pytest.mark.django_db
PLAN = EntryDraft(Entry.PLAN, PlanWords("Back to school.", "The teacher, until May.", "I want to learn."))
NOTE = EntryDraft(Entry.FOLLOW_UP, NoteWords("Visited; the child goes to class."))
SCHOOL = EntryDraft(Entry.SCHOOL, SchoolWords("First School", "third class"), Attends.ENROLLED)
GUARDIAN = EntryDraft(
    Entry.GUARDIAN, GuardianWords("An aunt", "Juvenile court", "Law 76, article 4", "7/2026"), Guardian.TEMPORARY
)


@pytest.fixture
def specialist(actor: MakeActor) -> Actor:
    """Somebody who protects children."""
    return actor(Role.CHILD_PROTECTION_SPECIALIST)


@pytest.fixture
def opened(specialist: Actor, a_case: CaseOf) -> UUID:
    """A child's file."""
    return child_file_open(specialist, child_id=a_case.family.person_ids[1])


def test_a_child_has_one_open_file_and_an_adult_has_none(specialist: Actor, a_case: CaseOf, opened: UUID):
    mother, child = a_case.family.person_ids
    assert child_file_open(specialist, child_id=child) == opened
    with pytest.raises(Invalid, match="18 or older"):
        child_file_open(specialist, child_id=mother)


def test_a_file_goes_the_steps_of_the_guidelines_to_its_end(specialist: Actor, a_case: CaseOf, opened: UUID):
    def go(to: ChildStep, words: str = "") -> None:
        child_file_step(specialist, file_id=opened, to=to, words=words, version=child_file(specialist, opened).version)

    go(ChildStep.ASSESSMENT)
    with pytest.raises(Invalid, match="assessment"):
        go(ChildStep.CASE_PLAN)
    interests_assess(specialist, case_id=a_case.child, draft=bia(a_case.family.person_ids[:1]))
    go(ChildStep.CASE_PLAN)
    with pytest.raises(Invalid, match="plan"):
        go(ChildStep.IMPLEMENTATION)
    child_entry_add(specialist, file_id=opened, draft=PLAN)
    go(ChildStep.IMPLEMENTATION)
    with pytest.raises(Invalid, match="what was done"):
        go(ChildStep.REVIEW)
    child_entry_add(specialist, file_id=opened, draft=NOTE)
    go(ChildStep.REVIEW)
    with pytest.raises(Invalid, match="Say why"):
        go(ChildStep.CLOSED)
    go(ChildStep.CLOSED, "The goals are reached, and the aunt agrees.")
    file = child_file(specialist, opened)
    assert (file.line.step, file.moves[-1].words) == (ChildStep.CLOSED, "The goals are reached, and the aunt agrees.")
    assert not models.Task.objects.filter(what__startswith="child.", done_at__isnull=True).exists()
    with pytest.raises(Invalid, match="closed"):
        child_entry_add(specialist, file_id=opened, draft=NOTE)


@given(st.sampled_from(ChildStep), st.sampled_from(ChildStep))
def test_no_step_that_the_table_does_not_hold(frm: ChildStep, to: ChildStep):
    lines = [line for line in CHILD_STEPS if (line.frm, line.to) == (frm, to)]
    assert len(lines) <= 1
    assert not (frm is ChildStep.CLOSED and lines)


def test_every_step_of_both_tables_can_be_reached_and_ends():
    way = {line.frm: [one.to for one in CHILD_STEPS if one.frm is line.frm] for line in CHILD_STEPS}
    for steps, first, last in (
        (way, ChildStep.REGISTERED, ChildStep.CLOSED),
        (TRACING_STEPS, TracingStep.SEARCHING, TracingStep.CLOSED),
    ):  # fmt: skip
        reached, new = {first}, [first]
        while new:
            new = [to for frm in new for to in steps.get(frm, ()) if to not in reached]
            reached |= set(new)
        assert reached == set(type(first)) and not steps.get(last)


def test_somebody_who_was_slower_is_told(specialist: Actor, opened: UUID):
    child_file_step(specialist, file_id=opened, to=ChildStep.ASSESSMENT, version=1)
    with pytest.raises(Stale):
        child_file_step(specialist, file_id=opened, to=ChildStep.ASSESSMENT, version=1)
    with pytest.raises(Unlawful):
        child_file_step(specialist, file_id=opened, to=ChildStep.CLOSED, words="It is over now.", version=2)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (EntryDraft(Entry.PLAN, PlanWords("", "x")), "goals"),
        (EntryDraft(Entry.GUARDIAN, GuardianWords("An aunt", "Court", ""), Guardian.LEGAL), "competence"),
        (EntryDraft(Entry.GUARDIAN, GuardianWords("An aunt", "Court", "Law"), "enrolled"), "code"),
        (EntryDraft(Entry.VISIT, VisitWords(seen_alone=True, words="")), "words"),
        (EntryDraft(Entry.SCHOOL, SchoolWords(), Attends.ENROLLED), "school"),
        (EntryDraft(Entry.SCHOOL, SchoolWords(), Attends.NOT_ENROLLED), "barriers"),
        (EntryDraft(Entry.CARE_REVIEW, NoteWords("Seen."), CareFound.CONTINUES, since=timezone.localdate() + timedelta(days=2)), "since"),
        (EntryDraft(Entry.FOLLOW_UP, NoteWords("Seen."), due=timezone.localdate() + timedelta(days=400)), "due"),
    ],
)  # fmt: skip
def test_an_entry_says_what_it_must(specialist: Actor, opened: UUID, draft: EntryDraft, field: str):
    with pytest.raises(Invalid) as refused:
        child_entry_add(specialist, file_id=opened, draft=draft)
    assert refused.value.data["field"] == field


def test_what_falls_due_again_is_a_task_until_it_is_done(specialist: Actor, a_case: CaseOf, opened: UUID):
    child_entry_add(specialist, file_id=opened, draft=GUARDIAN)
    task = models.Task.objects.get(what="child.guardian", done_at__isnull=True)
    assert (task.role, task.due) == (Role.CHILD_PROTECTION_SPECIALIST, timezone.localdate() + AGAIN[Entry.GUARDIAN])
    ((line,), total) = child_files_list(specialist)
    assert (line.due, total) == (task.due, 1)
    ended = EntryDraft(Entry.GUARDIAN, GuardianWords("An aunt", "Juvenile court", "Law 76"), Guardian.ENDED)
    child_entry_add(specialist, file_id=opened, draft=ended)
    assert not models.Task.objects.filter(what="child.guardian", done_at__isnull=True).exists()
    ((line,), _total) = child_files_list(specialist)
    assert line.due is None
    assert [one.current for one in child_file(specialist, opened).entries] == [True, False]


def test_school_reaches_the_follow_up_without_a_word(specialist: Actor, actor: MakeActor, a_case: CaseOf, opened: UUID):
    child_entry_add(specialist, file_id=opened, draft=SCHOOL)
    child = a_case.family.person_ids[1]
    told = schooling_of(actor(Role.REINTEGRATION_WORKER), [child])[child]
    assert told.attends is Attends.ENROLLED
    assert schooling_of(actor(Role.JUDICIAL_LIAISON), [child]) == {}


def test_others_learn_that_there_is_protection_and_not_what(
    specialist: Actor, actor: MakeActor, a_case: CaseOf, opened: UUID
):
    today = timezone.localdate()
    manager = actor(Role.CASE_MANAGER, None, Purpose.RETURN)
    shown = protection_of(manager, a_case.child, today)
    assert shown is not None and shown.restricted and shown.file_id is None and shown.found is None
    assert protection_of(manager, a_case.mother, today) is None
    mine = protection_of(specialist, a_case.child, today)
    assert mine is not None and not mine.restricted and mine.file_id == opened
    for role in (Role.CASE_MANAGER, Role.REPATRIATION_COORDINATOR, Role.SCREENING_ANALYST, Role.JUDICIAL_LIAISON):
        with pytest.raises((NotFound, Refused)):
            child_file(actor(role), opened)
        with pytest.raises((NotFound, Refused)):
            child_entry_add(actor(role), file_id=opened, draft=NOTE)


def test_a_file_at_another_site_is_not_found(actor: MakeActor, opened: UUID):
    elsewhere = actor(Role.CHILD_PROTECTION_SPECIALIST, site(actor, "Gamma camp"))
    with pytest.raises(NotFound):
        child_file(elsewhere, opened)


def test_reading_a_file_is_told_to_the_trail_and_words_are_sealed(specialist: Actor, opened: UUID):
    child_entry_add(specialist, file_id=opened, draft=PLAN)
    child_file(specialist, opened)
    assert Event.objects.filter(what="child.file").count() == 1
    assert b"school" not in bytes(models.ChildEntry.objects.get().said)


@pytest.mark.parametrize("sql", ["UPDATE pathway_childentry SET code = ''", "DELETE FROM pathway_childentry"])
def test_the_database_never_changes_an_entry(specialist: Actor, opened: UUID, sql: str):
    child_entry_add(specialist, file_id=opened, draft=PLAN)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


SOUGHT = SoughtWords(NAME, born="1986", sex="", last_seen="On the road, in spring.")
WHY = WishWords("The grandmother named both parents.")


@pytest.fixture
def tracing(specialist: Actor, a_case: CaseOf) -> UUID:
    """A child looks for somebody."""
    child = a_case.family.person_ids[1]
    return tracing_open(specialist, person_id=child, sought_by=SoughtBy.CHILD, said=SOUGHT)


def test_the_engine_and_the_registry_propose_and_a_specialist_decides(
    specialist: Actor, actor: MakeActor, a_case: CaseOf, tracing: UUID
):
    analyst = actor(Role.SCREENING_ANALYST)
    a_list(analyst, ROWS, list_id="missing", desk=Desk.TRACING)
    a_list(analyst, ROWS, list_id="wanted")
    sought = person_register(actor(Role.REGISTRATION_CLERK, a_case.site), person(a_case.site, NAME, born="1986"))
    found = looked_for(specialist, tracing)
    assert [one.person.id for one in found.people] == [sought]
    assert found.listed is not None
    assert [(one.edition.list_id, one.candidate.entry_id) for one in found.listed.candidates] == [("missing", "X-1")]
    assert not models.Lead.objects.exists()
    lead = lead_note(specialist, tracing_id=tracing, person_id=sought)
    assert lead_note(specialist, tracing_id=tracing, person_id=sought) == lead
    lead_note(specialist, tracing_id=tracing, list_id="missing", entry_id="X-1")
    lead_decide(specialist, lead_id=lead, found=LeadFound.POSSIBLE, words="The mother's name and the village agree.")
    with pytest.raises(Stale):
        lead_decide(specialist, lead_id=lead, found=LeadFound.ANOTHER, words="Not the one after all.")
    row = tracing_file(specialist, tracing)
    assert next((one.found, one.words) for one in row.leads) == (
        LeadFound.POSSIBLE,
        "The mother's name and the village agree.",
    )


def test_a_tracing_goes_through_verification_and_both_wishes(
    specialist: Actor, actor: MakeActor, a_case: CaseOf, tracing: UUID
):
    def go(to: TracingStep, said: WishWords = WHY) -> None:
        tracing_step(
            specialist, tracing_id=tracing, to=to, said=said, version=tracing_file(specialist, tracing).version
        )

    with pytest.raises(Invalid, match="Nobody was found"):
        go(TracingStep.VERIFICATION)
    mother = a_case.family.person_ids[0]
    lead = lead_note(specialist, tracing_id=tracing, person_id=mother)
    lead_decide(specialist, lead_id=lead, found=LeadFound.POSSIBLE, words="Both name the same village.")
    with pytest.raises(Unlawful):
        go(TracingStep.REUNIFICATION)
    go(TracingStep.VERIFICATION)
    go(TracingStep.WISHES)
    with pytest.raises(Invalid, match="what the child wants"):
        go(TracingStep.REUNIFICATION, WishWords(family="We want her home."))
    go(TracingStep.REUNIFICATION, WishWords(child="I want to see them first.", family="We want her home."))
    go(TracingStep.FOLLOW_UP)
    task = models.Task.objects.get(what="tracing.due")
    assert (task.subject, task.done_at) == (tracing, None)
    go(TracingStep.CLOSED)
    assert models.Task.objects.get(what="tracing.due").done_at is not None
    assert tracings_list(specialist)[1] == 0 and tracings_list(specialist, closed=True)[1] == 1


def test_only_child_protection_traces(actor: MakeActor, a_case: CaseOf, tracing: UUID):
    for role in (Role.CASE_MANAGER, Role.SCREENING_ANALYST, Role.REPATRIATION_COORDINATOR):
        other = actor(role)
        with pytest.raises((Refused, NotFound)):
            tracing_file(other, tracing)
        with pytest.raises((Refused, NotFound)):
            looked_for(other, tracing)
        with pytest.raises((Refused, NotFound)):
            tracing_open(other, person_id=a_case.family.person_ids[1], sought_by=SoughtBy.CHILD, said=SOUGHT)


def test_a_tracing_names_who_is_looked_for_and_never_oneself(specialist: Actor, a_case: CaseOf, tracing: UUID):
    child = a_case.family.person_ids[1]
    with pytest.raises(Invalid, match="name"):
        tracing_open(specialist, person_id=child, sought_by=SoughtBy.CHILD, said=SoughtWords(" "))
    with pytest.raises(Invalid, match="looks for somebody"):
        lead_note(specialist, tracing_id=tracing, person_id=child)
    with pytest.raises(Invalid, match="Choose"):
        lead_note(specialist, tracing_id=tracing)
