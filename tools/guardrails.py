"""Write docs/guardrails.md out of the guardrails' own files: what each says, where it is held, and the tests that prove it.

Comes in: the files `tests/guardrails/test_NN_name.py`, whose docstrings begin `Guardrail N: sentence` (a further side of one:
`Guardrail N, the side: sentence`), with a second paragraph `How: …`. Goes out: the page, or with `--check` exit code 1 where the page is
not what the files say. Refuses a file whose docstring or number says something else, and a guardrail without its file.
Run: `python tools/guardrails.py [--check]`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER, PAGE = ROOT / "tests/guardrails", ROOT / "docs/guardrails.md"
NUMBERS = range(1, 21)
FILE = re.compile(r"test_(\d\d)_(\w+)\.py")
OPENING = re.compile(r"Guardrail (\d+)(?:, ([^:]+))?: (.+)")
HEAD = """# Guardrails

What Homeward never does, and what holds it: twenty rules, each with its file in `tests/guardrails/`. No change that breaks one passes.
This page is written by `python tools/guardrails.py` out of those files, and `make lint` refuses it where it says anything else.
[What each room holds](explanation/guardrails.md) tells the same by rooms.
"""


class Fault(ValueError):
    """A file that does not say which guardrail it is, or a guardrail that no file is of."""


@dataclass(frozen=True, slots=True)
class Side:
    """One file: of which guardrail, which side of it, what it says, how it is held, and its tests as sentences."""

    number: int
    name: str
    side: str
    sentence: str
    how: str
    tests: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name of the file's guardrail as a heading."""
        return self.name.replace("_", " ").capitalize()


def read(path: Path) -> Side:
    """What one file says. Raises `Fault`."""
    named, tree = FILE.fullmatch(path.name), ast.parse(path.read_text("utf-8"))
    paragraphs = [" ".join(part.split()) for part in (ast.get_docstring(tree) or "").split("\n\n")]
    said = OPENING.fullmatch(paragraphs[0])
    how = next((part.removeprefix("How: ") for part in paragraphs if part.startswith("How: ")), "")
    if not (named and said and how and int(named[1]) == int(said[1])):
        raise Fault(f'{path.name}: open it with "Guardrail N: sentence", N as in its name, and a paragraph "How: …".')
    return Side(int(said[1]), named[2], said[2] or "", said[3], how, tuple(_tests(tree)))


def _tests(tree: ast.Module) -> Iterator[str]:
    """Each test's name as a sentence, in the file's order, also those of a class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            words = node.name.removeprefix("test_").replace("_s_", "'s ").replace("_", " ")
            yield words[0].upper() + words[1:]


def page(folder: Path) -> str:
    """The whole page. Raises `Fault` for a file or a number that is missing or says something else."""
    sides = [read(path) for path in sorted(folder.glob("test_*.py"))]
    firsts = {side.number: side for side in sides if not side.side}
    if missing := [str(number) for number in NUMBERS if number not in firsts]:
        raise Fault(f"No file in tests/guardrails is of guardrail {', '.join(missing)}.")
    if len(firsts) != sum(not side.side for side in sides):
        raise Fault(
            "Two files are of the same guardrail: let one say which side of it it is, as in 'Guardrail 8, exports: …'."
        )
    parts = [HEAD]
    for number, first in sorted(firsts.items()):
        parts.append(f"## {number}. {first.title}\n\n**{first.sentence}**\n\n{_held(first)}")
        parts += [
            f"*{_capital(side.side)}.* {side.sentence}\n\n{_held(side)}"
            for side in sides
            if side.number == number and side.side
        ]
    return "\n".join(parts)


def _held(side: Side) -> str:
    """How it is held, and its tests."""
    return f"{side.how}\n\n" + "".join(f"- {test}\n" for test in side.tests)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def main(arguments: list[str]) -> int:
    """Write the page, or only check it. Returns the exit code."""
    try:
        text = page(FOLDER)
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    if "--check" not in arguments:
        PAGE.write_text(text, "utf-8")
    elif not PAGE.exists() or PAGE.read_text("utf-8") != text:
        print("docs/guardrails.md is not what tests/guardrails says: run python tools/guardrails.py.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
