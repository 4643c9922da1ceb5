"""Who asks: the actor that the middleware put on the request, with its type.

Comes in: a request. Goes out: its actor. Every page begins here; a request without one never reaches a page.
"""

from __future__ import annotations

from django.http import HttpRequest

from homeward.access.facts import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
