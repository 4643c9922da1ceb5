"""When somebody is asked how they are, what they said over time, and why their case was closed: for those who work with them.

Comes in: an actor and a case. Goes out: frozen facts; that they were opened is in the trail. A contact that was missed is *unknown*. What
is said is shown per person, as words in a table: nowhere is it counted, added up or drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from django.utils import timezone

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.followups import ClosureRow, ContactRow, DueState, FollowUpPage, FollowUpRow, Reached, Way
from homeward.pathway.facts.needs import NeedState
from homeward.pathway.facts.outcomes import Measure, OutcomeColumn, Reason, Said, Told
from homeward.pathway.rules.followups import all_said, missed_in_a_row, state_of
from homeward.pathway.sealed import keys_to_read, open_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.plans import is_child

MOVED: Final = "pathway_followup.moved_words"
WORDS: Final = "pathway_contact.words"
SAID: Final = "pathway_contact.said"
CLOSED: Final = "pathway_closure.words"
TOLD: Final = "pathway_closure.told_words"
_ANSWERS: Final = msgspec.json.Decoder(dict[str, Said])


def follow_up_page(actor: Actor, case_id: UUID, *, opened: bool = True) -> FollowUpPage:
    """A case's follow-up. `opened`: in full, which the trail is told. Raises `NotFound`."""
    case = case_of(actor, case_id, Capability.FOLLOW_UP)
    if opened:
        record(actor, EventKind.READ, "contact.file", person_id=case.person_id, subject=case.number)
    key = keys_to_read([case]).get(case.id)
    contacts = list(models.Contact.objects.filter(case=case).order_by("held_on", "made_at", "id"))
    rows = [_contact(one, key) for one in contacts]
    return FollowUpPage(
        case_id=case.id,
        person_id=case.person_id,
        follow_ups=_follow_ups(case, key, rows),
        unplanned=tuple(one for one in rows if one.follow_up_id is None),
        outcomes=tuple(_column(one, key) for one in contacts),
        closures=closures_of(case, key),
        missed=missed_in_a_row([one.reached for one in rows]),
        open_needs=models.Need.objects.filter(case=case, state=NeedState.OPEN).count(),
        child=is_child(case),
    )


def follow_up_row(actor: Actor, follow_up_id: UUID) -> models.FollowUp:
    """A planned contact for this room alone. Raises `NotFound`."""
    found = scope(actor, models.FollowUp.objects.select_related("case__person")).filter(id=follow_up_id).first()
    if found is None:
        raise NotFound("There is no such contact that you may see for the purpose you chose.")
    return found


def closures_of(case: models.Case, key: DataKey | None) -> tuple[ClosureRow, ...]:
    """Every closure of a case for this room alone, the newest first."""
    rows = models.Closure.objects.filter(case=case).order_by("-made_at", "-id")
    return tuple(
        ClosureRow(
            id=row.id,
            reason=Reason(row.reason),
            words=open_text(key, CLOSED, row.id, row.words),
            told=Told(row.told),
            told_words=open_text(key, TOLD, row.id, row.told_words),
            language=row.language,
            by=row.made_name,
            at=row.made_at,
            number=row.number,
            now=row.number == case.version or (case.closed_at is not None and row.number == case.version - 1),
        )
        for row in rows
    )


def _follow_ups(case: models.Case, key: DataKey | None, contacts: Sequence[ContactRow]) -> tuple[FollowUpRow, ...]:
    made: defaultdict[UUID | None, list[ContactRow]] = defaultdict(list)
    for one in contacts:
        made[one.follow_up_id].append(one)
    today = timezone.localdate()
    rows = models.FollowUp.objects.filter(case=case).order_by("due_on", "planned_at", "id")
    return tuple(_follow_up(row, key, tuple(made[row.id]), today) for row in rows)


def _follow_up(row: models.FollowUp, key: DataKey | None, made: tuple[ContactRow, ...], today: date) -> FollowUpRow:
    state = state_of(row.due_on, [one.reached for one in made], today, dropped=row.dropped_at is not None)
    return FollowUpRow(
        id=row.id,
        case_id=row.case_id,
        due_on=row.due_on,
        after=row.after,
        state=state,
        asked=bool(made),
        version=row.version,
        contacts=made,
        moved_words=open_text(key, MOVED, row.id, row.moved_words),
        waits=not made and state not in (DueState.DROPPED, DueState.COMING),
    )


def _contact(row: models.Contact, key: DataKey | None) -> ContactRow:
    return ContactRow(
        id=row.id,
        follow_up_id=row.follow_up_id,
        reached=Reached(row.reached),
        way=Way(row.way),
        held_on=row.held_on,
        words=open_text(key, WORDS, row.id, row.words),
        by=row.made_name,
        at=row.made_at,
    )


def _column(row: models.Contact, key: DataKey | None) -> OutcomeColumn:
    """What was said at a contact: where nobody was reached, everything is unknown."""
    sealed = open_text(key, SAID, row.id, row.said)
    said = {Measure(name): one for name, one in _ANSWERS.decode(sealed).items()} if sealed else {}
    return OutcomeColumn(row.id, row.held_on, row.reached == Reached.REACHED, all_said(said))
