"""Candidates as the desk's pages show them: which of them an actor reaches, their rows, and one of them opened.

Comes in: an actor. Goes out: frozen facts. Each desk is opened by a capability of its own, a restricted list by the roles that its
keeper named, a person by whoever reaches their file: a candidate that fails one of these is not there. Planted cases look like others.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import may, reach_of
from homeward.access.trail import record
from homeward.kernel.ids import spoken_of
from homeward.lists.selectors.lists import hidden_ids
from homeward.registry.facts.persons import HouseholdRole, PersonRow, Standing, Summary
from homeward.registry.facts.values import Sex
from homeward.registry.selectors.persons import persons_of
from homeward.review import models
from homeward.review.facts.candidates import (
    CandidateKind,
    CandidateRow,
    Decision,
    Desk,
    Identifier,
    Outcome,
    Reason,
    State,
    Step,
    Why,
)
from homeward.review.facts.notes import NoteKind, NoteRow
from homeward.review.facts.opened import CandidateFile
from homeward.review.rules.desks import READ, looks
from homeward.review.sealed import DECISION_WORDS, NOTE_FILE, NOTE_WORDS, keys_of, open_text
from homeward.screening.profile import Profile


def desks_of(actor: Actor) -> tuple[Desk, ...]:
    """The desks that an actor may sit at."""
    return tuple(desk for desk in Desk if may(actor, READ[desk]))


def visible(actor: Actor, desk: Desk) -> QuerySet[models.Candidate]:
    """The candidates of a desk that an actor reaches. An unfinished import and restricted lists of others are left out."""
    sites = reach_of(actor, READ[desk])
    if not sites:
        return models.Candidate.objects.none()
    found = models.Candidate.objects.filter(desk=desk)
    person, nobody = Q(person__batch__isnull=True) | Q(person__batch__shown=True), Q(person__isnull=True)
    if not sites.everywhere:
        person, nobody = person & Q(person__site_id__in=sites.ids), nobody & Q(planted__site_id__in=sites.ids)
    found = found.filter(nobody | person)
    hidden = hidden_ids(actor)
    return found.exclude(watch_list_id__in=hidden) if hidden else found


def candidate_row(actor: Actor, candidate_id: UUID) -> models.Candidate:
    """A candidate's row for this room alone. Raises `Refused` for whoever may sit at no desk, `NotFound`."""
    desks = desks_of(actor)
    if not desks:
        authorise(actor, Capability.CANDIDATE_READ)
    desk = models.Candidate.objects.filter(id=candidate_id).values_list("desk", flat=True).first()
    found = (
        visible(actor, Desk(desk))
        .select_related("watch_list", "person", "planted", "edition__watch_list")
        .filter(id=candidate_id)
        if desk in desks
        else models.Candidate.objects.none()
    )
    if (row := found.first()) is None:
        raise NotFound("There is no such candidate that you may see for the purpose you chose.")
    return row


def rows_of(actor: Actor, candidates: Iterable[models.Candidate]) -> tuple[CandidateRow, ...]:
    """Candidates as rows, those left out whose person the actor does not reach: two queries for the persons, whatever their number.

    The candidates come with their `watch_list` and `planted`.
    """
    shown = list(candidates)
    people = persons_of(actor, [one.person_id for one in shown if one.person_id])
    rows = []
    for one in shown:
        person = people.get(one.person_id) if one.person_id else planted_person(one)
        if person is not None:
            rows.append(_row(actor, one, person))
    return tuple(rows)


def candidate_file(actor: Actor, candidate_id: UUID) -> CandidateFile:
    """A candidate, opened: the trail says so. Raises `Refused`, `NotFound`."""
    candidate = candidate_row(actor, candidate_id)
    rows = rows_of(actor, [candidate])
    if not rows:
        raise NotFound("There is no such candidate that you may see for the purpose you chose.")
    record(actor, EventKind.READ, "candidate.file", person_id=candidate.person_id, subject=str(candidate.id))
    blind = is_blind(actor, candidate)
    return CandidateFile(
        row=rows[0],
        decisions=() if blind else decisions_of([candidate])[candidate.id],
        notes=() if blind else notes_of(candidate),
        evidence=candidate.evidence,
        millibits=candidate.millibits,
        found_at=candidate.found_at,
        run_id=candidate.run_id,
        claimed_at=candidate.claimed_at,
        source_said="" if blind else candidate.source_said,
        blind=blind,
    )


def is_blind(actor: Actor, candidate: models.Candidate) -> bool:
    """Whether this actor is among those who look at it once more without being shown what was found."""
    took_part = actor.user_id in (candidate.first_by, candidate.second_by)
    return candidate.blind_due and not took_part and may(actor, looks(Desk(candidate.desk), State.SECOND))


