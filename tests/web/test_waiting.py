"""My work: a line for everything that waits, only where the reader may act on it, the overdue first, in few queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from actors import MakeActor, MakeClient
from homeward.access.models import BreakGlass, User
from homeward.kernel.ids import uuid7
from homeward.web import waiting
from homeward.web.waiting import Waiting, waiting_for


@pytest.fixture
def glass(actor: MakeActor) -> BreakGlass:
    opener = actor("registration_clerk")
    now = timezone.now()
    return BreakGlass.objects.create(
        user=User.objects.get(id=opener.user_id), person_id=uuid7(), purpose="registration",
        reason="The child has a fever and no papers.", opened_at=now - timedelta(hours=3), until=now + timedelta(hours=1),
    )  # fmt: skip


def test_nothing_waits_in_an_empty_installation(signed_in: MakeClient) -> None:
    assert "Nothing waits for you." in signed_in("registration_clerk").get("/").content.decode()


def test_an_emergency_access_waits_for_whoever_reviews_it(glass: BreakGlass, actor: MakeActor) -> None:
    lines = waiting_for(actor("data_protection_officer"))
    assert [(line.text, line.since) for line in lines] == [
        ("One emergency access waits for your review.", glass.opened_at)
    ]
    assert waiting_for(actor("registration_clerk")) == ()


def test_the_page_says_how_many_things_wait(glass: BreakGlass, signed_in: MakeClient) -> None:
    text = signed_in("data_protection_officer").get("/").content.decode()
    assert "One thing waits for you." in text
    assert "3 hours ago" in text


def test_what_is_overdue_stands_first(actor: MakeActor, monkeypatch: pytest.MonkeyPatch) -> None:
    late = Waiting("late", "", "", overdue=True)
    monkeypatch.setattr(waiting, "_requests", lambda actor: iter([Waiting("early", "", ""), late]))
    assert [line.text for line in waiting_for(actor("redress_officer"))] == ["late", "early"]


@pytest.mark.parametrize("role", ["registration_clerk", "identity_officer", "data_protection_officer", "administrator"])
def test_the_page_asks_the_database_few_times(
    signed_in: MakeClient, role: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client: Client = signed_in(role)
    client.get("/")
    with django_assert_max_num_queries(16):
        client.get("/")
