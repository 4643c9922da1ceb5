"""The page of the steps of a case, `docs/reference/steps.md`, out of the table that the rules, the database and the pages use.

Comes in: `homeward.pathway.rules.steps`. Goes out: the page and two drawings beside it, the same bytes every time.
Run: `python tools/steps.py`; with `--check`, change nothing and end with 1 where the page says something else than the table.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import django
from django.template.loader import render_to_string
from django.utils import translation

from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.rules.steps import KEEPERS, STEPS
from homeward.web.pathway_words import COURSE_MEANINGS, GATE_HELP, STAGE_MEANINGS
from homeward.web.stage_diagram import drawings
from homeward.web.words import word

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "docs/reference"


def files() -> dict[str, str]:
    """Every file of the page with its text, in English."""
    with translation.override("en"):
        drawn = {
            f"steps-{one.name}.svg": render_to_string("pathway/drawing.html", {"drawing": one}) for one in drawings()
        }
        return {"steps.md": "\n".join(_page()) + "\n", **{name: _standing_alone(text) for name, text in drawn.items()}}


def _standing_alone(text: str) -> str:
    """A drawing as a file of its own: on paper of its own colour, so that it is legible on any page."""
    head, tail = text.strip().split(">", 1)
    return f'{head}><rect width="100%" height="100%" fill="#fbf9f5"/>{tail}\n'


def _page() -> Iterator[str]:
    yield "# Steps of a case"
    yield ""
    yield "A case is somebody's way home, from registered to closed. This is every lawful step, as the table of the rules has it; the"
    yield "drawing and the table are made of it by `tools/steps.py`, and so is what the database itself refuses. What is not here is"
    yield "refused, for everybody and however urgent."
    yield ""
    yield "![The stages and the steps between them](steps-across.svg)"
    yield ""
    yield "A thick line: two people take the step, one proposes and another answers. A broken line: the case goes back, with words, and"
    yield "through no gate."
    yield ""
    yield "## Stages"
    yield ""
    yield "| Stage | What it is about |"
    yield "|---|---|"
    for stage in Stage:
        yield f"| {word(stage)} | {STAGE_MEANINGS[stage]} |"
    yield ""
    yield "## Steps"
    yield ""
    yield "| From | To | Who takes or proposes it: whoever may | Who answers: whoever may | Gates |"
    yield "|---|---|---|---|---|"
    for line in STEPS:
        to = f"{word(line.to)} (back)" if line.back else word(line.to)
        second = word(line.answered_by) if line.answered_by else "–"
        gates = ", ".join(str(word(gate)) for gate in line.gates) or ("words" if line.back else "–")
        yield f"| {word(line.frm)} | {to} | {word(line.by)} | {second} | {gates} |"
    yield ""
    yield "## Gates"
    yield ""
    yield "An override lifts a gate for a time, on somebody's authority, with reasons; another person grants it and a third looks at it"
    yield "again. It shows wherever the case does. A gate that protects the person is never lifted."
    yield ""
    yield "| Gate | Who can see to it | What opens it | Can it be overridden? |"
    yield "|---|---|---|---|"
    for gate in Gate:
        keeper = KEEPERS[gate]
        roles = " or ".join(str(word(role)) for role in keeper.roles)
        yield f"| {word(gate)} | {roles} | {GATE_HELP[gate]} | {'yes' if keeper.overridable else 'never'} |"
    yield ""
    yield "## Whether a case goes on"
    yield ""
    yield "A case that does not go on takes no step. From each of these it can go on again."
    yield ""
    yield "| | What it means |"
    yield "|---|---|"
    for course in Course:
        yield f"| {word(course)} | {COURSE_MEANINGS[course]} |"


def main(*, check: bool) -> int:
    """Write the files, or say which differ. Returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="homeward-steps-") as home:
        os.environ["HOMEWARD_HOME"], os.environ["DJANGO_SETTINGS_MODULE"] = home, "homeward.config.settings"
        django.setup()
        return _write(check=check)


def _write(*, check: bool) -> int:
    stale = [name for name, text in files().items() if _kept(name) != text]
    if check:
        for name in stale:
            print(
                f"docs/reference/{name} is not what the table of steps says: run python tools/steps.py", file=sys.stderr
            )
        return 1 if stale else 0
    for name, text in files().items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


def _kept(name: str) -> str:
    path = FOLDER / name
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
