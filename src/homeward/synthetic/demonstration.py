"""A demonstration from nothing: an invented camp is screened as a real one would be, and what came out is held against the truth.

Comes in: how many people, a seed, a folder, lists if there are any. Goes out: the files, and an `Outcome` with counts and timings.
Withholds everybody who may be under 18 and counts them. Nobody in it exists, so the truth is known; no real camp has one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from homeward.kernel.sources import file_hash
from homeward.kernel.tally import Tally
from homeward.screening.ages import may_be_a_child
from homeward.screening.candidate import Candidate, candidates
from homeward.screening.caseload import read_caseload
from homeward.screening.columns import Columns
from homeward.screening.engine import CANDIDATES, Comparison
from homeward.screening.index.build import build_lists
from homeward.screening.index.store import Index, ListSource
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import open_reference
from homeward.screening.runs.batch import Caseload, Clock, Progress, Request, screen
from homeward.screening.runs.lines import least_bits
from homeward.screening.runs.plan import CaseloadSource, Parameters
from homeward.screening.weights import shipped
from homeward.synthetic.camp import Camp, camp
from homeward.synthetic.lists.shelf import OFAC, UN, write_shelf
from homeward.synthetic.output import made
from homeward.synthetic.people import REGISTRATION
from homeward.watchlists.catalog import open_list

TOP = 20
LOOKED_THROUGH = 60  # candidates among which the one to draw is chosen
TELLING = (2.0, 8.0)  # bits of a candidate about whom there is still a question
Tell = Callable[[str], None]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be shown. Without `lists`, invented ones are made, `un` and `ofac` people long."""

    out: Path
    people: int = 55_000
    seed: int = 1
    lists: tuple[Path, ...] = ()
    threads: int = 1
    un: int = UN
    ofac: int = OFAC


