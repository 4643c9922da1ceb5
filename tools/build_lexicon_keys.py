"""Known names under the keys that the tokeniser gives them, worked out once, so that no process has to when it starts.

Comes in: the lexicon as the engine reads it, so `build_lexicon` runs first. Goes out: `src/homeward/resources/lexicon_keys.json`, the
same bytes for the same lexicon and tokeniser. A form that the tokeniser reads as several parts has no key.
Run: `python tools/build_lexicon_keys.py [--check]`; `--check` writes nothing, and fails when the artefact is out of date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from homeward.names.compounds import compounds
from homeward.names.lexicon import load

ARTEFACT = Path(__file__).resolve().parent.parent / "src/homeward/resources/lexicon_keys.json"


def keys() -> dict[str, list[int]]:
    """The ids of known names by key: compounds of the lexicon meet every way of writing them."""
    found: dict[str, dict[int, None]] = {}
    for form, ids in load().names.items():
        marks = compounds(form.replace("-", " ").split(), [])
        if len(marks) == 1:
            found.setdefault(marks[0].key, {}).update(dict.fromkeys(ids))
    return {key: list(ids) for key, ids in found.items()}


def main(arguments: Sequence[str]) -> int:
    """Write the artefact, or with `--check` compare it. Returns the exit code."""
    lines = [f"{json.dumps(key, ensure_ascii=False)}: {ids}" for key, ids in sorted(keys().items())]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    if "--check" not in arguments:
        ARTEFACT.write_text(text, "utf-8")
    elif not ARTEFACT.exists() or ARTEFACT.read_text("utf-8") != text:
        print("lexicon_keys.json is out of date; run: python tools/build_lexicon_keys.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
