"""No line of the log holds what somebody typed or what stands in a record, whatever failed."""

from __future__ import annotations

import logging
from io import StringIO

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from homeward.config.logs import LINES, PlainFormatter

NAME = "Mister Invented"
SHOWN = LINES["formatters"]["plain"]["fmt"]


def broken(request: HttpRequest) -> None:
    raise ValueError(NAME)


urlpatterns = [path("accounts/login/", broken, name="account_login")]


@pytest.fixture
def lines() -> StringIO:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PlainFormatter(SHOWN, style="{"))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def test_an_error_is_told_by_its_kind_and_never_by_its_text(lines: StringIO) -> None:
    try:
        PlainFormatter.format(None, None)  # type: ignore[arg-type]
    except AttributeError:
        logging.getLogger("homeward.test").exception("a step failed")
    text = lines.getvalue()
    assert "ERROR homeward.test: a step failed" in text
    assert "AttributeError at config/logs.py, line " in text
    assert "Traceback" not in text


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_breaks_is_told_without_its_address(lines: StringIO, db: None) -> None:
    answer = Client(raise_request_exception=False).get("/accounts/login/", {"q": NAME})
    assert answer.status_code == 500
    text = lines.getvalue()
    assert "500 GET account_login" in text
    assert "ValueError" in text
    assert "Invented" not in text
    assert "Traceback" not in text


def test_the_text_of_an_error_that_was_formatted_before_is_not_kept(lines: StringIO) -> None:
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "it failed", (), None)
    record.exc_text = NAME
    assert NAME not in PlainFormatter(SHOWN, style="{").format(record)


def test_a_page_that_is_not_there_writes_no_line(lines: StringIO, db: None) -> None:
    Client().get("/persons/invented-name")
    assert "invented" not in lines.getvalue()
