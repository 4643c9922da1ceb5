"""Take a contest in, own it, answer it: a person, or somebody for them, objects to what was found, or asks whether anything was.

Comes in: an actor and words. Goes out: ids. Whoever wrote it down or took part in what is contested does not answer it; an answer that
reopens a finding has it looked at from the beginning by others, and whoever received it hears of that.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_key
from homeward.access.trail import record
from homeward.kernel.ids import spoken
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.registry.selectors.persons import person_row
from homeward.review import models
from homeward.review.actions.reopening import candidates_move
from homeward.review.facts.contests import ContestDraft, ContestOutcome
from homeward.review.facts.steps import Act
from homeward.review.rules.contests import check_answerer, due, words_of
from homeward.review.sealed import seal_text
from homeward.review.selectors.contests import ANSWER, REPRESENTATIVE, WORDS, contest_row, contested_candidates


@action
def contest_open(actor: Actor, person_id: UUID, draft: ContestDraft) -> UUID:
    """Take a contest in, in the person's words. Raises `Refused`, `NotFound`, `Invalid`."""
    person = person_row(actor, person_id)
    authorise(actor, Capability.CONTEST_OPEN, site_id=person.site_id, person_id=person_id)
    words = words_of(draft.words, "words", "Write in their words what they contest. A few words at least.")
    now = timezone.now()
    row = models.Contest(
        number=spoken("K"), person_id=person_id, language=draft.language, opened_at=now, opened_by=actor.user_id,
        due_on=due(timezone.localdate(now)),
    )  # fmt: skip
    if draft.candidate_id:
        row.candidate = models.Candidate.objects.filter(id=draft.candidate_id, person_id=person_id).first()
        if row.candidate is None:
            raise Invalid(
                "That finding is not about this person. Leave it open what is contested.", field="candidate_id"
            )
        row.first_by, row.second_by = row.candidate.first_by, row.candidate.second_by
    key = data_key(person.key_id)
    row.words = seal_text(key, WORDS, row.id, words)
    row.representative = seal_text(key, REPRESENTATIVE, row.id, tidy(draft.representative)[:300])
    row.save(force_insert=True)
    record(actor, EventKind.WRITE, "contest.open", person_id=person_id, subject=row.number)
    return row.id


@action
def contest_own(actor: Actor, contest_id: UUID) -> None:
    """Take a contest for oneself. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    row = _row(actor, contest_id)
    open_ones = models.Contest.objects.filter(id=row.id, outcome="")
    if not open_ones.update(owner=actor.user_id, owner_name=actor.username):
        raise Stale("This contest was answered meanwhile. Open it again.")
    record(actor, EventKind.WRITE, "contest.own", person_id=row.person_id, subject=row.number)


@action
def contest_decide(actor: Actor, contest_id: UUID, outcome: ContestOutcome, *, answer: str) -> int:
    """Answer a contest, in the words that the person is told. How many findings are looked at again.

    Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    row = _row(actor, contest_id)
    words = words_of(answer, "answer", "Write the answer as the person will be told it. A few words at least.")
    about = list(contested_candidates(row).values_list("id", flat=True))
    if outcome is ContestOutcome.NOTHING_FOUND and about:
        raise Invalid(
            "Something was decided about this person. Say that it stands, or have it looked at again.", field="outcome"
        )
    if outcome is not ContestOutcome.NOTHING_FOUND and not about:
        raise Invalid("Nothing that was decided stands about this person. Say so in the answer.", field="outcome")
    fields = {
        "outcome": outcome, "answer": seal_text(data_key(row.person.key_id), ANSWER, row.id, words),
        "decided_at": timezone.now(), "decided_by": actor.user_id,
        "owner": row.owner or actor.user_id, "owner_name": row.owner_name or actor.username,
    }  # fmt: skip
    if not models.Contest.objects.filter(id=row.id, outcome="").update(**fields):
        raise Stale("This contest was answered meanwhile. Open it again.")
    again = candidates_move(actor, act=Act.CONTESTED, candidate_ids=about) if outcome is ContestOutcome.REOPENED else 0
    detail = {"outcome": outcome.value, "again": again}
    record(actor, EventKind.WRITE, "contest.decide", person_id=row.person_id, subject=row.number, detail=detail)
    return again


def _row(actor: Actor, contest_id: UUID) -> models.Contest:
    """A contest that this actor may answer."""
    row = contest_row(actor, contest_id)
    authorise(actor, Capability.CONTEST_DECIDE, site_id=row.person.site_id, person_id=row.person_id)
    decisions = models.Decision.objects.filter(candidate__person_id=row.person_id)
    took_part = {*decisions.values_list("decided_by", flat=True), row.first_by, row.second_by} - {None}
    check_answerer(actor.user_id, row.opened_by, {one for one in took_part if one})
    return row
