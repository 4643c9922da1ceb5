"""The health page answers anybody, says nothing else, and says when the database does not answer."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test import Client


def test_it_answers_anybody_and_keeps_nothing(db: None) -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_it_says_when_the_database_does_not_answer(db: None) -> None:
    def away(execute: object, sql: str, *rest: object) -> None:
        raise DatabaseError("postgres://me:secret@host")

    with connection.execute_wrapper(away):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example"])
def test_it_answers_under_no_other_name(db: None, host: str) -> None:
    assert Client().get("/healthz", headers={"host": host}).status_code == 400
