"""Scans: told by their content, sealed with the person's key, opened through their claim alone, gone with the person."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from drafts import person, said

from homeward.access.errors import Damaged, NotFound, Refused, Stale
from homeward.access.facts import EventKind, Role
from homeward.access.models import Event
from homeward.registry import models
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import claim_verify, claims_record, person_register
from homeward.registry.actions.rights import person_erase
from homeward.registry.actions.scans import paper_record, scan_attach
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source, Statement, Verification
from homeward.registry.facts.values import ClaimKind, DocumentKind, DocumentValue, NameValue
from homeward.registry.rules.scans import JPEG, LARGEST, MOST_POINTS, PDF, PNG, scan_kind
from homeward.registry.selectors.persons import person_file
from homeward.registry.selectors.scans import scan_open
from papers import huge_png, pdf, picture

PAPER = said(ClaimKind.DOCUMENT, DocumentValue(DocumentKind.PASSPORT, "A1234567", "iq"), Source.DOCUMENT)


@pytest.fixture
def site(make_site):
    return make_site("Alpha camp")


@pytest.fixture
def clerk(actor, site):
    return actor(Role.REGISTRATION_CLERK, site)


@pytest.fixture
def somebody(clerk, site):
    return person_register(clerk, person(site, "Salim Haddad", born="1990"))


def paper_of(clerk, somebody):
    """The paper that holds now."""
    file = person_file(clerk, somebody)
    return next(one for one in file.claims if one.kind is ClaimKind.DOCUMENT and one.current)


def opened(actor, somebody, claim_id) -> tuple[str, bytes]:
    scan = scan_open(actor, somebody, claim_id)
    return scan.kind, b"".join(scan.pieces)


def path_of(claim_id) -> Path:
    return Path(settings.HOMEWARD_HOME) / "files" / claim_id.hex[-2:] / claim_id.hex


@pytest.mark.parametrize(
    ("content", "kind"), [(picture(), JPEG), (picture("PNG"), PNG), (pdf(), PDF)], ids=["jpeg", "png", "pdf"]
)
def test_content_says_what_a_scan_is(content: bytes, kind: str) -> None:
    assert scan_kind(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>1</script></html>",
        b"\xff\xd8\xff<script>not a picture</script>",
        b"MZ" + picture(),
        picture()[:200],
        picture("PNG")[:-30],
        picture("PNG").replace(b"IDAT", b"IDAT"[::-1]),
        picture("GIF"),
        picture("TIFF"),
        huge_png(),
        huge_png(10_000, 9_000),
        pdf()[:-8],
        b" " + pdf(),
        pdf(b"\0" * (LARGEST + 1)),
    ],
    ids=[
        "nothing", "a page", "the beginning of a jpeg", "a program", "half a jpeg", "half a png", "a broken png", "a gif",
        "a tiff", "too many points", "more than we read", "half a pdf", "a late pdf", "too large",
    ],
)  # fmt: skip
def test_what_is_no_scan_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        scan_kind(content)
    assert refused.value.data["field"] == "scan"


def test_a_picture_at_the_limit_is_read_in_little_room() -> None:
    side = int(MOST_POINTS**0.5)
    assert scan_kind(picture("JPEG", (side, side))) == JPEG


def test_a_paper_is_recorded_with_its_scan(clerk, somebody) -> None:
    content = picture()
    assert paper_record(clerk, somebody, PAPER, content, version=1) == 2
    claim = paper_of(clerk, somebody)
    assert (claim.value.scan, claim.value.number) == (JPEG, "A1234567")
    assert opened(clerk, somebody, claim.id) == (JPEG, content)
    sealed = path_of(claim.id).read_bytes()
    assert content[20:60] not in sealed
    told = Event.objects.filter(person_id=somebody, what__startswith="scan.")
    assert list(told.order_by("at").values_list("kind", "what")) == [
        (EventKind.WRITE, "scan.attach"), (EventKind.READ, "scan.open"),
    ]  # fmt: skip


def test_nothing_is_kept_of_a_scan_that_is_refused(clerk, somebody) -> None:
    before = {one for one in (Path(settings.HOMEWARD_HOME) / "files").rglob("*") if one.is_file()}
    with pytest.raises(Invalid):
        paper_record(clerk, somebody, PAPER, b"not a scan", version=1)
    with pytest.raises(Stale):
        paper_record(clerk, somebody, PAPER, picture(), version=7)
    with pytest.raises(Invalid):
        paper_record(clerk, somebody, said(ClaimKind.NAME, NameValue("Salim")), picture(), version=1)
    assert not models.CLAIM_MODELS[ClaimKind.DOCUMENT].objects.exists()
    assert {one for one in (Path(settings.HOMEWARD_HOME) / "files").rglob("*") if one.is_file()} == before


def test_a_scan_is_added_later_and_replaced_and_the_history_keeps_both(clerk, somebody) -> None:
    claims_record(clerk, somebody, [PAPER], version=1)
    bare = paper_of(clerk, somebody)
    with pytest.raises(NotFound):
        scan_open(clerk, somebody, bare.id)
    first = scan_attach(clerk, somebody, bare.id, picture())
    with pytest.raises(NotFound):
        scan_attach(clerk, somebody, bare.id, picture())
    second = scan_attach(clerk, somebody, first, pdf())
    assert paper_of(clerk, somebody).id == second
    assert opened(clerk, somebody, first) == (JPEG, picture())
    assert opened(clerk, somebody, second) == (PDF, pdf())


def test_a_correction_and_a_verification_take_the_scan_over(actor, clerk, site, somebody) -> None:
    paper_record(clerk, somebody, PAPER, picture(), version=1)
    old = paper_of(clerk, somebody)
    corrected = DocumentValue(DocumentKind.PASSPORT, "A7654321", "iq", scan=old.value.scan)
    claims_record(
        clerk,
        somebody,
        [Statement(ClaimKind.DOCUMENT, PAPER.answer.__class__(old.state, corrected), supersedes=old.id)],
        version=2,
    )
    now = paper_of(clerk, somebody)
    officer = actor(Role.IDENTITY_OFFICER, site, "identity")
    claim_verify(
        officer,
        somebody,
        now.id,
        ClaimKind.DOCUMENT,
        Verification.VERIFIED,
        "The embassy's list.",
        Source.OFFICIAL_RECORD,
    )
    last = paper_of(clerk, somebody)
    assert (last.source, last.verification, last.value.number) == (
        Source.OFFICIAL_RECORD,
        Verification.VERIFIED,
        "A7654321",
    )
    assert {opened(clerk, somebody, one) for one in (old.id, now.id, last.id)} == {(JPEG, picture())}


def test_scans_are_for_those_who_read_papers(actor, clerk, make_site, site, somebody) -> None:
    paper_record(clerk, somebody, PAPER, picture(), version=1)
    claim = paper_of(clerk, somebody)
    with pytest.raises(Refused):
        scan_open(actor(Role.CONVOY_LEAD, site), somebody, claim.id)
    with pytest.raises(Refused):
        scan_attach(actor(Role.CASE_MANAGER, site), somebody, claim.id, picture())
    with pytest.raises(NotFound):
        scan_open(actor(Role.REGISTRATION_CLERK, make_site("Beta camp")), somebody, claim.id)
    other = person_register(clerk, person(site, "Omar Nasser"))
    with pytest.raises(NotFound):
        scan_open(clerk, other, claim.id)


def test_a_scan_that_was_changed_outside_does_not_open(clerk, somebody) -> None:
    paper_record(clerk, somebody, PAPER, picture(), version=1)
    claim = paper_of(clerk, somebody)
    sealed = bytearray(path_of(claim.id).read_bytes())
    sealed[-1] ^= 1
    path_of(claim.id).write_bytes(sealed)
    with pytest.raises(Damaged):
        scan_open(clerk, somebody, claim.id)


def test_scans_of_merged_records_open_and_are_erased_with_the_person(
    actor, clerk, site, somebody, django_capture_on_commit_callbacks
) -> None:
    twin = person_register(clerk, person(site, "Saleem Haddad"))
    paper_record(clerk, twin, PAPER, pdf(), version=1)
    paper_record(clerk, somebody, PAPER, picture(), version=1)
    papers = [paper_of(clerk, one).id for one in (somebody, twin)]
    officer = actor(Role.IDENTITY_OFFICER, site, "identity")
    records_merge(officer, somebody, twin, versions=(2, 2), reason="The same papers, and they say so.")
    assert [opened(clerk, somebody, one)[0] for one in papers] == [JPEG, PDF]
    guardian = actor(Role.DATA_PROTECTION_OFFICER)
    number = person_file(guardian, somebody).row.number
    with django_capture_on_commit_callbacks(execute=True):
        person_erase(guardian, somebody, number=number, reason="Asked for by the person.")
    assert [path_of(one).exists() for one in papers] == [False, False]
