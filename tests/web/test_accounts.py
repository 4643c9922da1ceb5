"""Accounts: signing in and out, the lock after wrong passwords, the second factor, bounded sessions, all of it in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django.fixtures import Settings

from homeward.access.models import Event, RoleAssignment, User

PASSWORD = "four words put together"


@pytest.fixture
def user(db: None) -> User:
    made = User(username="clerk-5")
    made.set_password(PASSWORD)
    made.save()
    RoleAssignment.objects.create(user=made, role="registration_clerk", purpose="registration", given_at=timezone.now())
    return made


def sign_in(client: Client, password: str = PASSWORD, name: str = "clerk-5"):
    return client.post("/accounts/login/", {"login": name, "password": password})


def events(what: str) -> list[Event]:
    return list(Event.objects.filter(what=what).order_by("at"))


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_signing_in_leads_to_the_purpose_and_then_to_work(user: User) -> None:
    client = Client()
    assert sign_in(client)["Location"] == "/"
    assert client.get("/")["Location"] == "/purpose"
    assert client.post("/purpose", {"purpose": "registration"})["Location"] == "/"
    assert client.get("/").status_code == 200
    assert [event.user_id for event in events("session.begin")] == [user.id]
    assert events("purpose.choose")[0].purpose == "registration"


def test_a_purpose_that_no_role_allows_is_not_taken(user: User) -> None:
    client = Client()
    sign_in(client)
    response = client.post("/purpose", {"purpose": "audit"})
    assert response.status_code == 400
    assert "purpose" not in client.session


def test_the_purpose_page_sends_nobody_elsewhere(user: User) -> None:
    client = Client()
    sign_in(client)
    for address in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        assert client.post("/purpose", {"purpose": "registration", "next": address})["Location"] == "/"


def test_wrong_passwords_lock_the_door_even_for_the_right_one(user: User, settings: Settings) -> None:
    client = Client()
    statuses = [sign_in(client, "wrong words").status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert statuses[:-1] == [200] * (settings.AXES_FAILURE_LIMIT - 1)
    assert statuses[-1] == 429
    assert sign_in(client).status_code == 429
    assert "_auth_user_id" not in client.session
    assert {event.user_id for event in events("session.begin")} == {user.id}
    assert all(event.kind == "denied" for event in events("session.begin"))
    with time_machine.travel(timezone.now() + settings.AXES_COOLOFF_TIME + timedelta(minutes=1)):
        assert sign_in(Client()).status_code == 302


def test_a_wrong_name_leaves_no_name_in_the_trail(user: User) -> None:
    assert sign_in(Client(), "x", "my secret password typed here").status_code == 200
    assert [(event.username, event.user_id) for event in events("session.begin")] == [("", None)]


def test_nobody_learns_whether_an_account_exists(user: User) -> None:
    answers = [sign_in(Client(), "wrong words", name).context["form"].errors for name in ("clerk-5", "nobody")]
    assert answers[0] == answers[1] != {}


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "confirm-email/", "password/set/"])
def test_pages_that_need_mail_or_make_accounts_are_not_there(user: User, path: str) -> None:
    client = Client()
    sign_in(client)
    assert client.get(f"/accounts/{path}").status_code == 404
    assert Client().get(f"/accounts/{path}").status_code == 404


def test_a_second_factor_is_set_up_sealed_and_asked_for(user: User) -> None:
    client = Client()
    sign_in(client)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert kept != secret and secret not in kept
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10

    other = Client()
    assert sign_in(other)["Location"] == "/accounts/2fa/authenticate/"
    assert other.get("/account").status_code == 302  # the password alone opens nothing
    assert other.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert other.get("/account").status_code == 200
    third = Client()
    sign_in(third)
    assert third.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200  # a paper code opens once


def test_where_a_second_factor_is_asked_for_it_comes_first(user: User) -> None:
    client = Client()
    sign_in(client)
    with override_settings(HOMEWARD_SECOND_FACTOR=True):
        assert client.get("/account")["Location"].startswith("/accounts/2fa/totp/activate/")


def test_a_password_that_was_given_out_is_changed_first(user: User) -> None:
    User.objects.update(must_change_password=True)
    client = Client()
    sign_in(client)
    assert client.get("/purpose")["Location"].startswith("/accounts/password/change/")
    new = {"oldpassword": PASSWORD, "password1": "another four words here", "password2": "another four words here"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert client.get("/purpose").status_code == 200
    assert len(events("password.change")) == 1


@pytest.mark.parametrize(("step", "steps", "reason"), [(31, 1, "idle"), (25, 25, "too_long")])
def test_a_session_ends(user: User, step: int, steps: int, reason: str) -> None:
    now = timezone.now()
    client = Client()
    with time_machine.travel(now, tick=False) as clock:
        sign_in(client)
        client.post("/purpose", {"purpose": "registration"})
        for _ in range(steps):
            clock.shift(timedelta(minutes=step))
            response = client.get("/")
    assert response["Location"].startswith("/accounts/login/")
    assert events("session.end")[0].detail == {"reason": reason}
    assert "signed out because" in client.get("/accounts/login/").content.decode()


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(user: User) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client)
        client.post("/purpose", {"purpose": "registration"})
        for _ in range(4):
            clock.shift(timedelta(minutes=10))
            response = client.get("/", headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"].startswith("/accounts/login/")


def test_one_account_is_signed_in_in_few_browsers(user: User, settings: Settings) -> None:
    clients = [Client() for _ in range(settings.HOMEWARD_SESSIONS + 1)]
    for client in clients:
        sign_in(client)
    assert [client.get("/account").status_code for client in clients] == [302] + [200] * settings.HOMEWARD_SESSIONS
    assert clients[-1].post("/account/elsewhere").status_code == 302
    assert [client.get("/account").status_code for client in clients[1:]] == [302, 302, 200]


def test_signing_out_is_in_the_trail(user: User) -> None:
    client = Client()
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert events("session.end")[0].detail == {"reason": "asked"}
    assert client.get("/account").status_code == 302


def test_a_closed_account_is_out_at_once(user: User) -> None:
    client = Client()
    sign_in(client)
    User.objects.update(is_active=False)
    assert client.get("/account").status_code == 302
