"""The shell: what is open to whom, what is asked first, how refusals look, and the headers of every answer."""

from __future__ import annotations

import pytest
from django.test import Client

from actors import MakeClient

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
