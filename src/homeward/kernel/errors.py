"""What can go wrong, as one small tree.

    HomewardError                 code, data; its text is a sentence for a person: what, where, what to do next
      BadInput                    a file or a value handed to us cannot be used (exit code 2)
        Unreadable                the file is not what it claims to be: not a list, truncated, wrong encoding, refused XML
        Inconsistent              files or values that contradict each other: orphans, duplicate ids, a list that shrank
      CannotWrite                 the place we were told to write to does not take it (exit code 4)

Comes in: nothing. Goes out: exceptions. Never holds a person's name: `data` carries file, row, field and counts only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

Value = str | int | float | None
_PLACE: Final = re.compile(r"%\((\w+)\)s")


class HomewardError(Exception):
    """Root of every error we raise on purpose. `code` is stable for machines, `str()` is for people.

    `sentence` may hold places for values, `%(rows)s`, that `data` fills: pages translate the sentence and fill it then.
    """

    code = "error"
    exit_code = 1

    def __init__(self, message: str, **data: Value) -> None:
        super().__init__(filled(message, data))
        self.sentence = message
        self.data = data


def to_say(sentence: str) -> str:
    """A sentence that is kept in a table before an error says it: marks it for the catalogues, and changes nothing."""
    return sentence


def filled(sentence: str, values: Mapping[str, Value], written: Callable[[int], str] = "{:,}".format) -> str:
    """A sentence with its values in their places, numbers as `written`. A place without a value stays as it is."""

    def value(found: re.Match[str]) -> str:
        given = values.get(found[1])
        if isinstance(given, int):
            return written(given)
        return found[0] if given is None else str(given)

    return _PLACE.sub(value, sentence)


class BadInput(HomewardError):
    """Something handed to us cannot be used as it is."""

    code = "bad_input"
    exit_code = 2


class Unreadable(BadInput):
    """The file is not what it claims to be."""

    code = "unreadable"


class Inconsistent(BadInput):
    """Files or values that do not belong together."""

    code = "inconsistent"


class CannotWrite(HomewardError):
    """The output could not be written; nothing half-written was left behind."""

    code = "cannot_write"
    exit_code = 4
