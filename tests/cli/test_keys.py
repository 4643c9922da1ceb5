"""`homeward keys`: seen by number, changed and thrown away from the command line; never a key on the screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from homeward.access.models import Event
from homeward.access.sealing.subjects import data_keys, new_keys
from homeward.access.signatures import fingerprint, in_groups
from homeward.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOMEWARD_HOME = tmp_path
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def keys(*arguments: str) -> tuple[int, str, str]:
        code = main(["keys", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return keys


def test_keys_are_changed_and_the_old_one_thrown_away(run: Any, home: Path) -> None:
    subjects = list(new_keys([uuid4() for _ in range(3)]))
    assert run("retire", "1")[0] == 2
    code, printed, told = run("rotate", "--json")
    assert (code, json.loads(printed)) == (0, {"key": "wrap-2", "rewrapped": 3, "resumed": False})
    assert "3 keys rewrapped" not in told
    assert run("retire", "1")[0] == 0
    assert sorted(path.name for path in (home / "keys").iterdir()) == [
        "blind-1.key",
        "sign-1.key",
        "trail-1.key",
        "wrap-2.key",
    ]
    assert set(data_keys(subjects)) == set(subjects)
    told = list(Event.objects.order_by("at").values_list("what", "subject"))
    assert told == [("keys.rotate", "wrap-2"), ("keys.rewrapped", "wrap-2"), ("keys.retire", "wrap-1")]


def test_the_list_names_each_key_and_what_needs_it(run: Any, home: Path) -> None:
    new_keys([uuid4(), uuid4()])
    run("rotate", "--use", "trail")
    lines = json.loads(run("list", "--json")[1])["keys"]
    assert [(line["use"], line["number"], line["used"], line["seals_now"]) for line in lines] == [
        ("wrap", 1, 2, True),
        ("blind", 1, None, True),
        ("trail", 1, 0, False),
        ("trail", 2, 0, True),
        ("sign", 1, None, True),
    ]
    shown = run("list")[1]
    assert "wrap-1" in shown and "opens only" in shown
    for path in (home / "keys").iterdir():
        assert path.read_bytes().hex() not in shown


def test_the_key_that_signs_is_shown_changed_and_never_told(
    run: Any, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(*arguments: str) -> str:
        assert main(["evidence", "key", *arguments]) == 0
        return capsys.readouterr().out

    (first,) = json.loads(shown("--json"))["keys"]
    assert (first["number"], first["signs_now"]) == (1, True) and in_groups(first["fingerprint"]) in shown()
    assert fingerprint(shown("--pem").encode()) == first["fingerprint"]
    code, told, _ = run("rotate", "--use", "sign")
    assert code == 0 and "sign-2 signs now" in told and "homeward evidence key" in told
    assert [(one["number"], one["signs_now"]) for one in json.loads(shown("--json"))["keys"]] == [(2, True), (1, False)]
    assert "signed before" in shown() and "signed before" in run("list")[1]
    for path in (home / "keys").glob("sign-*"):
        assert path.read_bytes().hex() not in shown() + shown("--pem")


@pytest.mark.parametrize(
    "arguments", [("rotate", "--use", "blind"), ("retire", "7"), ("retire", "x"), ("rotate", "--use", "x")]
)
def test_what_cannot_be_done_is_a_sentence(run: Any, arguments: tuple[str, ...]) -> None:
    code, out, told = run(*arguments)
    assert (code, out) == (2, "")
    assert told
