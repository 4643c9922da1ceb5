"""The page of the guardrails is written out of their files, and a file that does not say which one it is stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

import guardrails

GOOD = '"""Guardrail {n}: Nothing is {n}.\n\nHow: The rules say so.\n"""\n\n\ndef test_a_child_s_case_is_theirs():\n    pass\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All twenty, each with one test."""
    for number in guardrails.NUMBERS:
        (tmp_path / f"test_{number:02}_invented_rule.py").write_text(GOOD.format(n=number), "utf-8")
    return tmp_path


def test_every_guardrail_stands_on_the_page_with_its_tests(folder: Path) -> None:
    side = (
        GOOD.format(n=8)
        .replace("Guardrail 8:", "Guardrail 8, exports:")
        .replace("test_a_child_s", "test_another_one_s")
    )
    (folder / "test_08_invented_rule_exports.py").write_text(side, "utf-8")
    text = guardrails.page(folder)
    assert all(f"## {number}. Invented rule" in text for number in guardrails.NUMBERS)
    assert "A child's case is theirs" in text
    assert "*Exports.* Nothing is 8." in text
    assert text.index("## 8.") < text.index("*Exports.*") < text.index("## 9.")


def test_a_guardrail_without_its_file_is_named(folder: Path) -> None:
    (folder / "test_09_invented_rule.py").unlink()
    with pytest.raises(guardrails.Fault, match="guardrail 9"):
        guardrails.page(folder)


def test_two_files_of_one_say_which_side_each_is(folder: Path) -> None:
    (folder / "test_09_invented_other.py").write_text(GOOD.format(n=9), "utf-8")
    with pytest.raises(guardrails.Fault, match="which side"):
        guardrails.page(folder)


@pytest.mark.parametrize(
    "source",
    [
        "",
        '"""A file about something."""',
        '"""Guardrail 9: One thing."""',
        '"""Guardrail 10: One thing.\n\nHow: So.\n"""',
    ],
    ids=["nothing", "no number", "no how", "another number"],
)
def test_a_file_says_which_guardrail_it_is(folder: Path, source: str) -> None:
    (folder / "test_09_invented_rule.py").write_text(source, "utf-8")
    with pytest.raises(guardrails.Fault, match=r"test_09_invented_rule\.py"):
        guardrails.page(folder)
