"""Compiled code is kept where a file could be made, and runs without where there is no such place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os
from homeward.names import compiling
from homeward.names.likeness import like
print(compiling.KEPT, os.environ.get("NUMBA_CACHE_DIR", ""))
"""


def chosen(**environment: str) -> tuple[bool, str]:
    """Whether the code is kept, and where, with only these variables besides those of the system."""
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "PYTHONPATH", "LANG"}}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=kept | environment, check=True
    )
    word, _, place = done.stdout.strip().partition(" ")
    return word == "True", place


def test_a_place_that_was_named_is_taken(tmp_path: Path) -> None:
    assert chosen(NUMBA_CACHE_DIR=str(tmp_path)) == (True, str(tmp_path))


@pytest.mark.parametrize(
    ("variable", "inside"), [("HOMEWARD_HOME", "compiled"), ("XDG_CACHE_HOME", "homeward"), ("HOME", ".cache/homeward")]
)
def test_a_named_place_that_takes_no_files_is_left_for_another(variable: str, inside: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = chosen(NUMBA_CACHE_DIR=str(tmp_path / "file" / "x"), **{variable: str(tmp_path / "home")})
    assert found == (True, str(tmp_path / "home" / inside))


def test_where_there_is_no_place_it_runs_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "tmp").mkdir()
    kept, place = chosen(NUMBA_CACHE_DIR=str(tmp_path / "file" / "x"), TMPDIR=str(tmp_path / "tmp"))
    assert not kept
    assert Path(place).parent == tmp_path / "tmp"
    assert list((tmp_path / "tmp").iterdir()) == []
