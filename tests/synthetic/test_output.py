"""A file is whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.kernel.errors import CannotWrite
from homeward.synthetic.output import made, whole


def test_a_file_appears_when_it_is_done(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with whole(path) as handle:
        handle.write("a\r\n")
        assert not path.exists()
    assert path.read_bytes() == b"a\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_of_a_writing_that_failed(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole(path) as handle:
        handle.write(str(1 // 0))
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_made_and_one_that_cannot_be_is_said(tmp_path: Path) -> None:
    assert made(tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="file cannot be written"):
        made(tmp_path / "file")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"rows\.csv cannot be written"), whole(tmp_path / "no" / "rows.csv"):
        pass
