"""Guardrail 4: Who is on no list is *not found in these versions*, and is called nothing else.

How: One function, `review.selectors.versions.versions_of`, says it for every page, token and paper, with the editions and their dates.
"""

from __future__ import annotations

from uuid import UUID

from drafts import person

from actors import MakeClient
from homeward.access.facts import Actor, Role
from homeward.registry.actions.persons import person_register
from homeward.review import models
from screenings import night

SAID_NEVER = ("safe", "cleared", "clean", "suspect", "risk", "match")


def test_nobody_is_called_anything_but_not_found_in_these_versions(
    officer: Actor, site: UUID, analyst: Actor, signed_in: MakeClient
) -> None:
    nobody = person_register(officer, person(site, "Completely Different Invented", born="1990"))
    night()
    run = models.Run.objects.get(desk="security")
    client = signed_in(Role.SCREENING_ANALYST)
    for address in (f"/persons/{nobody}/screening", f"/screening/runs/{run.id}", "/screening/runs", "/screening/live"):
        told = client.get(address).content.decode().split("<main", 1)[1].split("</main", 1)[0].lower()
        assert [word for word in SAID_NEVER if word in told] == [], address
    assert "Not found in these versions" in client.get(f"/persons/{nobody}/screening").content.decode()
