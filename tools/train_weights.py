"""The weights of evidence, learnt from invented camps and, where published lists are at hand, from their own aliases.

Comes in: camps and lists that `homeward.synthetic` invents, whose truth is known; optionally real lists, of which a person's alias is
taken away and looked for. Goes out: `src/homeward/resources/weights.json`: millibits per feature, counts of examples, never a name.
A logistic regression with the sign each feature must have, drawn towards the judgements in `START`, so that a feature that examples
seldom show keeps a sensible weight. Never reads the labelled cases that quality is measured on.
Run: `python tools/train_weights.py [--lists FILE …] [--leave-out FILE]`; `--leave-out` names entries (one id a line) not to learn from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.kernel.sources import text_hash
from homeward.screening.engine import Comparison, lay_out
from homeward.screening.features import FEATURES
from homeward.screening.index.build import build
from homeward.screening.live import profiles_of
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference, from_sheet
from homeward.screening.weights import Weights, shipped
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people
from homeward.watchlists.catalog import open_list
from homeward.watchlists.listing import ListedName, Listing

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src/homeward/resources/weights.json"

CANDIDATES = 40  # entries a person is compared with: all that could be mistaken, and the true one
LISTED = (("un", 1500), ("ofac", 3000))  # as long as the lists a camp is held against, so that the prior is theirs
CAMPS = ((0.05, 15_000), (0.20, 15_000), (0.40, 15_000))  # (share of rare name parts, people)
PLANTED = 0.03  # share of a camp that is on the lists: many more than in any real one, for the sake of examples
PULL = 6.0  # how many examples' worth of trust the judgements have, per weight
ALIASES = 4000  # real aliases looked for, at the most
ALIAS_WEIGHT = 0.5  # what one of them counts, beside an invented person
STEPS = 60

Floats = npt.NDArray[np.float64]


class Examples(NamedTuple):
    """Pairs of a person and an entry: feature counts (n, features) in units, whether they are one person, how much each counts."""

    counts: Floats
    same: npt.NDArray[np.bool_]
    weight: Floats


def examples(
    people: Sequence[Profile], truth: dict[str, str], listings: Sequence[Listing], reference: Reference | None, weights: Weights
) -> Examples:
    """Every person beside the entries that could be taken for theirs."""
    index, laid = build(listings), lay_out(people)
    population = reference or from_sheet("training", laid.sheet, laid.vocabulary)
    comparison = Comparison(laid, index, population, weights, threads=2)
    counts, same = [], []
    for low in range(0, len(laid), 4096):
        rows = comparison.block(low, min(low + 4096, len(laid)), top=CANDIDATES, least=-(10**9))
        owners = np.repeat(np.arange(len(rows.starts) - 1), np.diff(rows.starts)) + low
        counts.append(rows.counts / 1000)
        pairs = zip(owners.tolist(), rows.chosen[:, 0].tolist(), strict=True)
        same += [truth.get(laid.ids[person]) == index.ids.get(entry) for person, entry in pairs]
    table = np.concatenate(counts)
    return Examples(table, np.array(same, bool), np.ones(len(table)))


def camps(seed: int, weights: Weights) -> Iterator[Examples]:
    """Invented camps held against invented lists, each with names of another commonness."""
    for number, (tail, size) in enumerate(CAMPS):
        listed = [entry for publisher, count in LISTED for entry in listed_people(count, seed + number, publisher, tail)]
        made = camp(size, seed + number, listed, PLANTED, tail)
        people = list(profiles_of(row._asdict() for row in made.rows))
        yield examples(people, made.truth, [entry.listing for entry in listed], None, weights)


def aliases(files: Sequence[Path], left_out: set[str], reference: Reference, seed: int, weights: Weights) -> Examples:
    """Persons of real lists, each looked for by one of their own aliases after it was taken from their entry."""
    rng = Random(f"aliases {seed}")
    listings, people, truth = [], [], {}
    for listing in (entry for file in files for entry in open_list(file) if entry.kind == "individual"):
        spare = [name for name in listing.names if not name.primary and name.quality in ("strong", "original_script")]
        if spare and listing.entry_id not in left_out and len(people) < ALIASES and rng.random() < 0.5:
            chosen = rng.choice(spare)
            kept = tuple(name for name in listing.names if name != chosen)
            people.append(_recorded(listing, chosen, rng))
            truth[listing.entry_id] = listing.entry_id
            listing = msgspec.structs.replace(listing, names=kept)
        listings.append(listing)
    found = examples(people, truth, listings, reference, weights)
    return found._replace(weight=np.full(len(found.same), ALIAS_WEIGHT))


def _recorded(listing: Listing, name: ListedName, rng: Random) -> Profile:
    """A person who gives that name, and half of the time the birth and nationality the list has."""
    whole = rng.random() < 0.5
    return Profile(
        query_id=listing.entry_id,
        names=(name.text,),
        births=listing.births[:1] if whole else (),
        nationalities=listing.nationalities[:1] if whole else (),
    )


def fit(groups: Sequence[Examples], start: Floats, signs: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Weights in bits and each group's own base, by Newton's method with the signs kept: (features), (groups)."""
    counts = np.concatenate([g.counts for g in groups])
    same = np.concatenate([g.same for g in groups]).astype(float)
    weight = np.concatenate([g.weight for g in groups])
    bases = np.zeros((len(counts), len(groups)))
    edges = np.cumsum([0, *(len(g.same) for g in groups)])
    for number, (low, high) in enumerate(zip(edges[:-1], edges[1:], strict=True)):
        bases[low:high, number] = 1
    table = np.hstack([counts, bases])
    mean = np.concatenate([start * np.log(2), np.full(len(groups), shipped().base / 1000 * np.log(2))])
    pull = np.concatenate([np.full(len(start), PULL), np.zeros(len(groups)) + 1e-6])
    bound = np.concatenate([signs, np.zeros(len(groups), np.int64)])
    now = mean.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ now, -50, 50)))
        slope = table.T @ (weight * (same - chance)) - pull * (now - mean)
        curve = (table * (weight * chance * (1 - chance))[:, None]).T @ table + np.diag(pull)
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn and write the weights; says how many examples stood behind each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", nargs="*", type=Path, default=[])
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args(arguments)
    weights = shipped()
    groups = list(camps(given.seed, weights))
    if given.lists:
        left_out = set(given.leave_out.read_text("utf-8").split()) if given.leave_out else set()
        groups.append(aliases(given.lists, left_out, population(given.seed), given.seed, weights))
    start = weights.array() / 1000
    signs = np.array([feature.sign for feature in FEATURES])
    bits, bases = fit(groups, start, signs)
    base = float(np.mean(bases[: len(CAMPS)]))
    given.out.write_text(_written(bits, base, groups), "utf-8")
    print(f"{sum(len(g.same) for g in groups)} pairs, {sum(int(g.same.sum()) for g in groups)} of one person; base {bases.round(2)}")


def population(seed: int) -> Reference:
    """The names of an invented camp, to tell how rare a part is among people."""
    rows = camp(20_000, seed + 99).rows
    laid = lay_out(list(profiles_of(row._asdict() for row in rows)))
    return from_sheet("training", laid.sheet, laid.vocabulary)


def _written(bits: Floats, base: float, groups: Sequence[Examples]) -> str:
    millibits = {f.key: int(v) for f, v in zip(FEATURES, np.rint(bits * 1000), strict=True)}
    seen = sum((np.count_nonzero(g.counts, axis=0) for g in groups), np.zeros(len(FEATURES), np.int64))
    content: dict[str, Any] = {
        "version": text_hash(json.dumps([millibits, base])),
        "base": round(base * 1000),
        "entries": sum(count for _, count in LISTED),
        "millibits": millibits,
        "review": shipped().review,
        "examples": {
            "pairs": sum(len(g.same) for g in groups),
            "same": sum(int(g.same.sum()) for g in groups),
            "seen": {f.key: int(v) for f, v in zip(FEATURES, seen, strict=True)},
        },
    }
    return json.dumps(content, indent=1) + "\n"


if __name__ == "__main__":
    main()
