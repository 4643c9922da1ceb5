"""The pages of justice, of evidence and of sealed files: what they show, what they refuse in words, and to whom they are not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from actors import MakeActor
from homeward.access.actions import agreement_make
from homeward.access.facts import Actor, Agreement, Category, Purpose, Role
from homeward.access.rules import GRANTS, INCOMPATIBLE
from homeward.access.sealing.signing import signer
from homeward.access.selectors import disclosures_of_person, who_opened
from homeward.access.signatures import fingerprint, in_groups
from homeward.kernel.dates import parse
from homeward.pathway import models
from homeward.pathway.actions.exhibits import exhibit_add
from homeward.pathway.actions.handing_evidence import evidence_hand_over
from homeward.pathway.actions.prosecuting import referral_move, referral_propose
from homeward.pathway.actions.survivors import consent_record, survivor_open
from homeward.pathway.facts.evidence import HandoverDraft
from homeward.pathway.facts.justice import Proceeding
from homeward.pathway.facts.survivors import ConsentDraft, Decider, ShareFor
from homeward.pathway.rules import packages
from justice import ACT, NAME, WORDS, Track, drafted, item, ready, referred, track

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


@pytest.fixture
def one(actor: MakeActor) -> Track:
    """A man with a file and nothing in it."""
    return track(actor)


@pytest.fixture
def liaison(signed_in: SignedIn) -> Client:
    """Somebody who works on that track, at the browser."""
    return signed_in(Role.JUDICIAL_LIAISON)


def text(answer) -> str:
    return answer.content.decode()


def test_a_file_shows_what_is_lacking_and_offers_nobody_to_be_referred(one: Track, liaison: Client) -> None:
    drafted(one)
    shown = text(liaison.get(f"/justice/{one.file}"))
    assert ACT in shown and "Nobody can be referred as it stands" in shown and "Words alone refer nobody" in shown
    assert "/propose" not in shown


def test_a_question_is_prepared_answered_and_proposed_in_the_browser(one: Track, liaison: Client) -> None:
    address = f"/justice/{one.file}/question"
    wrong = liaison.post(address, {"act": "drove", "day": "2015", "authority": "A court"})
    assert wrong.status_code == 400 and "what they did, where" in text(wrong) and 'value="A court"' in text(wrong)
    assert liaison.post(address, {"act": ACT, "day": "2015", "authority": "A court"}).status_code == 302
    referral = models.CourtReferral.objects.get()
    at = f"/justice/{one.file}/questions/{referral.id}"
    assert "How old were they" in text(liaison.get(f"{at}/answer?question=age"))
    asked = {"answer": "adult", "words": WORDS, "source": "A letter of March"}
    assert liaison.post(f"{at}/answer?question=age", asked).status_code == 302
    id = item(one)
    sent = {"item": str(id), "speaks": "shows", "words": "His name stands in it, month after month."}
    assert liaison.post(f"{at}/exhibit", sent).status_code == 302
    refused = liaison.post(f"{at}/propose", {"words": WORDS, "version": "1"})
    assert refused.status_code == 400 and "Not every question is answered" in text(refused) and WORDS in text(refused)


def test_the_second_person_confirms_and_the_first_is_not_offered_it(
    one: Track, signed_in: SignedIn, liaison: Client
) -> None:
    referral = ready(one)
    referral_propose(one.first, referral, words=WORDS, version=1)
    at = f"/justice/{one.file}/questions/{referral}"
    assert "/confirm" in text(liaison.get(f"/justice/{one.file}"))
    assert liaison.post(f"{at}/confirm", {"words": WORDS, "version": "2"}).status_code == 302
    assert models.CourtReferral.objects.get().state == "referred"
    stale = signed_in(Role.JUDICIAL_LIAISON).post(f"{at}/move?to=returned", {
        "words": WORDS, "version": "2", "authority": "The prosecutor", "day": "2019",
    })  # fmt: skip
    assert stale.status_code == 409 and WORDS in text(stale)


@pytest.mark.parametrize("language", ["en", "ar", "ckb", "kmr"])
@pytest.mark.parametrize("to", [Proceeding.NOT_REFERRED, Proceeding.ACQUITTED])
def test_the_person_is_told_by_letter_in_their_language(
    one: Track, liaison: Client, language: str, to: Proceeding
) -> None:
    referral = ready(one) if to is Proceeding.NOT_REFERRED else referred(one)
    version = models.CourtReferral.objects.get().version
    said = {} if to is Proceeding.NOT_REFERRED else {"authority": "A court", "day": parse("2019-05")}
    referral_move(one.first, referral, to, words="Nothing shows that he did it.", version=version, **said)
    answer = liaison.get(f"/justice/{one.file}/questions/{referral}/letter.pdf?language={language}")
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages)
    assert answer["Content-Type"] == "application/pdf" and one.row.number in words
    assert all(part in words for part in NAME.split())


def test_there_is_no_letter_before_it_ended_so(one: Track, liaison: Client) -> None:
    assert liaison.get(f"/justice/{one.file}/questions/{drafted(one)}/letter.pdf").status_code == 404


def test_the_list_shows_what_is_overdue_first_and_finds_a_number(one: Track, liaison: Client) -> None:
    today = timezone.localdate()
    address = f"/justice/{one.file}/detention"
    sent = {"kind": "pre_trial", "place": "A prison", "order": "The judge of inquiry, no. 4 of that year."}
    wrong = liaison.post(address, sent)
    assert wrong.status_code == 400 and "without an end" in text(wrong)
    days = {"review_on": str(today - timedelta(days=3)), "until": str(today + timedelta(days=9))}
    assert liaison.post(address, sent | days).status_code == 302
    assert "overdue" in text(liaison.get("/justice"))
    assert NAME.split()[0] in text(liaison.get(f"/justice?number={one.row.number.lower()}"))
    assert "No file stands here" in text(liaison.get("/justice?number=J-ZZZZZZ-Z"))
    held = models.Detention.objects.get()
    review = f"/justice/{one.file}/parts/{held.id}/review"
    assert 'name="version" value="1"' in text(liaison.get(review))
    assert (
        liaison.post(review, {"outcome": "ends", "words": "The judge let him go home.", "version": "1"}).status_code
        == 302
    )
    assert "Nothing is due" in text(liaison.get("/justice"))


def test_a_file_is_opened_from_the_door_on_a_persons_page(one: Track, actor: MakeActor, signed_in: SignedIn) -> None:
    client = signed_in(Role.JUDICIAL_LIAISON)
    door = f"/persons/{one.person}/justice"
    assert door in text(client.get(f"/persons/{one.person}"))
    assert client.get(door)["Location"] == f"/justice/{one.file}"
    manager = signed_in(Role.CASE_MANAGER)
    assert door not in text(manager.get(f"/persons/{one.person}"))
    assert "sealed" not in text(manager.get(f"/persons/{one.person}"))
    assert manager.get(door).status_code == 403 and manager.get(f"/justice/{one.file}").status_code == 403


def test_evidence_is_registered_with_a_file_and_nothing_typed_is_lost(one: Track, liaison: Client) -> None:
    sent = {
        "kind": "document", "description": "A pay list, four pages", "source": "An office", "collected_by": "An officer",
        "collected_where": "A town", "collected_on": "11/2017", "obtained": "untainted",
        "obtained_words": "Found in a drawer; nobody was asked.", "keeping": "here", "site": str(one.site),
    }  # fmt: skip
    wrong = liaison.post("/evidence/new", sent)
    assert wrong.status_code == 400 and "Choose the file" in text(wrong) and "A pay list, four pages" in text(wrong)
    file = SimpleUploadedFile("list.pdf", b"%PDF a page")
    answer = liaison.post("/evidence/new", sent | {"content": file})
    row = models.EvidenceItem.objects.get()
    assert answer["Location"] == f"/evidence/{row.id}"
    shown = text(liaison.get(f"/evidence/{row.id}"))
    assert "A pay list" in shown and bytes(row.digest).hex() in shown and "computed anew just now" in shown
    taken = liaison.get(f"/evidence/{row.id}/file")
    assert b"".join(taken.streaming_content) == b"%PDF a page" and "attachment" in taken["Content-Disposition"]
    link = {
        "what": "examined",
        "day": "2026-01-02",
        "holder": "A laboratory",
        "place": "The capital",
        "words": "Looked at it closely.",
    }
    assert liaison.post(f"/evidence/{row.id}/link", link).status_code == 302
    caveat = {"originator": "A court abroad", "words": "Return it after its use.", "recipients": "A court\n"}
    assert liaison.post(f"/evidence/{row.id}/caveat", caveat).status_code == 302
    assert models.EvidenceCaveat.objects.get().recipients == ["A court"]
    assert (
        liaison.post(
            f"/evidence/{row.id}/obtained",
            {"answer": "tainted", "words": "A prisoner was beaten.", "source": "A report"},
        ).status_code
        == 302
    )
    assert "with conditions" in text(liaison.get("/evidence"))


def test_a_package_is_made_and_taken_in_the_browser(one: Track, actor: MakeActor, liaison: Client) -> None:
    referral, now = referred(one), timezone.now()
    made = Agreement(
        recipient="A court", title="An invented agreement", basis="A law", purposes=frozenset({Purpose.JUSTICE}),
        categories=frozenset({Category.EVIDENCE}), starts=now - timedelta(days=1), until=now + timedelta(days=9), caveats=("Keep it.",),
    )  # fmt: skip
    under = agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=made)
    at = f"/justice/{one.file}/questions/{referral}/hand_over"
    assert str(under) in text(liaison.get(at))
    id = models.Exhibit.objects.get().item_id
    sent = {"items": [str(id)], "received_by": "A clerk"}
    refused = liaison.post(f"{at}?agreement={under}", sent)  # the condition was not accepted
    assert refused.status_code == 400 and "A clerk" in text(refused)
    assert liaison.post(f"{at}?agreement={under}", sent | {"accepted": ["Keep it."]}).status_code == 302
    row = models.EvidenceHandover.objects.get()
    assert bytes(row.manifest).hex() in text(liaison.get(f"/justice/{one.file}"))
    taken = liaison.get(f"/evidence/packages/{row.id}")
    verdict = packages.verify(BytesIO(b"".join(taken.streaming_content)))
    assert verdict.whole and verdict.signer == signer().fingerprint
    shown = text(liaison.get("/evidence/key"))
    assert in_groups(signer().fingerprint) in shown and "by telephone or on paper" in shown
    key = liaison.get("/evidence/key.pem")
    assert fingerprint(key.content) == verdict.signer and "PRIVATE" not in text(key)


def test_what_speaks_for_them_is_read_with_a_button(one: Track, liaison: Client) -> None:
    referral = drafted(one)
    alibi = item(one)
    exhibit_add(one.first, referral, alibi, words="He was elsewhere that summer.", favours=True)
    shown = text(liaison.get(f"/justice/{one.file}"))
    address = f"/justice/{one.file}/questions/{referral}/read/{alibi}"
    assert address in shown
    liaison.post(address)
    assert address not in text(liaison.get(f"/justice/{one.file}"))


@pytest.fixture
def focal(signed_in: SignedIn) -> Client:
    """The focal point, at the browser."""
    return signed_in(Role.SURVIVOR_FOCAL_POINT)


@pytest.fixture
def sealed(actor: MakeActor, one: Track) -> UUID:
    """A sealed file of the same man."""
    return survivor_open(actor(Role.SURVIVOR_FOCAL_POINT), one.person)


def test_a_sealed_file_is_written_in_and_a_decision_shares_nothing(one: Track, focal: Client, sealed: UUID) -> None:
    at = f"/sealed/{sealed}"
    assert f"/persons/{one.person}/sealed" in text(focal.get(f"/persons/{one.person}"))
    told = {"words": "What was done to him in that winter.", "teller": "survivor", "harmed": "himself"}
    assert focal.post(f"{at}/account", told).status_code == 302
    assert focal.post(f"{at}/wish", {"words": "I want a lawyer, and no questions."}).status_code == 302
    day = timezone.localdate() + timedelta(days=20)
    assert (
        focal.post(f"{at}/safety", {"words": "He sleeps at his uncle's tent.", "review_on": str(day)}).status_code
        == 302
    )
    decision = {
        "purpose": "justice", "recipient": "A court", "what": "That he was beaten in that place.", "own_words": "Tell the court that.",
        "explained": "In Arabic; that he may say no.", "decider": "guardian", "basis": "A law", "until": str(day),
    }  # fmt: skip
    wrong = focal.post(f"{at}/decision", decision)
    assert (
        wrong.status_code == 400
        and "nobody&#x27;s decision but theirs" in text(wrong)
        and "Tell the court that." in text(wrong)
    )
    assert focal.post(f"{at}/decision", decision | {"decider": "survivor"}).status_code == 302
    shown = text(focal.get(at))
    assert "Nothing was shared under it" in shown and "What was done to him" in shown
    consent = models.SurvivorConsent.objects.get().id
    assert focal.post(f"{at}/parts/{consent}/share", {"what": "That he was beaten there."}).status_code == 302
    assert focal.post(f"{at}/parts/{consent}/withdraw", {"words": ""}).status_code == 302
    refused = focal.post(f"{at}/parts/{consent}/share", {"what": "That he was beaten there."})
    assert refused.status_code == 400 and "took this decision back" in text(refused)
    shared = models.SurvivorShared.objects.get().id
    assert (
        focal.post(
            f"{at}/parts/{shared}/answered", {"answered": "accepted", "words": "They hear him in May."}
        ).status_code
        == 302
    )


def test_the_two_sides_do_not_see_each_other(one: Track, focal: Client, liaison: Client, sealed: UUID) -> None:
    number = models.SurvivorFile.objects.get().number
    assert focal.get(f"/justice/{one.file}").status_code == 403 and liaison.get(f"/sealed/{sealed}").status_code == 403
    assert number not in text(liaison.get(f"/justice/{one.file}")) and one.row.number not in text(
        focal.get(f"/sealed/{sealed}")
    )
    assert "Sealed files" not in text(liaison.get("/")) and "Justice" not in text(focal.get("/"))


def test_a_decision_of_another_file_is_not_there(one: Track, actor: MakeActor, focal: Client, sealed: UUID) -> None:
    other = track(actor)
    point: Actor = actor(Role.SURVIVOR_FOCAL_POINT)
    from_other = survivor_open(point, other.person)
    focal.post(f"/sealed/{from_other}/decision", {
        "purpose": "service", "recipient": "A clinic", "what": "That he needs a doctor.", "own_words": "Tell the doctor.",
        "explained": "In Arabic; that he may say no.", "decider": "survivor", "basis": "A law",
        "until": str(timezone.localdate() + timedelta(days=9)),
    })  # fmt: skip
    consent = models.SurvivorConsent.objects.get().id
    assert focal.get(f"/sealed/{sealed}/parts/{consent}/share").status_code == 404


def addresses(one: Track, actor: MakeActor, sealed: UUID) -> dict[str, list[str]]:
    """Every page of both sides, of things that are really there, by the role that may open it."""
    referral = referred(one)
    held = item(one)
    now = timezone.now()
    point = actor(Role.SURVIVOR_FOCAL_POINT)
    draft = ConsentDraft(
        ShareFor.SERVICE, "A clinic", "That he needs a doctor.", "Tell the doctor.", "In Arabic; that he may say no.", "A law",
        Decider.SURVIVOR, now.date() + timedelta(days=9),
    )  # fmt: skip
    consent = consent_record(point, sealed, draft)
    at, question = f"/justice/{one.file}", f"/justice/{one.file}/questions/{referral}"
    return {
        Role.JUDICIAL_LIAISON: [
            "/justice", f"/persons/{one.person}/justice", at, f"{at}/question", f"{at}/detention", f"{at}/aid", f"{at}/release",
            f"{at}/close", f"{question}/answer?question=age", f"{question}/exhibit", f"{question}/court",
            f"{question}/move?to=acquitted", f"{question}/hand_over", f"{question}/propose", "/evidence", "/evidence/new",
            f"/evidence/{held}", f"/evidence/{held}/file", f"/evidence/{held}/link", f"/evidence/{held}/obtained",
            f"/evidence/{held}/caveat",
        ],
        Role.SURVIVOR_FOCAL_POINT: [
            "/sealed", f"/persons/{one.person}/sealed", f"/sealed/{sealed}", f"/sealed/{sealed}/account", f"/sealed/{sealed}/wish",
            f"/sealed/{sealed}/safety", f"/sealed/{sealed}/decision", f"/sealed/{sealed}/close",
            f"/sealed/{sealed}/parts/{consent}/share", f"/sealed/{sealed}/parts/{consent}/withdraw",
        ],
    }  # fmt: skip


def test_every_role_and_every_page_of_what_is_there(
    one: Track, actor: MakeActor, signed_in: SignedIn, sealed: UUID
) -> None:
    pages = addresses(one, actor, sealed)
    wrong = {}
    for role in (role for role in Role if role is not Role.SERVICE):
        for purpose in GRANTS[role]:
            client = signed_in(role, None, purpose)
            for owner, found in pages.items():
                for address in found:
                    status = client.get(address).status_code
                    if (status in (200, 302)) != (role is owner) or status not in (200, 302, 403):
                        wrong[f"{role}:{purpose} {address}"] = status
    assert wrong == {}


def test_a_purpose_of_another_kind_opens_nothing(one: Track, signed_in: SignedIn, sealed: UUID) -> None:
    """Nobody who may read both through two roles exists: the pair is refused."""
    assert frozenset({Role.JUDICIAL_LIAISON, Role.SURVIVOR_FOCAL_POINT}) in INCOMPATIBLE
    assert frozenset({Role.JUDICIAL_LIAISON, Role.CASE_MANAGER}) in INCOMPATIBLE


def test_my_work_says_what_is_due_and_waits_and_to_nobody_else(
    one: Track, liaison: Client, signed_in: SignedIn
) -> None:
    referral = ready(one)
    referral_propose(one.first, referral, words=WORDS, version=1)
    today = timezone.localdate()
    sent = {"kind": "pre_trial", "place": "A prison", "order": "The judge of inquiry, no. 4 of that year."}
    days = {"review_on": str(today - timedelta(days=3)), "until": str(today + timedelta(days=9))}
    liaison.post(f"/justice/{one.file}/detention", sent | days)
    shown = text(liaison.get("/"))
    assert "One thing is due in the files of justice" in shown and "waits for a second person" in shown
    for role in (Role.CASE_MANAGER, Role.SURVIVOR_FOCAL_POINT, Role.ADMINISTRATOR):
        assert "justice" not in text(signed_in(role).get("/")).lower()


def test_a_receipt_does_not_tell_a_case_manager_of_evidence(one: Track, actor: MakeActor) -> None:
    now = timezone.now()
    made = Agreement(
        recipient="A court", title="An invented agreement", basis="A law", purposes=frozenset({Purpose.JUSTICE}),
        categories=frozenset({Category.EVIDENCE}), starts=now - timedelta(days=1), until=now + timedelta(days=9),
    )  # fmt: skip
    referral = referred(one)
    ids = frozenset(models.Exhibit.objects.values_list("item_id", flat=True))
    under = agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=made)
    evidence_hand_over(one.first, referral, HandoverDraft(under, "A court", ids, "A clerk"))
    assert disclosures_of_person(actor(Role.CASE_MANAGER), one.person) == ()
    assert len(disclosures_of_person(one.first, one.person)) == 1
    assert len(disclosures_of_person(actor(Role.DATA_PROTECTION_OFFICER), one.person)) == 1


def test_who_looked_at_a_person_does_not_tell_of_a_file(one: Track, actor: MakeActor, signed_in: SignedIn) -> None:
    """The openings of the person's own page by either side are in the trail, and not on the page that others read."""
    clients = [signed_in(role) for role in (Role.JUDICIAL_LIAISON, Role.SURVIVOR_FOCAL_POINT, Role.CASE_MANAGER)]
    for client in clients:
        assert client.get(f"/persons/{one.person}").status_code == 200

    def seen(role: Role) -> set[str]:
        return {
            row.username.rpartition("-")[0] for row in who_opened(actor(role), one.person) if row.what == "person.file"
        }

    assert seen(Role.CASE_MANAGER) == {"case_manager"}
    assert seen(Role.JUDICIAL_LIAISON) == {"case_manager", "judicial_liaison"}
    assert seen(Role.SURVIVOR_FOCAL_POINT) == {"case_manager", "survivor_focal_point"}
    assert seen(Role.DATA_PROTECTION_OFFICER) == {"case_manager", "judicial_liaison", "survivor_focal_point"}
