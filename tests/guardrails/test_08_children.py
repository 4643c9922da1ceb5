"""Guardrail 8: A child is compared with no security list unless an authority records the individual lawful ground, and reaches specialists
only.

How: `review.rules.runs` withholds everybody who may be under 18 and counts them; a ground is a row with an authority, words and an end
(`review.actions.grounds`); no role of security reads a child's candidate.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from drafts import person

from homeward.access.facts import Actor
from homeward.registry.actions.persons import person_register
from homeward.review import models
from screenings import NAME, night, screen

YOUNG = f"{date.today().year - 9}-03-04"


def test_a_child_is_compared_with_no_security_list(officer: Actor, site: UUID, analyst: Actor) -> None:
    person_register(officer, person(site, NAME, born=YOUNG))
    run = screen(analyst)
    night()
    assert (run.withheld, run.found) == (1, 0)
    assert not models.Candidate.objects.exists()
    assert all(not row.rows or bytes(row.rows) == b"\x90" for row in models.RunFound.objects.all())
