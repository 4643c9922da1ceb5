"""What background work refuses, as sentences.

    HomewardError
      Lost           the lease went to another worker: what this one was about to write is undone
      BadInput
        Settled      the job is not in a state where this can be done

Comes in: nothing. Goes out: exceptions. Never holds anything personal.
"""

from __future__ import annotations

from homeward.kernel.errors import BadInput, HomewardError


class Lost(HomewardError):
    """Another worker holds the job now."""

    code = "lost"


class Settled(BadInput):
    """The job has ended, or has not failed: what was asked does not apply to it."""

    code = "settled"
