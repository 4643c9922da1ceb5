"""An answer: a value, or which kind of silence it is.

Comes in: nothing. Goes out: frozen types. *Unknown*, *not asked*, *declined* and *not applicable* are four different answers, and
none of them is an empty text.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

Value = TypeVar("Value")


class Known(StrEnum):
    """Whether there is an answer, and if not, why not."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    DECLINED = "declined"
    NOT_APPLICABLE = "not_applicable"


class Answer(msgspec.Struct, Generic[Value], frozen=True):
    """A value with the state `known`, or no value with one of the others."""

    state: Known = Known.NOT_ASKED
    value: Value | None = None

    def __post_init__(self) -> None:
        if (self.state is Known.KNOWN) != (self.value is not None):
            raise ValueError("An answer holds a value exactly when it is known.")


def known(value: Value) -> Answer[Value]:
    """The answer that is this value."""
    return Answer(Known.KNOWN, value)
