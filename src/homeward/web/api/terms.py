"""What every operation of the interface shares: the token, the actor that it stands for, limits of lists, and the errors it may answer.

Comes in: requests. Goes out: an actor, or nobody. Never a session: pages have those.
"""

from __future__ import annotations

from typing import Annotated, Final

from django.http import HttpRequest
from ninja import Query
from ninja.security import HttpBearer

from homeward.access.actions import denied
from homeward.access.errors import Refused
from homeward.access.facts import Actor
from homeward.access.selectors import token_actor
from homeward.web.api.shapes import Problem

MOST: Final = 100
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
REFUSALS: Final = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 410: Problem, 422: Problem, 400: Problem}


class Token(HttpBearer):
    """A token, as `homeward users token` makes them."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor that the token stands for, on the request; None for a token that is not valid."""
        try:
            actor = token_actor(token)
        except Refused as refused:
            denied(refused)
            return None
        request.actor = actor  # type: ignore[attr-defined]
        return actor


def asker(request: HttpRequest) -> Actor:
    """Whoever asks: the token's actor."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
