"""Chores come round when they are due, one worker at a time, and one that fails ends nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from homeward.work import registry
from homeward.work.chores import do_chores
from homeward.work.models import Round
from homeward.work.registry import chore, chores

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Two chores, of which one always fails, and what they did."""
    did: list[str] = []
    chores()
    monkeypatch.setattr(registry, "_chores", {})

    @chore("test.fails", every=timedelta(hours=1))
    def fails() -> None:
        did.append("fails")
        raise ValueError("Mister Invented")

    @chore("test.sweep", every=timedelta(hours=1))
    def sweep() -> None:
        did.append("sweep")

    yield did


def test_each_is_done_and_not_again_before_its_time(rounds: list[str]) -> None:
    do_chores("one")
    do_chores("two")
    assert rounds == ["fails", "sweep"]
    Round.objects.update(due_at=timezone.now())
    do_chores("one")
    assert rounds == ["fails", "sweep"] * 2


def test_a_failure_is_noted_without_its_text(rounds: list[str]) -> None:
    do_chores("one")
    error = Round.objects.get(name="test.fails").error
    assert error.startswith("ValueError at work/chores.py")
    assert "Invented" not in error
    assert Round.objects.get(name="test.sweep").error == ""


def test_what_another_worker_does_now_is_left_alone(rounds: list[str]) -> None:
    do_chores("one")
    later = timezone.now() + timedelta(minutes=1)
    Round.objects.update(due_at=timezone.now(), lease_owner="one", lease_until=later)
    do_chores("two")
    assert rounds == ["fails", "sweep"]


def test_the_round_of_a_dead_worker_is_taken_over(rounds: list[str]) -> None:
    do_chores("one")
    Round.objects.update(due_at=timezone.now(), lease_owner="dead", lease_until=timezone.now())
    do_chores("two")
    assert rounds == ["fails", "sweep"] * 2


def test_the_rooms_declare_their_chores() -> None:
    assert "work.forget" in chores()
