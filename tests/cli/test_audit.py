"""`homeward audit`: seal and verify from the command line; a changed trail ends with 5 and says where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from homeward.access import guards
from homeward.access.heads import heads_file
from homeward.access.models import Event, Seal
from homeward.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOMEWARD_HOME = tmp_path
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def audit(*arguments: str) -> tuple[int, str, str]:
        code = main(["audit", *arguments])
        captured = capsys.readouterr()
        return code, " ".join(captured.out.split()), " ".join(captured.err.split())

    return audit


def write(count: int) -> None:
    for _ in range(count):
        Event.objects.create(at=timezone.now(), username="clerk", kind="read", what="person.read")


def harm() -> None:
    guards.take_down(connection)
    Event.objects.filter(id=Seal.objects.get(seq=2).event_id).update(username="x")
    guards.put_up(connection)


def test_what_is_sealed_is_verified_and_what_is_not_is_said(run: Any) -> None:
    write(3)
    code, out, _ = run("verify")
    assert code == 0 and "3 events not sealed yet" in out and "nothing proves them" in out
    assert run("seal")[1] == "3 events sealed; the chain ends at place 3."
    assert json.loads(run("seal", "--json")[1])["sealed"] == 0
    code, out, _ = run("verify")
    assert (code, out) == (0, "3 events sealed, 1 head compared. The trail is what was sealed.")


def test_a_changed_trail_ends_with_5_and_says_where(run: Any) -> None:
    write(3)
    run("seal")
    harm()
    code, out, told = run("verify")
    assert code == 5
    assert "Place 2 is not what was sealed" in told and "data protection officer" in told
    assert "is what was sealed" not in out
    code, out, _ = run("verify", "--json")
    assert code == 5
    assert [(fault["code"], fault["seq"]) for fault in json.loads(out)["faults"]] == [("changed", 2)]


def test_a_copy_of_the_heads_is_compared(run: Any, tmp_path: Path) -> None:
    write(3)
    run("seal")
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(heads_file().read_bytes().replace(b'"seq":3', b'"seq":4'))
    assert run("verify", "--heads", str(copy))[0] == 5
    assert run("verify", "--heads", str(tmp_path / "nothing.jsonl"))[0] == 2


def test_many_faults_are_counted_rather_than_told(run: Any) -> None:
    write(60)
    run("seal")
    guards.take_down(connection)
    Event.objects.update(username="x")
    guards.put_up(connection)
    _, _, told = run("verify")
    assert told.count("is not what was sealed") == 20 and "And 40 more." in told
