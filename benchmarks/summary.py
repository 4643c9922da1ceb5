"""All parts on one page: every figure that has a mark, as it was last measured.

Comes in: the JSON files of a folder of results. Goes out: `README.md` in it, and on request the same between the two marks of a page
of the documentation, with the drawings beside that page.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from instruments.outcome import figures_table, kept

BEGIN, END = "<!-- measured: written by benchmarks/run.py -->", "<!-- /measured -->"


def write(folder: Path, parts: Sequence[str]) -> None:
    """Write the page of a folder of results."""
    said = [
        "# Measured",
        "",
        "Written by `benchmarks/run.py`: figures with a mark. Everything else is on the page of each part.",
        "",
    ]
    (folder / "README.md").write_text(
        "\n".join([*said, *_sections(folder, parts, "## ", "[All of it]({}.md), measured"), ""]), "utf-8"
    )


def publish(folder: Path, parts: Sequence[str], document: Path) -> None:
    """Write the same figures into a page of the documentation, and copy the drawings beside it."""
    document.write_text(filled(document.read_text("utf-8"), folder, parts), "utf-8")
    for drawing in folder.glob("*.svg"):
        shutil.copyfile(drawing, document.with_name(drawing.name))


def filled(text: str, folder: Path, parts: Sequence[str]) -> str:
    """A page with the figures between its two marks."""
    figures = "\n".join(_sections(folder, parts, "### ", "Measured"))
    return re.sub(f"(?<={BEGIN}\n).*(?={END})", lambda _: f"{figures}\n", text, flags=re.DOTALL)


def _sections(folder: Path, parts: Sequence[str], heading: str, measured: str) -> Iterator[str]:
    """Each part that was measured."""
    for part in parts:
        path = folder / f"{part}.json"
        if not path.exists():
            continue
        outcome = kept(path)
        marked = [figure for figure in outcome.figures if figure.reached is not None]
        yield from (f"{heading}{outcome.title}", "")
        yield from figures_table(marked) if marked else ["Not measured."]
        known = outcome.circumstances
        yield from ("", f"{measured.format(part)} {known['date']} on {known['machine']}, commit {known['commit']}.", "")
