"""What the registry refuses, as sentences a clerk can act on.

    BadInput
      Invalid        an answer cannot be recorded as it is: `field` says which

Comes in: nothing. Goes out: exceptions. Never a name.
"""

from __future__ import annotations

from homeward.kernel.errors import BadInput


class Invalid(BadInput):
    """An answer cannot be recorded as it stands. `data["field"]` says which one."""

    code = "invalid"
