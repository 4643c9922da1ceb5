"""One installation from nothing: an invented camp is put into it, searches and pages are asked for, it is grown and asked again.

Comes in: PEOPLE COPIES OUT, and the installation in `HOMEWARD_HOME` and `HOMEWARD_DATABASE_URL`. Goes out: JSON. Run by `registry`,
for PostgreSQL beside a server that is there for nothing else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from instruments.setting import homeward
from instruments.spending import run

HERE = Path(__file__).parent


def main(people: int, copies: int, out: Path) -> None:
    """Make, ask, grow, ask again."""
    made = run([*homeward(), "camp", "--people", str(people), "--no-serve", "--json"])
    found: dict[str, Any] = {"made": {"s": made.wall, "cpu": made.cpu}, "camp": _asked(out, "pages")}
    if copies > 1:
        run([sys.executable, HERE / "growing.py", str(copies)])
        found["grown"] = _asked(out, "searches")
    out.write_text(json.dumps(found))


def _asked(out: Path, what: str) -> Any:
    run([sys.executable, HERE / "asking.py", what, out])
    return json.loads(out.read_bytes())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
