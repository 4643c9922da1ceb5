"""The keys of known names are those the tokeniser gives today, the same bytes every time, and a stale artefact is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_lexicon_keys
from homeward.names.lexicon import known_keys, lexemes_of, load


def test_the_artefact_is_what_the_tokeniser_says() -> None:
    assert build_lexicon_keys.main(["--check"]) == 0
    assert {key: tuple(ids) for key, ids in build_lexicon_keys.keys().items()} == known_keys()


def test_compounds_meet_under_one_key_however_they_are_written() -> None:
    assert lexemes_of("<رحمن") == lexemes_of("<rahman")
    assert "abd al rahman" not in known_keys()
    assert all(0 <= one < len(load().labels) for ids in known_keys().values() for one in ids)


def test_a_stale_artefact_is_told_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_lexicon_keys, "ARTEFACT", tmp_path / "lexicon_keys.json")
    assert build_lexicon_keys.main(["--check"]) == 1
    assert "run: python tools/build_lexicon_keys.py" in capsys.readouterr().err
    assert build_lexicon_keys.main([]) == 0
    assert build_lexicon_keys.main(["--check"]) == 0
    (tmp_path / "lexicon_keys.json").write_text("{}")
    assert build_lexicon_keys.main(["--check"]) == 1
