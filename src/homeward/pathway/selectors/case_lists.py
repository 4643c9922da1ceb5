"""The list of cases: those that fit what was asked, what keeps each, and how many fit at each stage.

Comes in: an actor and a filter. Goes out: frozen facts, in a number of queries that does not grow with the list. Counts are of all that the
actor reaches, by the same filters as the rows. In no order do people stand by anything that was found about them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import may, scope
from homeward.access.trail import record
from homeward.kernel.ids import read_spoken
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.facts.opened import Blocked, CaseFilter, CaseLine, CasesPage, Order
from homeward.pathway.selectors.cases import case_row

ORDERS: Final = {
    Order.WAITING: ("since", "id"),
    Order.NEWEST: ("-since", "-id"),
    Order.STAGE: ("place", "since", "id"),
    Order.HOUSEHOLD: ("group_id", "opened_at", "id"),
}
_PLACE: Final = Case(
    *(When(stage=stage.value, then=Value(number)) for number, stage in enumerate(Stage)), output_field=IntegerField()
)


def cases_list(actor: Actor, asked: CaseFilter, *, limit: int = 50, offset: int = 0) -> CasesPage:
    """A window of the cases that fit, with true counts. The trail says that it was shown. Raises `Refused`."""
    authorise(actor, Capability.CASE_READ)
    found = _narrowed(actor, asked)
    stages, courses = _counts(found, asked)
    rows = _window(found.filter(_staged(asked)), asked.order, limit, offset)
    blocks = _blocks(rows)
    if rows:
        record(actor, EventKind.READ, "case.list", detail={"shown": len(rows)})
    return CasesPage(
        lines=tuple(
            CaseLine(case_row(row), row.group.household.number if row.group.household else "", blocks[row.id])
            for row in rows
        ),
        total=sum(stages.values()) if asked.stage is None else stages.get(asked.stage, 0),
        stages=stages,
        courses=courses,
    )


def _window(found: QuerySet[models.Case], order: Order, limit: int, offset: int) -> list[models.Case]:
    """The rows of a window: their ids are put in order first, so that the last page carries no more than the first one."""
    if order is Order.STAGE:
        found = found.annotate(place=_PLACE)
    ids = list(found.order_by(*ORDERS[order]).values_list("id", flat=True)[offset : offset + limit])
    rows = models.Case.objects.select_related("person", "group__pack", "group__household").in_bulk(ids)
    return [rows[id] for id in ids]


def cases_of_person(actor: Actor, person_id: UUID) -> tuple[CaseLine, ...]:
    """The cases of one person, the open one first: what a person's page links to. Nothing for whoever may read no case."""
    return _lines(scope(actor, models.Case.objects.filter(person_id=person_id)))


def cases_of_household(actor: Actor, household_id: UUID) -> tuple[CaseLine, ...]:
    """The open cases of those who belong to a household: what a household's page links to."""
    return _lines(scope(actor, models.Case.objects.filter(person__household_id=household_id, closed_at__isnull=True)))


def packs_to_choose(actor: Actor, language: str) -> tuple[tuple[str, str], ...]:
    """The countries' processes that are in use: key and title of the newest version of each. Nothing for whoever opens no case."""
    if not may(actor, Capability.CASE_WRITE):
        return ()
    rows = models.Pack.objects.filter(retired_at__isnull=True).order_by("key", "version")
    newest = {row.key: row for row in rows}
    return tuple((key, _title(row, language)) for key, row in newest.items())


def _title(pack: models.Pack, language: str) -> str:
    titles = pack.content.get("titles") or {}
    return str(titles.get(language) or titles.get("en") or pack.key)


def _lines(found: QuerySet[models.Case]) -> tuple[CaseLine, ...]:
    rows = list(
        found.select_related("person", "group__pack", "group__household").order_by("closed_at", "opened_at", "id")
    )
    rows.sort(key=lambda row: row.closed_at is not None)
    return tuple(CaseLine(case_row(row), row.group.household.number if row.group.household else "", ()) for row in rows)


def _narrowed(actor: Actor, asked: CaseFilter) -> QuerySet[models.Case]:
    """The cases that fit everything asked but stage and course."""
    found = scope(actor, models.Case.objects.all())
    if asked.site_id:
        found = found.filter(person__site_id=asked.site_id)
    if asked.gate:
        found = found.filter(Exists(models.Block.objects.filter(case=OuterRef("pk"), gate=asked.gate)))
    if asked.waited:
        found = found.filter(since__lte=timezone.now() - timedelta(days=int(asked.waited)))
    if asked.number.strip():
        found = found.filter(_numbered(asked.number))
    return found


def _numbered(text: str) -> Q:
    """By the number of a case, of a person or of a household, as somebody wrote it."""
    return (
        Q(number=read_spoken(text, "C") or "-")
        | Q(person__number=read_spoken(text, "P") or "-")
        | Q(group__household__number=read_spoken(text, "H") or "-")
    )


def _staged(asked: CaseFilter) -> Q:
    found = Q(course=asked.course) if asked.course else Q()
    return found & Q(stage=asked.stage) if asked.stage else found


def _counts(found: QuerySet[models.Case], asked: CaseFilter) -> tuple[dict[Stage, int], dict[Course, int]]:
    """How many fit at each stage for the course asked, and of each course for the stage asked: one query."""
    rows = found.order_by().values_list("stage", "course").annotate(Count("id"))
    stages: dict[Stage, int] = defaultdict(int)
    courses: dict[Course, int] = defaultdict(int)
    for stage, course, number in rows:
        if asked.course in (None, course):
            stages[Stage(stage)] += number
        if asked.stage in (None, stage):
            courses[Course(course)] += number
    return dict(stages), dict(courses)


def _blocks(rows: list[models.Case]) -> dict[UUID, tuple[Blocked, ...]]:
    """What keeps each of some cases, each gate once, in the order of the gates."""
    found: dict[UUID, dict[Gate, Blocked]] = {row.id: {} for row in rows}
    for one in models.Block.objects.filter(case__in=rows).order_by("since", "id"):
        gate = Gate(one.gate)
        found[one.case_id].setdefault(gate, Blocked(gate, one.because, one.since))
    order = list(Gate)
    return {id: tuple(sorted(of.values(), key=lambda one: order.index(one.gate))) for id, of in found.items()}