class Row(msgspec.Struct, frozen=True):
    """One line of the candidates' file, as far as it is shown."""

    query_id: str
    rank: int
    list_id: str
    entry_id: str
    listed_name: str
    score: float
    bits: float
    evidence: str


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came out. `planted` counts screened people who truly are on the invented lists, `found` those with their own entry.

    `strangers` are screened people who are on no list and no relative of anybody who is; `…_forward` have a candidate all the same.
    """

    people: int
    withheld: int
    without_birth: int
    screened: int
    lists: tuple[ListSource, ...]
    individuals: int
    line: float
    candidates: int
    with_candidates: int
    planted: int
    found: int
    relatives: int
    relatives_forward: int
    strangers: int
    strangers_forward: int
    seconds: dict[str, float]
    strongest: tuple[Row, ...]
    drawn: Candidate | None


def demonstrate(order: Order, tell: Tell, progress: Progress | None = None) -> Outcome:
    """Make everything, screen it and count. `tell` is called with a sentence whenever a step is done. Raises `CannotWrite`."""
    clock = Clock()
    lists, camped = _make(order, clock, tell)
    caseload = order.out / "caseload.csv"
    profiles, tally = list[Profile](), Tally()
    columns = Columns(caseload.name)
    without_birth = withheld = 0
    for profile in read_caseload(caseload, columns, tally):
        withheld += (child := may_be_a_child(profile.births, REGISTRATION))
        without_birth += not profile.births
        if not child:
            profiles.append(profile)
    people = lay_out(profiles)
    clock.step("read the caseload")
    tell(
        f"read the caseload of {tally.kept:,} people; withheld {withheld:,} who may be under 18 "
        f"(the youngest age a recorded birth allows counts); {without_birth:,} have no birth recorded and are not withheld"
    )
    index = build_lists([open_list(path) for path in lists])
    clock.step("read the lists")
    tell(f"read the lists: {len(index):,} individuals with {len(index.sheet.weak):,} names")
    line = shipped().review
    parameters = Parameters(
        format="csv", top=TOP, min_score=line, least=least_bits(line), candidates=CANDIDATES, explain=False
    )
    request = Request(caseload, columns, order.out / "candidates.csv", parameters, threads=order.threads)
    source = CaseloadSource(file=caseload.name, sha256=file_hash(caseload), columns=columns.of_field)
    manifest = screen(request, Caseload(people, source, tally), index, clock, progress)
    rows = list(_rows(order.out / "candidates.csv"))
    seconds = sum(manifest.seconds[step] for step in ("reference", "prepare", "compare"))
    tell(f"compared {len(profiles):,} people with them: {len(profiles) / seconds:,.0f} people a second")
    counts = manifest.counts
    return Outcome(
        people=tally.kept, withheld=withheld, without_birth=without_birth, screened=len(profiles), lists=index.sources,
        individuals=len(index), line=line, candidates=counts.candidates, with_candidates=counts.with_candidates,
        seconds=dict(clock.seconds), strongest=_strongest(rows), drawn=_drawn(order, rows, profiles, index),
        **_against_truth(camped, {profile.query_id for profile in profiles}, rows),
    )  # fmt: skip


def _make(order: Order, clock: Clock, tell: Tell) -> tuple[tuple[Path, ...], Camp]:
    """The lists that will be read, and the camp, whose rows and truth are written apart."""
    made(order.out)
    lists = order.lists
    if lists:
        camped = camp(order.people, order.seed)
    else:
        shelf = write_shelf(order.out / "lists", order.seed, order.un, order.ofac)
        lists = (shelf.un, shelf.ofac, shelf.notices)
        clock.step("make the lists")
        tell(f"wrote invented lists in the formats of the UN, OFAC and INTERPOL, {len(shelf.listed):,} people on them")
        camped = camp(order.people, order.seed, shelf.listed)
    camped.write_caseload(order.out / "caseload.csv")
    camped.write_truth(order.out / "truth.csv")
    clock.step("make the camp")
    tell(f"invented a camp of {len(camped.rows):,} people; {len(camped.truth):,} of them are on these lists")
    return lists, camped


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as handle:
        for cells in csv.DictReader(handle):
            yield Row(
                cells["query_id"], int(cells["rank"]), cells["list"], cells["entry_id"], cells["listed_name"],
                float(cells["score"]), float(cells["bits"]), cells["evidence"],
            )  # fmt: skip


def _strongest(rows: list[Row]) -> tuple[Row, ...]:
    """First candidates of people, strongest first."""
    first = (row for row in rows if row.rank == 1)
    return tuple(sorted(first, key=lambda row: (-row.bits, row.query_id))[:LOOKED_THROUGH])


def _drawn(order: Order, rows: list[Row], profiles: list[Profile], index: Index) -> Candidate | None:
    """A candidate that shows most: no shared document decides it, letters of two scripts, all three states, one fact to settle it."""
    by_id = {profile.query_id: profile for profile in profiles}
    open_ones = [
        row
        for row in rows
        if row.rank == 1 and TELLING[0] <= row.bits <= TELLING[1] and "document=" not in row.evidence
    ]
    chosen = dict.fromkeys(row.query_id for row in (open_ones or rows)[:LOOKED_THROUGH])
    people = [by_id[query_id] for query_id in chosen]
    if not people:
        return None
    reference = open_reference(order.out / "candidates.csv.reference.json.gz")
    comparison = Comparison(lay_out(people), index, reference)
    found = candidates(comparison, people, comparison.block(0, len(people), top=1, least=least_bits(0)))
    return max(found, key=_shows)


def _shows(candidate: Candidate) -> tuple[bool, int, bool, bool, float]:
    given = any(row.field == "given name" and row.state == "agrees" for row in candidate.evidence)
    states = {row.state for row in candidate.evidence if row.recorded or row.listed}
    scripts = candidate.recorded_name.isascii() != candidate.met_name.isascii()
    settled = candidate.settle is not None and candidate.settle.settles
    return given, len(states & {"agrees", "contradicts", "absent"}), settled, scripts, candidate.bits


def _against_truth(camped: Camp, screened: set[str], rows: list[Row]) -> dict[str, int]:
    """How many of whom came forward."""
    forward = {row.query_id for row in rows}
    own = {row.query_id for row in rows if camped.truth.get(row.query_id) == row.entry_id}
    kinds: dict[str, list[str]] = {"listed": [], "relative": [], "other": []}
    for note in camped.notes:
        if note.query_id in screened:
            kinds[note.kind].append(note.query_id)
    return {
        "planted": len(kinds["listed"]),
        "found": len(own.intersection(kinds["listed"])),
        "relatives": len(kinds["relative"]),
        "relatives_forward": len(forward.intersection(kinds["relative"])),
        "strangers": len(kinds["other"]),
        "strangers_forward": len(forward.intersection(kinds["other"])),
    }
