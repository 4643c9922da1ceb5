"""The weights of evidence, learnt from invented camps and, where published lists are at hand, from their own aliases.

Comes in: `examples` of pairs whose truth is known, and `judged_weights.json`: the judgement of ours from which learning starts. Goes out:
`weights.json` for screening and `pair_weights.json` for names set side by side on purpose, both under `src/homeward/resources/`:
millibits per feature, and how many examples showed it, never a name.
A logistic regression with the sign that each feature must have, drawn towards the judgement, so that a feature that examples
seldom show keeps a sensible weight. What was learnt is then held against other invented camps, and made as steep as it is true there:
all weights times one number, so that ranks stay and evidence still adds up.
Run: `python tools/train_weights.py [--lists FILE …] [--leave-out FILE]`; `--leave-out` names entries (ids) not to learn from. With
`--steepness` the weights stay as they are beside each other, and only how steep the whole must be is learnt again; with `--pairs`
those for screening stay, and those for pairs are learnt again.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from examples import CAMPS, LISTED, PLANTED, Examples, aliases, camps, population, side_by_side
from homeward.kernel.sources import text_hash
from homeward.screening.features import FEATURES
from homeward.screening.reference import MILLION
from homeward.screening.weights import Weights, shipped

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "src/homeward/resources"
START = msgspec.json.decode((ROOT / "tools/judged_weights.json").read_bytes(), type=Weights)
SIGNS = np.array([feature.sign for feature in FEATURES])
_SILENT, _AGREES, _WEAK = (
    [f.key for f in FEATURES].index(key) for key in ("sex_silent_male", "sex_agrees", "weak_name")
)
# The most that these may say, in bits before the whole is made steeper, whatever is learnt: examples would have it otherwise at the cost
# of people who are on no list. A nationality would bring strangers of a people that is few in a camp and many on the lists forward more
# often than others, and a rare lineage a listed person's brothers.
MOST = {"nationality_agrees": 0.2, "nationality_rarity": 0.5, "rest_rarity": -0.17}
PULL = 6.0  # how many examples' worth of trust the judgement has, per weight
PAIR_PULL = 1.0
STEPS = 60
OTHERS = 500  # seeds from the first to those of the camps that say how steep the whole must be
NEAR = -7.0  # bits from which a pair is near enough to tell: those below nobody looks at

Floats = npt.NDArray[np.float64]


def fit(
    groups: Sequence[Examples], start: Floats, base: float, pull: float, signs: npt.NDArray[np.int64] = SIGNS
) -> tuple[Floats, Floats]:
    """Weights in bits and each group's own base, by Newton's method with the signs kept: (features), (groups)."""
    counts = np.concatenate([g.counts for g in groups])
    same = np.concatenate([g.same for g in groups]).astype(float)
    weight = np.concatenate([g.weight for g in groups])
    bases = np.zeros((len(counts), len(groups)))
    edges = np.cumsum([0, *(len(g.same) for g in groups)])
    for number, (low, high) in enumerate(pairwise(edges)):
        bases[low:high, number] = 1
    table = np.hstack([counts, bases])
    mean = np.concatenate([start * np.log(2), np.full(len(groups), base * np.log(2))])
    trust = np.concatenate([np.full(len(start), pull), np.full(len(groups), 1e-6)])
    bound = np.concatenate([signs, np.zeros(len(groups), np.int64)])
    now = mean.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ now, -50, 50)))
        slope = table.T @ (weight * (same - chance)) - trust * (now - mean)
        curve = (table * (weight * chance * (1 - chance))[:, None]).T @ table + np.diag(trust)
        held = (now == 0) & (((bound > 0) & (slope < 0)) | ((bound < 0) & (slope > 0)))
        free = ~held
        step = np.zeros(len(now))
        step[free] = np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        moved = now + np.clip(step, -2, 2)
        moved = np.where((bound > 0) & (moved < 0) | (bound < 0) & (moved > 0), 0, moved)
        if np.abs(moved - now).max() < 1e-5:
            break
        now = moved
    bits = now / np.log(2)
    return bits[: len(start)], bits[len(start) :]


def limited(bits: Floats) -> Floats:
    """Weights with what they may say at the most; a list that is silent on the sex cannot say more than one that agrees."""
    most = np.array([MOST.get(feature.key, np.inf) for feature in FEATURES])
    most[_SILENT] = bits[_AGREES]
    kept: Floats = np.minimum(bits, most)
    return kept


def steepened(bits: Floats, base: float, seed: int) -> tuple[float, float]:
    """By what to multiply everything, and the base where as many are listed as is usual, so that a score means what it says in other camps.

    The regression is right on average over all pairs, of which most are nowhere near: where it matters, evidence that goes one way
    tells more than its sum, for a record that was well kept agrees in everything.
    """
    groups = list[Examples]()
    for found in camps(seed, _weights(bits, base)):
        sums = found.counts @ bits + base
        near = sums >= NEAR
        groups.append(Examples(sums[near, None], found.same[near], found.weight[near]))
    slope, bases = fit(groups, np.ones(1), 0.0, PULL, np.ones(1, np.int64))
    usual = np.log2(PLANTED * MILLION / START.share)
    return float(slope[0]), float(slope[0] * base + bases.mean() - usual)


def steepen(path: Path, seed: int) -> None:
    """Learn anew how steep the weights of a file must be; beside each other they stay as they are."""
    content, bits, before = _before_steepened(path)
    slope, usual = steepened(bits, content["base"] / 1000 / before, seed)
    path.write_text(json.dumps(_content(slope * bits, usual, slope, content["examples"]), indent=1) + "\n", "utf-8")
    print(f"slope {slope:.3f}, base {usual:.3f}")


def _before_steepened(path: Path) -> tuple[dict[str, Any], Floats, float]:
    """What a file of weights says, its weights as they were learnt, and how steep they were made."""
    content = json.loads(path.read_text("utf-8"))
    slope = content.get("slope", 1.0)
    return content, np.array([content["millibits"][feature.key] for feature in FEATURES]) / 1000 / slope, slope


def learn_pairs(bits: Floats, out: Path, seed: int) -> None:
    """Learn the weights for names set side by side, beginning with those for screening."""
    groups = [side_by_side(seed, shipped())]
    learnt, bases = fit(groups, bits, 0.0, PAIR_PULL)
    (out / "pair_weights.json").write_text(_written(learnt, float(bases[0]), groups), "utf-8")
    _say("side by side", groups)


def _say(name: str, groups: Sequence[Examples]) -> None:
    print(f"{name}: {sum(len(g.same) for g in groups)} pairs, {sum(int(g.same.sum()) for g in groups)} of one person")


def _weights(bits: Floats, base: float) -> Weights:
    return msgspec.structs.replace(START, base=round(base * 1000), millibits=_millibits(bits))


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn and write both sets of weights, or one of them; says how many examples stood behind them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", nargs="*", type=Path, default=[])
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--steepness", action="store_true")
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, default=RESOURCES)
    given = parser.parse_args(arguments)
    screening = given.out / "weights.json"
    if given.steepness:
        steepen(screening, given.seed + OTHERS)
        return
    if given.pairs:
        learn_pairs(_before_steepened(screening)[1], given.out, given.seed)
        return
    weights = shipped()
    groups = list(camps(given.seed, weights))
    if given.lists:
        left_out = set(given.leave_out.read_text("utf-8").split()) if given.leave_out else set()
        groups.append(aliases(given.lists, left_out, population(given.seed), given.seed, weights))
    judged = START.array() / 1000
    bits, bases = fit(groups, judged, START.base / 1000, PULL)
    bits = limited(bits)
    base = float(np.mean(bases[: len(CAMPS)]))
    slope, usual = steepened(bits, base, given.seed + OTHERS)
    screening.write_text(_written(slope * bits, usual, groups, slope), "utf-8")
    _say("screening", groups)
    learn_pairs(bits, given.out, given.seed)


def _millibits(bits: Floats) -> dict[str, int]:
    return {f.key: int(v) for f, v in zip(FEATURES, np.rint(bits * 1000), strict=True)}


def _written(bits: Floats, base: float, groups: Sequence[Examples], slope: float = 1.0) -> str:
    seen = sum((np.count_nonzero(g.counts, axis=0) for g in groups), np.zeros(len(FEATURES), np.int64))
    examples = {
        "pairs": sum(len(g.same) for g in groups),
        "same": sum(int(g.same.sum()) for g in groups),
        "seen": {f.key: int(v) for f, v in zip(FEATURES, seen, strict=True)},
    }
    return json.dumps(_content(bits, base, slope, examples), indent=1) + "\n"


def _content(bits: Floats, base: float, slope: float, examples: dict[str, Any]) -> dict[str, Any]:
    millibits = _millibits(bits)
    return {
        "version": text_hash(json.dumps([millibits, round(base * 1000)])),
        "base": round(base * 1000),
        "entries": sum(count for _, count in LISTED),
        "share": START.share,
        "slope": round(slope, 3),
        "millibits": millibits,
        "review": START.review,
        "examples": examples,
    }


if __name__ == "__main__":
    main()
