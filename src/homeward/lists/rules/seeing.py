"""Who may see a list. A restricted one is seen by the roles that its keeper named, and by the night's work; by nobody else.

Comes in: an actor, the list's roles, a moment. Goes out: yes or no. Never asks which capability somebody needs: that is `access.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from homeward.access.facts import Actor, Role
from homeward.access.rules import valid
from homeward.lists.facts.lists import ListKind


def sees(actor: Actor, restricted: bool, roles: Iterable[str], at: datetime) -> bool:
    """Whether an actor may see a list for the purpose they work for."""
    if not restricted:
        return True
    allowed = {*roles, Role.SERVICE.value}
    held = (one for one in actor.assignments if one.purpose is actor.purpose and valid(one, at))
    return any(one.role.value in allowed for one in held)


def is_sealed(restricted: bool, kind: str) -> bool:
    """Whether a list's bytes are sealed on the disk: of a restricted list, and of numbers of documents."""
    return restricted or kind == ListKind.DOCUMENTS
