"""What can go wrong, as one small tree.

    HomewardError                 code, data; its text is a sentence for a person: what, where, what to do next
      BadInput                    a file or a value handed to us cannot be used (exit code 2)
        Unreadable                the file is not what it claims to be: not a list, truncated, wrong encoding, refused XML
        Inconsistent              files or values that contradict each other: orphans, duplicate ids, a list that shrank
      CannotWrite                 the place we were told to write to does not take it (exit code 4)

Comes in: nothing. Goes out: exceptions. Never holds a person's name: `data` carries file, row, field and counts only.
"""

from __future__ import annotations


class HomewardError(Exception):
    """Root of every error we raise on purpose. `code` is stable for machines, `str()` is for people."""

    code = "error"
    exit_code = 1

    def __init__(self, message: str, **data: str | int | float | None) -> None:
        super().__init__(message)
        self.data = data


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
