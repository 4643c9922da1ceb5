"""Which capability reads, decides and confirms at each desk. What is decided at one desk is not seen at another.

Comes in: nothing. Goes out: tables. Missing people are traced, never screened for; of a child only a specialist decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from homeward.access.facts import Capability
from homeward.review.facts.candidates import Desk, State

READ: Final[Mapping[Desk, Capability]] = {
    Desk.SECURITY: Capability.CANDIDATE_READ,
    Desk.CHILD: Capability.CANDIDATE_CHILD,
    Desk.TRACING: Capability.TRACING,
}
DECIDE: Final[Mapping[Desk, Capability]] = dict(READ) | {Desk.SECURITY: Capability.CANDIDATE_DECIDE}
CONFIRM: Final[Mapping[Desk, Capability]] = dict(READ) | {Desk.SECURITY: Capability.CANDIDATE_CONFIRM}
# Whoever asks the source reaches what waits for its answer, at every desk: the question itself holds the minimum.
VERIFY: Final[Mapping[Desk, Capability]] = dict.fromkeys(Desk, Capability.SOURCE_VERIFY)
TAKEN: Final = frozenset({State.WAITING, State.SECOND})  # where somebody takes a candidate to look at it


def looks(desk: Desk, state: State) -> Capability:
    """What somebody needs to say what they find about a candidate as it stands: first looks are decided, all others confirmed."""
    return DECIDE[desk] if state is State.WAITING else CONFIRM[desk]
