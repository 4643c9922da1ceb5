"""The docstring gate: every file of the source says which room it is, in at least one whole sentence.

Comes in: the files under `src/`, migrations aside, which are generated. Goes out: one line per file that does not say so, and
exit code 1 if there is any.
That every public class and function has a docstring at all is ruff's business (D1); this asks what ruff cannot.
Run: `python tools/rooms.py`.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = re.compile(r"\S+(?: \S+){2,}.*[.!?](?:\s|$)", re.DOTALL)  # three words or more, and a full stop


def fault(source: str) -> str | None:
    """What is wrong with the docstring that opens a file's source, or None."""
    docstring = ast.get_docstring(ast.parse(source))
    if docstring is None:
        return "does not say which room it is: open it with a docstring"
    if not SENTENCE.match(docstring):
        return f"opens with {docstring!r}, which is not a sentence"
    return None


def main(folder: Path) -> int:
    """Print every fault under a folder. Returns the exit code."""
    written = [path for path in sorted(folder.rglob("*.py")) if path.parent.name != "migrations"]
    faults = [(path, text) for path in written if (text := fault(path.read_text("utf-8")))]
    for path, text in faults:
        print(f"{path.relative_to(folder.parent).as_posix()}: {text}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(ROOT / "src"))
