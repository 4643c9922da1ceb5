"""README shows what the commands print now, not what they printed once."""

from __future__ import annotations

import re

import pytest

import picture


def test_the_explained_candidate_is_what_the_command_prints() -> None:
    readme = (picture.ROOT / "README.md").read_text("utf-8")
    _, begin, rest = readme.partition(picture.BEGIN)
    inside, end, _ = rest.partition(picture.END)
    assert begin
    assert end
    assert inside == picture.block(), "run python tools/picture.py"


def test_the_picture_fits_80_columns_and_shows_both_scripts_and_all_states() -> None:
    text = picture.printed()
    bare = re.sub("[\u2066-\u2069]", "", text)
    assert max(map(len, bare.splitlines())) <= 80
    for word in ("عبد الرحمن", "KHALAF", "agrees", "contradicts", "absent", "together", "What would "):
        assert word in text


def test_the_lines_of_python_run_and_find_the_entry(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (picture.ROOT / "README.md").read_text("utf-8")
    (lines,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(picture.ROOT)
    exec(compile(lines, "README.md", "exec"), {})
    assert " ZZi.900 (Evidence(key='part1', field='given name'" in capsys.readouterr().out
