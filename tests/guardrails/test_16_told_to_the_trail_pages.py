"""Guardrail 16, the pages: Every page and every operation that shows one person leaves that it was read in the trail, whoever reads it.

How: Every address that names something recorded is opened by several roles, and the trail is asked after each.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import URLPattern, get_resolver, reverse

from homeward.access.facts import Purpose, Role
from homeward.access.models import Event
from planted import HERE, Planted

READERS = [
    (Role.IDENTITY_OFFICER, Purpose.IDENTITY), (Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION),
    (Role.REDRESS_OFFICER, Purpose.REDRESS), (Role.CASE_MANAGER, Purpose.PROTECTION), (Role.CONVOY_LEAD, Purpose.RETURN),
]  # fmt: skip


def about_one() -> list[URLPattern]:
    """Every page whose address names something recorded: found, not listed."""
    found: list[URLPattern] = []
    for entry in get_resolver().url_patterns:
        if str(entry.pattern) == "":
            found += [one for one in entry.url_patterns if isinstance(one, URLPattern) and one.pattern.converters]
    return found


def lists() -> list[URLPattern]:
    """Every page whose address names nothing."""
    found: list[URLPattern] = []
    for entry in get_resolver().url_patterns:
        if str(entry.pattern) == "":
            found += [one for one in entry.url_patterns if isinstance(one, URLPattern) and not one.pattern.converters]
    return found


def test_there_are_such_pages() -> None:
    assert len(about_one()) > 20


@pytest.mark.parametrize(("role", "purpose"), READERS, ids=lambda one: str(one))
def test_a_page_that_shows_a_name_tells_the_trail(
    planted: Planted, signed_in: Any, role: Role, purpose: Purpose
) -> None:
    """Also lists of one household or one file; a search is told as one, without its words."""
    client = signed_in(role, None, purpose)
    silent, shown = [], 0
    for page in about_one():
        before = Event.objects.filter(kind__in=["read", "write", "disclosure"]).count()
        answer = client.get(reverse(page.name, kwargs=planted.arguments(page)))
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code == 200 and HERE.split()[0] in text.decode(errors="replace"):
            shown += 1
            if Event.objects.filter(kind__in=["read", "write", "disclosure"]).count() == before:
                silent.append(page.name)
    assert shown > 2
    assert silent == []


@pytest.mark.parametrize(("role", "purpose"), READERS, ids=lambda one: str(one))
def test_a_list_that_shows_names_tells_the_trail(
    planted: Planted, signed_in: Any, role: Role, purpose: Purpose
) -> None:
    """Also the persons registered last, requests that wait, possible duplicates, households: how many were shown, not who."""
    client = signed_in(role, None, purpose)
    silent, shown = [], 0
    for page in lists():
        before = Event.objects.filter(kind__in=["read", "search"]).count()
        answer = client.get(reverse(page.name))
        if answer.status_code == 200 and HERE.split()[0] in answer.content.decode(errors="replace"):
            shown += 1
            if Event.objects.filter(kind__in=["read", "search"]).count() == before:
                silent.append(page.name)
    assert silent == []
    assert shown >= (1 if role is not Role.CONVOY_LEAD else 0)


def test_what_was_searched_for_is_not_in_the_trail(planted: Planted, signed_in: Any) -> None:
    signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY).get("/persons", {"q": HERE})
    told = Event.objects.filter(kind="search").latest("at")
    assert HERE.split()[0].lower() not in repr((told.what, told.subject, told.detail)).lower()


def test_no_event_holds_a_name(planted: Planted) -> None:
    """All that was done to plant two sites of people: the trail says what, of whom by id, and never a name or a reason."""
    told = repr(list(Event.objects.values_list("what", "subject", "detail", "username"))).lower()
    assert Event.objects.count() > 10
    assert not any(part.lower() in told for part in HERE.split())
