"""An item with its hash, a chain that cannot be changed, conditions that travel, and a package that verifies itself."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from actors import MakeActor
from homeward.access.actions import agreement_make, keys_rotate
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Agreement, Category, Caveat, Purpose, Role
from homeward.access.models import Disclosure, Event, SharingAgreement
from homeward.access.sealing.files import file_held
from homeward.access.sealing.signing import signer, signers
from homeward.kernel.dates import parse
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.evidence import caveat_add, custody_link, evidence_register, obtained_answer
from homeward.pathway.actions.exhibits import exhibit_add, exhibit_seen
from homeward.pathway.actions.handing_evidence import evidence_hand_over
from homeward.pathway.actions.prosecuting import referral_confirm, referral_propose
from homeward.pathway.facts.evidence import HandoverDraft, ItemDraft, ItemKind, Keeping, Moved, Obtained
from homeward.pathway.rules import packages
from homeward.pathway.selectors.evidence import (
    evidence_file,
    evidence_list,
    evidence_open,
    handover_open,
    handovers_list,
)
from homeward.registry.errors import Invalid
from justice import WORDS, Track, answered, drafted, item, referred, track

pytestmark = pytest.mark.django_db
RECIPIENT = "Invented court of inquiry"


@pytest.fixture
def own_home(tmp_path: Path, settings: Any) -> None:
    """A folder of keys that no other test sees."""
    settings.HOMEWARD_HOME = tmp_path


@pytest.fixture
def one(actor: MakeActor) -> Track:
    """A man with a file and nothing in it."""
    return track(actor)


def agreement(actor: MakeActor, **more: Any) -> UUID:
    now = timezone.now()
    made = Agreement(
        recipient=RECIPIENT, title="An invented agreement", basis="An invented law", purposes=frozenset({Purpose.JUSTICE}),
        categories=frozenset({Category.EVIDENCE}), starts=now - timedelta(days=1), until=now + timedelta(days=9),
        caveats=("For this inquiry alone.",),
    )  # fmt: skip
    return agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=replace(made, **more))


def handing(one: Track, agreement_id: UUID, **more: Any) -> HandoverDraft:
    ids = frozenset(models.Exhibit.objects.filter(removed_at=None).values_list("item_id", flat=True))
    draft = HandoverDraft(
        agreement_id, RECIPIENT, ids, "The clerk of the court", frozenset({"For this inquiry alone."})
    )
    return replace(draft, **more)


def test_an_item_is_kept_sealed_with_its_hash_and_the_first_link(one: Track) -> None:
    content = b"A page of a pay list." * 9000
    id = item(one, content=content)
    file = evidence_file(one.second, id)
    assert file.row.sha256 == hashlib.sha256(content).hexdigest() and file.row.size == len(content)
    assert (file.broken, [link.what for link in file.chain]) == ("", ["collected"])
    assert file.chain[0].previous == file.row.sha256
    assert b"".join(evidence_open(one.first, id).pieces) == content
    assert file_held(id)
    assert b"pay list" not in bytes(models.EvidenceItem.objects.get().description)


def test_what_is_elsewhere_has_its_hash_here(one: Track) -> None:
    draft = ItemDraft(
        kind=ItemKind.VIDEO, description="A film of a checkpoint", source="A court abroad", obtained=Obtained.UNKNOWN,
        obtained_words="The court abroad has not said.", collected_by="Its police", collected_where="A town",
        collected_on=parse("2018"), keeping=Keeping.ELSEWHERE, sha256="AB" * 32, reference="Registry no. 44", site_id=one.site,
    )  # fmt: skip
    id = evidence_register(one.first, draft)
    assert evidence_file(one.first, id).row.sha256 == "ab" * 32
    with pytest.raises(NotFound, match="elsewhere"):
        evidence_open(one.first, id)
    for field, wrong in (
        ("sha256", replace(draft, sha256="12")), ("reference", replace(draft, reference="")),
        ("description", replace(draft, description="film")), ("obtained_words", replace(draft, obtained_words="")),
        ("source", replace(draft, source="")), ("collected_on", replace(draft, collected_on=parse("2090"))),
        ("content", replace(draft, keeping=Keeping.HERE)), ("site", replace(draft, site_id=None)),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            evidence_register(one.first, wrong)
        assert refused.value.data["field"] == field


def test_the_chain_grows_and_says_in_whose_hands_it_is(one: Track) -> None:
    id = item(one)
    custody_link(one.first, id, Moved.RECEIVED, holder="The archive", place="Room 4", words="Received in a sealed bag.")
    custody_link(one.second, id, Moved.EXAMINED, holder="A laboratory", place="The capital", words="Copied bit by bit.")
    file = evidence_file(one.first, id)
    assert [link.what for link in file.chain] == ["collected", "received", "examined"]
    assert [link.seq for link in file.chain] == [1, 2, 3] and file.broken == ""
    with pytest.raises(Invalid, match="future"):
        custody_link(
            one.first,
            id,
            Moved.COPIED,
            holder="Us",
            place="Here",
            words=WORDS,
            day=timezone.localdate() + timedelta(days=1),
        )


@pytest.mark.parametrize(
    "table", [models.CustodyLink, models.EvidenceItem, models.ObtainedAnswer, models.EvidenceCaveat]
)
def test_the_database_changes_and_deletes_nothing_of_it(one: Track, table: type[Model]) -> None:
    id = item(one)
    caveat_add(one.first, id, Caveat("A court abroad", "For this inquiry alone.", None, None))
    rows = table._default_manager.all()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows.update(id=uuid7())
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows._raw_delete(rows.db)


@pytest.mark.parametrize(("seq", "previous"), [(3, "last"), (2, "first"), (0, "first"), (1, "other"), (2, "other")])
def test_the_database_refuses_a_gap_and_a_link_that_follows_nothing(one: Track, seq: int, previous: str) -> None:
    id = item(one)
    first = models.CustodyLink.objects.get()
    before = {"last": bytes(first.digest), "first": bytes(first.previous), "other": b"\1" * 32}[previous]
    with pytest.raises(IntegrityError), transaction.atomic():
        models.CustodyLink.objects.create(
            item_id=id, seq=seq, what="copied", previous=before, digest=b"\2" * 32, document=b"x",
            recorded_by=one.first.user_id, recorded_at=timezone.now(),
        )  # fmt: skip


def test_how_it_was_obtained_is_asked_again_and_stands_as_the_latest_answer(one: Track) -> None:
    id = item(one, obtained=Obtained.UNKNOWN)
    obtained_answer(one.first, id, Obtained.TAINTED, words="A prisoner was beaten for it.", source="A doctor's report")
    file = evidence_file(one.first, id)
    assert file.row.obtained is Obtained.TAINTED and len(file.obtained) == 2


def test_nobody_else_opens_an_item(one: Track, actor: MakeActor) -> None:
    id = item(one)
    for role in Role:
        if role not in (Role.JUDICIAL_LIAISON, Role.SERVICE):
            with pytest.raises(Refused):
                evidence_file(actor(role), id)
    elsewhere = track(actor).site
    with pytest.raises(NotFound):
        evidence_file(actor(Role.JUDICIAL_LIAISON, elsewhere), id)
    assert evidence_list(actor(Role.JUDICIAL_LIAISON, elsewhere))[1] == 0


def package(one: Track, id: UUID) -> bytes:
    return b"".join(handover_open(one.first, id).pieces)


def test_a_package_verifies_itself(one: Track, actor: MakeActor) -> None:
    referral = referred(one)
    caveat_add(one.first, item_of(referral), Caveat("A court abroad", "Return it after use.", None, None))
    id = evidence_hand_over(one.first, referral, handing(one, agreement(actor)))
    (row,), count = handovers_list(one.second)
    verdict = packages.verify(BytesIO(package(one, id)))
    assert verdict.faults == () and count == 1
    assert (verdict.manifest, verdict.number, verdict.items, verdict.links) == (row.sha256, row.number, 1, 2)
    assert verdict.signer == signer().fingerprint
    file = evidence_file(one.first, item_of(referral))
    assert file.chain[-1].what == "handed_over" and row.number in file.chain[-1].words
    disclosure = Disclosure.objects.get()
    assert disclosure.ready and disclosure.caveats == [
        "For this inquiry alone.",
        "A court abroad: Return it after use.",
    ]
    assert bytes(disclosure.sha256) == hashlib.sha256(package(one, id)).digest()


def test_after_a_change_of_the_key_older_packages_keep_their_signature(
    own_home: None, one: Track, actor: MakeActor
) -> None:
    before = signer()
    referral = referred(one)
    id = evidence_hand_over(one.first, referral, handing(one, agreement(actor)))
    keys_rotate(actor(Role.ADMINISTRATOR), use="sign")
    later = evidence_hand_over(one.first, referral, handing(one, agreement(actor)))
    assert [made.number for made in signers()] == [2, 1] and signers()[1].fingerprint == before.fingerprint
    older, newer = (packages.verify(BytesIO(package(one, made))) for made in (id, later))
    assert older.whole and newer.whole
    assert (older.signer, newer.signer) == (before.fingerprint, signer().fingerprint)
    assert before.fingerprint != signer().fingerprint


def item_of(referral: UUID) -> UUID:
    return models.Exhibit.objects.filter(referral=referral, favours=False).values_list("item_id", flat=True).get()


def test_what_speaks_for_them_goes_along_with_who_read_it(one: Track, actor: MakeActor) -> None:
    referral = drafted(one)
    against, alibi = item(one), item(one, content=b"A register of a hospital.")
    exhibit_add(one.first, referral, against, words="His name stands in it.", favours=False)
    exhibit_add(one.first, referral, alibi, words="He lay in a hospital that summer.", favours=True)
    answered(one, referral)
    exhibit_seen(one.first, referral, alibi)
    referral_propose(one.first, referral, words=WORDS, version=1)
    exhibit_seen(one.second, referral, alibi)
    referral_confirm(one.second, referral, words=WORDS, version=2)
    under = agreement(actor)
    with pytest.raises(Invalid, match="goes along, always"):
        evidence_hand_over(one.first, referral, handing(one, under, item_ids=frozenset({against})))
    id = evidence_hand_over(one.first, referral, handing(one, under))
    verdict = packages.verify(BytesIO(package(one, id)))
    assert verdict.whole and (verdict.items, verdict.links) == (2, 6)


def test_nothing_is_handed_over_before_two_people_referred(one: Track, actor: MakeActor) -> None:
    referral = drafted(one)
    exhibit_add(one.first, referral, item(one), words="His name stands in it.", favours=False)
    with pytest.raises(Invalid, match="two people"):
        evidence_hand_over(one.first, referral, handing(one, agreement(actor)))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"purposes": frozenset({Purpose.RETURN})}, "purpose"),
        ({"recipient": "Somebody else"}, "recipient"),
        ({"categories": frozenset({Category.NAME})}, "category"),
        ({"until": timezone.now() - timedelta(hours=1)}, "not_in_force"),
    ],
)
def test_every_handover_is_checked_as_every_export_is(
    one: Track, actor: MakeActor, more: dict[str, Any], why: str
) -> None:
    referral = referred(one)
    under = agreement(actor)
    changed = {key: sorted(value) if isinstance(value, frozenset) else value for key, value in more.items()}
    SharingAgreement.objects.filter(id=under).update(**changed)
    with pytest.raises(Refused):
        evidence_hand_over(one.first, referral, handing(one, under))
    assert not models.EvidenceHandover.objects.exists() and not Disclosure.objects.exists()


def test_an_originators_condition_refuses_another_recipient_and_another_purpose(one: Track, actor: MakeActor) -> None:
    referral, under = referred(one), agreement(actor)
    caveat_add(
        one.first, item_of(referral), Caveat("A court abroad", "To nobody else.", frozenset({"Another court"}), None)
    )
    with pytest.raises(Refused, match="gave us"):
        evidence_hand_over(one.first, referral, handing(one, under))
    assert [link.what for link in evidence_file(one.first, item_of(referral)).chain] == ["collected"]


def test_a_caveat_of_the_agreement_is_accepted_before(one: Track, actor: MakeActor) -> None:
    referral = referred(one)
    with pytest.raises(Refused, match="caveat"):
        evidence_hand_over(one.first, referral, handing(one, agreement(actor), accepted=frozenset()))


def test_a_child_needs_an_agreement_that_covers_children(actor: MakeActor) -> None:
    child = track(actor, born="2000")
    referral = drafted(child, "2016")
    exhibit_add(child.first, referral, item(child), words="His name stands in it.", favours=False)
    answered(child, referral)
    referral_propose(child.first, referral, words=WORDS, version=1)
    referral_confirm(child.second, referral, words=WORDS, version=2)
    with pytest.raises(Refused, match="children"):
        evidence_hand_over(child.first, referral, handing(child, agreement(actor)))
    evidence_hand_over(child.first, referral, handing(child, agreement(actor, children=True)))


def test_what_was_obtained_by_force_meanwhile_is_not_handed_over(one: Track, actor: MakeActor) -> None:
    referral = referred(one)
    obtained_answer(
        one.first, item_of(referral), Obtained.TAINTED, words="A prisoner was beaten for it.", source="A report"
    )
    with pytest.raises(Invalid, match="force"):
        evidence_hand_over(one.first, referral, handing(one, agreement(actor)))


def test_no_event_of_evidence_names_a_person(one: Track, actor: MakeActor) -> None:
    evidence_hand_over(one.first, referred(one), handing(one, agreement(actor)))
    assert Event.objects.filter(what="evidence.hand_over", kind="disclosure").count() == 1
    assert not Event.objects.filter(what__startswith="evidence.").exclude(person_id=None).exists()
