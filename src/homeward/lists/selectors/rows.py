"""Rows become facts; for this room alone.

Comes in: rows. Goes out: frozen facts with the health of each list. Three queries, however many lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, Role
from homeward.access.selectors import scope
from homeward.lists import models
from homeward.lists.facts.lists import Ailment, Desk, Edition, EditionState, ListKind, Outcome, WatchList, Way
from homeward.lists.rules.health import health_of
from homeward.lists.rules.seeing import sees

OPEN_STATES = (EditionState.CURRENT.value, EditionState.RECEIVED.value, EditionState.HELD.value)


def visible(actor: Actor, capability: Capability | None = None, *, withdrawn: bool = False) -> list[models.WatchList]:
    """The lists that an actor may see, in the order of their titles."""
    rows = scope(actor, models.WatchList.objects.order_by("title", "id"), capability)
    if not withdrawn:
        rows = rows.filter(withdrawn_at__isnull=True)
    now = timezone.now()
    return [row for row in rows if sees(actor, row.restricted, row.roles, now)]


def list_row(actor: Actor, list_id: str, capability: Capability | None = None) -> models.WatchList:
    """The row of a list. Raises `NotFound`: the same whether there is none or the actor may not see it."""
    row = scope(actor, models.WatchList.objects.filter(list_id=list_id), capability).first()
    if row is None or not sees(actor, row.restricted, row.roles, timezone.now()):
        raise NotFound(_("There is no such list that you may see."))
    return row


def edition_row(actor: Actor, edition_id: UUID, capability: Capability | None = None) -> models.Edition:
    """The row of an edition with its list. Raises `NotFound`."""
    rows = scope(actor, models.Edition.objects.select_related("watch_list"), capability)
    row = rows.filter(id=edition_id).first()
    if row is None or not sees(actor, row.watch_list.restricted, row.watch_list.roles, timezone.now()):
        raise NotFound(_("There is no such edition that you may see."))
    return row


def lists_as_facts(rows: Iterable[models.WatchList]) -> tuple[WatchList, ...]:
    """Lists with their current edition and health."""
    lists = list(rows)
    editions: dict[UUID, list[Edition]] = defaultdict(list)
    found = models.Edition.objects.filter(watch_list__in=lists, state__in=OPEN_STATES).select_related("watch_list")
    for row in found.order_by("received_at", "id"):
        editions[row.watch_list_id].append(edition_fact(row))
    failed = _failures(lists)
    return tuple(_list_fact(row, editions[row.id], failed.get(row.id, "")) for row in lists)


def edition_fact(row: models.Edition) -> Edition:
    """An edition as a fact; its list must have been fetched with it."""
    of = row.watch_list
    return Edition(
        id=row.id, list_id=of.list_id, list_row=of.id, sha256=row.sha256, file=row.file, format=row.format,
        published_on=row.published_on, received_at=row.received_at, received_by=row.received_name, way=Way(row.way),
        individuals=row.individuals, entries=row.entries, refused=row.refused, state=EditionState(row.state),
        problems=tuple(Ailment(one) for one in row.problems), words=row.words, title=of.title, desk=Desk(of.desk),
        kind=ListKind(of.kind), restricted=of.restricted, originator=of.originator, caveat=of.caveat, mapped=row.column_map is not None,
        accepted_by=row.accepted_name, accepted_why=row.accepted_why, accepted_at=row.accepted_at, indexed_at=row.indexed_at,
        confirmed_at=row.confirmed_at,
    )  # fmt: skip


def _failures(lists: Iterable[models.WatchList]) -> dict[UUID, str]:
    """The sentence of each list's last attempt, where that failed."""
    last = models.Attempt.objects.filter(watch_list=OuterRef("id")).order_by("-at", "-id")
    rows = models.WatchList.objects.filter(id__in=[row.id for row in lists])
    found = rows.annotate(outcome=Subquery(last.values("outcome")[:1]), words=Subquery(last.values("words")[:1]))
    return dict(found.filter(outcome=Outcome.FAILED.value).values_list("id", "words"))


def _list_fact(row: models.WatchList, editions: list[Edition], failed: str) -> WatchList:
    today = timezone.now().date()
    return WatchList(
        id=row.id, list_id=row.list_id, title=row.title, desk=Desk(row.desk), kind=ListKind(row.kind),
        restricted=row.restricted, roles=frozenset(Role(role) for role in row.roles), originator=row.originator,
        caveat=row.caveat, url=row.url, stale_after_days=row.stale_after_days, known=row.known,
        mapped=row.column_map is not None, made_at=row.made_at, withdrawn_at=row.withdrawn_at,
        current=next((one for one in editions if one.state is EditionState.CURRENT), None),
        health=health_of(editions, failed=failed, stale_after_days=row.stale_after_days, today=today),
    )  # fmt: skip
