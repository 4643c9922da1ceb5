"""The papers of the registry with which somebody could cross, what the country's process asks for, and until when a paper has to be valid.

Comes in: whoever plans convoys, a case. Goes out: frozen facts. Nothing is typed a second time: a paper is recorded in the person's file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway import models
from homeward.pathway.facts.manifests import TravelPaperKind, TravelPaperRow
from homeward.pathway.facts.packs import Titles
from homeward.pathway.packing import packs_of_groups
from homeward.pathway.rules.travel_papers import kind_of, lapses, needed_until, papers_asked
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.manifests import papers_of as travel_papers
from homeward.registry.facts.claims import Verification
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.households import may_be_child
from homeward.registry.selectors.papers import papers_of


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A recorded paper that could be chosen. `lapses`: it is not valid for as long as it has to be."""

    claim_id: UUID
    kind: TravelPaperKind
    number: str
    valid_until: date | None
    verification: Verification
    lapses: bool


@dataclass(frozen=True, slots=True)
class TravelPapers:
    """A case's travel paper as it is, and what could take its place.

    `until`: until when it has to be valid, None where nobody has a place in a convoy yet. `gone`: the registry does not hold the chosen
    one any more as it was chosen.
    """

    now: TravelPaperRow | None
    choices: tuple[PaperChoice, ...]
    asked: tuple[Titles, ...]
    until: date | None
    gone: bool
    may_record: bool


def travel_papers_of(actor: Actor, case_id: UUID) -> TravelPapers:
    """The papers with which somebody could cross. Raises `NotFound`, `Refused`."""
    case = case_of(actor, case_id, Capability.CONVOY_READ)
    authorise(actor, Capability.CONVOY_PLAN, site_id=case.person.site_id, person_id=case.person_id)
    now = travel_papers(actor, [case], case.person.site_id).get(case_id)
    pack = packs_of_groups({case.group_id})[case.group_id]
    child = may_be_child(case.person.born_to, HouseholdRole(case.person.role), timezone.localdate())
    seat = models.Seat.objects.filter(case=case, ended="").select_related("convoy").first()
    until = needed_until(pack, seat.convoy.day, child=child) if seat else None
    choices = tuple(
        PaperChoice(
            one.claim_id, kind_of(one.value.kind), one.value.number, one.value.expires, one.verification,
            lapses(one.value.expires, until or timezone.localdate()),
        )
        for one in papers_of(actor, case.person_id)
    )  # fmt: skip
    held = now is not None and now.claim_id is not None
    return TravelPapers(
        now=now,
        choices=choices,
        asked=tuple(paper.titles for paper in papers_asked(pack, child=child)),
        until=until,
        gone=held and now is not None and now.claim_id not in {one.claim_id for one in choices},
        may_record=may(actor, Capability.DOCUMENT_WRITE, site_id=case.person.site_id),
    )
