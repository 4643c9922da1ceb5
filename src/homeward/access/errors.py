"""What access refuses, as sentences a person can act on.

    HomewardError
      Refused        the actor may not do this, or not for this purpose, or not here
      NotFound       nothing there that this actor may see: the same answer whether it exists or not
      Stale          somebody else changed it meanwhile: both versions are shown side by side
      Sealed         a sealed value cannot be opened
        Erased       its key was destroyed on purpose
        Damaged      it was changed outside Homeward, or belongs to another row

Comes in: nothing. Goes out: exceptions. Never holds a name.
"""

from __future__ import annotations

from typing import Any

from homeward.kernel.errors import BadInput, HomewardError


class Refused(HomewardError):
    """The actor may not do this. `denial` is the event that the trail has yet to receive, if any: `access.actions.denied` writes it."""

    code = "refused"
    exit_code = 2
    denial: Any = None


class NotFound(HomewardError):
    """Nothing there that this actor may see."""

    code = "not_found"
    exit_code = 2


class Stale(BadInput):
    """Somebody else saved meanwhile."""

    code = "stale"


class Sealed(HomewardError):
    """A sealed value cannot be opened."""

    code = "sealed"
    exit_code = 2


class Erased(Sealed):
    """The key was destroyed on purpose: what it sealed is gone for good."""

    code = "erased"


class Damaged(Sealed):
    """The sealed bytes were changed, or moved from the row they belong to."""

    code = "damaged"
