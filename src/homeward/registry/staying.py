"""Turn stays and the shelters within them into rows, for a person who is saved with them.

Comes in: a history. Goes out: values by column, in the order that their references need. Never decides where somebody is:
that follows from the last stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from homeward.access.facts import Actor
from homeward.kernel.ids import uuid7
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import ShelterRow
from homeward.registry.facts.histories import PastStay, PersonHistory
from homeward.registry.facts.persons import Standing
from homeward.registry.inserting import Values
from homeward.registry.rules.custody import STANDING, counted


def standing_after(stays: Sequence[PastStay]) -> Standing:
    """Where somebody stands after their stays; without any, they are on the way to the first."""
    if not stays:
        return Standing.DEPARTED
    ended = stays[-1].ended
    return STANDING[ended] if ended else Standing.PRESENT


def stay_rows(
    actor: Actor, history: PersonHistory, at: datetime, batch_id: UUID | None
) -> Iterator[tuple[Values, list[Values]]]:
    """Each stay of a person with its shelters."""
    for stay in history.stays:
        id = uuid7()
        yield _stay(actor, id, history, stay, at, batch_id), [*_shelters(id, stay, at, batch_id)]


def _stay(
    actor: Actor, id: UUID, history: PersonHistory, stay: PastStay, at: datetime, batch_id: UUID | None
) -> Values:
    first, last = counted(stay.from_day, stay.to_day, history.registered.date(), at.date() if stay.ended else None)
    values: Values = {
        "id": id,
        "person_id": history.id,
        "site_id": stay.site_id,
        "began": stay.began,
        "from_day": stay.from_day,
        "counts_from": first,
        "recorded_by": actor.user_id,
        "recorded_at": at,
        "batch_id": batch_id,
    }
    if stay.ended is None:
        return values
    return {
        **values,
        "ended": stay.ended,
        "to_day": stay.to_day,
        "counts_to": last,
        "to_site_id": stay.to_site_id,
        "end_source": Source.CLERK,
        "end_recorded_by": actor.user_id,
        "end_recorded_at": at,
    }


def _shelters(episode_id: UUID, stay: PastStay, at: datetime, batch_id: UUID | None) -> Iterator[Values]:
    last: ShelterRow | None = stay.shelters[-1] if stay.shelters and stay.ended is None else None
    for shelter in stay.shelters:
        yield {
            "episode_id": episode_id,
            "section": shelter.section,
            "tent": shelter.tent,
            "from_day": shelter.from_day,
            "to_day": shelter.to_day,
            "open": shelter is last,
            "recorded_at": at,
            "batch_id": batch_id,
        }
