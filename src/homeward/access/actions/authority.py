"""`authorise`, the first line of every action; `action`, its one transaction.

Comes in: an actor and what they want. Goes out: nothing, or a refusal with its event. Fails closed.
A denial survives the undoing of the transaction around it: see `access.denials`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from homeward.access.denials import denied, refusal
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Capability
from homeward.access.selectors.scoping import reach_of

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
