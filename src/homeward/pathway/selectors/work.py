"""My work in the way home: what is overdue, what waits for one reader in their roles, what waits for others because of them.

Comes in: an actor, a part and a window. Goes out: frozen lines, in a number of queries that does not grow with the cases. Numbers only,
never a name. Whoever keeps a gate and reads no case is told the number, the gate and since when. Who moves together stands in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.utils import timezone

from homeward.access.facts import Actor, Capability, Role
from homeward.access.rules import GRANTS
from homeward.access.selectors import may, reach_of
from homeward.pathway import models
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.work import OWN, TOGETHER, Kind, Part, WorkLine, WorkPage
from homeward.pathway.rules.steps import STEPS
from homeward.pathway.sealed import TASK_WORDS, keys_to_read, open_text

SOON: Final = timedelta(days=7)  # what falls due within a week is told before it does
_SITE: Final = "case__person__site_id"
Found = dict[str, Any]
Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class _Segment:
    """Lines of one kind: their rows, already in order, each with the number of a case, and how a row becomes a line."""

    kind: Kind
    parts: frozenset[Part]
    rows: Rows
    overdue: bool = False


def work_page(actor: Actor, part: Part = Part.ALL, *, limit: int = 50, offset: int = 0) -> WorkPage:
    """A window of a reader's work, the overdue first. Nothing for whoever keeps nothing in the way home."""
    if not may(actor, Capability.CASE_WAITING):
        return WorkPage((), 0, {})
    today = timezone.localdate()
    segments = [one for one in (*_mine(actor, today), *_others(actor)) if one is not None]
    sizes = [one.rows.count() for one in segments]
    counts = {kept: sum(size for size, one in zip(sizes, segments, strict=True) if kept in one.parts) for kept in Part}
    found: list[tuple[_Segment, Found]] = []
    for size, one in zip(sizes, segments, strict=True):
        if part not in one.parts:
            continue
        if offset < size and len(found) < limit:
            found += [(one, row) for row in one.rows[offset : offset + limit - len(found)]]
        offset = max(0, offset - size)
    return WorkPage(_lines(actor, found, today), counts[part], counts)


def _mine(actor: Actor, today: date) -> Iterable[_Segment]:
    """What waits for the reader: overdue, to be answered, ending or due soon; then gates by their age, and what falls due later."""
    tasks, late = _tasks(actor), frozenset({Part.ALL, Part.OVERDUE})
    yield _Segment(Kind.TASK, late | {Part.TASKS}, _due(tasks.filter(due__lt=today)), overdue=True)
    yield _Segment(Kind.HOLD_EXPIRED, late, _held(actor).filter(until__lt=today).order_by("until", "id"), overdue=True)
    reviews = _reviews(actor)
    yield _Segment(
        Kind.OVERRIDE_REVIEW, late, reviews.filter(review_on__lt=today).order_by("review_on", "id"), overdue=True
    )
    yield _Segment(Kind.PROPOSAL, frozenset({Part.ALL, Part.ANSWERS}), _proposals(actor))
    yield _Segment(Kind.OVERRIDE_ASKED, frozenset({Part.ALL, Part.ANSWERS}), _asked(actor))
    soon = reviews.filter(review_on__gte=today, review_on__lte=today + SOON).order_by("review_on", "id")
    yield _Segment(Kind.OVERRIDE_REVIEW, frozenset({Part.ALL, Part.ANSWERS}), soon)
    ending = _held(actor).filter(owner=actor.user_id, until__gte=today, until__lte=today + SOON).order_by("until", "id")
    yield _Segment(Kind.HOLD_ENDING, frozenset({Part.ALL, Part.ANSWERS}), ending)
    told = frozenset({Part.ALL, Part.TASKS})
    yield _Segment(Kind.TASK, told, _due(tasks.filter(due__gte=today, due__lte=today + SOON)))
    yield _Segment(Kind.GATE, frozenset({Part.ALL, Part.GATES}), _gates(actor))
    yield _Segment(Kind.TASK, told, _due(tasks.filter(due__gt=today + SOON)))


