"""Requests that wait, holds on a record, and the records whose time is over.

Comes in: an actor. Goes out: frozen facts; words opened for those who may read the person's file.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.facts.persons import PersonRow, Standing
from homeward.registry.facts.rights import HoldRow, Outcome, RequestKind, RequestRow
from homeward.registry.rules.rights import months_before
from homeward.registry.sealed import open_words
from homeward.registry.selectors.persons import person_row, rows_of, tell_list, visible

WORDS, ASKED_BY, REASON = "registry_request.words", "registry_request.asked_by", "registry_request.reason"
HOLD_REASON = "registry_legalhold.reason"


def requests_list(
    actor: Actor, *, decided: bool = False, limit: int = 25, offset: int = 0
) -> tuple[tuple[RequestRow, ...], int]:
    """Requests that wait, the one that is due first at the top, or those decided; and how many there are."""
    rows = visible_requests(actor)
    rows = (
        rows.exclude(outcome="").order_by("-decided_at")
        if decided
        else rows.filter(outcome="").order_by("due_on", "id")
    )
    shown = _rows(rows.select_related("person")[offset : offset + limit])
    tell_list(actor, "request.list", len(shown))
    return shown, rows.count()


def requests_of(actor: Actor, person_id: UUID) -> tuple[RequestRow, ...]:
    """The requests about one person, the newest first."""
    return _rows(visible_requests(actor).filter(person=person_id).select_related("person").order_by("-opened_at"))


def request_of(actor: Actor, request_id: UUID) -> RequestRow:
    """One request, opened: the trail says so. Raises `NotFound`."""
    row = request_row(actor, request_id)
    record(actor, EventKind.READ, "request.file", person_id=row.person_id, subject=row.number)
    return _rows([row])[0]


def request_row(actor: Actor, request_id: UUID) -> models.Request:
    """A request's row for this slice alone. Raises `NotFound`."""
    found = visible_requests(actor).filter(id=request_id).select_related("person").first()
    if found is None:
        raise NotFound("There is no such request that you may see for the purpose you chose.")
    return found


def visible_requests(actor: Actor) -> QuerySet[models.Request]:
    """The requests that an actor may see."""
    return scope(actor, models.Request.objects.all())


def holds_of(actor: Actor, person_id: UUID) -> tuple[HoldRow, ...]:
    """The legal holds on a record, ended ones too. Raises `NotFound`, `Refused`."""
    person = person_row(actor, person_id)
    authorise(actor, Capability.RETENTION_DECIDE, site_id=person.site_id, person_id=person_id)
    key = data_keys([person.key_id]).get(person.key_id)
    return tuple(
        HoldRow(row.id, row.authority, open_words(key, HOLD_REASON, row.id, row.reason), row.until, row.ended_at)
        for row in models.LegalHold.objects.filter(person=person).order_by("-made_at")
    )


def retention_rules(actor: Actor) -> tuple[tuple[Standing, int, str], ...]:
    """The rules in force: standing, months, basis. Raises `Refused`."""
    authorise(actor, Capability.RETENTION_DECIDE)
    rows = models.RetentionRule.objects.filter(ended_at__isnull=True).order_by("standing")
    return tuple((Standing(row.standing), row.months, row.basis) for row in rows)


def records_due(actor: Actor, *, limit: int = 100) -> list[PersonRow]:
    """The records whose time is over by the rules in force and that no hold keeps, the longest ended first. Raises `Refused`."""
    authorise(actor, Capability.RETENTION_DECIDE)
    today = timezone.now().date()
    found: list[models.Person] = []
    held = models.LegalHold.objects.filter(ended_at__isnull=True).values("person")
    for rule in models.RetentionRule.objects.filter(ended_at__isnull=True):
        before = months_before(today, rule.months)
        people = visible(actor).filter(standing=rule.standing).exclude(id__in=held)
        ended = models.CustodyEpisode.objects.filter(person__in=people, to_day__lt=before).values("person")
        still = models.CustodyEpisode.objects.filter(person__in=people, ended="").values("person")
        found += people.filter(id__in=ended).exclude(id__in=still)[:limit]
    tell_list(actor, "retention.list", len(found[:limit]))
    return rows_of(found[:limit])


def _rows(requests: Iterable[models.Request]) -> tuple[RequestRow, ...]:
    found = list(requests)
    keys = data_keys(row.person.key_id for row in found)
    people = rows_of(row.person for row in found)
    told = []
    for row, person in zip(found, people, strict=True):
        key = keys.get(row.person.key_id)
        told.append(
            RequestRow(
                id=row.id,
                number=row.number,
                person=person,
                kind=RequestKind(row.kind),
                words=open_words(key, WORDS, row.id, row.words),
                asked_by=open_words(key, ASKED_BY, row.id, row.asked_by),
                opened_at=row.opened_at,
                opened_by=row.opened_by,
                due_on=row.due_on,
                owner=row.owner,
                owner_name=row.owner_name,
                outcome=Outcome(row.outcome) if row.outcome else None,
                reason=open_words(key, REASON, row.id, row.reason),
                decided_at=row.decided_at,
            )
        )
    return tuple(told)
