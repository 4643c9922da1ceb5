"""The picture of an explained candidate in README, written by the command itself.

Comes in: README.md with its two marks. Goes out: the same with what `homeward explain` prints now between them.
Everybody in it is invented. Run after weights or reference changed: `python tools/picture.py`; `--check` only compares.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- explained: written by tools/picture.py -->\n", "<!-- /explained -->"
LIST = "docs/examples/invented_un_list.xml"
NAME = "عبد الرحمن خلف"
KNOWN = ("--birth-date", "1986-01-01", "--birth-place", "Hawija", "--mother", "خديجة")
SHOWN = f'homeward explain "{NAME}" --list {LIST} \\\n    {" ".join(KNOWN)}'
RUN = "import sys; from homeward.cli.main import main; sys.exit(main(sys.argv[1:]))"


def printed() -> str:
    """What the command prints, 80 columns wide and without colours."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", RUN, "explain", NAME, "--list", LIST, *KNOWN]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").splitlines()).strip()


def block() -> str:
    """The text between the marks."""
    return f"```\n{SHOWN}\n\n{printed()}\n```\n"


def main(arguments: list[str]) -> int:
    """Write the block into README, or with --check say whether it is there. Returns the exit code."""
    readme = ROOT / "README.md"
    before, begin, rest = readme.read_text("utf-8").partition(BEGIN)
    inside, end, after = rest.partition(END)
    if not begin or not end:
        print(f"README.md has no place for the picture: set {BEGIN.strip()} and {END}.", file=sys.stderr)
        return 1
    wanted = block()
    if inside == wanted:
        return 0
    if "--check" in arguments:
        print(
            "README.md shows another explanation than the command prints: run python tools/picture.py", file=sys.stderr
        )
        return 1
    readme.write_text(before + begin + wanted + end + after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
