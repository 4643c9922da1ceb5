"""A problem of a file or of a row: what is wrong, where, and what to do about it.

Comes in: what a reader or a rule noticed. Goes out: frozen types. Never the text of a cell: whoever may see it opens the row.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from homeward.kernel.errors import filled


class Weight(StrEnum):
    """What a problem does: an error keeps its row out, a notice only says what was understood."""

    ERROR = "error"
    NOTICE = "notice"


class Problem(msgspec.Struct, frozen=True):
    """One problem. `column` is the heading it stands under, `field` what that column was read as; both may be empty.

    `what` and `todo` may hold places for values, as the sentences of errors do: pages translate them and fill them then.
    """

    code: str
    what: str
    todo: str = ""
    weight: Weight = Weight.ERROR
    field: str = ""
    column: str = ""
    values: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return filled(f"{self.what} {self.todo}".strip(), dict(self.values))


class Located(msgspec.Struct, frozen=True):
    """A problem with its place: file, sheet and the row as the spreadsheet counts it."""

    file: str
    sheet: str
    row: int
    problem: Problem


def notice(
    code: str,
    what: str,
    todo: str = "",
    *,
    field: str = "",
    column: str = "",
    values: tuple[tuple[str, str | int], ...] = (),
) -> Problem:
    """A problem that keeps nothing out."""
    return Problem(code, what, todo, Weight.NOTICE, field, column, values)


def told(**values: str | int) -> tuple[tuple[str, str | int], ...]:
    """The values of a problem's sentences."""
    return tuple(values.items())
