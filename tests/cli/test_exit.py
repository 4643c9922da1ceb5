"""`homeward exit`: in the name of whoever the token belongs to; the password and the token are asked for and never printed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pyzipper
from django.utils import timezone

from homes import family
from homes import site as make
from homeward.access.actions import agreement_make, token_make
from homeward.access.facts import Agreement, Assignment, Purpose, Role
from homeward.access.models import Disclosure, Event
from homeward.cli.main import main
from homeward.exchange.facts.exits import CATEGORIES
from homeward.places.selectors import sites_list

PASSWORD, RECIPIENT = "a long pass phrase 7", "Invented ministry"


@pytest.fixture
def place(actor: Any) -> UUID:
    found = make(actor)
    family(actor(Role.REGISTRATION_CLERK, found), found)
    return found


@pytest.fixture
def code(actor: Any, place: UUID) -> str:
    (row,) = sites_list(actor(Role.ADMINISTRATOR))
    return row.code


@pytest.fixture
def agreement(actor: Any, place: UUID) -> UUID:
    now = timezone.now()
    purposes = frozenset({Purpose.DATA_PROTECTION})
    made = Agreement(RECIPIENT, "The handing over", "An invented law", purposes, CATEGORIES, now, now + timedelta(days=9),
                     ("Only for their care.",), True, place)  # fmt: skip
    return agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=made)


@pytest.fixture
def bearer(actor: Any) -> Any:
    """The token of somebody new who holds a role everywhere."""

    def make(role: Role, purpose: Purpose) -> str:
        somebody = actor(role, None, purpose)
        asked = Assignment(role, None, purpose, timezone.now() + timedelta(days=1))
        return token_make(somebody, user_id=somebody.user_id, name="a test", assignment=asked).bearer

    return make


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, code: str, agreement: UUID, tmp_path: Path
) -> Any:
    """Run the verb with a token; gives the exit code, standard output and standard error."""

    def leave(token: str, *more: str) -> tuple[int, str, str]:
        monkeypatch.setenv("HOMEWARD_TOKEN", token)
        monkeypatch.setenv("HOMEWARD_EXIT_PASSWORD", PASSWORD)
        given = ["exit", code, "--to", str(tmp_path), "--agreement", str(agreement), "--recipient", RECIPIENT, *more]
        ended = main(given)
        captured = capsys.readouterr()
        return ended, captured.out, captured.err

    return leave


def test_an_officer_takes_a_site_along(run: Any, bearer: Any, tmp_path: Path) -> None:
    token = bearer(Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION)
    ended, out, err = run(token, "--accept-caveats", "--json")
    assert ended == 0, err
    told = json.loads(out)
    with pyzipper.AESZipFile(tmp_path / told["file"]) as archive:
        archive.setpassword(PASSWORD.encode())
        assert len(archive.read("persons.jsonl").splitlines()) == 2
    assert Disclosure.objects.get().id == UUID(told["disclosure"])
    assert PASSWORD not in out + err
    assert token not in out + err


def test_it_says_what_the_archive_holds(run: Any, bearer: Any) -> None:
    ended, out, err = run(bearer(Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION), "--accept-caveats")
    assert ended == 0, err
    assert "persons.jsonl: 2 rows" in out
    assert "2 persons, SHA-256" in out
    assert "by two different ways" in err
    assert "Maryam" not in out + err


def test_without_the_caveats_or_the_role_it_is_refused_and_the_trail_says_so(
    run: Any, bearer: Any, tmp_path: Path
) -> None:
    ended, _out, err = run(bearer(Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION))
    assert (ended, "Confirm every caveat" in err) == (2, True)
    ended, _out, _err = run(bearer(Role.IDENTITY_OFFICER, Purpose.IDENTITY), "--accept-caveats")
    assert ended == 2
    ended, _out, err = run("nonsense", "--accept-caveats")
    assert (ended, "token is not valid" in err) == (2, True)
    assert list(tmp_path.iterdir()) == []
    assert set(Event.objects.filter(kind="denied").values_list("what", flat=True)) == {"disclosure.caveat", "site.exit"}


def test_a_site_that_is_none(bearer: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, agreement: UUID) -> None:
    monkeypatch.setenv("HOMEWARD_TOKEN", bearer(Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION))
    monkeypatch.setenv("HOMEWARD_EXIT_PASSWORD", PASSWORD)
    assert main(["exit", "NONE-1", "--to", str(tmp_path), "--agreement", str(agreement), "--recipient", RECIPIENT]) == 2
