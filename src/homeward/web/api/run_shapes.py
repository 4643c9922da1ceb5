"""What the interface gives of runs, and of one person's standing in the lists.

Comes in: facts. Goes out: shapes that become JSON and the published description. Counts and versions, never a name.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from homeward.lists.facts.lists import Desk
from homeward.review.facts.runs import RunRow, Scope
from homeward.review.facts.versions import Standing, Versions
from homeward.web.api.list_shapes import EditionOut, edition_out


class RunIn(Schema):
    """Whom to compare with the lists: everyone, a site, one person, people (who changed) or entries (what is new on the lists)."""

    scope: Scope = Field(description="everyone, site, person, people or entries")
    site_id: UUID | None = None
    person_id: UUID | None = None
    desk: Desk = Desk.SECURITY


class RunOut(Schema):
    """A run. Counts of people, but for found, asked_anew, asked_again and unchanged, which count pairs of records."""

    id: UUID
    scope: Scope
    desk: Desk
    site_id: UUID | None
    person_id: UUID | None
    asked_by: str
    asked_at: datetime
    as_of: datetime | None
    ended_at: datetime | None
    cancelled_at: datetime | None
    job_id: UUID | None
    persons: int
    withheld: int
    on_ground: int
    unreadable: int
    passed_over: int
    found: int
    asked_anew: int
    asked_again: int
    unchanged: int
    engine: dict[str, str]
    reference: str
    editions: list[EditionOut]


class SearchedOut(Schema):
    """A list, and the edition of it in which somebody was looked for last. `good`: whether nothing found in it may be said."""

    list_id: str
    title: str
    edition: EditionOut | None
    good: bool


class VersionsOut(Schema):
    """What may be said of somebody. Only `not_found` true says "not found in these versions", and nothing says that they are safe."""

    standing: Standing
    not_found: bool
    screened_at: datetime | None
    candidates: int
    lists: list[SearchedOut]


def run_out(run: RunRow) -> dict[str, Any]:
    """A run as JSON."""
    plain = {name: getattr(run, name) for name in RunOut.model_fields if name not in ("asked_by", "editions", "engine")}
    return plain | {
        "asked_by": run.asked_name,
        "engine": dict(run.engine),
        "editions": [edition_out(one) for one in run.editions],
    }


def versions_out(said: Versions) -> dict[str, Any]:
    """What may be said of somebody, as JSON."""
    lists = [
        {
            "list_id": one.list_id,
            "title": one.title,
            "edition": edition_out(one.edition) if one.edition else None,
            "good": one.good,
        }
        for one in said.lists
    ]
    return {
        "standing": said.standing,
        "not_found": said.not_found,
        "screened_at": said.screened_at,
        "candidates": said.candidates,
        "lists": lists,
    }
