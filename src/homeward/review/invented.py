"""What has begun at the desk of the invented camp when somebody first looks at it: lists in use, a first run, an agreement with a bureau.

Comes in: the invented users, how many people of which seed are registered. Goes out: rows, through the actions, by whoever would do it. It
is done once: where a list is kept already, nothing is changed. A later edition of the list is left beside, for somebody to bring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from homeward.access.actions import agreement_make
from homeward.access.facts import Actor, Agreement, Category, Purpose
from homeward.exchange.invented.accounts import Somebody
from homeward.exchange.invented.begun import actor_named
from homeward.identity.tasks import KIND as DUPLICATES
from homeward.lists.actions.beginning import list_begin
from homeward.lists.actions.changing import list_change
from homeward.lists.actions.indexing import edition_index
from homeward.lists.actions.lists import ListDraft
from homeward.lists.facts.lists import Desk, Receipt, WatchList, Way
from homeward.lists.keeping.uploads import uploads_of
from homeward.lists.selectors.lists import lists_of
from homeward.review.actions.runs import run_ask
from homeward.review.facts.runs import Scope
from homeward.synthetic.population.lists import write_editions
from homeward.work.actions import job_enqueue

FOLDER: Final = "invented_lists"
BUREAU: Final = "Invented National Central Bureau"
_LONG: Final = 365
_CATEGORIES: Final = frozenset(
    {
        Category.NAME,
        Category.BIRTH,
        Category.SEX,
        Category.NATIONALITY,
        Category.PARENT,
        Category.DOCUMENT,
        Category.FINDING,
    }
)


def desk_begun(
    users: Sequence[Somebody], home: Path, persons: int, seed: int, *, first: Callable[[], None] | None = None
) -> Path | None:
    """Have the desk begin; the path of the later edition, or None where it had begun before.

    `first` is done when lists are in use, before the run of everyone is asked for.
    """
    analyst = actor_named(users, "screening")
    if lists_of(analyst):
        return None
    editions = write_editions(home / FOLDER, persons, seed, timezone.now().date())
    for path in (editions.earlier, editions.notices):
        _in_use(analyst, list_begin(actor=analyst, files=uploads_of(path), way=Way.COMMAND))
    if first is not None:
        with _fresh(analyst):
            first()
    run_ask(actor=analyst, scope=Scope.EVERYONE)
    run_ask(actor=actor_named(users, "children"), scope=Scope.EVERYONE, desk=Desk.TRACING)
    agreement_make(actor_named(users, "dpo"), agreement=_agreement())
    job_enqueue(actor=actor_named(users, "identity"), kind=DUPLICATES)
    return editions.later


@contextmanager
def _fresh(analyst: Actor) -> Iterator[None]:
    """What is done first was done when the lists were of that day: an edition counts for longer meanwhile."""
    before = [one for one in lists_of(analyst) if one.desk is Desk.SECURITY]
    for one in before:
        list_change(actor=analyst, list_id=one.list_id, draft=replace(_draft(one), stale_after_days=_LONG))
    yield
    for one in before:
        list_change(actor=analyst, list_id=one.list_id, draft=_draft(one))


def _draft(one: WatchList) -> ListDraft:
    return ListDraft(
        list_id=one.list_id, title=one.title, desk=one.desk, kind=one.kind, restricted=one.restricted,
        roles=one.roles, originator=one.originator, caveat=one.caveat, url=one.url,
        stale_after_days=one.stale_after_days,
    )  # fmt: skip


def _in_use(analyst: Actor, receipt: Receipt) -> None:
    """Lay an edition out here and now: the run that is asked for next needs it, and no worker may be there yet."""
    finished = receipt.edition is None
    while receipt.edition and not finished:
        progress = edition_index(analyst, receipt.edition.id)
        finished = progress.finished
        if progress.write:
            with transaction.atomic():
                progress.write()


def _agreement() -> Agreement:
    now = timezone.now()
    return Agreement(
        recipient=BUREAU,
        title="Checking whether a listed entry is valid",
        basis="An invented protocol of cooperation",
        purposes=frozenset({Purpose.SCREENING}),
        categories=_CATEGORIES,
        starts=now,
        until=now + timedelta(days=365),
        caveats=("For checking this entry only; to be deleted when answered.",),
    )
