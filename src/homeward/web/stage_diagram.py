"""The stages and the lawful steps between them as a drawing, made of the same table that the rules and the database use.

Comes in: the reader's direction, and where a case stands, or nothing. Goes out: frozen shapes with their places: across, in three rows,
where there is room; down, in one column, on a phone. A template draws them, and everything drawn also stands in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.pathway.facts.cases import Lawful, Stage
from homeward.pathway.rules.steps import STEPS
from homeward.web.words import word

ROWS: Final = (
    (Stage.REGISTERED, Stage.IDENTITY_REVIEW, Stage.NATIONALITY_VERIFICATION, Stage.SCREENING_REVIEW, Stage.REPATRIATION_DECISION),
    (Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT, Stage.RECEIVED, Stage.REHABILITATION, Stage.RETURN_READINESS),
    (Stage.RETURNED, Stage.FOLLOW_UP, Stage.CLOSED),
)  # fmt: skip
ORDER: Final = tuple(stage for row in ROWS for stage in row)
WIDE: Final = 16  # letters of a line of a stage's name


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of a drawing: its width, a box, the space between boxes and between rows."""

    width: int
    box: int
    height: int
    gap: int
    between: int


ACROSS: Final = Shape(width=1000, box=164, height=78, gap=42, between=86)
DOWN: Final = Shape(width=340, box=236, height=62, gap=0, between=26)


@dataclass(frozen=True, slots=True)
class Box:
    """A stage: its place, its name in lines, what the step into it asks, and how it stands: `been`, `here`, `next` or empty."""

    stage: Stage
    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    note: str
    note_y: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A step: the path of its line and of the point at its end. `kind`: `on`, `two` (two people take it) or `back`."""

    path: str
    point: str
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to be drawn, in one measure."""

    name: str
    width: int
    height: int
    box: int
    box_height: int
    middle: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


def drawings(*, here: Stage | None = None, been: Iterable[Stage] = (), rtl: bool = False) -> tuple[Drawing, Drawing]:
    """The drawing across and the one down. `here`: where a case stands; `been`: where it was."""
    states = dict.fromkeys(been, "been")
    if here is not None:
        states |= {line.to: "next" for line in STEPS if line.frm is here and not line.back} | {here: "here"}
    return _across(states, rtl), _down(states, rtl)


def _across(states: dict[Stage, str], rtl: bool) -> Drawing:
    size = ACROSS
    at = {
        stage: (column * (size.box + size.gap) + 8, row * (size.height + size.between) + 30)
        for row, stages in enumerate(ROWS)
        for column, stage in enumerate(stages)
    }
    edges = tuple(_mirrored(edge, size.width, rtl) for edge in _edges_across(at))
    height = len(ROWS) * (size.height + size.between) - size.between + 70
    return Drawing(
        "across", size.width, height, size.box, size.height, size.box // 2, _boxes(at, size, states, rtl), edges
    )


def _down(states: dict[Stage, str], rtl: bool) -> Drawing:
    size = DOWN
    at = {stage: (4, row * (size.height + size.between) + 4) for row, stage in enumerate(ORDER)}
    edges = tuple(_mirrored(edge, size.width, rtl) for edge in _edges_down(at))
    height = len(ORDER) * (size.height + size.between) - size.between + 8
    return Drawing(
        "down", size.width, height, size.box, size.height, size.box // 2, _boxes(at, size, states, rtl), edges
    )


def _boxes(at: dict[Stage, tuple[int, int]], size: Shape, states: dict[Stage, str], rtl: bool) -> tuple[Box, ...]:
    found = []
    for stage, (x, y) in at.items():
        told = _lines(str(word(stage)), WIDE if size is ACROSS else 2 * WIDE)
        first = 24 if len(told) == 1 and size is DOWN else 30 if len(told) == 1 else 22
        lines = tuple((first + 18 * n, text) for n, text in enumerate(told))
        left = size.width - x - size.box if rtl else x
        found.append(Box(stage, left, y, lines, note_of(stage), size.height - 12, states.get(stage, "")))
    return tuple(found)


