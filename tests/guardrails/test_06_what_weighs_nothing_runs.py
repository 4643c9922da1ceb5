"""Guardrail 6, runs: Where somebody lives and how they are reached weighs nothing in a run of the platform.

How: `identity` makes a profile of names, births, parents, papers and nationalities; the mark of what was compared and the evidence stay
the same when anything else changes.
"""

from __future__ import annotations

from uuid import UUID

from drafts import said

from homeward.access.facts import Actor
from homeward.registry.actions.custody import persons_shelter
from homeward.registry.actions.persons import claims_record
from homeward.registry.facts.custody import Group
from homeward.registry.facts.values import ClaimKind, ContactKind, ContactValue, LanguageValue
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from screenings import screen


def test_where_somebody_lives_and_how_they_are_reached_weighs_nothing(
    officer: Actor, somebody: UUID, analyst: Actor
) -> None:
    screen(analyst)
    before = models.Candidate.objects.get()
    persons_shelter(officer, Group((somebody,)), "9", "9-9", day=None)
    more = [
        said(ClaimKind.LANGUAGE, LanguageValue("ar")),
        said(ClaimKind.CONTACT, ContactValue(ContactKind.PHONE, "+964 700 000 0000")),
    ]
    claims_record(officer, somebody, more, version=person_file(officer, somebody).row.version)
    screen(analyst)
    after = models.Candidate.objects.get()
    assert (after.millibits, after.evidence, bytes(after.person_mark), after.version) == (
        before.millibits, before.evidence, bytes(before.person_mark), before.version,
    )  # fmt: skip
