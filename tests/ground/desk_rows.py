"""Candidates at a desk, as rows with the evidence that the engine gives: for tests of the queue and of the comparison.

Comes in: a person of the registry, an entry of the invented list of the documentation. Goes out: the row.

    listed = un_list(analyst)
    row = at_desk(analyst, person_id, listed, "ZZi.003")
    many(analyst, site, listed, 4_000)                 # a long queue, without evidence
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.utils import timezone

from exchange_files import work
from homeward.access.facts import Actor
from homeward.identity.profiles import profiles_of
from homeward.kernel.ids import uuid7
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.facts.lists import WatchList
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.lists import list_file
from homeward.review import models
from homeward.review.facts.candidates import CandidateKind, Desk, State, Why
from homeward.review.selectors.comparing import compare
from homeward.review.selectors.people import mark_of
from homeward.screening.profile import Profile
from shelves import bring

UN = Path(__file__).resolve().parents[2] / "docs/examples/invented_un_list.xml"


def un_list(analyst: Actor, content: bytes = b"", **said: Any) -> WatchList:
    """The invented list of the documentation, in use."""
    draft = ListDraft(list_id="un", title="Invented UN list", caveat="Ask us before you act on an entry.", **said)
    list_make(actor=analyst, draft=draft)
    bring(analyst, "un", content or UN.read_bytes(), UN.name)
    work()
    return list_file(analyst, "un")


def a_run(analyst: Actor, at: datetime | None = None) -> models.Run:
    """A run that somebody asked for."""
    at = at or timezone.now()
    return models.Run.objects.create(
        scope="everyone",
        desk="security",
        asked_by=analyst.user_id,
        asked_name=analyst.username,
        asked_at=at,
        ended_at=at,
    )


def at_desk(analyst: Actor, person_id: UUID, listed: WatchList, entry_id: str, **fields: Any) -> models.Candidate:
    """A candidate that waits, with the evidence there is."""
    (profile,) = profiles_of(analyst, [person_id])
    return _asked(analyst, profile, listed, entry_id, {"person_id": person_id} | fields)


def plant(analyst: Actor, profile: Profile, listed: WatchList, entry_id: str, **fields: Any) -> models.Candidate:
    """A planted case that waits like any other."""
    planted = models.Planted.objects.create(
        profile=msgspec.to_builtins(profile), culture="levant", watch_list_id=listed.id, entry_id=entry_id, same=True,
        made_by=analyst.user_id, made_at=timezone.now(),
    )  # fmt: skip
    return _asked(analyst, profile, listed, entry_id, {"planted": planted} | fields)


def many(analyst: Actor, people: list[UUID], listed: WatchList, number: int, **fields: Any) -> list[models.Candidate]:
    """So many candidates of some people, one a person and entry, each a little less strong and asked a little later."""
    run, now = a_run(analyst), timezone.now()
    rows = [
        _row(listed, run, f"Z-{place:05}", now - timedelta(minutes=number - place), {
            "person_id": people[place % len(people)], "millibits": 9_000 - place, "strong": place % 3 == 0,
        } | fields)
        for place in range(number)
    ]  # fmt: skip
    return models.Candidate.objects.bulk_create(rows)


def _asked(
    analyst: Actor, profile: Profile, listed: WatchList, entry_id: str, fields: dict[str, Any]
) -> models.Candidate:
    assert listed.current is not None
    held = opened(listed.current)
    found = compare(profile, held, entry_id)
    assert found is not None
    mark = held.mark(entry_id)
    assert mark is not None
    told = {
        "evidence": {one.key: one.millibits for one in found.evidence if one.millibits},
        "millibits": round(1000 * found.bits),
        "person_mark": mark_of(profile),
        "entry_source": mark.source,
        "entry_mark": mark.compared,
    }
    row = _row(listed, a_run(analyst), entry_id, timezone.now() - timedelta(hours=1), told | fields)
    row.save(force_insert=True)
    return row


def _row(
    listed: WatchList, run: models.Run, entry_id: str, since: datetime, fields: dict[str, Any]
) -> models.Candidate:
    assert listed.current is not None
    usual: dict[str, Any] = {
        "id": uuid7(), "kind": CandidateKind.NAME, "desk": Desk.SECURITY, "watch_list_id": listed.id,
        "entry_id": entry_id, "edition_id": listed.current.id, "person_mark": b"\0" * 16, "entry_source": "s",
        "entry_mark": "m", "millibits": 0, "strong": False, "state": State.WAITING, "why": Why.NEW,
        "waiting_since": since, "run": run, "found_at": since,
    }  # fmt: skip
    return models.Candidate(**(usual | fields))
