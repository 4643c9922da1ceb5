"""What is written is whole or waits to be resumed; what is not whole is done again; what changed is refused."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.kernel.errors import CannotWrite, Inconsistent
from homeward.screening.runs.output import Done, Output, check_place, journal_of, part_of, write_beside
from homeward.screening.runs.plan import CaseloadSource, Parameters, Plan, ReferenceSource

PLAN = Plan(
    versions={"homeward": "1"}, caseload=CaseloadSource(file="a.csv", sha256="a", columns={}), lists=(), index="i",
    reference=ReferenceSource(title="t", hash="h", people=3),
    parameters=Parameters(format="csv", top=20, min_score=0.5, least=0, candidates=300, explain=False),
)  # fmt: skip
BLOCKS = [b"one\n", b"", b"three\n" * 100]


def written(path: Path, blocks: list[bytes], *, resume: bool = False) -> Output:
    output = Output(path, PLAN, resume=resume)
    for block in blocks:
        output.append(block, 10, 1, 1)
    return output


def test_nothing_stands_there_before_everything_does(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    output = written(path, BLOCKS)
    assert not path.exists()
    output.finish(lambda: None)
    assert path.read_bytes() == b"".join(BLOCKS)
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_earlier_output_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"before")
    output = written(path, BLOCKS)
    assert path.read_bytes() == b"before"
    output.finish(lambda: None)
    assert path.read_bytes() != b"before"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 3), st.integers(0, 700), st.integers(0, 200))
def test_whatever_was_lost_the_resumed_run_ends_with_the_same_bytes(
    tmp_path: Path, done: int, cut: int, cut_journal: int
) -> None:
    """The tails of both files may be gone, as after a kill or a power cut."""
    path = tmp_path / "out.csv"
    written(path, BLOCKS[:done]).close()
    os.truncate(part_of(path), max(0, part_of(path).stat().st_size - cut))
    plan_line = len(msgspec.json.encode(PLAN)) + 1
    os.truncate(journal_of(path), max(plan_line, journal_of(path).stat().st_size - cut_journal))
    output = Output(path, PLAN, resume=True)
    assert output.done.people <= 10 * done
    for block in BLOCKS[output.done.people // 10 :]:
        output.append(block, 10, 1, 1)
    assert output.done == Done(30, 3, len(b"".join(BLOCKS)), 3, output.done.crc)
    output.finish(lambda: None)
    assert path.read_bytes() == b"".join(BLOCKS)


def test_a_block_that_was_changed_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    written(path, BLOCKS).close()
    with part_of(path).open("r+b") as handle:
        handle.write(b"X")
    output = Output(path, PLAN, resume=True)
    assert output.done == Done()
    output.close()


def test_without_resume_it_begins_again(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    written(path, BLOCKS).close()
    output = written(path, BLOCKS[:1])
    output.finish(lambda: None)
    assert path.read_bytes() == BLOCKS[0]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"versions": {"homeward": "2"}}, "the version of homeward"), ({"index": "j"}, "the lists"),
        ({"caseload": CaseloadSource(file="a.csv", sha256="b", columns={})}, "the caseload or its columns"),
        ({"reference": ReferenceSource(title="t", hash="g", people=3)}, "the reference"),
        ({"parameters": msgspec.structs.replace(PLAN.parameters, top=5, explain=True)}, "--top, --explain"),
    ],
)  # fmt: skip
def test_a_run_that_was_given_something_else_is_refused(changes: dict[str, object], says: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    written(path, BLOCKS[:2]).close()
    before = part_of(path).read_bytes()
    with pytest.raises(Inconsistent, match=f"was not the same: {says} changed"):
        Output(path, msgspec.structs.replace(PLAN, **changes), resume=True)
    assert part_of(path).read_bytes() == before


def test_the_names_of_files_may_change(tmp_path: Path) -> None:
    moved = msgspec.structs.replace(PLAN, caseload=msgspec.structs.replace(PLAN.caseload, file="b.csv"))
    written(tmp_path / "out.csv", BLOCKS[:1]).close()
    output = Output(tmp_path / "out.csv", moved, resume=True)
    assert output.done.people == 10
    output.close()


def test_a_damaged_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    written(path, BLOCKS[:1]).close()
    journal_of(path).write_bytes(b"{\n")
    with pytest.raises(Inconsistent, match=r"out\.csv\.part\.jsonl is damaged"):
        Output(path, PLAN, resume=True)


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    first = written(tmp_path / "out.csv", BLOCKS[:1])
    with pytest.raises(CannotWrite, match=r"Another run is writing out\.csv"):
        Output(tmp_path / "out.csv", PLAN, resume=True)
    first.finish(lambda: None)


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear")
    part_of(tmp_path / "out.csv").symlink_to(tmp_path / "letter")
    with pytest.raises(CannotWrite):
        Output(tmp_path / "out.csv", PLAN, resume=False)
    assert (tmp_path / "letter").read_text() == "dear"


@pytest.mark.parametrize(
    ("name", "says"), [("", "is a folder"), ("no/where.csv", r"The folder for where\.csv does not exist")]
)
def test_a_place_that_takes_no_file_is_told_before_any_work(name: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=says):
        check_place(tmp_path / name)


def test_what_stands_beside_is_private_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv.run.json"
    path.write_text("before")
    write_beside(path, b"after")
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv.run.json"]
