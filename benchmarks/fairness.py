"""How often strangers of each name culture come forward who are on no list: nobody's names should cost them more than others'.

Comes in: five million invented strangers in equal shares, the lists of the UN and OFAC. Goes out: false candidates by culture, with
intervals.
Screened twice: beside the reference of a camp in which all cultures are equally many, and of a camp as it is, where most are Arabic.
Both as a single check is, with the usual share of listed people: a camp that holds none would bring nearly nobody forward.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec
import numpy as np

from homeward.screening.reference import open_reference
from homeward.screening.weights import shipped
from homeward.synthetic.camp import strangers
from homeward.synthetic.clerk import Row
from homeward.synthetic.cultures import CULTURES
from instruments import intervals
from instruments.material import caseload, lists
from instruments.outcome import Cell, Figure, Outcome, Table
from instruments.setting import Setting, circumstances, homeward
from instruments.spending import run

EACH, SEED, CAMP = 500_000, 4_500, 55_000
AT_ONCE = 5_000  # people of each culture in one caseload
REVIEW = shipped().review  # the default line
LINES = (REVIEW, *sorted({0.5, 0.2, 0.05, 0.01} - {REVIEW}, reverse=True))
NAME_PART = re.compile(r"(?:part|listed)\d+")
MOST = 2.0  # no culture's rate is more than so many times the median
OFTEN = 12  # entries shown that come forward most often


class Tally(NamedTuple):
    """People with a candidate, by (line, culture); how often each entry came, by (culture, list and entry); bits of what brought
    people forward from the default line on, by (culture, field).
    """

    forward: Counter[tuple[float, str]]
    entries: Counter[tuple[str, str]]
    bits: defaultdict[tuple[str, str], float]


def measure(setting: Setting) -> Outcome:
    """All strangers, twice."""
    known = circumstances()
    found, index = lists(setting), setting.work / "fair.index"
    run([*homeward(), "lists", "index", *map(str, found.files), "--out", index])
    camps = {
        "equal shares": next(_caseloads(setting, setting.pick(AT_ONCE, 60), Counter())),
        "a camp as it is": caseload(setting, setting.pick(CAMP, 500), SEED),
    }
    ways = {way: ("--reference", _kept_reference(setting, index, table)) for way, table in camps.items()}
    tallies = {way: Tally(Counter(), Counter(), defaultdict(float)) for way in ways}
    fields: Counter[str] = Counter()
    each = setting.pick(EACH, 60)
    for table in _caseloads(setting, each, fields):
        for way, options in ways.items():
            out = setting.work / "fair-candidates.csv"
            least = str(min(LINES))
            run([*homeward(), "screen", table, "--index", index, "--out", out, "--min-score", least, *options])
            _count(out, tallies[way])
    return Outcome(
        part="fairness", title="Fairness: false candidates by name culture",
        figures=tuple(_figure(way, line, tally.forward, each) for way, tally in tallies.items() for line in LINES),
        tables=(
            *(_rates(way, tally.forward, each) for way, tally in tallies.items()),
            *(_reasons(way, tally) for way, tally in tallies.items()),
            *(_often(way, tally.entries) for way, tally in tallies.items()),
            _present(fields, each),
        ),
        notes=(
            f"{each:,} invented strangers of each of {len(CULTURES)} cultures, against {found.said}; rates per 1,000 people.",
            f"Equal shares: the first {AT_ONCE:,} of each culture say which names are usual. A camp as it is: an invented camp "
            "of the usual mix says so, in which most names are Arabic, so that others look rarer than they are at home.",
            "The interval of a multiple comes from drawing every culture's count again.",
        ),
        circumstances=known,
    )  # fmt: skip


def worst(forward: Mapping[tuple[float, str], int], line: float) -> tuple[float | None, str]:
    """The highest culture's count as a multiple of the median, and whose it is. None where the median is none and somebody's is not."""
    counts = {culture: forward.get((line, culture), 0) for culture in CULTURES}
    highest = max(counts, key=lambda culture: counts[culture])
    middle = median(counts.values())
    if not counts[highest]:
        return 0.0, highest
    return (counts[highest] / middle if middle else None), highest


def _figure(way: str, line: float, forward: Counter[tuple[float, str]], each: int) -> Figure:
    times, whose = worst(forward, line)
    total = sum(forward[line, culture] for culture in CULTURES)
    low, high = (1000 * bound for bound in intervals.share(forward[line, whose], each))
    said = (
        f"{way}, from {line:g} on: the highest rate as a multiple of the median "
        f"({total:,} people in all; most of culture {whose}, {low:.3g} to {high:.3g} in 1,000)"
    )
    least, most = chance([forward.get((line, culture), 0) for culture in CULTURES])
    return Figure(
        key=f"{way.replace(' ', '_')}_{line:g}", says=said, value=times, low=least, high=most, unit="×",
        at_most=MOST if line == REVIEW else None,
    )  # fmt: skip


def chance(counts: Sequence[int]) -> tuple[float | None, float | None]:
    """The middle 95 % of the highest count as a multiple of the median, each drawn again; None where the median may be none."""
    drawn = np.random.default_rng(95).poisson(counts, (intervals.ROUNDS, len(counts)))
    middle = np.median(drawn, axis=1)
    if np.quantile(middle, 0.02) == 0:
        return None, None
    low, high = np.percentile(drawn.max(axis=1) / np.maximum(middle, 0.5), [2.5, 97.5])
    return float(low), float(high)


def _kept_reference(setting: Setting, index: Path, table: Path) -> Path:
    """What a camp says is usual, but for how many of it seem to be listed."""
    out = setting.work / f"usual-{table.name}"
    run([*homeward(), "screen", table, "--index", index, "--out", out])
    kept = out.with_name(f"{out.name}.reference.json.gz")
    msgspec.structs.replace(open_reference(kept), listed=0).save(kept)
    return kept


def _caseloads(setting: Setting, each: int, fields: Counter[str]) -> Iterator[Path]:
    """Tables of all cultures in equal shares, one after another in the same place; counts the fields that are recorded."""
    streams = {culture: strangers(culture, each, SEED) for culture in CULTURES}
    path = setting.work / "fair.csv"
    for _ in range(0, each, AT_ONCE):
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(Row._fields)
            for culture, stream in streams.items():
                for row in islice(stream, AT_ONCE):
                    writer.writerow(row._replace(query_id=f"{culture}/{row.query_id}"))
                    fields.update(field for field, cell in zip(Row._fields, row, strict=True) if cell)
        yield path


def _count(out: Path, tally: Tally) -> None:
    with out.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            culture, score = row["query_id"].partition("/")[0], float(row["score"])
            if row["rank"] == "1":
                tally.forward.update((line, culture) for line in LINES if score >= line)
                if score >= REVIEW:
                    _weigh(row["evidence"], culture, tally)
            if score >= min(LINES):
                tally.entries[culture, f"{row['list']} {row['entry_id']}"] += 1


def _weigh(evidence: str, culture: str, tally: Tally) -> None:
    """Add up what each field said; all parts of names are one field."""
    for piece in evidence.split():
        key, _, bits = piece.partition("=")
        tally.bits[culture, NAME_PART.sub("names", key)] += float(bits)


def _reasons(way: str, tally: Tally) -> Table:
    """Mean bits by field of those who came forward."""
    fields = sorted({field for _, field in tally.bits}, key=lambda field: (field != "names", field))
    rows: list[tuple[Cell, ...]] = []
    for culture in CULTURES:
        people = tally.forward[REVIEW, culture]
        means = [f"{tally.bits[culture, field] / people:+.1f}" if people else "" for field in fields]
        rows.append((culture, people, *means))
    return Table(
        f"What brought people forward from the default line on, mean bits, {way}",
        ("culture", "people", *fields),
        tuple(rows),
    )


def _rates(way: str, forward: Counter[tuple[float, str]], each: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for culture in CULTURES:
        cells: list[Cell] = [culture]
        for line in LINES:
            times = forward[line, culture]
            low, high = intervals.share(times, each)
            cells.append(f"{1000 * times / each:.3f} ({1000 * low:.3f} to {1000 * high:.3f})")
        rows.append(tuple(cells))
    return Table(f"In 1,000 strangers, {way}", ("culture", *(f"score ≥ {line:g}" for line in LINES)), tuple(rows))


def _often(way: str, entries: Counter[tuple[str, str]]) -> Table:
    rows = tuple((culture, entry, times) for (culture, entry), times in entries.most_common(OFTEN))
    return Table(
        f"Entries that come forward most often from {min(LINES):g} on, {way}", ("culture", "entry", "people"), rows
    )


def _present(fields: Counter[str], each: int) -> Table:
    of = each * len(CULTURES)
    rows = tuple((field, round(fields[field] / of, 3)) for field in Row._fields[1:])
    return Table("Share of the strangers for whom a field is recorded", ("field", "share"), rows)
