"""A run gives the same bytes whatever the threads, the blocks, the form of the lists and the interruptions."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.kernel.errors import BadInput, Inconsistent
from homeward.screening.columns import Columns
from homeward.screening.engine import Comparison
from homeward.screening.index.build import build_lists
from homeward.screening.index.store import Index, open_index
from homeward.screening.runs.batch import Caseload, Clock, Request, read_people, screen, usual
from homeward.screening.runs.lines import least_bits
from homeward.screening.runs.plan import Manifest, Parameters
from homeward.watchlists.catalog import open_list

PARAMETERS = Parameters(format="csv", top=5, min_score=1e-5, least=least_bits(1e-5), candidates=300, explain=False)


@pytest.fixture(scope="module")
def index(invented: Any) -> Index:
    return build_lists([open_list(invented.watchlist)])


@pytest.fixture(scope="module")
def caseload(invented: Any) -> Caseload:
    return read_people(request(invented.caseload, Path("unused")))


def request(caseload: Path, out: Path, **options: Any) -> Request:
    return Request(caseload, Columns(caseload.name), out, PARAMETERS, **options)


@pytest.fixture(scope="module")
def run(invented: Any, caseload: Caseload, index: Index) -> Callable[..., tuple[bytes, Manifest]]:
    """Screens the invented camp into a file; returns its bytes and the manifest."""

    def run(
        folder: Path, *, against: Index = index, parameters: Parameters = PARAMETERS, **options: Any
    ) -> tuple[bytes, Manifest]:
        asked = replace(request(invented.caseload, folder / "out.csv", **options), parameters=parameters)
        people = read_people(asked) if parameters.explain else caseload
        manifest = screen(asked, people, against, Clock())
        return (folder / "out.csv").read_bytes(), manifest

    return run


@pytest.fixture(scope="module")
def expected(run: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    content: bytes
    content, manifest = run(tmp_path_factory.mktemp("expected"))
    assert manifest.counts.candidates == content.count(b"\n") - 1 > 20
    return content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12)
@given(threads=st.integers(1, 4), chunk=st.integers(1, 500))
def test_threads_and_blocks_change_nothing(
    tmp_path: Path, run: Callable[..., Any], expected: bytes, threads: int, chunk: int
) -> None:
    assert run(tmp_path, threads=threads, chunk=chunk)[0] == expected


def test_a_saved_index_gives_the_same_bytes(
    tmp_path: Path, run: Callable[..., Any], expected: bytes, index: Index
) -> None:
    index.save(tmp_path / "lists")
    content, manifest = run(tmp_path, against=open_index(tmp_path / "lists"))
    assert content == expected
    assert [one.list_id for one in manifest.plan.lists] == ["invented-un"]


def test_what_the_reference_said_while_lists_were_read_is_not_asked_again(
    invented: Any, caseload: Caseload, index: Index
) -> None:
    said = usual(request(invented.caseload, Path("unused")), caseload)
    asked, known, other = (
        Comparison(caseload.people, index, said.reference, usual=parts).inputs.info
        for parts in (None, said.parts, said.parts + 50)
    )
    assert asked.tolist() == known.tolist()
    assert asked.tolist() != other.tolist()  # what is said is taken as it is


class Stopped(Exception):
    """Stands for whatever stops a run."""


def stop_after(people: int) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        if done >= people:
            raise Stopped

    return progress


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=8)
@given(after=st.integers(1, 390), chunk=st.integers(1, 200))
def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(
    tmp_path: Path,
    run: Callable[..., Any],
    expected: bytes,
    invented: Any,
    caseload: Caseload,
    index: Index,
    after: int,
    chunk: int,
) -> None:
    asked = request(invented.caseload, tmp_path / "out.csv", chunk=chunk)
    with pytest.raises(Stopped):
        screen(asked, caseload, index, Clock(), stop_after(after))
    content, manifest = run(tmp_path, resume=True, threads=2, chunk=37)
    assert content == expected
    assert manifest.resumed_at >= after


def test_a_resumed_run_of_another_kind_is_refused(
    tmp_path: Path, run: Callable[..., Any], invented: Any, caseload: Caseload, index: Index
) -> None:
    asked = request(invented.caseload, tmp_path / "out.csv", chunk=50)
    with pytest.raises(Stopped):
        screen(asked, caseload, index, Clock(), stop_after(50))
    with pytest.raises(Inconsistent, match="--top changed"):
        run(tmp_path, resume=True, parameters=Parameters(**{**asdict(PARAMETERS), "top": 6}))


def asdict(parameters: Parameters) -> dict[str, Any]:
    return {field: getattr(parameters, field) for field in Parameters.__struct_fields__}


def test_the_manifest_and_the_reference_stand_beside_it(
    tmp_path: Path, run: Callable[..., Any], expected: bytes
) -> None:
    _, manifest = run(tmp_path)
    kept = json.loads((tmp_path / "out.csv.run.json").read_bytes())
    assert kept["counts"] == {
        "rows_read": 400, "people": 400, "refused": 0, "entries": 150, "listed_names": manifest.counts.listed_names, "left_out": 0,
        "candidates": manifest.counts.candidates, "with_candidates": manifest.counts.with_candidates,
    }  # fmt: skip
    assert kept["plan"]["lists"][0]["sha256"]
    reference = json.loads(gzip.decompress((tmp_path / "out.csv.reference.json.gz").read_bytes()))
    assert reference["people"] == 400
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out.csv",
        "out.csv.reference.json.gz",
        "out.csv.run.json",
    ]
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077] == []
    again = run(tmp_path, reference=(tmp_path / "out.csv.reference.json.gz"))
    assert again[0] == expected
    assert again[1].plan.reference.hash == manifest.plan.reference.hash


def test_neither_file_nor_manifest_nor_reference_holds_a_recorded_name(
    tmp_path: Path, run: Callable[..., Any], invented: Any
) -> None:
    with invented.caseload.open(encoding="utf-8") as handle:
        recorded = {row["name"] for row in csv.DictReader(handle)}
    listed = "\n".join(name.text for listing in invented.listings for name in listing.names)
    run(tmp_path)
    written = "".join(
        (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
        for path in tmp_path.iterdir()
    )
    assert [name for name in recorded if " " in name and name not in listed and name in written] == []


def test_with_explain_each_candidate_shows_a_name_of_its_person(
    tmp_path: Path, run: Callable[..., Any], invented: Any
) -> None:
    with invented.caseload.open(encoding="utf-8") as handle:
        names = {row["query_id"]: {row["name"], *row["aliases"].split(";")} for row in csv.DictReader(handle)}
    run(tmp_path, parameters=Parameters(**{**asdict(PARAMETERS), "explain": True}))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    assert [
        row["query_id"] for row in rows if row["recorded_name"] not in {name.strip() for name in names[row["query_id"]]}
    ] == []


def test_candidates_are_ordered_and_above_the_score_and_at_most_as_many(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    run(tmp_path)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for before, row in pairwise(rows):
        if before["query_id"] == row["query_id"]:
            assert float(before["bits"]) >= float(row["bits"])
            assert int(row["rank"]) == int(before["rank"]) + 1
        else:
            assert row["rank"] == "1"
    assert max(int(row["rank"]) for row in rows) <= PARAMETERS.top
    assert min(float(row["score"]) for row in rows) >= PARAMETERS.min_score


def test_an_index_of_nobody_is_no_screening(invented: Any, caseload: Caseload, tmp_path: Path) -> None:
    nobody = build_lists([])
    with pytest.raises(BadInput, match="hold no individual"):
        screen(request(invented.caseload, tmp_path / "out.csv"), caseload, nobody, Clock())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not gzip", gzip.compress(b"{}", mtime=0)])
def test_a_reference_that_is_none(content: bytes, tmp_path: Path, run: Callable[..., Any]) -> None:
    (tmp_path / "reference.json.gz").write_bytes(content)
    with pytest.raises(BadInput, match=r"reference\.json\.gz is not a reference"):
        run(tmp_path, reference=tmp_path / "reference.json.gz")
