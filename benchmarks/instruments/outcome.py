"""What a part of the measuring found: figures with their intervals and marks, tables, charts; as JSON to keep and as a page to read.

Comes in: figures. Goes out: frozen `Outcome`s. Holds counts and rates, never a name, a path or the name of a machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

Cell = str | int | float | None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure: `low` and `high` bound it with 95 % confidence; it must be `at_least` or `at_most` so much, if a mark is set."""

    key: str
    says: str
    value: float | None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the mark is reached; None where there is none."""
        if self.at_least is None and self.at_most is None:
            return None
        if self.value is None:
            return False
        return not (
            (self.at_least is not None and self.value < self.at_least)
            or (self.at_most is not None and self.value > self.at_most)
        )

    @property
    def within(self) -> bool:
        """Whether the mark lies inside the interval, so that missing it may be chance."""
        if self.low is None or self.high is None:
            return False
        return (self.at_least is not None and self.high >= self.at_least) or (
            self.at_most is not None and self.low <= self.at_most
        )

    @property
    def verdict(self) -> str:
        """Reached or missed, in words."""
        if self.reached is None:
            return ""
        return "reached" if self.reached else "missed, within the interval" if self.within else "missed"


class Table(msgspec.Struct, frozen=True):
    """Rows under a title."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """All that one part found. `charts` are drawings by file name; they stand beside the JSON, not in it."""

    part: str
    title: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    circumstances: dict[str, str] = {}
    charts: dict[str, str] = {}


def keep(outcome: Outcome, folder: Path) -> None:
    """Write `PART.json`, `PART.md` and the charts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in outcome.charts.items():
        (folder / name).write_text(drawing, "utf-8")
    plain = msgspec.to_builtins(msgspec.structs.replace(outcome, charts=dict.fromkeys(sorted(outcome.charts), "")))
    for figure, row in zip(outcome.figures, plain["figures"], strict=True):
        row["verdict"] = figure.verdict
    (folder / f"{outcome.part}.json").write_bytes(msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n")
    (folder / f"{outcome.part}.md").write_text(page(outcome), "utf-8")


def kept(path: Path) -> Outcome:
    """An outcome that was kept, without its drawings."""
    return msgspec.json.decode(path.read_bytes(), type=Outcome)


def page(outcome: Outcome) -> str:
    """The outcome as Markdown."""
    lines = [f"# {outcome.title}", "", *figures_table(outcome.figures)]
    for name in sorted(outcome.charts):
        lines += ["", f"![{outcome.title}]({name})"]
    for table in outcome.tables:
        lines += ["", f"## {table.title}", "", *grid(table.columns, table.rows)]
    if outcome.notes:
        lines += ["", *(f"- {note}" for note in outcome.notes)]
    said = "; ".join(f"{key} {value}" for key, value in outcome.circumstances.items())
    return "\n".join([*lines, "", f"Measured: {said}.", ""])


def figures_table(figures: Iterable[Figure]) -> list[str]:
    """Figures with their intervals and marks."""
    rows = [(f.says, _with_unit(f), _interval(f), _mark(f), f.verdict) for f in figures]
    return grid(("What", "Figure", "95 %", "Mark", ""), rows)


def grid(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[str]:
    """A Markdown table."""
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return lines + [f"| {' | '.join(written(cell) for cell in row)} |" for row in rows]


def written(value: Cell) -> str:
    """A cell as it is read: three significant digits, thousands set apart."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", "\u202f")
    if value == 0:
        return "0"
    return f"{value:.4f}" if 0.9 <= value < 1 else f"{value:.3g}"


def _with_unit(figure: Figure) -> str:
    return f"{written(figure.value)} {figure.unit}".strip()


def _interval(figure: Figure) -> str:
    return "" if figure.low is None else f"{written(figure.low)} to {written(figure.high)}"


def _mark(figure: Figure) -> str:
    if figure.at_least is not None:
        return f"≥ {written(figure.at_least)}"
    return f"≤ {written(figure.at_most)}" if figure.at_most is not None else ""
