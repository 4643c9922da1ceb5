"""What was found about children's best interests, as gates see it, for many cases at once; and the sealing of what it says.

Comes in: cases. Goes out: standings, and how the gate stands for each. For this room alone: whoever calls has authorised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import open_text, seal_text
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Holding, Traveller
from homeward.pathway.facts.children import About, AssessmentWords, Interest, InterestStanding, PanelStanding
from homeward.pathway.rules.children import interests_holding, needs_panel
from homeward.pathway.travellers import travellers_of
from homeward.registry.facts.persons import HouseholdRole

INTERESTS_SAID, REASONS = "pathway_interests.said", "pathway_determination.reasons"
PANEL_NAME, DISSENT = "pathway_panelist.name", "pathway_panelist.dissent"
SIGNED_WORDS = "pathway_determined.words"
_SAID = msgspec.json.Decoder(AssessmentWords)


def seal_interests(key: DataKey, row: UUID, said: AssessmentWords) -> bytes:
    """What an assessment says, sealed."""
    return seal_text(key, INTERESTS_SAID, row, msgspec.json.encode(said).decode())


def open_interests(key: DataKey | None, row: models.Interests) -> AssessmentWords | None:
    """What an assessment says; None where the child was erased."""
    text = open_text(key, INTERESTS_SAID, row.id, row.said)
    return _SAID.decode(text) if text else None


def holdings(travellers: Sequence[Traveller], day: date) -> Mapping[UUID, tuple[Holding, date | None]]:
    """How the gate stands for each child among them: a fixed number of queries, whatever their number. Adults are left out."""
    children = {one.case_id: one for one in travellers if one.child}
    assessed, panels = _assessed(children), _panels(children)
    members, adults, roles = _groups({one.group_id for one in children.values()}, day)
    found = {}
    for id, one in children.items():
        mine = assessed.get(id, [])
        needed = needs_panel(
            roles.get(id, HouseholdRole.UNKNOWN), adults=len(adults[one.group_id]),
            asked=bool(mine and mine[-1].asks_panel),
        )  # fmt: skip
        found[id] = interests_holding(mine, panels.get(id, []), needed=needed, group=members[one.group_id], day=day)
    return found


def panel_needed(case: models.Case, day: date, *, asked: bool) -> bool:
    """Whether a determination is needed for the child of a case."""
    _members, adults, roles = _groups({case.group_id}, day)
    role = roles.get(case.id, HouseholdRole(case.person.role))
    return needs_panel(role, adults=len(adults[case.group_id]), asked=asked)


def _assessed(case_ids: Iterable[UUID]) -> dict[UUID, list[InterestStanding]]:
    rows = models.Interests.objects.filter(case_id__in=list(case_ids), about=About.RETURN).order_by("made_at", "id")
    found: defaultdict[UUID, list[InterestStanding]] = defaultdict(list)
    for case, at, outcome, asks, with_ids, until in rows.values_list(
        "case_id", "made_at", "outcome", "asks_panel", "with_ids", "until"
    ):
        found[case].append(InterestStanding(at, Interest(outcome), asks, frozenset(map(UUID, with_ids)), until))
    return found


def _panels(case_ids: Iterable[UUID]) -> dict[UUID, list[PanelStanding]]:
    rows = models.Determination.objects.filter(case_id__in=list(case_ids), about=About.RETURN).order_by("made_at", "id")
    found: defaultdict[UUID, list[PanelStanding]] = defaultdict(list)
    for case, at, outcome, with_ids, review_on, stands in rows.values_list(
        "case_id", "made_at", "outcome", "with_ids", "review_on", "signed__agrees"
    ):
        found[case].append(PanelStanding(at, Interest(outcome), frozenset(map(UUID, with_ids)), review_on, stands))
    return found


def _groups(
    group_ids: Iterable[UUID], day: date
) -> tuple[Mapping[UUID, set[UUID]], Mapping[UUID, set[UUID]], Mapping[UUID, HouseholdRole]]:
    """Who travels in some groups, which of them are adults, and, by case, what each is in their household."""
    found = models.Case.objects.filter(group_id__in=list(group_ids), course=Course.RUNNING, closed_at__isnull=True)
    rows = list(found.select_related("person__merged_into"))
    members: defaultdict[UUID, set[UUID]] = defaultdict(set)
    adults: defaultdict[UUID, set[UUID]] = defaultdict(set)
    roles: dict[UUID, HouseholdRole] = {}
    for row, one in zip(rows, travellers_of(rows, day), strict=True):
        members[row.group_id] |= {row.person_id, one.person_id}
        kept = row.person.merged_into or row.person
        roles[row.id] = HouseholdRole(kept.role)
        if not one.child:
            adults[row.group_id].add(one.person_id)
    return members, adults, roles
