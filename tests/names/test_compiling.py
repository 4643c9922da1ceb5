"""Compiled code is kept where a file could be made, and runs without where there is no such place."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.ground.anew import anew

from homeward.names.compiling import inner, shaped

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


LEVEL = "from homeward.names import compiling; from numba.core import config; print(int(config.OPT))"


@pytest.mark.parametrize(("said", "level"), [({}, "1"), ({"NUMBA_OPT": "3"}, "3")])
def test_the_compiler_does_not_try_hard_unless_it_is_told_to(said: dict[str, str], level: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "NUMBA_OPT"} | said
    done = subprocess.run([sys.executable, "-c", LEVEL], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == level


CHANGED = """
import shutil, sys
from pathlib import Path
import homeward
package = Path(homeward.__file__).parent
copy = Path(sys.argv[1]) / "homeward"
shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
"""


def test_code_is_compiled_anew_when_a_function_it_calls_was_changed(tmp_path: Path) -> None:
    """Compiled code holds the constants it read and the functions it called; neither stands in its own file."""
    subprocess.run([sys.executable, "-c", CHANGED, str(tmp_path)], check=True)
    ask = "from homeward.names import ordered, compiling; import numpy as np; from homeward.names.trie import by_skeleton; "
    ask += (
        "by_skeleton(np.zeros((1, 16), np.uint8), np.zeros(1, np.int32)); from homeward.names.trie import _strip_all; "
    )
    ask += "print(sum(_strip_all.stats.cache_hits.values()), sum(_strip_all.stats.cache_misses.values()))"

    def asked() -> str:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "NUMBA_CACHE_DIR": str(tmp_path / "kept")}
        done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert [asked(), asked()] == ["0 1", "1 0"]
    changed = tmp_path / "homeward" / "names" / "costs.py"
    changed.write_text(f"{changed.read_text('utf-8')}\n# changed\n", "utf-8")
    assert asked() == "0 1"


@pytest.mark.parametrize("mark", [inner, shaped])
def test_an_inner_function_is_only_a_part_of_those_that_call_it(mark: Callable[[Any], Any]) -> None:
    shared = mark(lambda whole, among: whole // among)
    whole = anew(lambda whole, among: shared(whole, among) + 1)

    assert whole(7, 2) == 4
    with pytest.raises(ZeroDivisionError):
        whole(7, 0)
    (part,) = shared.overloads.values()
    (made,) = whole.overloads.values()
    assert made.library.get_pointer_to_function(made.fndesc.llvm_func_name)
    assert not part.library.get_pointer_to_function(part.fndesc.llvm_func_name), "it is not made ready by itself"


BESIDE = """
import numpy as np
from numba import njit
from homeward.names.compiling import inner
at = inner(lambda values, place: values[place])
table = inner(lambda values, row, place: values[row, place])
asked = njit(lambda values, place: at(values, place))
also = njit(lambda values, row, place: table(values, row, place))
assert asked(np.arange(3), 2) == 2 and also(np.arange(6).reshape(2, 3), 1, 2) == 5
for ask in (lambda: asked(np.arange(3), -1), lambda: asked(np.arange(3), 3), lambda: also(np.arange(6).reshape(2, 3), 0, -1)):
    try:
        print(ask())
    except IndexError:
        print("refused")
"""


def test_a_place_is_never_counted_from_the_end_and_a_run_with_checks_says_so() -> None:
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1"}
    done = subprocess.run([sys.executable, "-c", BESIDE], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused"] * 3
