"""What somebody needs: for those who work with them, and for the gates, which learn only the kind.

Comes in: an actor and a case, or ids of cases within this room. Goes out: frozen facts. A restricted kind is shown to those alone who may
read about needs; whoever reads only the plan learns that something is kept apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import may, scope
from homeward.pathway import models
from homeward.pathway.facts.needs import RESTRICTED, NeedRow, NeedSource, NeedState
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.sealed import keys_to_read, open_text

WORDS: Final = "pathway_need.words"
STATE_WORDS: Final = "pathway_need.state_words"


def open_needs(case_ids: Collection[UUID]) -> Mapping[UUID, frozenset[ServiceKind]]:
    """The kinds of help that some cases' people need and have not got, for gates of this room. One query.

    Restricted kinds are among them: whoever shows the answer names none of `RESTRICTED` to a reader without the capability.
    """
    found: defaultdict[UUID, set[ServiceKind]] = defaultdict(set)
    rows = models.Need.objects.filter(case__in=list(case_ids), state=NeedState.OPEN)
    for case_id, kind in rows.values_list("case_id", "kind"):
        found[case_id].add(ServiceKind(kind))
    return {case_id: frozenset(kinds) for case_id, kinds in found.items()}


def reads_needs(actor: Actor, case: models.Case) -> bool:
    """Whether an actor may read what is restricted about somebody's needs."""
    return may(actor, Capability.NEED_READ, site_id=case.person.site_id)


def needs_of(case: models.Case, key: DataKey | None, *, restricted: bool) -> tuple[tuple[NeedRow, ...], int]:
    """A case's needs for this room alone, those still open first, and how many are kept apart from this reader."""
    rows = list(models.Need.objects.filter(case=case).order_by("found_on", "id"))
    shown = [row for row in rows if restricted or ServiceKind(row.kind) not in RESTRICTED]
    found = sorted((_row(row, key) for row in shown), key=lambda one: one.state is not NeedState.OPEN)
    return tuple(found), len(rows) - len(shown)


def needs_from(actor: Actor, assessment_id: UUID) -> tuple[NeedRow, ...]:
    """The needs that were found in an assessment, as far as this actor reads the plan: none for whoever does not."""
    rows = (
        models.Need.objects.filter(assessment=assessment_id).select_related("case__person").order_by("found_on", "id")
    )
    needs = list(scope(actor, rows))
    shown = [one for one in needs if ServiceKind(one.kind) not in RESTRICTED or reads_needs(actor, one.case)]
    keys = keys_to_read([one.case for one in shown])
    return tuple(_row(one, keys.get(one.case_id)) for one in shown)


def need_row(actor: Actor, need_id: UUID, capability: Capability = Capability.PLAN_READ) -> models.Need:
    """A need for this room alone. Raises `NotFound`, also for a restricted one that this actor may not read about."""
    rows = scope(actor, models.Need.objects.select_related("case__person"), capability)
    found = rows.filter(id=need_id).first()
    if found is None or (ServiceKind(found.kind) in RESTRICTED and not reads_needs(actor, found.case)):
        raise NotFound("There is no such need that you may see for the purpose you chose.")
    return found


def _row(row: models.Need, key: DataKey | None) -> NeedRow:
    return NeedRow(
        id=row.id,
        case_id=row.case_id,
        kind=ServiceKind(row.kind),
        words=open_text(key, WORDS, row.id, row.words),
        source=NeedSource(row.source),
        found_on=row.found_on,
        state=NeedState(row.state),
        state_words=open_text(key, STATE_WORDS, row.id, row.state_words),
        recorded_by=row.recorded_name,
        recorded_at=row.recorded_at,
        version=row.version,
        settled_by=row.settled_name,
        settled_at=row.settled_at,
        assessment_id=row.assessment_id,
    )
