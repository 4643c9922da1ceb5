"""The Python that has the published client of the interface for tools, where there is one; and the check that it works unchanged.

Comes in: an address, perhaps a token. Goes out: nothing, or the client's own words. `make test-all` puts the client into `.venv-client`,
apart from everything else; `HOMEWARD_YENTE_CLIENT` names another Python that has it. Without either its tests are skipped.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_BESIDE = _ROOT / ".venv-client/bin/python"
_PYTHON = os.environ.get("HOMEWARD_YENTE_CLIENT") or (str(_BESIDE) if _BESIDE.exists() else "")

with_the_client = pytest.mark.skipif(not _PYTHON, reason="yente-client is not installed: `make test-all` installs it")


def check_the_client(address: str, *token: str) -> None:
    """Make every call that the published client has."""
    asked = [_PYTHON, _ROOT / "tests/cli/published_client.py", address, *token]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, "all of it works\n"), done.stderr
