"""Ask whoever listed an entry: is it in force, and is this the person? Nothing operational is done with a candidate before they answer.

Comes in: an actor who asks sources. Goes out: ids. What is sent is a disclosure under an agreement, written down before it is handed out;
what comes back is recorded by somebody who did not take part in the finding, with the caveats that it carries.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import Contents, action, authorise, disclosure_check, disclosure_record
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, Caveat, EventKind, Sending
from homeward.access.sealing.vault import seal
from homeward.access.selectors.agreements import agreement_of
from homeward.access.trail import record
from homeward.kernel.ids import spoken
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.review import models
from homeward.review.actions.reopening import findings_changed
from homeward.review.facts.candidates import Outcome, State
from homeward.review.facts.sources import Answer, Given, Package, RequestState
from homeward.review.facts.steps import Act
from homeward.review.rules.decisions import step
from homeward.review.rules.sources import LEADS, LEAST_WORDS, categories, check_given, check_next, check_recorder, due
from homeward.review.sealed import key_of, seal_text
from homeward.review.selectors.agreeing import both_of
from homeward.review.selectors.packages import QUESTION, package_now
from homeward.review.selectors.sources import ANSWER_WORDS, PACKAGE, source_row, waiting_row
from homeward.review.settling import decided, fields_of
from homeward.screening.ages import may_be_a_child

FORM = "pdf and json"


@action
def source_draft(actor: Actor, candidate_id: UUID, *, agreement_id: UUID, question: str, language: str = "en") -> UUID:
    """Draft a request about a candidate that waits for its source. Raises `Refused`, `NotFound`, `Invalid`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    row = waiting_row(actor, candidate_id)
    agreement = agreement_of(agreement_id)
    if agreement is None:
        raise NotFound("There is no such agreement. Choose one from the list of agreements.")
    words = tidy(question)
    if len(words) < LEAST_WORDS:
        raise Invalid("Write what you ask of them, in a sentence at least.", field="question")
    made = models.SourceRequest(
        number=spoken("S"), candidate=row, recipient=agreement.recipient, agreement_id=agreement_id, language=language,
        state=RequestState.DRAFTED, made_by=actor.user_id, made_name=actor.username, made_at=timezone.now(),
    )  # fmt: skip
    made.question = seal_text(key_of(row), QUESTION, made.id, words[:4000])
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Invalid("A request about this candidate is open already.", field="question") from None
    _told(actor, made, "source.draft")
    return made.id


def source_send(actor: Actor, source_id: UUID, *, accepted: frozenset[str]) -> UUID:
    """Send a request: a disclosure of one person, written down before its package can be had. The disclosure's id.

    `accepted` are the agreement's caveats as confirmed. Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    authorise(actor, Capability.SOURCE_VERIFY)
    row = source_row(actor, source_id)
    check_next(RequestState(row.state), RequestState.SENT)
    if row.candidate.state != State.SOURCE:
        raise Invalid("The candidate waits for its source no longer. Take the request back.", field="state")
    package = package_now(actor, row)
    sending = _sending(actor, row, package, accepted)
    disclosure_check(actor, sending=sending, capability=Capability.SOURCE_VERIFY)
    assert row.candidate.person_id is not None, "nobody is asked about an invented case"
    contents = Contents(
        columns=[f"person.{name}" for name in _person(package)], rows=1, sha256=hashlib.sha256(package.document).digest(),
        person_ids=frozenset({row.candidate.person_id}),
    )  # fmt: skip
    disclosure = disclosure_record(actor, sending=sending, contents=contents, capability=Capability.SOURCE_VERIFY)
    _sent(actor, row, package, disclosure)
    return disclosure


@action
def source_acknowledge(actor: Actor, source_id: UUID, *, their_reference: str) -> None:
    """Write down that they have it, under which reference of theirs. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    row = source_row(actor, source_id)
    check_next(RequestState(row.state), RequestState.ACKNOWLEDGED)
    if not tidy(their_reference):
        raise Invalid("Write the reference that they gave it.", field="their_reference")
    fields = {"acknowledged_at": timezone.now(), "their_reference": tidy(their_reference)[:200]}
    _go(row, RequestState.ACKNOWLEDGED, fields)
    _told(actor, row, "source.acknowledge")


