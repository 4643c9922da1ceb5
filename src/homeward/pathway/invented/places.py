"""Where invented people go: a home community that met, is judged ready and has services, and a centre that has some.

Comes in: who works, two sites. Goes out: notes and services. A judgement is about a place and never about a family.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.pathway.actions.readiness import note_add
from homeward.pathway.actions.services import service_add
from homeward.pathway.facts.readiness import NoteDraft, NoteKind, Outlook, TookPart
from homeward.pathway.facts.services import ServiceDraft, ServiceKind
from homeward.pathway.invented.hands import Hands

_SERVICES: Final = (
    (ServiceKind.EDUCATION, "The district's school", "The directorate of education", 60),
    (ServiceKind.HEALTH, "The health centre", "The directorate of health", None),
    (ServiceKind.LIVELIHOODS, "Sewing and repairs", "An invented workshop", 20),
    (ServiceKind.MHPSS, "A quiet room", "An invented organisation", 25),
    (ServiceKind.LEGAL_IDENTITY, "The civil status office", "The directorate of civil status", None),
)


def places_prepared(hands: Hands, centre: UUID, home: UUID) -> None:
    """Write down what communities said, and which services there are."""
    today = timezone.localdate()
    session = NoteDraft(
        NoteKind.SESSION, "The school, water and two houses were spoken about.", "Minutes of the council", today, home,
        with_whom=(TookPart.LOCAL_COUNCIL, TookPart.WOMEN, TookPart.TEACHERS), attended=31,
    )  # fmt: skip
    judgement = NoteDraft(
        NoteKind.JUDGEMENT, "The school has places and the council agrees.", "The local council", today, home,
        outlook=Outlook.READY, until=today + timedelta(days=180),
    )  # fmt: skip
    for note in (session, judgement):
        note_add(hands.reintegration, draft=note)
    for site in (centre, home):
        for kind, title, provider, places in _SERVICES:
            draft = ServiceDraft(
                kind, title, provider, "A visit of this month", site, capacity=places, languages=("ar",)
            )
            service_add(hands.reintegration, draft=draft)
