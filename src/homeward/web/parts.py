"""What pages hand to the parts they are made of: small frozen values, so that a page and a part agree on names.

Comes in: what a selector returned, put into words. Goes out: values that the templates under `parts/` read.
Never a model's row, and never markup: words, numbers and addresses only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final, Generic, TypeVar

from django.http import HttpRequest
from django.utils.functional import Promise

Row = TypeVar("Row")
Text = str | Promise
PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class Written:
    """A name in its own script, with the other script's spelling."""

    text: str
    lang: str = ""
    other: str = ""
    other_lang: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to a sibling of this page."""

    label: Text
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An event of a timeline: `state` is one of `plain`, `done`, `waiting`, `blocked`."""

    title: Text
    at: datetime | None = None
    who: Text = ""
    text: Text = ""
    state: str = "plain"


@dataclass(frozen=True, slots=True)
class Claim:
    """One version of what was recorded. `state` is a state of a chip, `verification` its word."""

    value: Text
    source: Text
    recorded_by: Text
    recorded_at: datetime
    verification: Text = ""
    state: str = "plain"
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a comparison: the same field of two records. `outcome` is `agrees`, `differs`, `absent` or empty."""

    label: Text
    left: Text
    right: Text
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart and a row of the table beside it."""

    label: Text
    value: int
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A long piece of work: `state` is `queued`, `running`, `done`, `failed` or `cancelled`; `total` None while not known.

    `url` shows it again (also as a fragment), `cancel_url` and `retry_url` are posted to.
    """

    title: Text
    state: str
    done: int = 0
    total: int | None = None
    unit: Text = ""
    message: Text = ""
    started_at: datetime | None = None
    url: str = ""
    cancel_url: str = ""
    retry_url: str = ""

    @property
    def live(self) -> bool:
        """Whether it still moves, so that looking again is worth it."""
        return self.state in ("queued", "running")


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows a list shows: the number of its page, counted from 1, and how many rows a page has."""

    number: int
    size: int = PAGE_SIZE

    @property
    def offset(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of a window and the true number of all rows. `capped`: the total is a lower bound ("more than")."""

    rows: Sequence[Row]
    total: int
    window: Window
    capped: bool = False

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 where there is none."""
        return self.window.offset + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.window.offset + len(self.rows)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, ceil(self.total / self.window.size))

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """The page numbers to offer: the first, the last and those near this one; None where some are left out."""
        here = self.window.number
        near = [n for n in range(1, self.pages + 1) if n in (1, self.pages) or abs(n - here) <= 2]
        found: list[int | None] = []
        for n in near:
            if found and found[-1] is not None and n - found[-1] > 1:
                found.append(None)
            found.append(n)
        return tuple(found)


def window_of(request: HttpRequest, size: int = PAGE_SIZE) -> Window:
    """The window that the address asks for with `?page=`; the first for anything else."""
    text = request.GET.get("page", "1")
    return Window(max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1, size)
