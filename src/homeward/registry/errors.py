"""What the registry refuses, as sentences a clerk can act on.

    BadInput
      Invalid             an answer cannot be recorded as it is: `field` says which
    Refused
      SeparatesChild      the change would leave a child without their carers, and child protection has not decided that

Comes in: nothing. Goes out: exceptions. Never a name.
"""

from __future__ import annotations

from homeward.access.errors import Refused
from homeward.kernel.errors import BadInput


class Invalid(BadInput):
    """An answer cannot be recorded as it stands. `data["field"]` says which one."""

    code = "invalid"


class SeparatesChild(Refused):
    """The change would leave a child without the people who care for them. `data["children"]` says how many."""

    code = "separates_child"
