"""Who stood there without being on the list, and what happened on the way, as whoever was there wrote it down.

Comes in: an actor. Goes out: frozen facts. What is about a person is read by whoever leads the convoy or looks after children; others see
that there is something.
"""

from __future__ import annotations

from uuid import UUID

from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.selectors import may
from homeward.access.trail import event, record_all
from homeward.pathway import models
from homeward.pathway.facts.convoys import ConvoyRow, ExtraKind, ExtraState
from homeward.pathway.facts.happened import ExtraRow, IncidentKind, IncidentRow
from homeward.pathway.leading import leading
from homeward.pathway.sealed import open_text
from homeward.pathway.selectors.convoys import convoy_of, convoy_row, visible
from homeward.registry.selectors.persons import persons_of

EXTRA_WORDS = "pathway_extra.words"
ANSWER_WORDS = "pathway_extra.answer_words"
INCIDENT_WORDS = "pathway_incident.words"
READS = (Capability.CONVOY_LEAD, Capability.CHILD_PROTECTION)


def extras_of(actor: Actor, convoy_id: UUID) -> tuple[ExtraRow, ...]:
    """Whoever was there without being on the list, in the order in which they were written down. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    actor = leading(actor, convoy)
    rows = list(models.Extra.objects.filter(convoy=convoy).select_related("came_with__person").order_by("recorded_at"))
    persons = persons_of(actor, [row.person_id for row in rows if row.person_id])
    read = any(may(actor, one, site_id=convoy.from_site_id) for one in READS)
    keys = data_keys([key for row in rows if (key := _about(row))]) if read else {}
    record_all(
        event(actor, EventKind.READ, "convoy.extra", person_id=_about(row), subject=convoy.number)
        for row in rows
        if read
    )
    return tuple(
        ExtraRow(
            id=row.id,
            kind=ExtraKind(row.kind),
            state=ExtraState(row.state),
            person_id=row.person_id,
            person=persons.get(row.person_id) if row.person_id else None,
            came_with=row.came_with_id,
            words=open_text(keys.get(_about(row)), EXTRA_WORDS, row.id, row.words),
            recorded_by=row.recorded_name,
            recorded_at=row.recorded_at,
            answered_by=row.answered_name,
            answer_words=open_text(keys.get(_about(row)), ANSWER_WORDS, row.id, row.answer_words),
        )
        for row in rows
    )


def extra_of_case(actor: Actor, case_id: UUID) -> tuple[ConvoyRow, UUID, ExtraKind, ExtraState] | None:
    """At which convoy somebody stood without being on its list, the latest, and what was said about it; None where nowhere in reach."""
    rows = models.Extra.objects.filter(case_id=case_id, convoy__in=visible(actor)).select_related("convoy")
    row = rows.order_by("-recorded_at").first()
    return (convoy_row(row.convoy), row.id, ExtraKind(row.kind), ExtraState(row.state)) if row else None


def incidents_of(actor: Actor, convoy_id: UUID) -> tuple[IncidentRow, ...]:
    """What happened on the way, in order. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    actor = leading(actor, convoy)
    rows = list(models.Incident.objects.filter(convoy=convoy).select_related("seat__case__person").order_by("at", "id"))
    read = any(may(actor, one, site_id=convoy.from_site_id) for one in READS)
    keys = data_keys([row.seat.case.person.key_id for row in rows if row.seat]) if read else {}
    record_all(
        event(actor, EventKind.READ, "convoy.incident", person_id=row.seat.case.person_id, subject=convoy.number)
        for row in rows
        if read and row.seat
    )
    return tuple(
        IncidentRow(
            id=row.id,
            kind=IncidentKind(row.kind),
            at=row.at,
            seat_id=row.seat_id,
            words=row.note if row.seat is None else open_text(
                keys.get(row.seat.case.person.key_id), INCIDENT_WORDS, row.id, row.words
            ),
            recorded_by=row.recorded_name,
        )
        for row in rows
    )  # fmt: skip


def _about(row: models.Extra) -> UUID:
    """Whose key seals the words: the person's own, or the mother's of a newborn."""
    if row.person_id:
        return row.person_id
    assert row.came_with is not None  # the database asks for one of the two
    return row.came_with.person.key_id