def _others(actor: Actor) -> Iterable[_Segment]:
    """What waits for others because of the reader."""
    only, me = frozenset({Part.OTHERS}), actor.user_id
    proposed = _open(models.Proposal.objects.filter(proposed_by=me))
    yield _Segment(Kind.PROPOSAL, only, _together(proposed, "to", "proposed_at"))
    overrides = models.Override.objects.filter(asked_by=me, **_UNANSWERED).order_by("asked_at", "id")
    yield _Segment(Kind.OVERRIDE_ASKED, only, overrides.values("gate", number=F("case__number"), since=F("asked_at")))
    given = models.Task.objects.filter(made_by=me, what=OWN, done_at__isnull=True).exclude(owner=me)
    for role in _roles(actor):
        given = given.exclude(role=role)
    yield _Segment(Kind.TASK, only, _due(given))


_UNANSWERED: Final = {"granted_at__isnull": True, "refused_at__isnull": True, "ended_at__isnull": True}


def _roles(actor: Actor) -> dict[Role, frozenset[Any] | None]:
    """The roles in which the reader keeps something for the purpose they chose, each with its sites; None: every site."""
    found: dict[Role, frozenset[Any] | None] = {}
    for held in actor.assignments:
        grants = GRANTS[held.role].get(held.purpose, frozenset())
        if held.purpose is not actor.purpose or Capability.CASE_WAITING not in grants:
            continue
        before = found.get(held.role, frozenset())
        found[held.role] = None if held.site_id is None or before is None else before | {held.site_id}
    return found


def _in_roles(actor: Actor) -> Q:
    """What is of a role of the reader, where they hold it."""
    found = Q(pk__in=[])
    for role, sites in _roles(actor).items():
        found |= Q(role=role) if sites is None else Q(role=role, **{f"{_SITE}__in": sites})
    return found


def _reached(actor: Actor, rows: QuerySet[Any, Any], capability: Capability) -> QuerySet[Any, Any]:
    """The rows of cases where the reader may do something."""
    sites = reach_of(actor, capability)
    return rows if sites.everywhere else rows.filter(**{f"{_SITE}__in": sites.ids})


def _tasks(actor: Actor) -> QuerySet[models.Task]:
    """Open tasks of the reader's roles that nobody else was handed, and those that they were handed."""
    free = _in_roles(actor) & Q(owner__isnull=True)
    owned = Q(owner=actor.user_id)
    sites = reach_of(actor, Capability.CASE_WAITING)
    if not sites.everywhere:
        owned &= Q(**{f"{_SITE}__in": sites.ids})
    return models.Task.objects.filter(done_at__isnull=True).filter(free | owned)


def _due(tasks: QuerySet[models.Task]) -> Rows:
    """One row for each task; what falls due for people of a household on one day stands in one row, with how many they are."""
    alone = Q(what=OWN) | Q(subject__isnull=False) & ~Q(what__in=TOGETHER)
    rows = tasks.order_by().values(
        "case__group_id", "what", "role", "due", who=F("owner_name"), own=Case(When(alone, then=F("id")))
    )
    many: Rows = rows.annotate(cases=Count("id"), number=Min("case__number"))
    return many.order_by("due", "number", "what", "who", "own")


def _held(actor: Actor) -> Rows:
    """Holds that nobody ended or renewed, where the reader may place one."""
    rows = models.Hold.objects.filter(ended_at__isnull=True, renewed_by__isnull=True)
    return _reached(actor, rows, Capability.HOLD_PLACE).values(
        "id", number=F("case__number"), due=F("until"), who=F("owner_name")
    )


def _reviews(actor: Actor) -> Rows:
    """Overrides that were granted and that the reader may look at again: not what they asked for themselves."""
    rows = models.Override.objects.filter(granted_at__isnull=False, reviewed_at__isnull=True)
    rows = _reached(actor, rows.exclude(asked_by=actor.user_id), Capability.GATE_GRANT)
    return rows.values("gate", number=F("case__number"), due=F("review_on"), who=F("asked_name"))


