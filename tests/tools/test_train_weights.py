"""Learning keeps the signs that features must have, and no weight says more than it may."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from types import ModuleType

import numpy as np
import pytest

from homeward.screening.features import FEATURES
from homeward.synthetic.parts import NamePart

TOOLS = Path(__file__).parents[2] / "tools"
KEYS = [feature.key for feature in FEATURES]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    sys.path.insert(0, str(TOOLS))
    try:
        spec = importlib.util.spec_from_file_location("train_weights", TOOLS / "train_weights.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TOOLS))
    return module


def test_signs_are_kept_and_limits_too(tool: ModuleType) -> None:
    rng = np.random.default_rng(5)
    counts = rng.integers(0, 2, (4_000, len(FEATURES))).astype(float)
    truth = rng.normal(0, 2, len(FEATURES))
    same = rng.random(len(counts)) < 1 / (1 + np.exp(-(counts - 0.5) @ truth))
    start = tool.START.array() / 1000
    bits, bases = tool.fit([tool.Examples(counts, same, np.ones(len(counts)))], start, -1.0, 1.0)
    assert len(bases) == 1
    most = tool.limited(bits)
    for key, learnt, feature in zip(KEYS, bits, FEATURES, strict=True):
        assert learnt * feature.sign >= 0, key
    assert np.abs(bits - start).max() > 1, "something was learnt"
    for key, learnt, kept in zip(KEYS, bits, most, strict=True):
        assert kept == min(
            learnt, tool.MOST.get(key, most[KEYS.index("sex_agrees")] if key == "sex_silent_male" else learnt)
        ), key


def test_a_part_that_differs_is_another_that_resembles_it(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = sys.modules[tool.Examples.__module__]
    karimi, karami, yunus = (NamePart("arabic", "family", (), (name,)) for name in ("Karimi", "Karami", "Yunus"))
    drawn = cycle([yunus, karimi, karami])
    monkeypatch.setattr(examples, "LOOK_ALIKE", 1.0)
    assert examples._another(lambda: next(drawn), karimi, Random(1)) is karami
    assert examples._another(lambda: yunus, None, Random(1)) is yunus
    monkeypatch.setattr(examples, "LOOK_ALIKE", 0.0)
    assert examples._another(lambda: yunus, karimi, Random(1)) is yunus


def test_the_shipped_weights_keep_the_limits(tool: ModuleType) -> None:
    shipped = json.loads((tool.RESOURCES / "weights.json").read_text("utf-8"))
    assert all(shipped["millibits"][key] <= 1_000 * shipped["slope"] * most + 1 for key, most in tool.MOST.items())


def test_the_whole_is_made_as_steep_as_other_camps_have_it(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evidence that says too little and a base that says too much are both found out; what is far off is not asked."""
    rng = np.random.default_rng(6)

    def other(seed: int, weights: object) -> Iterator[object]:
        counts = np.zeros((60_000, len(FEATURES)))
        counts[:, 0] = rng.normal(0, 3, len(counts))
        said = counts[:, 0] - 2.0
        same = rng.random(len(counts)) < 1 / (1 + np.exp2(-(1.5 * said + 1.0)))
        yield tool.Examples(counts, same & (said > tool.NEAR), np.ones(len(counts)))

    monkeypatch.setattr(tool, "camps", other)
    slope, base = tool.steepened(np.eye(len(FEATURES))[0], -2.0, 1)
    fewer = np.log2(tool.PLANTED * tool.MILLION / tool.START.share)
    assert slope == pytest.approx(1.5, abs=0.05)
    assert base == pytest.approx(1.5 * -2.0 + 1.0 - fewer, abs=0.1)
