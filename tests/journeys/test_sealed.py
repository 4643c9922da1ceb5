"""Somebody who was harmed tells it, says what they wish, lets one thing be shared, and takes that back; nobody else learns of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from actors import MakeActor
from homeward.access.facts import Purpose, Role
from homeward.pathway import models
from justice import track
from sending import send
from visits import LONG_WAYS, Visit


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_a_sealed_file_from_its_door_to_a_decision_taken_back(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], actor: MakeActor, width: int, language: str
) -> None:
    man = track(actor)
    focal = somebody(Role.SURVIVOR_FOCAL_POINT, width=width, language=language)
    manager = somebody(Role.CASE_MANAGER, purpose=Purpose.PROTECTION, width=width, language=language)
    focal.open("/sealed")
    look(focal)
    focal.open(f"/persons/{man.person}")
    focal.page.click(f"main a[href='/persons/{man.person}/sealed']")
    focal.page.wait_for_url("**/sealed")
    look(focal)
    with focal.page.expect_navigation():
        focal.page.click("main form button.primary")
    look(focal)
    at = f"/sealed/{models.SurvivorFile.objects.get().id}"
    day = str(timezone.localdate() + timedelta(days=20))
    pages = {
        "account": {"words": "What was done to him in that winter.", "teller": "survivor", "harmed": "himself"},
        "wish": {"words": "I want a doctor, and no questions."},
        "safety": {"words": "He sleeps at his uncle's tent.", "review_on": day},
        "decision": {
            "purpose": "service", "recipient": "The clinic", "what": "That he needs a doctor.", "own_words": "Tell the doctor.",
            "explained": "In Arabic; that he may say no.", "decider": "survivor", "basis": "A law", "until": day,
        },
    }  # fmt: skip
    for what, given in pages.items():
        focal.open(f"{at}/{what}")
        look(focal)
        send(focal, **given)
    look(focal)
    consent = models.SurvivorConsent.objects.get().id
    for what, given in (("share", {"what": "That he needs a doctor."}), ("withdraw", {"words": "I changed my mind."})):
        focal.page.click(f"main a[href='{at}/parts/{consent}/{what}']")
        focal.page.wait_for_url(f"**/{what}")
        look(focal)
        send(focal, **given)
    look(focal)
    assert focal.page.locator(f"main a[href='{at}/parts/{consent}/share']").count() == 0
    assert models.SurvivorShared.objects.count() == 1
    assert manager.open(at).status == 403 and manager.open(f"/persons/{man.person}/sealed").status == 403
    manager.open(f"/persons/{man.person}")
    assert "sealed" not in manager.page.content()
