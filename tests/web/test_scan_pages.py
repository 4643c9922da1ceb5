"""A scan comes with the form of a paper and goes out as an attachment; how far a claim was checked is recorded on a page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from drafts import person

from homes import site
from homeward.access.facts import Role
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.claims import Source, Verification
from homeward.registry.facts.values import ClaimKind
from homeward.registry.rules.scans import LARGEST
from homeward.registry.selectors.persons import person_file
from papers import pdf, picture

TYPED = {
    "state": "known", "document_kind": "passport", "number": "A7654321", "issuer": "iq", "holder": "person",
    "source": "document", "note": "", "name_on_it": "",
}  # fmt: skip


@pytest.fixture
def place(actor: Any) -> UUID:
    return site(actor)


@pytest.fixture
def clerk(actor: Any, place: UUID) -> Any:
    return actor(Role.REGISTRATION_CLERK, place)


@pytest.fixture
def client(signed_in: Any, place: UUID) -> Any:
    return signed_in(Role.REGISTRATION_CLERK, place)


@pytest.fixture
def somebody(clerk: Any, place: UUID) -> UUID:
    return person_register(clerk, person(place, "Salim Haddad", born="1990"))


def current(clerk: Any, somebody: UUID, kind: ClaimKind) -> Any:
    return next(one for one in person_file(clerk, somebody).claims if one.kind is kind and one.current)


def sent(content: bytes, name: str = "paper.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def form_of(somebody: UUID) -> str:
    return reverse("claim", args=[somebody, "document"])


def test_a_scan_comes_with_its_paper_and_goes_out_as_an_attachment(client: Any, clerk: Any, somebody: UUID) -> None:
    assert 'enctype="multipart/form-data"' in client.get(form_of(somebody)).content.decode()
    answer = client.post(form_of(somebody), TYPED | {"version": 1, "scan": sent(pdf(), "photo.jpg")})
    assert answer.status_code == 302
    claim = current(clerk, somebody, ClaimKind.DOCUMENT)
    address = reverse("scan", args=[somebody, claim.id])
    assert address in client.get(reverse("person", args=[somebody])).content.decode()
    scan = client.get(address)
    assert b"".join(scan.streaming_content) == pdf()
    assert scan["Content-Type"] == "application/pdf"
    assert scan["Content-Disposition"].startswith("attachment; ")
    assert scan["X-Content-Type-Options"] == "nosniff"
    assert scan["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in scan["Cache-Control"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><script>alert(1)</script></html>", "not a JPEG, PNG or PDF"),
        (picture()[:100], "broken or cut off"),
        (b"\0" * (LARGEST + 1), "larger than 10 MB"),
        (b"", "empty"),
    ],
    ids=["a page", "half a picture", "too large", "nothing"],
)
def test_what_was_typed_is_kept_where_a_scan_is_refused(
    client: Any, clerk: Any, somebody: UUID, content: bytes, said: str
) -> None:
    answer = client.post(form_of(somebody), TYPED | {"version": 1, "scan": sent(content)})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert said in text
    assert 'value="A7654321"' in text
    assert 'href="#id_scan"' in text
    assert person_file(clerk, somebody).row.version == 1


def test_a_correction_keeps_the_scan_unless_another_is_chosen(client: Any, clerk: Any, somebody: UUID) -> None:
    client.post(form_of(somebody), TYPED | {"version": 1, "scan": sent(picture())})
    first = current(clerk, somebody, ClaimKind.DOCUMENT)
    correct = f"{form_of(somebody)}?replaces={first.id}"
    assert client.post(correct, TYPED | {"version": 2, "number": "B1"}).status_code == 302
    second = current(clerk, somebody, ClaimKind.DOCUMENT)
    assert (second.value.number, second.value.scan) == ("B1", "image/jpeg")
    address = reverse("scan", args=[somebody, second.id])
    assert b"".join(client.get(address).streaming_content) == picture()
    correct = f"{form_of(somebody)}?replaces={second.id}"
    client.post(correct, TYPED | {"version": 3, "scan": sent(pdf())})
    assert current(clerk, somebody, ClaimKind.DOCUMENT).value.scan == "application/pdf"


def test_who_may_not_read_papers_opens_no_scan(
    client: Any, signed_in: Any, actor: Any, clerk: Any, place: UUID, somebody: UUID
) -> None:
    client.post(form_of(somebody), TYPED | {"version": 1, "scan": sent(picture())})
    claim = current(clerk, somebody, ClaimKind.DOCUMENT)
    address = reverse("scan", args=[somebody, claim.id])
    assert signed_in(Role.CONVOY_LEAD, place).get(address).status_code == 403
    assert signed_in(Role.REGISTRATION_CLERK, site(actor, "Beta camp")).get(address).status_code == 404
    assert client.get(reverse("scan", args=[somebody, current(clerk, somebody, ClaimKind.NAME).id])).status_code == 404


def test_a_claim_is_verified_by_an_official_record(
    signed_in: Any, client: Any, clerk: Any, place: UUID, somebody: UUID
) -> None:
    officer = signed_in(Role.IDENTITY_OFFICER, place, "identity")
    claim = current(clerk, somebody, ClaimKind.BIRTH)
    address = reverse("verification", args=[somebody, claim.id])
    assert address in officer.get(reverse("person", args=[somebody])).content.decode()
    assert address not in client.get(reverse("person", args=[somebody])).content.decode()
    assert client.get(address).status_code == 403
    for wrong in ({"verification": "verified", "source": "", "note": "The civil register of 1991."},
                  {"verification": "verified", "source": "official_record", "note": ""},
                  {"verification": "contested", "source": "", "note": "short"},
                  {"verification": "sworn", "source": "", "note": ""}):  # fmt: skip
        answer = officer.post(address, wrong)
        assert answer.status_code == 400, wrong
    said = {"verification": "verified", "source": "official_record", "note": "The civil register of 1991."}
    assert officer.post(address, said).status_code == 302
    now = current(clerk, somebody, ClaimKind.BIRTH)
    assert (now.value, now.verification, now.source, now.note) == (
        claim.value, Verification.VERIFIED, Source.OFFICIAL_RECORD, "The civil register of 1991.",
    )  # fmt: skip
    assert officer.post(address, said).status_code == 404
    seen = reverse("verification", args=[somebody, now.id])
    assert officer.post(seen, {"verification": "document_seen", "source": "", "note": ""}).status_code == 302
    assert current(clerk, somebody, ClaimKind.BIRTH).source is Source.OFFICIAL_RECORD
