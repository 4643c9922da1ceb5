"""Questions to an authority with everything that belongs to them: answers, evidence, outcomes, what happened at court.

Comes in: a file that a selector gave, and its key. Goes out: frozen facts, in as many queries for ten referrals as for one. What speaks
for the person stands first among the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.access.sealing.vault import DataKey
from homeward.pathway import models
from homeward.pathway.facts.evidence import Told
from homeward.pathway.facts.justice import (
    Answer,
    EventKind,
    EventRow,
    Exhibit,
    Given,
    OutcomeRow,
    Proceeding,
    Question,
    ReferralRow,
)
from homeward.pathway.rules.justice import LACKS, Lack, lacking, open_questions
from homeward.pathway.selectors.items import item_rows
from homeward.pathway.worded import said
from homeward.places.rules import dated

Row = TypeVar("Row", bound=Model)


def referrals_of(actor: Actor, file: models.JusticeFile, key: DataKey | None) -> tuple[ReferralRow, ...]:
    """The questions of a file, the latest first, as this actor sees what is lacking. The file was scoped by whoever gives it."""
    rows = list(file.referrals.order_by("-place"))
    answers, exhibits = _answers(rows, key), _exhibits(rows, key)
    outcomes, events = _outcomes(rows, key), _events(rows, key)
    return tuple(
        ReferralRow(
            id=row.id, place=row.place, state=Proceeding(row.state), version=row.version, act=said(key, row, "act"),
            act_day=dated(row.act_first, row.act_last, row.act_said), authority=said(key, row, "authority"),
            drafted_by=row.drafted_name, drafted_at=row.drafted_at, proposed_by=row.proposed_by,
            proposed_name=row.proposed_name, proposed_words=said(key, row, "proposed_words"),
            confirmed_name=row.confirmed_name, confirmed_words=said(key, row, "confirmed_words"),
            confirmed_at=row.confirmed_at, answers=answers[row.id], exhibits=exhibits[row.id],
            outcomes=outcomes[row.id], events=events[row.id],
            open_questions=open_questions(row.may_be_child, answers[row.id]),
            lacking=tuple(LACKS[one] for one in _lacks(actor, row, answers[row.id], exhibits[row.id])),
        )
        for row in rows
    )  # fmt: skip


def lacks_of(actor: Actor, row: models.CourtReferral, key: DataKey | None) -> tuple[Lack, ...]:
    """What is lacking before this actor may go on with a question, for this room alone."""
    return _lacks(actor, row, _answers([row], key)[row.id], _exhibits([row], key)[row.id])


def exhibit_row(referral: models.CourtReferral, item_id: UUID) -> models.Exhibit:
    """An item beside a question, for this room alone. Raises `NotFound`."""
    found = referral.exhibits.filter(item_id=item_id, removed_at__isnull=True).select_related("item").first()
    if found is None:
        raise NotFound("This item does not stand beside this question. Open the file again.")
    return found


def _lacks(
    actor: Actor, row: models.CourtReferral, answers: Sequence[Given], exhibits: Sequence[Exhibit]
) -> tuple[Lack, ...]:
    notes = row.notes.filter(what=Told.SEEN, recorded_by=actor.user_id)
    seen = set(notes.values_list("item_id", flat=True)) if any(one.favours for one in exhibits) else set()
    return lacking(row.may_be_child, answers, exhibits, actor.user_id, seen)


def _answers(rows: Sequence[models.CourtReferral], key: DataKey | None) -> defaultdict[UUID, tuple[Given, ...]]:
    """The latest answer to each question."""
    latest: defaultdict[UUID, dict[Question, Given]] = defaultdict(dict)
    for one in models.ReferralAnswer.objects.filter(referral__in=rows).order_by("answered_at", "id"):
        latest[one.referral_id][Question(one.question)] = Given(
            Question(one.question), Answer(one.answer), said(key, one, "words"), said(key, one, "source"),
            one.answered_name, one.answered_at,
        )  # fmt: skip
    found: defaultdict[UUID, tuple[Given, ...]] = defaultdict(tuple)
    for id, given in latest.items():
        found[id] = tuple(given[question] for question in Question if question in given)
    return found


def _exhibits(rows: Sequence[models.CourtReferral], key: DataKey | None) -> defaultdict[UUID, tuple[Exhibit, ...]]:
    shown = list(
        models.Exhibit.objects.filter(referral__in=rows, removed_at__isnull=True)
        .select_related("item")
        .order_by("-favours", "added_at", "id")
    )
    items = {one.id: one for one in item_rows([one.item for one in shown])}
    seen: defaultdict[tuple[UUID, UUID], list[str]] = defaultdict(list)
    told = {}
    for note in models.ReferralNote.objects.filter(referral__in=rows).order_by("seq"):
        place = (note.referral_id, note.item_id)
        if note.what == Told.SEEN:
            seen[place].append(note.recorded_name)
        else:
            told[place] = note.recorded_at.date()
    found: defaultdict[UUID, tuple[Exhibit, ...]] = defaultdict(tuple)
    for one in shown:
        place = (one.referral_id, one.item_id)
        found[one.referral_id] += (
            Exhibit(
                items[one.item_id], said(key, one, "words"), one.favours, one.added_name, one.added_at,
                tuple(seen[place]), told.get(place),
            ),
        )  # fmt: skip
    return found


def _outcomes(rows: Sequence[models.CourtReferral], key: DataKey | None) -> defaultdict[UUID, tuple[OutcomeRow, ...]]:
    found: defaultdict[UUID, tuple[OutcomeRow, ...]] = defaultdict(tuple)
    for one in models.CourtOutcome.objects.filter(referral__in=rows).order_by("number"):
        found[one.referral_id] += (
            OutcomeRow(
                one.id, Proceeding(one.frm), Proceeding(one.to), said(key, one, "words"), said(key, one, "authority"),
                dated(one.day_first, one.day_last, one.day_said), one.recorded_name, one.recorded_at,
            ),
        )  # fmt: skip
    return found


def _events(rows: Iterable[models.CourtReferral], key: DataKey | None) -> defaultdict[UUID, tuple[EventRow, ...]]:
    found: defaultdict[UUID, tuple[EventRow, ...]] = defaultdict(tuple)
    for one in models.CourtEvent.objects.filter(referral__in=list(rows)).order_by("day_first", "recorded_at", "id"):
        found[one.referral_id] += (
            EventRow(
                one.id, EventKind(one.kind), said(key, one, "court"), said(key, one, "words"),
                dated(one.day_first, one.day_last, one.day_said), one.next_on, one.recorded_name, one.recorded_at,
            ),
        )  # fmt: skip
    return found