@action
def source_answer(actor: Actor, source_id: UUID, given: Given) -> State:
    """Record what they answered, with its caveats. Where the candidate stands then. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    row = source_row(actor, source_id)
    candidate = row.candidate
    check_next(RequestState(row.state), RequestState.ANSWERED)
    check_recorder(actor.user_id, candidate.first_by, candidate.second_by)
    now = timezone.now()
    assert row.sent_at is not None, "only what was sent is answered"
    words = check_given(given, timezone.localdate(row.sent_at), timezone.localdate(now))
    fields = {
        "answer": given.answer, "answer_words": seal_text(key_of(candidate), ANSWER_WORDS, row.id, words),
        "caveats": [tidy(one)[:500] for one in given.caveats if tidy(one)], "answered_on": given.answered_on,
        "recorded_by": actor.user_id, "recorded_at": now,
        "their_reference": tidy(given.their_reference)[:200] or row.their_reference,
    }  # fmt: skip
    _go(row, RequestState.ANSWERED, fields)
    _told(actor, row, "source.answer", answer=given.answer.value)
    return _follow(actor, candidate, given.answer)


@action
def source_take_back(actor: Actor, source_id: UUID) -> None:
    """Take a draft back. What was sent cannot be. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    row = source_row(actor, source_id)
    check_next(RequestState(row.state), RequestState.TAKEN_BACK)
    _go(row, RequestState.TAKEN_BACK, {})
    _told(actor, row, "source.take_back")


@action
def sources_expire(actor: Actor) -> int:
    """End the requests whose time is over without an answer. How many. The candidates go on waiting, and are shown as such."""
    authorise(actor, Capability.SCREEN_RUN)
    now = timezone.now()
    late = models.SourceRequest.objects.filter(
        state__in=(RequestState.SENT, RequestState.ACKNOWLEDGED), due_on__lt=timezone.localdate(now)
    )
    rows = list(late.select_related("candidate"))
    for row in rows:
        _go(row, RequestState.EXPIRED, {"expired_at": now})
        _told(actor, row, "source.expire")
    return len(rows)


def _sending(actor: Actor, row: models.SourceRequest, package: Package, accepted: frozenset[str]) -> Sending:
    candidate, profile = row.candidate, both_of(actor, row.candidate).profile
    listed = candidate.watch_list
    child = may_be_a_child(profile.births, timezone.localdate()) or candidate.desk == "child"
    assert candidate.person is not None
    return Sending(
        agreement_id=row.agreement_id, recipient=row.recipient, categories=categories(_person(package)), form=FORM[:16],
        persons=1, children=int(child), accepted=accepted, site_id=candidate.person.site_id,
        caveats=(Caveat(listed.originator or listed.title, listed.caveat),) if listed.caveat else (),
    )  # fmt: skip


def _person(package: Package) -> dict[str, object]:
    person = package.fields["person"]
    assert isinstance(person, dict)
    return person


@action
def _sent(actor: Actor, row: models.SourceRequest, package: Package, disclosure: UUID) -> None:
    now = timezone.now()
    fields = {
        "disclosure_id": disclosure, "package": seal(key_of(row.candidate), PACKAGE, row.id, package.document),
        "sent_at": now, "sent_by": actor.user_id, "due_on": due(timezone.localdate(now)),
    }  # fmt: skip
    _go(row, RequestState.SENT, fields)
    _told(actor, row, "source.send")


def _follow(actor: Actor, candidate: models.Candidate, answer: Answer) -> State:
    """What an answer makes of the candidate, if it still waits for one."""
    if candidate.state != State.SOURCE:
        return State(candidate.state)
    act = LEADS[answer]
    line = step(act, State.SOURCE, Outcome.CORROBORATED, strong=candidate.strong)
    if act is Act.SOURCE_SILENT:
        return State.SOURCE
    fields = fields_of(line, timezone.now())
    if act is Act.SOURCE_VALID:
        fields |= decided(Outcome.CORROBORATED, timezone.now()) | {"source_said": answer}
    if not models.Candidate.objects.filter(id=candidate.id, version=candidate.version).update(**fields):
        raise Stale("This candidate changed while you had it open. Look at it as it is now.")
    if act is Act.SOURCE_NO:
        findings_changed(actor, act, [candidate])
    return line.to


def _go(row: models.SourceRequest, to: RequestState, fields: dict[str, object]) -> None:
    """A step of a request, unless somebody else took one meanwhile. Raises `Stale`."""
    if not models.SourceRequest.objects.filter(id=row.id, state=row.state).update(state=to, **fields):
        raise Stale("Somebody else went on with this request meanwhile. Open it again.")


def _told(actor: Actor, row: models.SourceRequest, what: str, **detail: str) -> None:
    record(actor, EventKind.WRITE, what, person_id=row.candidate.person_id, subject=row.number, detail=detail)