def note_of(stage: Stage) -> str:
    """What the step into a stage asks, in few words: how many gates, whether two people."""
    into = [line for line in STEPS if line.to is stage and not line.back]
    gates = max((len(line.gates) for line in into), default=0)
    said = [ngettext("%(n)s gate", "%(n)s gates", gates) % {"n": gates}] if gates else []
    if any(line.two for line in into):
        said.append(_("two people"))
    return " · ".join(said)


def _lines(text: str, most: int) -> list[str]:
    """A name in as few lines as hold it, broken between words."""
    lines = [""]
    for part in text.split():
        if lines[-1] and len(lines[-1]) + len(part) >= most:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


Points = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Line:
    """A step as points: straight pieces, or with `bend` a curve by its two outer points and two between."""

    points: Points
    kind: str
    bend: bool = False


def _kind(line: Lawful) -> str:
    return "back" if line.back else "two" if line.two else "on"


def _edges_across(at: dict[Stage, tuple[int, int]]) -> Iterator[_Line]:
    size = ACROSS
    for line in STEPS:
        (x, y), (to_x, to_y), kind = at[line.frm], at[line.to], _kind(line)
        half, under = size.box // 2, y + size.height
        if y == to_y and line.back:
            steps = (x - to_x) // (size.box + size.gap)
            deep = under + 14 + 15 * steps
            yield _Line(
                [
                    (x + half - 18 * steps, under),
                    (x + half - 30, deep),
                    (to_x + half + 30, deep),
                    (to_x + half + 12 * steps, under + 5),
                ],
                kind,
                True,
            )
        elif y == to_y and to_x - x > size.box + size.gap:
            yield _Line(
                [(x + half, y), (x + half + 40, y - 30), (to_x + half - 40, y - 30), (to_x + half, y - 5)], kind, True
            )
        elif y == to_y:
            yield _Line([(x + size.box, y + 39), (to_x - 5, y + 39)], kind)
        elif line.back:
            turn = under - size.height - 22 if y > to_y else under
            yield _Line(
                [
                    (x + half + 24, y),
                    (x + half + 24, turn),
                    (to_x + half + 40, turn),
                    (to_x + half + 40, to_y + size.height + 5),
                ],
                kind,
            )
        else:
            turn = to_y - 36
            yield _Line(
                [(x + half + 60, under), (x + half + 60, turn), (to_x + half, turn), (to_x + half, to_y - 5)], kind
            )


def _edges_down(at: dict[Stage, tuple[int, int]]) -> Iterator[_Line]:
    size = DOWN
    side, middle = 4 + size.box, 4 + size.box // 2
    for line in STEPS:
        y, to_y, kind = at[line.frm][1], at[line.to][1], _kind(line)
        steps = (to_y - y) // (size.height + size.between)
        if steps == 1:
            yield _Line([(middle, y + size.height), (middle, to_y - 5)], kind)
        else:
            out = side + 22 + 18 * abs(steps)
            shift = 44 if line.back else 12
            yield _Line(
                [(side, y + shift - 12), (out, y + shift - 12), (out, to_y + shift), (side + 5, to_y + shift)],
                kind,
                True,
            )


def _mirrored(line: _Line, width: int, rtl: bool) -> Edge:
    """A line as a path, its sides changed for whoever reads from the right."""
    points = [(width - x, y) for x, y in line.points] if rtl else line.points
    first, *rest = (f"{x} {y}" for x, y in points)
    path = f"M{first}C{' '.join(rest)}" if line.bend else f"M{first}L{' L'.join(rest)}"
    return Edge(path, _point(points, line), line.kind)


def _point(points: Points, line: _Line) -> str:
    """A small triangle at the end of a line, in the direction that it comes from."""
    (before_x, before_y), (x, y) = points[-2], points[-1]
    if line.bend and before_x != x and abs(before_x - x) < abs(before_y - y):
        before_x = x
    if abs(before_x - x) > abs(before_y - y):
        way = 1 if x > before_x else -1
        return f"{x + 5 * way},{y} {x - 3 * way},{y - 5} {x - 3 * way},{y + 5}"
    way = 1 if y > before_y else -1
    return f"{x},{y + 5 * way} {x - 5},{y - 3 * way} {x + 5},{y - 3 * way}"