def decisions_of(candidates: Iterable[models.Candidate]) -> dict[UUID, tuple[Decision, ...]]:
    """Every decision about some candidates, of all rounds, oldest first, for this room alone: two queries, however many."""
    of = {one.id: one for one in candidates}
    keys = keys_of(of.values())
    found: dict[UUID, list[Decision]] = {id: [] for id in of}
    for row in models.Decision.objects.filter(candidate__in=list(of)).order_by("decided_at", "id"):
        candidate = of[row.candidate_id]
        found[candidate.id].append(
            Decision(
                id=row.id,
                step=Step(row.step),
                outcome=Outcome(row.outcome),
                reason=Reason(row.reason),
                words=open_text(keys.get(candidate.id), DECISION_WORDS, row.id, row.words),
                identifiers=frozenset(map(Identifier, row.identifiers)),
                wanted=row.wanted,
                decided_by=row.decided_by,
                decided_name=row.decided_name,
                decided_at=row.decided_at,
                confirms=row.confirms_id,
                agrees=row.agrees,
                holds=candidate.state == State.DECIDED and row.round == candidate.round,
                edition_id=row.edition_id,
                round=row.round,
            )
        )
    return {id: tuple(decisions) for id, decisions in found.items()}


def notes_of(candidate: models.Candidate) -> tuple[NoteRow, ...]:
    """What people noted at a candidate, oldest first, for this room alone."""
    key = keys_of([candidate]).get(candidate.id)
    return tuple(
        NoteRow(
            id=row.id,
            kind=NoteKind(row.kind),
            words=open_text(key, NOTE_WORDS, row.id, row.words),
            file=open_text(key, NOTE_FILE, row.id, row.file),
            media=row.media,
            size=row.size,
            to=row.to,
            noted_by=row.noted_by,
            noted_name=row.noted_name,
            noted_at=row.noted_at,
        )
        for row in models.Note.objects.filter(candidate=candidate).order_by("noted_at", "id")
    )


def planted_person(candidate: models.Candidate) -> PersonRow:
    """An invented profile in the shape of a row of the registry, so that whoever decides sees nothing else than usual."""
    profile, planted = planted_profile(candidate), candidate.planted
    assert planted is not None
    births = profile.births[:1]
    latin = next((name for name in profile.names if name.isascii()), "")
    own = next((name for name in profile.names if name != latin), latin)
    return PersonRow(
        id=planted.id,
        number=spoken_of("P", planted.id),
        version=1,
        summary=Summary(
            name=own,
            romanised=latin if latin != own else "",
            kunya=profile.kunya,
            father=profile.father_name,
            mother=profile.mother_name,
            birth=births[0].iso() if births else "",
            birth_place=profile.birth_places[0] if profile.birth_places else "",
        ),
        sex=Sex(profile.sex) if profile.sex else None,
        born_from=births[0].first if births else None,
        born_to=births[0].last if births else None,
        nationalities=profile.nationalities,
        standing=Standing.PRESENT,
        site_id=planted.site_id,
        section="",
        tent="",
        household_id=None,
        role=HouseholdRole.UNKNOWN,
        registered_at=planted.made_at,
    )


def planted_profile(candidate: models.Candidate) -> Profile:
    """The profile of a planted case. Raises `NotFound` for a candidate of a person."""
    if candidate.planted is None:
        raise NotFound("This candidate is no planted case.")
    return msgspec.convert(candidate.planted.profile, Profile)


def _row(actor: Actor, one: models.Candidate, person: PersonRow) -> CandidateRow:
    blind = is_blind(actor, one)
    return CandidateRow(
        id=one.id,
        kind=CandidateKind(one.kind),
        desk=Desk(one.desk),
        person=person,
        planted_id=one.planted_id,
        list_row=one.watch_list_id,
        list_id=one.watch_list.list_id,
        entry_id=one.entry_id,
        edition_id=one.edition_id,
        bits=one.millibits / 1000,
        strong=one.strong,
        state=State(one.state),
        why=Why(one.why),
        waiting_since=one.waiting_since,
        claimed_by=one.claimed_by,
        claimed_name=one.claimed_name,
        outcome=Outcome(one.outcome) if one.outcome and not blind else None,
        first_by=one.first_by,
        second_by=one.second_by,
        decided_at=one.decided_at,
        renew_on=one.renew_on,
        version=one.version,
        round=one.round,
        blind_due=one.blind_due,
        list_title=one.watch_list.title,
    )
