"""What comes round: the trail is sealed, what ended long ago is forgotten, and sessions that have ended are."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from homeward.access.models import Event, Seal
from homeward.work.models import Job
from homeward.work.registry import chores
from homeward.work.rules import KEPT


def test_the_trail_is_sealed_within_a_minute(db: None) -> None:
    event = Event.objects.create(at=timezone.now(), username="x", kind="read", what="x")
    one = chores()["access.seal"]
    assert one.every < timedelta(minutes=1)
    one.run()
    assert Seal.objects.filter(event_id=event.id).exists()


def test_jobs_are_kept_for_a_while(db: None) -> None:
    now = timezone.now()
    for days in (0, 1 + KEPT.days):
        ended = now - timedelta(days=days)
        Job.objects.create(
            kind="x", asked_by="0" * 32, purpose="audit", asked_at=ended, due_at=ended, state="done", ended_at=ended
        )
    chores()["work.forget"].run()
    assert Job.objects.count() == 1


def test_sessions_that_ended_are_forgotten_and_others_not(db: None) -> None:
    now = timezone.now()
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=hours))
    chores()["web.sessions"].run()
    assert [one.session_key for one in Session.objects.all()] == ["open"]
