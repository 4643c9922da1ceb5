"""What a program is told when it cannot have an answer: a status of HTTP, and words.

Comes in: what was wrong. Goes out: a `Problem`, whose `told` is the body of the answer. Never repeats a name that was sent.
"""

from __future__ import annotations

from typing import Any

from homeward.kernel.errors import HomewardError

Place = tuple[str | int, ...]


class Problem(HomewardError):
    """A question that is not answered. `status` is the status of HTTP."""

    code = "not_answered"

    def __init__(self, status: int, words: str, place: Place = ()) -> None:
        super().__init__(words)
        self.status, self.place = status, place

    @property
    def told(self) -> dict[str, Any]:
        """The body: `detail` is words, or a list of what is malformed and where, as clients of this interface read it."""
        if self.status != MALFORMED:
            return {"detail": str(self)}
        return {"detail": [{"type": "value_error", "loc": list(self.place), "msg": str(self)}]}


REFUSED, NOT_FOUND, WRONG_METHOD, TOO_LARGE, MALFORMED = 400, 404, 405, 413, 422


def refused(words: str) -> Problem:
    """What was asked is understood and not done."""
    return Problem(REFUSED, words)


def not_found(words: str) -> Problem:
    """There is no such dataset, entity or address."""
    return Problem(NOT_FOUND, words)


def malformed(place: Place, words: str) -> Problem:
    """A parameter or the body has not the form that it must have; `place` says which."""
    return Problem(MALFORMED, words, place)
