"""The exit of a site: every table, every row, every scan, behind a password and under somebody else's agreement, or nothing at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pyzipper
from django.apps import apps
from django.utils import timezone
from drafts import person, said

from homes import family
from homes import site as make
from homeward.access.actions import agreement_make, disclosure_check
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Agreement, Capability, Category, Purpose, Role, Sending
from homeward.access.models import Disclosure, Event
from homeward.exchange.actions import exit as leaving
from homeward.exchange.actions.exit import site_exit
from homeward.exchange.facts.exits import CATEGORIES, NO_PHOTOGRAPHS, ExitRequest
from homeward.kernel.errors import BadInput, CannotWrite, Inconsistent
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.actions.photographs import photograph_take
from homeward.registry.actions.rights import hold_make, person_erase, request_open
from homeward.registry.actions.scans import paper_record
from homeward.registry.facts.claims import Source, Statement
from homeward.registry.facts.rights import RequestDraft, RequestKind
from homeward.registry.facts.values import ClaimKind, DocumentKind, DocumentValue, NameValue, NeedValue
from homeward.registry.selectors.leaving import TABLES, leaving_rows
from homeward.registry.selectors.persons import person_file
from papers import picture

PASSWORD, RECIPIENT, CAVEAT = "a long pass phrase 7", "Invented ministry", "Only for the care of these people."


@pytest.fixture
def place(actor: Any) -> UUID:
    return make(actor)


@pytest.fixture
def people(actor: Any, place: UUID) -> dict[str, UUID]:
    """A family, a merged pair, somebody erased, somebody elsewhere; with a scan, a need, a correction, a request and a hold."""
    clerk, officer = actor(Role.REGISTRATION_CLERK, place), actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    home = family(clerk, place)
    mother, child = home.person_ids
    paper = said(ClaimKind.DOCUMENT, DocumentValue(DocumentKind.PASSPORT, "A1234567", "iq"), Source.DOCUMENT)
    paper_record(clerk, mother, paper, picture(), version=1)
    name = next(one for one in person_file(clerk, mother).claims if one.kind is ClaimKind.NAME)
    corrected = said(ClaimKind.NAME, NameValue("Maryam Haddad Salim"))
    claims_record(clerk, mother, [replace(corrected, supersedes=name.id)], version=2)
    need = Statement(ClaimKind.NEED, said(ClaimKind.NEED, NeedValue("SM", "asthma")).answer)
    claims_record(actor(Role.CASE_MANAGER, place), child, [need], version=1)
    kept, twin, gone = (person_register(clerk, person(place, f"Salim {name}")) for name in ("Nasser", "Naser", "Karim"))
    records_merge(officer, kept, twin, versions=(1, 1), reason="The same papers, and they say so.")
    request_open(clerk, kept, RequestDraft(RequestKind.OBJECTION, "I do not want this to be kept."))
    guardian = actor(Role.DATA_PROTECTION_OFFICER)
    later = timezone.now().date() + timedelta(days=9)
    hold_make(guardian, mother, authority="An invented court", reason="A case that waits.", until=later)
    number = person_file(guardian, gone).row.number
    person_erase(guardian, gone, number=number, reason="Asked for by the person.")
    other = make(actor, "Beta camp")
    elsewhere = person_register(officer, person(other, "Zaynab Yusuf"))
    return {"mother": mother, "child": child, "kept": kept, "twin": twin, "gone": gone, "elsewhere": elsewhere}


@pytest.fixture
def guardian(actor: Any) -> Any:
    return actor(Role.DATA_PROTECTION_OFFICER)


def agreed(actor: Any, place: UUID, **more: Any) -> UUID:
    """An agreement for the whole site, made by another officer."""
    now = timezone.now()
    agreement = Agreement(
        recipient=RECIPIENT, title="The handing over", basis="An invented law",
        purposes=frozenset({Purpose.DATA_PROTECTION}), categories=CATEGORIES, caveats=(CAVEAT,), children=True,
        starts=now - timedelta(days=1), until=now + timedelta(days=9), site_id=place,
    )  # fmt: skip
    return agreement_make(
        more.pop("by", None) or actor(Role.DATA_PROTECTION_OFFICER), agreement=replace(agreement, **more)
    )


def asked(place: UUID, agreement: UUID, **more: Any) -> ExitRequest:
    return replace(ExitRequest(place, agreement, RECIPIENT, frozenset({CAVEAT})), **more)


def opened(path: Path, password: str = PASSWORD) -> dict[str, bytes]:
    with pyzipper.AESZipFile(path) as archive:
        archive.setpassword(password.encode())
        return {name: archive.read(name) for name in archive.namelist()}


def lines(files: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files[f"{table}.jsonl"].splitlines()]


def test_every_table_of_the_registry_leaves_or_holds_nobody() -> None:
    """A new table is written along, or it is said here why it is not."""
    nobody = {"Serial", "NameKey", "BlindKey", "Batch", "RetentionRule"}
    tables = {model.__name__ for model in apps.get_app_config("registry").get_models()}
    assert tables - {model.__name__ for model, _person, _other in TABLES.values()} == nobody & tables


def test_everything_leaves_and_every_row_is_accounted_for(
    actor: Any, guardian: Any, place: UUID, people: dict[str, UUID], tmp_path: Path
) -> None:
    told: list[str] = []
    made = site_exit(
        guardian, request=asked(place, agreed(actor, place)), password=PASSWORD, folder=tmp_path, on_part=told.append
    )
    (path,) = tmp_path.iterdir()
    assert (path.name, path.stat().st_mode & 0o777) == (made.file_name, 0o600)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == made.sha256
    assert b"Maryam" not in path.read_bytes()
    files = opened(path)
    manifest = json.loads(files.pop("manifest.json"))
    assert {part["name"] for part in manifest["parts"]} == set(files)
    for part in manifest["parts"]:
        content = files[part["name"]]
        assert (part["size"], part["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert part["selected"] == part["written"]
        if part["name"].endswith(".jsonl"):
            assert part["written"] == len(content.splitlines())
    assert (manifest["persons"], manifest["persons_erased"], manifest["caveats"]) == (4, 1, [CAVEAT])
    assert {row["id"] for row in lines(files, "persons")} == {str(people[one]) for one in people if one != "elsewhere"}
    names = lines(files, "claims-name")
    assert {"Maryam Haddad", "Maryam Haddad Salim", "Salim Naser"} <= {
        row["sealed"]["text"] for row in names if row["sealed"]
    }
    assert [row["superseded_by_id"] is None for row in names if row["person_id"] == str(people["mother"])].count(
        False
    ) == 1
    assert lines(files, "claims-need")[0]["sealed"]["words"] == "asthma"
    assert lines(files, "requests")[0]["words"] == "I do not want this to be kept."
    assert lines(files, "holds")[0]["reason"] == "A case that waits."
    assert lines(files, "merges")[0]["reason"] == "The same papers, and they say so."
    assert len(lines(files, "stays")) == 5
    assert len(lines(files, "memberships")) == 2
    assert [row["kind"] for row in lines(files, "relations")] == ["parent"]
    gone = [row for row in names if row["person_id"] == str(people["gone"])]
    assert gone[0]["sealed"] is None
    assert {part["name"]: part["erased"] for part in manifest["parts"]}["claims-name.jsonl"] == 1
    assert [content for name, content in files.items() if name.startswith("scans/")] == [picture()]
    assert "Zaynab" not in "".join(content.decode(errors="replace") for content in files.values())
    assert told[:2] == ["site.json", "persons"]


def test_it_is_written_down_as_a_disclosure(
    actor: Any, guardian: Any, place: UUID, people: dict[str, UUID], tmp_path: Path
) -> None:
    made = site_exit(guardian, request=asked(place, agreed(actor, place)), password=PASSWORD, folder=tmp_path)
    row = Disclosure.objects.get(id=made.disclosure_id)
    assert (row.ready, row.form, row.persons, row.recipient, row.caveats) == (True, "exit", 4, RECIPIENT, [CAVEAT])
    assert bytes(row.sha256).hex() == made.sha256
    assert row.rows == sum(part.written for part in made.manifest.parts)
    assert set(row.items.values_list("person_id", flat=True)) == {
        people[one] for one in ("mother", "child", "kept", "twin")
    }
    assert Event.objects.filter(what="disclosure.make", site_id=place).exists()
    assert Event.objects.filter(what="site.exit", site_id=place).count() == len(TABLES) + 1


def test_a_photograph_leaves_only_where_the_agreement_names_photographs(
    actor: Any, guardian: Any, place: UUID, people: dict[str, UUID], tmp_path: Path, settings: Any
) -> None:
    settings.HOMEWARD_PHOTOGRAPHS = True
    clerk = actor(Role.REGISTRATION_CLERK, place)
    id = photograph_take(clerk, people["mother"], picture(size=(400, 300)), agreed=True)
    without = site_exit(guardian, request=asked(place, agreed(actor, place)), password=PASSWORD, folder=tmp_path)
    assert NO_PHOTOGRAPHS in without.manifest.not_in_it
    assert not any(part.name.startswith("photographs/") for part in without.manifest.parts)
    (tmp_path / "second").mkdir()
    named = agreed(actor, place, categories=CATEGORIES | {Category.PHOTOGRAPH})
    made = site_exit(guardian, request=asked(place, named), password=PASSWORD, folder=tmp_path / "second")
    assert opened(tmp_path / "second" / made.file_name)[f"photographs/{id}.jpg"].startswith(b"\xff\xd8\xff")
    assert NO_PHOTOGRAPHS not in made.manifest.not_in_it
    assert Category.PHOTOGRAPH.value in Disclosure.objects.get(id=made.disclosure_id).categories


@pytest.mark.parametrize(
    ("agreement", "request_", "said_"),
    [
        ({"children": False}, {}, "does not cover children"),
        ({"categories": CATEGORIES - {Category.NEED}}, {}, "does not cover everything"),
        ({"purposes": frozenset({Purpose.RETURN})}, {}, "does not cover the purpose"),
        ({}, {"recipient": "Somebody else"}, "with somebody else"),
        ({}, {"accepted": frozenset()}, "Confirm every caveat"),
    ],
)
def test_an_agreement_that_does_not_cover_it_stops_it(
    actor: Any, guardian: Any, place: UUID, people: dict[str, UUID], tmp_path: Path,
    agreement: dict[str, Any], request_: dict[str, Any], said_: str,
) -> None:  # fmt: skip
    request = asked(place, agreed(actor, place, **agreement), **request_)
    with pytest.raises(Refused, match=said_):
        site_exit(guardian, request=request, password=PASSWORD, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not Disclosure.objects.exists()


def test_whoever_made_the_agreement_does_not_carry_it_out(
    actor: Any, guardian: Any, place: UUID, people: dict[str, UUID], tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="Somebody else carries it out"):
        site_exit(guardian, request=asked(place, agreed(actor, place, by=guardian)), password=PASSWORD, folder=tmp_path)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.DATA_PROTECTION_OFFICER, Role.SERVICE)])
def test_nobody_else_takes_a_site_along(
    actor: Any, place: UUID, people: dict[str, UUID], tmp_path: Path, role: Role
) -> None:
    somebody = actor(role)
    with pytest.raises(Refused):
        site_exit(somebody, request=asked(place, agreed(actor, place)), password=PASSWORD, folder=tmp_path)
    with pytest.raises(Refused):
        leaving_rows(somebody, place, "persons")


def test_an_officer_of_another_site_does_not(actor: Any, place: UUID, people: dict[str, UUID], tmp_path: Path) -> None:
    other = actor(Role.DATA_PROTECTION_OFFICER, make(actor, "Gamma camp"))
    with pytest.raises((Refused, NotFound)):
        site_exit(other, request=asked(place, agreed(actor, place)), password=PASSWORD, folder=tmp_path)


def test_the_exit_of_a_site_opens_no_other_export(
    actor: Any, guardian: Any, place: UUID, people: dict[str, UUID]
) -> None:
    sending = Sending(agreed(actor, place), RECIPIENT, CATEGORIES, "csv", 1, 0, frozenset({CAVEAT}), site_id=place)
    with pytest.raises(Refused):
        disclosure_check(guardian, sending=sending)
    assert disclosure_check(guardian, sending=sending, capability=Capability.SITE_EXIT).recipient == RECIPIENT


def test_nothing_is_left_where_it_breaks_off(
    actor: Any, guardian: Any, place: UUID, people: dict[str, UUID], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(place, agreed(actor, place))
    with pytest.raises(BadInput):
        site_exit(guardian, request=request, password="short", folder=tmp_path)
    with pytest.raises(CannotWrite):
        site_exit(guardian, request=request, password=PASSWORD, folder=tmp_path / "nowhere")

    def late(actor: Any, site_id: UUID, table: str) -> int:
        return real(actor, site_id, table) + (table == "stays")

    real = leaving.leaving_count
    monkeypatch.setattr(leaving, "leaving_count", late)
    with pytest.raises(Inconsistent):
        site_exit(guardian, request=request, password=PASSWORD, folder=tmp_path)
    monkeypatch.undo()

    def full(*given: Any, **named: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(leaving, "disclosure_record", full)
    with pytest.raises(OSError):
        site_exit(guardian, request=request, password=PASSWORD, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not Disclosure.objects.exists()


def test_an_empty_site_has_nothing_to_take_along(actor: Any, guardian: Any, place: UUID, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Nobody is recorded"):
        site_exit(guardian, request=asked(place, agreed(actor, place)), password=PASSWORD, folder=tmp_path)