def _asked(actor: Actor) -> Rows:
    """Overrides that somebody else asks for, where the reader may grant one."""
    rows = models.Override.objects.filter(**_UNANSWERED).exclude(asked_by=actor.user_id)
    shown = _reached(actor, rows, Capability.GATE_GRANT).order_by("asked_at", "id")
    return shown.values("gate", number=F("case__number"), since=F("asked_at"), who=F("asked_name"))


def _proposals(actor: Actor) -> Rows:
    """Steps that others propose and that the reader may answer, a household in one line."""
    allowed = Q(pk__in=[])
    for line in STEPS:
        if line.answered_by is not None and (sites := reach_of(actor, line.answered_by)):
            here = Q() if sites.everywhere else Q(**{f"{_SITE}__in": sites.ids})
            allowed |= Q(frm=line.frm, to=line.to) & here
    rows = _open(models.Proposal.objects.exclude(proposed_by=actor.user_id)).filter(allowed)
    return _together(rows, "to", "proposed_at")


def _open(proposals: QuerySet[models.Proposal]) -> QuerySet[models.Proposal]:
    return proposals.filter(answered_at__isnull=True, taken_back_at__isnull=True)


def _gates(actor: Actor) -> Rows:
    """Gates that the reader's roles keep and that hold somebody back, a household in one line, the oldest first."""
    return _together(models.Block.objects.filter(_in_roles(actor)), "gate", "since")


def _together(rows: QuerySet[Any], by: str, at: str) -> Rows:
    """One row for each group of cases and value of a column: since when, how many cases, and the number of one of them."""
    found = rows.order_by().values("case__group_id", by)
    many: Rows = found.annotate(first=Min(at), cases=Count("case_id", distinct=True), number=Min("case__number"))
    return many.order_by("first", "case__group_id", by)


def _lines(actor: Actor, found: Sequence[tuple[_Segment, Found]], today: date) -> tuple[WorkLine, ...]:
    """Rows as lines, with the numbers of their cases: one query for the cases and one for the keys of words."""
    numbers = {row["number"] for _segment, row in found}
    rows = models.Case.objects.filter(number__in=numbers).select_related("person", "group__household", "group__pack")
    cases = {one.number: one for one in rows}
    reads = {case.id: may(actor, Capability.CASE_READ, site_id=case.person.site_id) for case in cases.values()}
    own = {row["own"]: cases[row["number"]] for _segment, row in found if row.get("what") == OWN}
    words = _words({id: case for id, case in own.items() if reads[case.id]})
    return tuple(
        _line(segment, row, cases[row["number"]], reads[cases[row["number"]].id], words) for segment, row in found
    )


def _words(tasks: Mapping[UUID, models.Case]) -> dict[UUID, str]:
    """What somebody wrote of tasks of their own, by the id of each."""
    if not tasks:
        return {}
    keys = keys_to_read(list(tasks.values()))
    rows = models.Task.objects.filter(id__in=tasks).values_list("id", "words")
    return {id: open_text(keys.get(tasks[id].id), TASK_WORDS, id, words) for id, words in rows}


def _line(segment: _Segment, row: Found, case: models.Case, reads: bool, words: Mapping[UUID, str]) -> WorkLine:
    return WorkLine(
        kind=segment.kind,
        case_id=case.id,
        case_number=case.number,
        person_id=case.person_id,
        person_number=case.person.number,
        household_number=case.group.household.number if case.group.household else "",
        cases=row.get("cases", 1),
        stage=Stage(row["to"]) if "to" in row else Stage(case.stage),
        gate=Gate(row["gate"]) if "gate" in row else None,
        what=row.get("what", ""),
        words=words.get(row["own"], "") if row.get("own") else "",
        role=Role(row["role"]) if "role" in row else None,
        who=row.get("who", ""),
        since=row.get("since") or row.get("first"),
        due=row.get("due"),
        overdue=segment.overdue,
        opens=reads,
    )
