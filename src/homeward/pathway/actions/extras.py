"""Somebody is at the bus who is not on the list: they are written down and looked after; a child boards only on child protection's word.

Comes in: an actor who leads the convoy; then one of child protection. Goes out: ids. Whoever is not on the list stays until somebody who
may has answered. Boarding passes through the same gates as everybody else's: an answer opens none of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.ids import spoken
from homeward.pathway import models
from homeward.pathway.facts.cases import Course
from homeward.pathway.facts.convoys import ConvoyState, ExtraKind, ExtraState
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.convoys import SEATING
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.convoys import convoy_of, visible
from homeward.pathway.settling import settle
from homeward.pathway.stepping import checked_words
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.actions.found import child_found
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import PersonRow, Standing
from homeward.registry.facts.values import Sex
from homeward.registry.rules.households import may_be_child
from homeward.registry.selectors.persons import persons_of

EXTRA_WORDS: Final = "pathway_extra.words"
ANSWER_WORDS: Final = "pathway_extra.answer_words"
CHILD_TASK: Final = "convoy.extra_child"
ADULT_TASK: Final = "convoy.extra_adult"


@action
def extra_found(actor: Actor, convoy_id: UUID, person_id: UUID, *, words: str) -> UUID:
    """Write down that somebody of the registry is there who has no place; the id. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    actor, convoy = _boarding(actor, convoy_id)
    person = persons_of(actor, [person_id]).get(person_id)
    if person is None or person.standing in (Standing.MERGED, Standing.ERASED):
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    if models.Seat.objects.filter(convoy=convoy, case__person_id=person_id, ended="").exists():
        raise Invalid("This person has a place in this convoy. Mark them in the count.", field="person")
    child = may_be_child(person.born_to, person.role, timezone.localdate())
    return _write(actor, convoy, person, ExtraKind.CHILD if child else ExtraKind.ADULT, words)


@action
def extra_child(
    actor: Actor, convoy_id: UUID, *, called: str, sex: Sex | None, youngest: int | None, oldest: int | None, words: str
) -> UUID:
    """Register in short a child whom nobody knows, and write down that they are there; the id.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    actor, convoy = _boarding(actor, convoy_id)
    checked_words(words)
    id = child_found(actor, convoy.from_site_id, called=called, sex=sex, youngest=youngest, oldest=oldest)
    return _write(actor, convoy, persons_of(actor, [id])[id], ExtraKind.CHILD, words)


@action
def extra_answer(actor: Actor, extra_id: UUID, *, boards: bool, words: str) -> None:
    """Say, as child protection, whether a child who is not on the list may board, and why.

    Saying so opens no gate: the child's household, and every check, is as for everybody. Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    row = _waiting(actor, extra_id)
    authorise(actor, Capability.CHILD_PROTECTION, site_id=row.convoy.from_site_id, person_id=row.person_id)
    if row.recorded_by == actor.user_id:
        raise Invalid("You wrote this down yourself, so somebody else answers it.", field="boards")
    said, at = checked_words(words), timezone.now()
    if boards and (row.case is None or row.case.stage != "departure_preparation"):
        raise Invalid(
            "This child has no case that prepares for departure, so nobody can take them along today. Say what happens now.",
            field="boards",
        )
    assert row.person_id is not None  # only a newborn of an older day has no record
    state = ExtraState.BOARDS if boards else ExtraState.STAYS
    sealed = seal_text(key_to_write(row.person_id), ANSWER_WORDS, row.id, said)
    models.Extra.objects.filter(id=row.id).update(
        state=state, answered_by=actor.user_id, answered_name=actor.username, answered_at=at, answer_words=sealed
    )
    if row.case is not None and boards:
        tasks_done(row.case, CHILD_TASK, row.id, actor=actor)
    _tell(actor, row, "convoy.extra_answer", boards=boards)


def _boarding(actor: Actor, convoy_id: UUID) -> tuple[Actor, models.Convoy]:
    """A convoy that the actor leads and that has not departed, and the actor within it. Raises `NotFound`, `Refused`, `Invalid`."""
    convoy = convoy_of(actor, convoy_id)
    actor = as_lead(actor, convoy)
    if ConvoyState(convoy.state) not in SEATING:
        raise Invalid("The convoy has departed. Write it down as something that happened on the way.", field="person")
    return actor, convoy


def _waiting(actor: Actor, extra_id: UUID) -> models.Extra:
    authorise(actor, Capability.CHILD_PROTECTION)
    rows = models.Extra.objects.select_for_update(of=("self",)).filter(id=extra_id, convoy__in=visible(actor))
    row = rows.select_related("convoy", "case").first()
    if row is None:
        raise NotFound("There is nobody of that convoy to answer about.")
    if row.state != ExtraState.WAITS:
        raise Stale("Somebody answered this meanwhile. Look at what they said.")
    return row


def _write(actor: Actor, convoy: models.Convoy, person: PersonRow, kind: ExtraKind, words: str) -> UUID:
    said, at = checked_words(words), timezone.now()
    case = _case_of(actor, convoy, person)
    row = models.Extra(
        convoy=convoy, kind=kind, person_id=person.id, case=case, recorded_by=actor.user_id,
        recorded_name=actor.username, recorded_at=at,
    )  # fmt: skip
    row.words = seal_text(key_to_write(person.id), EXTRA_WORDS, row.id, said)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale("Somebody wrote this person down meanwhile. Look at the list as it is now.") from error
    role = Role.CHILD_PROTECTION_SPECIALIST if kind is ExtraKind.CHILD else Role.CASE_MANAGER
    what, soon = (CHILD_TASK, timedelta(0)) if kind is ExtraKind.CHILD else (ADULT_TASK, timedelta(days=2))
    task_add(case, what, role, timezone.localdate(at + soon), row.id)
    settle([case.id])
    _tell(actor, row, "convoy.extra", kind=kind.value)
    return row.id


def _case_of(actor: Actor, convoy: models.Convoy, person: PersonRow) -> models.Case:
    """The person's open case, or a new one at its beginning: somebody has to look after whoever stands there."""
    found = models.Case.objects.filter(person_id=person.id, closed_at__isnull=True).select_related("person").first()
    if found is not None:
        return found
    now = timezone.now()
    known = models.Seat.objects.filter(convoy=convoy).select_related("case__group").first()
    if known is None:
        raise Invalid("Nobody has a place in this convoy yet, so nobody can be added to it.", field="person")
    group = models.Group.objects.create(
        household_id=person.household_id, pack_id=known.case.group.pack_id, opened_at=now, opened_by=actor.user_id
    )
    number = case_number()
    case = models.Case.objects.create(
        number=number, group=group, person_id=person.id, since=now, opened_at=now, opened_by=actor.user_id,
        course=Course.RUNNING,
    )  # fmt: skip
    record(actor, EventKind.WRITE, "case.open", person_id=person.id, subject=number, site_id=person.site_id)
    return case


def case_number() -> str:
    """A spoken number that no case has."""
    while models.Case.objects.filter(number=(number := spoken("C"))).exists():
        continue
    return number


def _tell(actor: Actor, row: models.Extra, what: str, **detail: str | bool) -> None:
    record(
        actor, EventKind.WRITE, what, person_id=row.person_id, subject=row.convoy.number,
        site_id=row.convoy.from_site_id, detail=detail,
    )  # fmt: skip
