"""The state of two records as far as they are compared: a decision holds for it, and a change of either reopens the pair.

Comes in: two profiles. Goes out: 16 bytes, keyed, so that nobody can try out values against them.
"""

from __future__ import annotations

from typing import Final

import msgspec

from homeward.access.sealing.vault import vault
from homeward.screening.profile import Profile

VERSION: Final = "1"  # goes up when a profile holds other fields


def fingerprint(left: Profile, right: Profile) -> bytes:
    """The fingerprint of a pair, the same whichever comes first."""
    told = sorted(msgspec.json.encode(profile).decode() for profile in (left, right))
    return vault().blind(f"pair-{VERSION}", "\n".join(told))
