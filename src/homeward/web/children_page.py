"""Child protection, as a part of a child's case page.

Comes in: an actor and a case. Goes out: for child protection what was found and the child's file; for others that there is something, and
who reads it; nothing on an adult's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor
from homeward.pathway.selectors.children import protection_of


def section_of(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """Child protection of a case."""
    today = timezone.localdate()
    shown = protection_of(actor, case_id, today)
    if shown is None:
        return None
    found = shown.found
    return {
        "restricted": shown.restricted,
        "file_id": shown.file_id,
        "needs_panel": shown.needs_panel and not (found and found.panels),
        "assessments": found.assessments if found else (),
        "panels": found.panels if found else (),
        "today": today,
    }
