"""`homeward users`: accounts, roles, passwords and tokens from the command line, each in the trail as the operator's doing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from homeward.access.facts import Purpose, Role
from homeward.access.models import ApiToken, Event, User
from homeward.access.rules import GRANTS
from homeward.access.selectors import token_actor
from homeward.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run `homeward users …`; gives the exit code, standard output and standard error."""

    def users(*arguments: str) -> tuple[int, str, str]:
        code = main(["users", *arguments])
        captured = capsys.readouterr()
        return code, captured.out.strip(), captured.err.strip()

    return users


def held(run: Any, name: str) -> list[dict[str, Any]]:
    rows = json.loads(run("list", "--json")[1])["users"]
    return [one["assignment"] for row in rows if row["username"] == name for one in row["held"]]


def test_an_account_is_made_given_a_role_and_closed(run: Any) -> None:
    code, password, told = run("create", "clerk")
    assert code == 0 and User.objects.get(username="clerk").check_password(password)
    assert "shown once" in told
    assert run("role", "clerk", "registration_clerk", "--until", "2099-01-31")[0] == 0
    assert held(run, "clerk") == [
        {"role": "registration_clerk", "site_id": None, "purpose": "registration", "until": "2099-02-01T00:00:00Z"}
    ]
    assert "registration_clerk for registration, everywhere" in " ".join(run("list")[1].split())
    assert run("role", "clerk", "registration_clerk", "--withdraw")[0] == 0
    assert held(run, "clerk") == []
    assert run("close", "clerk")[:2] == (0, "Closed.")
    assert "clerk" not in run("list")[1]
    assert "clerk" in run("list", "--closed")[1]
    told = list(Event.objects.order_by("at").values_list("what", "username"))
    assert told == [
        ("user.create", "operator"),
        ("assignment.give", "operator"),
        ("assignment.withdraw", "operator"),
        ("user.close", "operator"),
    ]
    assert Event.objects.filter(channel__startswith="command:users.").count() == 4


def test_a_password_is_given_anew(run: Any) -> None:
    first = json.loads(run("create", "clerk", "--json")[1])["password"]
    second = json.loads(run("password", "clerk", "--json")[1])["password"]
    user = User.objects.get(username="clerk")
    assert user.check_password(second) and not user.check_password(first)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SERVICE])
def test_a_token_of_any_role_is_printed_alone_and_works(run: Any, role: Role) -> None:
    code, bearer, told = run("token", "--role", role.value)
    assert code == 0, told
    program = token_actor(bearer)
    assert {one.role for one in program.assignments} == {role}
    assert program.purpose is next(iter(GRANTS[role]))
    assert run("token", "--role", role.value)[0] == 0
    assert ApiToken.objects.count() == 2 and User.objects.count() == 2  # the operator, and one account for the role


def test_a_token_for_somebody_named_needs_their_role(run: Any) -> None:
    run("create", "clerk")
    assert run("token", "--role", "auditor", "--user", "clerk")[0] == 2
    run("role", "clerk", "auditor", "--purpose", "audit")
    code, printed, _ = run("token", "--role", "auditor", "--user", "clerk", "--days", "1", "--name", "sync", "--json")
    assert code == 0
    assert token_actor(json.loads(printed)["token"]).purpose is Purpose.AUDIT


@pytest.mark.parametrize(
    "arguments",
    [
        ("role", "nobody", "auditor"),
        ("close", "nobody"),
        ("password", "nobody"),
        ("close", "operator"),
        ("role", "operator", "auditor"),
        ("create", "operator"),
        ("create", "two words"),
        ("role", "clerk", "auditor", "--purpose", "justice"),
        ("role", "clerk", "auditor", "--withdraw"),
        ("role", "clerk", "sheriff"),
        ("role", "clerk", "auditor", "--site", "here"),
        ("token", "--role", "service"),
        ("token", "--role", "auditor", "--days", "1000"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(run: Any, arguments: tuple[str, ...]) -> None:
    run("create", "clerk")
    code, out, told = run(*arguments)
    assert (code, out) == (2, "")
    assert told and "Traceback" not in told
    assert held(run, "clerk") == []
