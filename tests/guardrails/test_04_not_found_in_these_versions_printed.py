"""Guardrail 4, the commands: What is printed gives no verdict: a candidate is a question, and no candidate is a sentence about editions of
lists.

How: The commands are run and their words read.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from homeward.cli.main import main

LIST = str(Path(__file__).resolve().parents[2] / "docs/examples/invented_un_list.xml")
VERDICTS = re.compile(
    r"\b(match\w*|hits?|suspect\w*|cleared?|safe|risk\w*|danger\w*|guilt\w*|terroris\w*|innocent|positive|negative|verdict)\b",
    re.I,
)
STRANGER, NAMESAKE = "Zzyx Qwertunov", "عبد الرحمن خلف الجبوري"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(list(arguments))
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.fixture
def outputs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(f"left_name,right_name\n{NAMESAKE},Salim\n,Salim\n", "utf-8")
    calls = {
        "explain": ["explain", NAMESAKE, "--list", LIST, "--birth-date", "1986"],
        "explain a stranger": ["explain", STRANGER, "--list", LIST],
        "explain an entry": ["explain", STRANGER, "--list", LIST, "--entry", "ZZi.900"],
        "compare": ["compare", str(pairs), "--out", str(tmp_path / "out.csv")],
        "demo": ["demo", "--people", "100", "--list", LIST, "--out", str(tmp_path / "demo")],
        **{f"{verb} --help": [verb, "--help"] for verb in ("explain", "compare", "demo", "screen")},
    }
    return {name: printed(capsys, *arguments) for name, arguments in calls.items()}


def test_no_output_gives_a_verdict(outputs: dict[str, str]) -> None:
    assert {name: VERDICTS.findall(text) for name, text in outputs.items() if VERDICTS.search(text)} == {}
    assert all(outputs.values())


def test_no_candidate_is_not_found_in_these_versions_of_these_lists_with_their_dates(outputs: dict[str, str]) -> None:
    says = re.compile(r"not found in these versions of these lists:? \(?un of 2022-12-01", re.I)
    for name in ("explain a stranger", "explain an entry", "demo"):
        words = " ".join(outputs[name].split())
        if name != "explain an entry":  # there the entry is on the list: the steps say why it was not found
            assert says.search(words), name


def test_a_score_is_called_what_it_is(outputs: dict[str, str]) -> None:
    assert "the likelihood that the two records describe one person" in " ".join(outputs["explain"].split())
    for text in outputs.values():
        assert not re.search(r"probab|chance that (he|she|they)|certain", text, re.I)


@pytest.mark.parametrize(
    "word", ["3 matches", "a hit", "Suspect", "is cleared", "safe to release", "high risk", "no match"]
)
def test_the_guard_sees_a_verdict(word: str) -> None:
    assert VERDICTS.search(word)
