"""Files that stand apart from a case: found with the kept record, given back when records are parted, gone with an erased key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from drafts import person

from actors import MakeActor
from homes import site as new_site
from homeward.access.actions import agreement_make
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Agreement, Category, Purpose, Role
from homeward.access.models import Event, SubjectKey
from homeward.access.sealing.files import file_held
from homeward.pathway import models
from homeward.pathway.actions import forgetting
from homeward.pathway.actions.child_files import child_entry_add, child_file_open
from homeward.pathway.actions.following import follow
from homeward.pathway.actions.handing_evidence import evidence_hand_over
from homeward.pathway.actions.justice import justice_open
from homeward.pathway.actions.survivors import survivor_open, survivor_tell
from homeward.pathway.actions.tracing import lead_note, tracing_open
from homeward.pathway.facts.child_files import Entry, EntryDraft, PlanWords
from homeward.pathway.facts.evidence import HandoverDraft
from homeward.pathway.facts.survivors import PageDraft, Told
from homeward.pathway.facts.tracing import SoughtBy, SoughtWords
from homeward.pathway.selectors.children import child_file, child_files_list
from homeward.pathway.selectors.justice import justice_file, justice_list, justice_of_person
from homeward.pathway.selectors.survivors import survivor_file, survivor_of_person, survivors_list
from homeward.registry.actions.merging import records_merge, records_part
from homeward.registry.actions.persons import person_register
from homeward.registry.actions.rights import hold_end, hold_make, person_erase
from homeward.registry.errors import Invalid
from homeward.registry.selectors.persons import person_file
from justice import Track, referred, track

pytestmark = pytest.mark.django_db
WHY = "The same man, registered twice at two gates."


@pytest.fixture
def one(actor: MakeActor) -> Track:
    """A man with a file on the track of justice."""
    return track(actor)


@pytest.fixture
def elsewhere(actor: MakeActor) -> UUID:
    """Another site."""
    return new_site(actor)


@pytest.fixture
def kept(actor: MakeActor, elsewhere: UUID) -> UUID:
    """A second record of him there, into which the first one is taken."""
    return person_register(actor(Role.REGISTRATION_CLERK, elsewhere), person(elsewhere, "Salim Yasin", born="1980"))


def merge(actor: MakeActor, into: UUID, absorbed: UUID) -> UUID:
    officer = actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    versions = tuple(person_file(officer, id).row.version for id in (into, absorbed))
    return records_merge(officer, into, absorbed, versions=versions, reason=WHY)  # type: ignore[arg-type]


def erase(actor: MakeActor, who: UUID) -> None:
    guardian = actor(Role.DATA_PROTECTION_OFFICER)
    number = person_file(guardian, who).row.number
    person_erase(guardian, who, number=number, reason="Asked for by the person.")


def test_a_file_of_justice_is_found_with_the_kept_record_by_those_who_reach_it(
    one: Track, kept: UUID, elsewhere: UUID, actor: MakeActor
) -> None:
    there, third = actor(Role.JUDICIAL_LIAISON, elsewhere), actor(Role.JUDICIAL_LIAISON, new_site(actor))
    assert justice_of_person(there, kept) is None
    with pytest.raises(NotFound):
        justice_file(there, one.file)
    done = merge(actor, kept, one.person)
    assert justice_of_person(there, kept) == one.file == justice_open(there, kept)
    opened = justice_file(there, one.file)
    assert (opened.person_id, opened.site_id, opened.beside) == (kept, elsewhere, ())
    assert [line.person_id for line in justice_list(there)[0]] == [kept]
    assert justice_of_person(third, kept) is None and justice_list(third)[1] == 0
    records_part(actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY), done, reason="They are two men after all.")
    assert justice_of_person(there, kept) is None and justice_list(there)[1] == 0
    assert justice_of_person(one.first, one.person) == one.file
    assert justice_file(one.first, one.file).person_id == one.person


def test_where_both_records_had_one_each_names_the_other(one: Track, kept: UUID, actor: MakeActor) -> None:
    other = justice_open(one.first, kept)
    assert justice_file(one.first, other).beside == ()
    merge(actor, kept, one.person)
    numbers = {id: justice_file(one.first, id).number for id in (one.file, other)}
    assert justice_file(one.first, other).beside == ((one.file, numbers[one.file]),)
    assert justice_file(one.first, one.file).beside == ((other, numbers[other]),)


def test_a_record_merged_twice_over_keeps_its_file(one: Track, kept: UUID, elsewhere: UUID, actor: MakeActor) -> None:
    last = person_register(actor(Role.REGISTRATION_CLERK, elsewhere), person(elsewhere, "Salim Y. Nuri", born="1980"))
    merge(actor, kept, one.person)
    merge(actor, last, kept)
    there = actor(Role.JUDICIAL_LIAISON, elsewhere)
    assert justice_of_person(there, last) == one.file and justice_file(there, one.file).person_id == last


def test_a_sealed_file_is_found_with_the_kept_record_and_given_back(
    one: Track, kept: UUID, elsewhere: UUID, actor: MakeActor
) -> None:
    focal, there = actor(Role.SURVIVOR_FOCAL_POINT, one.site), actor(Role.SURVIVOR_FOCAL_POINT, elsewhere)
    file = survivor_open(focal, one.person)
    survivor_tell(focal, file, PageDraft(Told.WISH, "Do not ask me again."))
    assert survivor_of_person(there, kept) is None
    done = merge(actor, kept, one.person)
    assert survivor_of_person(there, kept) == file == survivor_open(there, kept)
    opened = survivor_file(there, file)
    assert [page.words for page in opened.told] == ["Do not ask me again."] and opened.person_id == kept
    assert [line.person_id for line in survivors_list(there)[0]] == [kept]
    records_part(actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY), done, reason="They are two men after all.")
    assert survivor_of_person(there, kept) is None and survivors_list(there)[1] == 0
    assert survivor_of_person(focal, one.person) == file


def child(actor: MakeActor, where: UUID, name: str = "Yusuf Nuri") -> UUID:
    return person_register(actor(Role.REGISTRATION_CLERK, where), person(where, name, born="2018"))


def test_a_childs_file_is_found_with_the_kept_record_and_given_back(
    elsewhere: UUID, one: Track, actor: MakeActor
) -> None:
    here, there = (actor(Role.CHILD_PROTECTION_SPECIALIST, site) for site in (one.site, elsewhere))
    boy, again = child(actor, one.site), child(actor, elsewhere, "Yusif Noori")
    file = child_file_open(here, child_id=boy)
    done = merge(actor, again, boy)
    assert child_file_open(there, child_id=again) == file
    assert child_file(there, file).line.child_id == again and child_files_list(there)[1] == 1
    records_part(actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY), done, reason="They are two boys after all.")
    assert child_files_list(there)[1] == 0 and child_file(here, file).line.child_id == boy


def package(one: Track, referral: UUID, actor: MakeActor) -> UUID:
    now = timezone.now()
    made = Agreement(
        recipient="A court", title="An agreement", basis="A law", purposes=frozenset({Purpose.JUSTICE}),
        categories=frozenset({Category.EVIDENCE}), starts=now - timedelta(days=1), until=now + timedelta(days=9),
    )  # fmt: skip
    under = agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=replace(made))
    ids = frozenset(models.Exhibit.objects.values_list("item_id", flat=True))
    return evidence_hand_over(one.first, referral, HandoverDraft(under, "A court", ids, "The clerk of the court"))


def kept_about(who: UUID) -> dict[str, int]:
    """How many rows of which tables are about somebody."""
    found = ((kind, field) for kind, field in forgetting._about_somebody())
    return {
        kind.__name__: count for kind, field in found if (count := kind._default_manager.filter(**{field: who}).count())
    }


@pytest.mark.django_db(transaction=True)
def test_of_an_erased_person_no_file_stays_and_the_trail_keeps_a_proof(
    one: Track, kept: UUID, actor: MakeActor, django_capture_on_commit_callbacks: object
) -> None:
    referral = referred(one)
    handed = package(one, referral, actor)
    focal = actor(Role.SURVIVOR_FOCAL_POINT)
    sealed = survivor_open(focal, one.person)
    survivor_tell(focal, sealed, PageDraft(Told.WISH, "Do not ask me again."))
    numbers = {models.SurvivorFile.objects.get().number, one.row.number}
    items, links = models.EvidenceItem.objects.count(), models.CustodyLink.objects.count()
    merge(actor, kept, one.person)
    assert file_held(handed) and kept_about(one.person) == {"JusticeFile": 1, "SurvivorFile": 1}
    erase(actor, kept)
    follow()
    assert kept_about(one.person) == {}
    for kind in (
        "CourtReferral",
        "CourtOutcome",
        "ReferralAnswer",
        "ReferralNote",
        "Exhibit",
        "EvidenceHandover",
        "SurvivorTold",
    ):
        assert not getattr(models, kind).objects.exists(), kind
    assert not file_held(handed) and not SubjectKey.objects.filter(id__in=[handed, sealed]).exists()
    assert (models.EvidenceItem.objects.count(), models.CustodyLink.objects.count()) == (items, links), "of things"
    told = Event.objects.filter(what="file.forget")
    assert {one.subject for one in told} == numbers
    assert all(one.person_id is None and one.detail["rows"] for one in told)
    follow()
    assert told.count() == 2


def test_of_an_erased_child_no_file_stays_nor_that_they_could_be_looked_for(one: Track, actor: MakeActor) -> None:
    specialist, boy, sister = (
        actor(Role.CHILD_PROTECTION_SPECIALIST),
        child(actor, one.site),
        child(actor, one.site, "Sara"),
    )
    file = child_file_open(specialist, child_id=boy)
    words = PlanWords("Back to school.", "The teacher, until May.", "I want to learn.")
    child_entry_add(specialist, file_id=file, draft=EntryDraft(Entry.PLAN, words))
    own = tracing_open(specialist, person_id=boy, sought_by=SoughtBy.CHILD, said=SoughtWords("His uncle"))
    hers = tracing_open(specialist, person_id=sister, sought_by=SoughtBy.CHILD, said=SoughtWords("Her brother"))
    lead_note(specialist, tracing_id=hers, person_id=boy)
    erase(actor, boy)
    follow()
    assert kept_about(boy) == {} and not models.ChildEntry.objects.exists()
    assert list(models.Tracing.objects.values_list("id", flat=True)) == [hers] and own != hers
    assert not models.Lead.objects.exists()


def test_a_legal_hold_keeps_every_file(one: Track, actor: MakeActor) -> None:
    guardian = actor(Role.DATA_PROTECTION_OFFICER)
    later = timezone.localdate() + timedelta(days=90)
    hold = hold_make(guardian, one.person, authority="A court", reason="An inquiry is open.", until=later)
    with pytest.raises(Invalid, match="legal hold"):
        erase(actor, one.person)
    follow()
    assert kept_about(one.person) == {"JusticeFile": 1}
    hold_end(guardian, hold)
    erase(actor, one.person)
    follow()
    assert kept_about(one.person) == {}


def test_the_database_lets_nothing_go_whose_person_was_not_erased(one: Track, actor: MakeActor) -> None:
    referred(one)
    focal: Actor = actor(Role.SURVIVOR_FOCAL_POINT)
    survivor_tell(focal, survivor_open(focal, one.person), PageDraft(Told.WISH, "Do not ask me again."))
    for table in ("courtoutcome", "referralanswer", "survivortold", "evidenceitem", "custodylink"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM pathway_{table}")
