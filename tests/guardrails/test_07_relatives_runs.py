"""Guardrail 7, runs: A candidate of somebody in a household is a candidate of nobody else there.

How: A run compares persons one by one and writes a candidate with one person; no table of the desk knows a household.
"""

from __future__ import annotations

from uuid import UUID

from drafts import person

from homeward.access.facts import Actor
from homeward.registry.actions.households import family_register
from homeward.registry.facts.households import FamilyDraft, FamilyMember
from homeward.registry.facts.persons import HouseholdRole
from homeward.review import models
from homeward.review.selectors.versions import versions_of
from screenings import NAME, screen


def test_a_relatives_candidate_is_nobody_elses(officer: Actor, site: UUID, analyst: Actor) -> None:
    people = [person(site, NAME, born="1986-03-04"), person(site, "Different Invented Wife", born="1988")]
    roles = (HouseholdRole.HEAD, HouseholdRole.SPOUSE)
    members = tuple(FamilyMember(one.statements, role) for one, role in zip(people, roles, strict=True))
    family = family_register(officer, FamilyDraft(members, site))
    screen(analyst)
    assert [row.person_id for row in models.Candidate.objects.all()] == [family.person_ids[0]]
    assert versions_of(analyst, family.person_ids[1]).not_found
