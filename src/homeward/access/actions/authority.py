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
from django.utils.translation import gettext as _

from homeward.access.errors import Refused
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors.scoping import reach_of
from homeward.access.trail import event

Asked = ParamSpec("Asked")
Done = TypeVar("Done")


def authorise(
    actor: Actor,
    capability: Capability,
    *,
    site_id: UUID | None = None,
    person_id: UUID | None = None,
    everywhere: bool = False,
) -> None:
    """Let an actor go on, anywhere, at one site, or only where they may do it everywhere; or raise `Refused`."""
    reach = reach_of(actor, capability)
    if reach.everywhere or (not everywhere and (bool(reach) if site_id is None else site_id in reach)):
        return
    raise refusal(
        actor,
        capability.value,
        _(
            "You may not do this for the purpose you chose. Choose another purpose, or ask an administrator for the role."
        ),
        site_id=site_id,
        person_id=person_id,
    )


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

    `action`, the pages, the interface for programs and the command line call it where they catch a refusal.
    """
    if refused.denial is None or not _outermost():
        return
    refused.denial.save(force_insert=True)
    refused.denial = None


def action(function: Callable[Asked, Done]) -> Callable[Asked, Done]:
    """Make a function one transaction, whose denials survive its undoing."""

    @wraps(function)
    def whole(*given: Asked.args, **named: Asked.kwargs) -> Done:
        try:
            with transaction.atomic():
                return function(*given, **named)
        except Refused as refused:
            denied(refused)
            raise

    return whole


def _outermost() -> bool:
    """Whether no transaction of ours stands around. The one that a test is wrapped in does not count."""
    try:
        with transaction.atomic(durable=True):
            return True
    except RuntimeError:
        return False
