"""Correct a stay that was recorded wrongly: another takes its place, or none; the wrong one stays, with the reason.

Comes in: an actor, the stay, how it should read, why. Goes out: the id of what holds now. One transaction with its event.
Never deletes, and never leaves somebody without any stay.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_key
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.errors import Invalid
from homeward.registry.facts.custody import Ending, StayDraft
from homeward.registry.facts.persons import Standing
from homeward.registry.movements import follow
from homeward.registry.rules.custody import (
    Span,
    check_history,
    check_reason,
    check_stay,
    counted,
    latest_day,
    standing_of,
)
from homeward.registry.sealed import seal_words
from homeward.registry.selectors.custody import CORRECTION
from homeward.registry.selectors.persons import person_row

_FIXED = frozenset({Standing.MERGED, Standing.ERASED})


@action
def stay_correct(actor: Actor, person_id: UUID, stay_id: UUID, draft: StayDraft | None, reason: str) -> UUID | None:
    """Let a stay as it should have been recorded take the place of a wrong one; `draft` None: it never was.

    Returns the id of the stay that holds instead, if any. Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    person = person_row(actor, person_id)
    wrong = models.CustodyEpisode.objects.filter(id=stay_id, person=person, corrected_at__isnull=True).first()
    if wrong is None:
        raise NotFound("There is no such stay any more, or it was corrected already. Open the file again.")
    for site_id in {person.site_id, wrong.site_id, draft.site_id if draft else wrong.site_id}:
        authorise(actor, Capability.CUSTODY_WRITE, site_id=site_id, person_id=person_id)
    check_reason(reason)
    at = timezone.now()
    _set_aside(actor, person, wrong, reason, at)
    right = _right(actor, wrong, draft, at) if draft else None
    if right:
        models.CustodyEpisode.objects.filter(id=wrong.id).update(corrected_by=right)
    _follow(person)
    record(actor, EventKind.WRITE, "custody.correct", person_id=person_id, detail={"stay": str(stay_id)})
    return right.id if right else None


def _set_aside(actor: Actor, person: models.Person, wrong: models.CustodyEpisode, reason: str, at: datetime) -> None:
    done = models.CustodyEpisode.objects.filter(id=wrong.id, corrected_at__isnull=True).update(
        corrected_at=at,
        correction=seal_words(data_key(person.key_id), CORRECTION, wrong.id, reason.strip()),
        correction_recorded_by=actor.user_id,
    )
    if not done:
        raise Stale("Somebody else corrected this stay meanwhile. Open the file again.")


def _right(actor: Actor, wrong: models.CustodyEpisode, draft: StayDraft, at: datetime) -> models.CustodyEpisode:
    """The stay that holds instead, with the shelters of the wrong one where the site is the same."""
    check_stay(draft, latest_day(at))
    first, last = counted(draft.from_day, draft.to_day, wrong.recorded_at.date(), at.date() if draft.ended else None)
    right = models.CustodyEpisode.objects.create(
        person=wrong.person,
        site_id=draft.site_id,
        began=draft.began,
        from_day=draft.from_day,
        counts_from=first,
        source=wrong.source,
        ended=draft.ended or "",
        to_day=draft.to_day,
        counts_to=last,
        to_site_id=wrong.to_site_id if draft.ended is Ending.TRANSFER else None,
        end_source=wrong.end_source if draft.ended else "",
        end_recorded_by=actor.user_id if draft.ended else None,
        end_recorded_at=at if draft.ended else None,
        recorded_by=actor.user_id,
        recorded_at=at,
        batch=wrong.batch,
    )
    if draft.site_id == wrong.site_id:
        _shelters(wrong, right)
    return right


def _shelters(wrong: models.CustodyEpisode, right: models.CustodyEpisode) -> None:
    """Let the shelters be told of the stay that holds; the last of them lasts as long as it does."""
    rows = list(models.Shelter.objects.filter(episode=wrong).order_by("recorded_at", "id"))
    for row in rows:
        last = row is rows[-1]
        first = right.from_day if row.from_day == wrong.from_day else row.from_day
        to = right.to_day if last else row.to_day
        models.Shelter.objects.create(
            episode=right,
            section=row.section,
            tent=row.tent,
            from_day=None if first and to and to < first else first,
            to_day=to,
            open=last and not right.ended,
            recorded_at=row.recorded_at,
            batch=row.batch,
        )


def _follow(person: models.Person) -> None:
    """Let the person's row say what their stays say."""
    stays = list(models.CustodyEpisode.objects.filter(person=person, corrected_at__isnull=True))
    if not stays:
        raise Invalid("This is the only stay of this person. Correct it instead of taking it back.", field="stay")
    spans = [Span(s.site_id, s.counts_from, s.counts_to, Ending(s.ended) if s.ended else None) for s in stays]
    check_history(spans)
    standing, site_id = standing_of(spans)
    here = models.Shelter.objects.filter(episode__in=stays, open=True).first()
    place = {"section": here.section, "tent": here.tent} if here else {}
    kept = {"standing": standing} if person.standing not in _FIXED else {}
    follow([person], site=site_id, **place, **kept)
