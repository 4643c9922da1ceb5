"""Small, calm drawings without a library: points, lines between them, a dashed line for what is ideal or required.

Comes in: series of points in the units of the axes. Goes out: SVG as text, readable on white and on dark grey, with a title for
screen readers. Colours never stand alone: every line is also labelled where it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import floor, log10
from typing import NamedTuple

WIDTH, HEIGHT = 520, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 120, 40, 52
COLOURS = ("#2f6f8f", "#a85b2a", "#5a7d3a", "#7a5a8f")
Point = tuple[float, float]


class Series(NamedTuple):
    """Points joined by a line; `dashed` for what is not measured. `bars` are (x, low, high)."""

    label: str
    points: Sequence[Point]
    dashed: bool = False
    bars: Sequence[tuple[float, float, float]] = ()


class Axis(NamedTuple):
    """A title, the ends, and whether steps are powers of ten."""

    title: str
    low: float
    high: float
    log: bool = False

    def share(self, value: float) -> float:
        """Where a value lies between the ends."""
        if self.log:
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Round values between the ends."""
        if self.log:
            return [10.0**p for p in range(round(log10(self.low)), floor(log10(self.high) + 1e-9) + 1)]
        return [self.low + k * (self.high - self.low) / 5 for k in range(6)]


def drawing(title: str, across: Axis, up: Axis, series: Sequence[Series]) -> str:
    """The chart as SVG."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(x: float, y: float) -> Point:
        return LEFT + wide * across.share(x), TOP + high * (1 - up.share(y))

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(LEFT, 22, title, 'font-size="14" fill="#222"'),
    ]
    for value in across.ticks():
        x, _ = place(value, up.low)
        parts += [_line(x, TOP, x, TOP + high, "#eee"), _text(x, TOP + high + 18, short(value), _MIDDLE)]
    for value in up.ticks():
        _, y = place(across.low, value)
        parts += [_line(LEFT, y, LEFT + wide, y, "#eee"), _text(LEFT - 8, y + 4, short(value), _END)]
    parts += [
        _text(LEFT + wide / 2, HEIGHT - 12, across.title, _MIDDLE),
        f'<text transform="translate(16 {TOP + high / 2:.0f}) rotate(-90)" text-anchor="middle" fill="#555">{escape(up.title)}</text>',
    ]
    for number, one in enumerate(series):
        parts += _drawn(one, "#999" if one.dashed else COLOURS[number % len(COLOURS)], place)
    return "\n".join([*parts, "</svg>", ""])


_MIDDLE = 'text-anchor="middle" fill="#555"'
_END = 'text-anchor="end" fill="#555"'


def _drawn(series: Series, colour: str, place: Callable[[float, float], Point]) -> list[str]:
    points = [place(x, y) for x, y in series.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = ' stroke-dasharray="4 4"' if series.dashed else ""
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"{dashes}/>']
    for at, low, high in series.bars:
        (x, bottom), (_, top) = place(at, low), place(at, high)
        parts.append(_line(x, bottom, x, top, colour))
    if not series.dashed:
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    if points:
        x, y = points[-1]
        parts.append(_text(x + 8, y + 4, series.label, f'fill="{colour}"'))
    return parts


def short(value: float) -> str:
    """A number as an axis shows it."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:.3g}"


def _line(x: float, y: float, to_x: float, to_y: float, colour: str) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"/>'


def _text(x: float, y: float, text: str, more: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(text)}</text>'
