"""Learning keeps the signs that features must have, and no weight says more than it may."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from homeward.screening.features import FEATURES

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


def test_the_shipped_weights_keep_the_limits(tool: ModuleType) -> None:
    shipped = json.loads((tool.RESOURCES / "weights.json").read_text("utf-8"))["millibits"]
    assert all(shipped[key] <= 1_000 * most for key, most in tool.MOST.items())
