"""All parts on one page: every figure that has a mark, as it was last measured.

Comes in: the JSON files of a folder of results. Goes out: `README.md` in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from instruments.outcome import Figure, figures_table


class Kept(msgspec.Struct, frozen=True):
    """What the summary reads of a kept outcome."""

    part: str
    title: str
    figures: tuple[Figure, ...]
    circumstances: dict[str, str]


def write(folder: Path, parts: Sequence[str]) -> None:
    """Write the page."""
    (folder / "README.md").write_text("\n".join([*_page(folder, parts), ""]), "utf-8")


def _page(folder: Path, parts: Sequence[str]) -> Iterator[str]:
    yield "# Measured"
    yield ""
    yield "Written by `benchmarks/run.py`. Figures with a mark; everything else is on the page of each part."
    for part in parts:
        path = folder / f"{part}.json"
        if not path.exists():
            continue
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
        yield from ("", f"## {kept.title}", "")
        marked = [figure for figure in kept.figures if figure.reached is not None]
        yield from figures_table(marked) if marked else ["Not measured."]
        known = kept.circumstances
        yield ""
        yield f"[All of it]({part}.md), measured {known['date']} on {known['machine']}, commit {known['commit']}."
