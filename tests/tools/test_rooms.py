"""The docstring gate lets a file through that says which room it is, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

import rooms


@pytest.mark.parametrize(
    ("source", "passes"),
    [
        ('"""A written name becomes parts."""', True),
        ('"""One thing: what comes in.\n\nNever scores.\n"""\nimport re', True),
        ('"""Is this a room?"""', True),
        ("", False),
        ("import re", False),
        ('"""utils"""', False),
        ('"""Name parts"""', False),
        ('"""A written name becomes parts"""', False),
        ('x = 1\n"""A docstring that comes too late."""', False),
    ],
)
def test_a_file_says_which_room_it_is(source: str, passes: bool) -> None:
    assert (rooms.fault(source) is None) is passes


def test_one_bad_file_fails_the_gate_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "src" / "good").mkdir(parents=True)
    (tmp_path / "src" / "good" / "__init__.py").write_text('"""A folder that says what it is."""')
    assert rooms.main(tmp_path / "src") == 0
    (tmp_path / "src" / "good" / "migrations").mkdir()
    (tmp_path / "src" / "good" / "migrations" / "0001_initial.py").write_text("x = 1\n")  # generated
    assert rooms.main(tmp_path / "src") == 0
    (tmp_path / "src" / "good" / "drawer.py").write_text("x = 1\n")
    assert rooms.main(tmp_path / "src") == 1
    assert capsys.readouterr().err.startswith("src/good/drawer.py: ")
