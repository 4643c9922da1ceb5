"""`authorise`, the first line of every action; `action`, its one transaction; `denied`, what is left of a refusal.

Comes in: an actor and what they want. Goes out: nothing, or a refusal with its event. Fails closed.
A denial survives the undoing of the transaction around it: `authorise` writes it at once where no transaction stands around, and
otherwise hands it out with the refusal, for `denied` to write once the transaction has ended.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction

from homeward.access.errors import Refused
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import may
from homeward.access.trail import event

Asked = ParamSpec("Asked")
Done = TypeVar("Done")


def authorise(
    actor: Actor, capability: Capability, *, site_id: UUID | None = None, person_id: UUID | None = None
) -> None:
    """Let an actor go on, or raise `Refused` and see to it that the denial is written."""
    if may(actor, capability, site_id=site_id):
        return
    refusal = Refused(
        "You may not do this for the purpose you chose. Choose another purpose, or ask an administrator for the role.",
        capability=capability.value,
    )
    refusal.denial = event(
        actor,
        EventKind.DENIED,
        capability.value,
        person_id=person_id,
        site_id=site_id,
    )
    denied(refusal)
    raise refusal


def denied(refusal: Refused) -> None:
    """Write the denial of a refusal, once, unless a transaction that is about to be undone still stands around.

    `action`, the pages, the interface for programs and the command line call it where they catch a refusal.
    """
    if refusal.denial is None or not _outermost():
        return
    refusal.denial.save(force_insert=True)
    refusal.denial = None


def action(function: Callable[Asked, Done]) -> Callable[Asked, Done]:
    """Make a function one transaction, whose denials survive its undoing."""

    @wraps(function)
    def whole(*given: Asked.args, **named: Asked.kwargs) -> Done:
        try:
            with transaction.atomic():
                return function(*given, **named)
        except Refused as refusal:
            denied(refusal)
            raise

    return whole


def _outermost() -> bool:
    """Whether no transaction of ours stands around. The one that a test is wrapped in does not count."""
    try:
        with transaction.atomic(durable=True):
            return True
    except RuntimeError:
        return False
