"""What is left of a refusal: an event of the trail that survives the undoing of the transaction in which it happened.

Comes in: an actor and what they were refused. Goes out: the error to raise; its event at once where no transaction stands around, and
otherwise with the error, for `denied` to write once the transaction has ended. Selectors and actions refuse through here.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from homeward.access.errors import Refused
from homeward.access.facts import Actor, EventKind
from homeward.access.trail import event


def refusal(
    actor: Actor, what: str, sentence: str, *, site_id: UUID | None = None, person_id: UUID | None = None
) -> Refused:
    """A refusal to raise, with its denial written or on its way to the trail."""
    refused = Refused(sentence, what=what)
    refused.denial = event(actor, EventKind.DENIED, what, site_id=site_id, person_id=person_id)
    denied(refused)
    return refused


def denied(refused: Refused) -> None:
    """Write the denial of a refusal, once, unless a transaction that is about to be undone still stands around.

    `action`, the pages, the interface for programs, the worker and the command line call it where they catch a refusal.
    """
    if refused.denial is None or not _outermost():
        return
    refused.denial.save(force_insert=True)
    refused.denial = None


def _outermost() -> bool:
    """Whether no transaction of ours stands around. The one that a test is wrapped in does not count."""
    try:
        with transaction.atomic(durable=True):
            return True
    except RuntimeError:
        return False
