"""What becomes of an edition once it was read: what is odd about it, whether it waits, that it is laid out; and of every attempt a row.

Comes in: rows of this room, an actor whose action was authorised. Goes out: the rows changed, a job, a `Receipt`. A failed attempt never
touches an edition.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, EventKind
from homeward.access.trail import record
from homeward.lists import models
from homeward.lists.facts.lists import EditionState, Outcome, Receipt, Way
from homeward.lists.reading import Counted
from homeward.lists.rules.health import Found, confirms, problems_of, state_of
from homeward.lists.selectors.rows import edition_fact
from homeward.work.actions import job_enqueue

INDEX: Final = "lists.index"


def attempt_note(
    actor: Actor, row: models.WatchList, way: Way, outcome: Outcome, words: str, edition: models.Edition | None = None
) -> None:
    """Keep an attempt, in the transaction of what it came to, or in one of its own."""
    with transaction.atomic():
        models.Attempt.objects.create(
            watch_list=row,
            at=moment_after(row),
            way=way.value,
            by=actor.user_id,
            by_name=actor.username,
            outcome=outcome.value,
            words=words,
            edition=edition,
        )
        record(actor, EventKind.WRITE, "list.attempt", subject=f"list:{row.list_id}", detail={"outcome": outcome.value})


def weigh(edition: models.Edition, count: Counted) -> None:
    """Note what an edition holds, and whether it may be used before somebody looked at it."""
    found = Found(count.published_on, count.individuals, count.entries, count.refused)
    problems = problems_of(found, _before(edition))
    edition.kinds, edition.individuals = count.kinds, count.individuals
    edition.entries, edition.refused, edition.published_on = count.entries, count.refused, count.published_on
    edition.words = count.words
    edition.problems = [problem.value for problem in problems]
    edition.state = state_of(found, problems).value


def settle(actor: Actor, edition: models.Edition, way: Way) -> Receipt:
    """Keep the attempt, and have an edition laid out that may be used."""
    if edition.state == EditionState.HELD:
        words = _("The edition was kept, but it is not used until somebody looks at it.")
        attempt_note(actor, edition.watch_list, way, Outcome.HELD, words, edition)
        return Receipt(Outcome.HELD, words, edition_fact(edition))
    words = _("The edition was kept. It is laid out now, and then used.")
    attempt_note(actor, edition.watch_list, way, Outcome.TAKEN, words, edition)
    job_enqueue(actor=actor, kind=INDEX, subject=str(edition.id))
    return Receipt(Outcome.TAKEN, words, edition_fact(edition))


def _before(edition: models.Edition) -> Found | None:
    """The newest edition that was good enough to be used."""
    used = [EditionState.CURRENT.value, EditionState.RECEIVED.value]
    rows = models.Edition.objects.filter(watch_list=edition.watch_list, state__in=used).exclude(id=edition.id)
    row = rows.exclude(kinds={}).order_by("-received_at", "-id").first()
    return Found(row.published_on, row.individuals, row.entries, row.refused) if row else None


def confirm(edition: models.Edition | None, way: Way) -> None:
    """Note that the edition in use was found to be the newest."""
    if edition and confirms(edition_fact(edition), way):
        models.Edition.objects.filter(id=edition.id).update(confirmed_at=timezone.now())


def moment_after(watch_list: models.WatchList) -> datetime:
    """Now, or just after the last thing that happened to a list: a clock that was set back makes no newest edition old."""
    editions = models.Edition.objects.filter(watch_list=watch_list).aggregate(Max("received_at"), Max("accepted_at"))
    attempts = models.Attempt.objects.filter(watch_list=watch_list).aggregate(Max("at"))
    known: list[datetime] = [moment for moment in (*editions.values(), *attempts.values()) if moment]
    return max([timezone.now(), *(moment + timedelta(microseconds=1) for moment in known)])
