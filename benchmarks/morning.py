"""One installation from nothing: an invented camp, its cases, and the pages that people open in the morning.

Comes in: CASES OUT, and the installation in `HOMEWARD_HOME` and `HOMEWARD_DATABASE_URL`. Goes out: JSON. Run by `pathway`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from instruments.setting import homeward
from instruments.spending import run

HERE: Final = Path(__file__).parent
PEOPLE: Final = 1.25  # registered people for each case: not everybody is present, or of a household


def main(cases: int, out: Path) -> None:
    """Make, walk, ask."""
    run([*homeward(), "camp", "--people", str(int(cases * PEOPLE)), "--no-serve", "--json"])
    run([sys.executable, HERE / "walking.py", str(cases), out])
    written = json.loads(out.read_bytes())
    run([sys.executable, HERE / "working.py", out])
    out.write_text(json.dumps({"written": written, "asked": json.loads(out.read_bytes())}))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
