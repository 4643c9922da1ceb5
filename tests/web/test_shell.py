"""The shell: what is open to whom, what is asked first, how refusals look, and the headers of every answer."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from actors import MakeActor, MakeClient
from homeward.access.actions import authorise
from homeward.access.errors import Erased, NotFound, Refused, Stale
from homeward.access.facts import Capability
from homeward.access.models import Event, RoleAssignment, User
from homeward.kernel.errors import BadInput, HomewardError
from homeward.web.navigation import entries
from homeward.web.pages import work

OPEN = ("/accounts/login/", "/design", "/help/words", "/language")


@pytest.mark.parametrize("path", OPEN)
def test_open_pages_ask_nothing(db: None, path: str) -> None:
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/account", "/purpose"])
def test_other_pages_ask_to_sign_in_first_and_come_back(db: None, path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_my_work_opens(signed_in: MakeClient) -> None:
    response = signed_in("registration_clerk").get("/")
    assert response.status_code == 200
    assert b"Working for:" in response.content


def test_a_page_without_a_mark_is_shut(signed_in: MakeClient) -> None:
    client = signed_in("registration_clerk")
    session = client.session
    del session["purpose"]
    session.save()
    assert client.get("/?x=1")["Location"] == "/purpose?next=%2F%3Fx%3D1"


def test_a_purpose_whose_role_ended_is_asked_again(signed_in: MakeClient) -> None:
    client = signed_in("registration_clerk")
    RoleAssignment.objects.update(withdrawn_at=timezone.now())
    assert client.get("/")["Location"] == "/purpose"
    assert "no role yet" in client.get("/purpose").content.decode()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Refused("You may not do this for the purpose you chose. Choose another purpose."), 403),
        (NotFound("There is no such site, or you may not see it."), 404),
        (Stale("Somebody else changed it."), 409),
        (Erased("It is gone."), 410),
        (BadInput("The file has no columns."), 400),
    ],
)
def test_an_error_of_ours_becomes_a_page_with_its_sentence(
    signed_in: MakeClient, monkeypatch: pytest.MonkeyPatch, error: HomewardError, status: int
) -> None:
    def fail(*given: object, **named: object) -> None:
        raise error

    client = signed_in("registration_clerk")
    monkeypatch.setattr(work, "render", fail)
    response = client.get("/")
    assert response.status_code == status
    assert str(error) in response.content.decode()
    assert response["X-Request-Id"] in response.content.decode()


def test_a_denial_reaches_the_trail_with_the_number_of_the_request(
    signed_in: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(request: HttpRequest, *given: object, **named: object) -> None:
        authorise(request.actor, Capability.ERASE)

    monkeypatch.setattr(work, "render", refuse)
    signed_in("registration_clerk").get("/", headers={"X-Request-Id": "from-the-proxy-1"})
    event = Event.objects.get(kind="denied")
    assert (event.what, event.channel, event.purpose) == ("person.erase", "web:from-the-proxy-1", "registration")


def test_a_defect_shows_no_traceback(signed_in: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object, **named: object) -> None:
        raise RuntimeError("a name that nobody should read")

    client = signed_in("registration_clerk")
    client.raise_request_exception = False
    monkeypatch.setattr(work, "render", fail)
    response = client.get("/")
    assert response.status_code == 500
    assert b"a name that nobody" not in response.content
    assert response["X-Request-Id"].encode() in response.content


def test_every_answer_carries_the_headers_of_safety(signed_in: MakeClient) -> None:
    for response in (signed_in("registration_clerk").get("/"), Client().get("/nothing")):
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]
        assert response["Cache-Control"] == "no-store"
        assert response["X-Frame-Options"] == "DENY"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("given", ["", "short", "x" * 60, "<script>alert(1)</script>", "a b c d e f g h"])
def test_a_number_that_is_not_plain_is_replaced(db: None, given: str) -> None:
    answered = Client().get("/help/words", headers={"X-Request-Id": given})["X-Request-Id"]
    assert answered != given and re.fullmatch(r"[0-9a-f]{32}", answered)


def test_a_form_without_its_token_is_refused_in_words(signed_in: MakeClient) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/language", {"language": "ar"})
    assert response.status_code == 403
    assert "stood open too long" in response.content.decode()


@pytest.mark.parametrize("language", ["ar", "ckb", "kmr", "en"])
def test_the_language_holds_before_and_after_signing_in(db: None, language: str) -> None:
    client = Client()
    assert client.post("/language", {"language": language, "next": "/help/words"})["Location"] == "/help/words"
    text = client.get("/help/words").content.decode()
    direction = "rtl" if language in ("ar", "ckb") else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in text


def test_the_language_of_an_account_follows_it(signed_in: MakeClient) -> None:
    client = signed_in("registration_clerk")
    client.post("/language", {"language": "ckb"})
    assert User.objects.get().language == "ckb"
    client.post("/language", {"language": "xx", "calendar": "mayan"})
    assert User.objects.get().language == "ckb"
    assert "calendar" not in client.cookies


def test_the_menu_shows_no_door_that_is_shut(actor: MakeActor) -> None:
    labels = {role: {str(one.label) for one in entries(actor(role), "/")} for role in ("registration_clerk", "auditor")}
    assert "My work" in labels["auditor"]
    assert "Persons" not in labels["auditor"]
