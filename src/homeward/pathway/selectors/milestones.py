"""How a country's process stands in a case, for whoever may read the case, and who stays at a reception centre since when.

Comes in: an actor and a case or a site. Goes out: frozen facts; reading them is recorded. What an authority answered about somebody's past
is read by those who propose or decide a step; anybody else learns whether it is settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import may
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.milestones import BarrierState, Entry, ItemState, Journey, MilestoneRow, Said, Stands, Stay
from homeward.pathway.facts.packs import Document, Item, ItemKind
from homeward.pathway.milestone_rows import entry, milestone_row
from homeward.pathway.packing import document_of, packs_of_groups
from homeward.pathway.rules.milestones import asked_on, offered, stands
from homeward.pathway.sealed import keys_to_read
from homeward.pathway.selectors.cases import case_of, visible
from homeward.pathway.travellers import travellers_of
from homeward.registry.selectors.persons import tell_list

AT_THE_CENTRE: Final = (Stage.RECEIVED, Stage.REHABILITATION, Stage.RETURN_READINESS)


def journey_of(actor: Actor, case_id: UUID) -> Journey:
    """How each item of a case's pack stands, in the pack's order. Raises `NotFound`."""
    case = case_of(actor, case_id)
    pack = document_of(case.group.pack)
    rows = _rows([case])[case.id]
    reads, day = reads_reasons(actor, case.person.site_id), timezone.localdate()
    (traveller,) = travellers_of([case], day)
    newest = models.Pack.objects.filter(key=pack.key, retired_at__isnull=True).order_by("-version").first()
    record(
        actor,
        EventKind.READ,
        "case.journey",
        person_id=case.person_id,
        subject=case.number,
        site_id=case.person.site_id,
    )
    return Journey(
        case_id=case.id, pack_key=pack.key, pack_version=case.group.pack.version,
        newest=newest.version if newest else case.group.pack.version,
        items=tuple(_item(one, rows[one.key], day, child=traveller.child, reads=reads) for one in pack.items),
        barriers=tuple(
            BarrierState(one, bool(found) and found[-1].said == Said.IN_THE_WAY, tuple(found))
            for one in pack.barriers
            if (found := rows[one.key]) or case.stage != Stage.CLOSED
        ),
    )  # fmt: skip


def reads_reasons(actor: Actor, site_id: UUID | None) -> bool:
    """Whether an actor may read and record what an authority answered about somebody's past."""
    needed = (Capability.CASE_DECIDE, Capability.CASE_CONFIRM)
    return any(may(actor, one, site_id=site_id) for one in needed)


def stays_at(actor: Actor, site_id: UUID) -> tuple[Stay, ...]:
    """Who was received at a site and is still there, household by household, the longest stay first. Raises `Refused`."""
    authorise(actor, Capability.CASE_READ)
    rows = visible(actor).filter(
        group__to_site=site_id, stage__in=AT_THE_CENTRE, course=Course.RUNNING, closed_at__isnull=True
    )
    cases = list(rows.order_by("id"))
    packs = packs_of_groups({case.group_id for case in cases})
    since = _received(cases)
    entries, today = _rows(cases), timezone.localdate()
    tell_list(actor, "reception.list", len(cases))
    found = [_stay(case, packs[case.group_id], since[case.id], entries[case.id], today) for case in cases]
    first = {one.group_id: min(other.since for other in found if other.group_id == one.group_id) for one in found}
    return tuple(sorted(found, key=lambda one: (first[one.group_id], one.group_id, one.case_number)))


def _received(cases: Sequence[models.Case]) -> dict[UUID, date]:
    """The day on which each was received last; the day since when it stands where it does, without such a step."""
    steps = models.Step.objects.filter(case__in=cases, to=Stage.RECEIVED).order_by("number")
    found = {case.id: timezone.localdate(case.since) for case in cases}
    return found | {case_id: timezone.localdate(at) for case_id, at in steps.values_list("case_id", "taken_at")}


def _stay(
    case: models.Case, pack: Document, since: date, rows: Mapping[str, Sequence[MilestoneRow]], today: date
) -> Stay:
    visits = [(one, row) for one in pack.items if one.kind is ItemKind.VISIT for row in rows.get(one.key, ())]
    item, last = visits[-1] if visits else (None, None)
    answer = item.answer(last.said) if item and last else None
    return Stay(
        case_id=case.id, case_number=case.number, person_id=case.person_id, group_id=case.group_id, since=since,
        day=(today - since).days + 1, days=pack.reception.days if pack.reception else 0,
        visits=tuple(row for _item, row in visits), visit=answer.titles if answer else None,
        visiting_days=pack.reception.visiting_days if pack.reception else (),
    )  # fmt: skip


def _rows(cases: Sequence[models.Case]) -> dict[UUID, defaultdict[str, list[MilestoneRow]]]:
    """What was said of each item of some cases, in order, opened."""
    keys: Mapping[UUID, DataKey] = keys_to_read(cases)
    found: dict[UUID, defaultdict[str, list[MilestoneRow]]] = {case.id: defaultdict(list) for case in cases}
    for row in models.Milestone.objects.filter(case__in=cases).order_by("number"):
        found[row.case_id][row.item].append(milestone_row(row, keys.get(row.case_id)))
    return found


def _item(item: Item, rows: Sequence[MilestoneRow], day: date, *, child: bool, reads: bool) -> ItemState:
    entries: list[Entry] = [entry(row) for row in rows]
    how, until = stands(item, entries, day, child=child)
    asked, withheld = asked_on(entries), item.security and not reads
    if withheld:
        how, rows = _withheld(how, rows)
    return ItemState(
        item=item, stands=how, rows=tuple(rows), until=until, number=len(entries), withheld=withheld,
        offered=() if withheld else offered(item, entries, child=child),
        due=asked + timedelta(days=item.due_days) if asked else None,
    )  # fmt: skip


def _withheld(how: Stands, rows: Sequence[MilestoneRow]) -> tuple[Stands, Sequence[MilestoneRow]]:
    """What a reader learns to whom the reasons are not told: that it is settled, or that it waits."""
    settled = how in (Stands.SATISFIED, Stands.LAPSED, Stands.DOES_NOT_APPLY, Stands.NOT_ASKED)
    return (how if settled else Stands.ASKED), ()
