"""`homeward screen` and `lists index` as commands: how they end, what they print, and that nothing is lost whatever stops them."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from homeward.cli.main import main

RUN = [sys.executable, "-c", "import sys; from homeward.cli.main import main; sys.exit(main())"]
LOW = ("--min-score", "0.00001")


def homeward(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **options)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def screened(invented: Any, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the invented camp gives, screened without any interruption."""
    out = tmp_path_factory.mktemp("screened") / "out.csv"
    done = homeward("screen", invented.caseload, "--list", invented.watchlist, "--out", out, *LOW)
    assert done.returncode == 0, done.stderr
    return out.read_bytes()


def test_a_list_and_an_index_of_it_give_the_same_candidates(invented: Any, screened: bytes, tmp_path: Path) -> None:
    made = homeward("lists", "index", invented.watchlist, "--out", tmp_path / "lists", "--json")
    assert made.returncode == 0, made.stderr
    report = json.loads(made.stdout)
    assert (report["entries"], report["lists"][0]["list"]) == (150, "invented-un")
    out = tmp_path / "out.csv"
    done = homeward("screen", invented.caseload, "--index", tmp_path / "lists", "--out", out, "--json", *LOW)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == screened
    assert json.loads(done.stdout) == json.loads((tmp_path / "out.csv.run.json").read_bytes())


def test_the_report_says_what_was_compared_and_names_nobody(invented: Any, tmp_path: Path) -> None:
    done = homeward("screen", invented.caseload, "--list", invented.watchlist, "--out", tmp_path / "out.csv")
    assert done.returncode == 0
    assert "400 people compared with 150 individuals" in done.stdout
    assert "invented-un" in done.stdout
    names = {row["name"] for row in rows(invented.caseload)} | {n.text for one in invented.listings for n in one.names}
    assert [name for name in names if len(name) > 3 and name in done.stdout + done.stderr] == []


def test_jsonl_holds_the_same_as_csv(invented: Any, screened: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    homeward("screen", invented.caseload, "--list", invented.watchlist, "--out", out, "--format", "jsonl", *LOW)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    table = list(csv.DictReader(io.StringIO(screened.decode(), newline="")))
    keys = ("query_id", "entry_id", "listed_name", "matched_name")
    assert [[line[key] for key in keys] for line in lines] == [[row[key] for key in keys] for row in table]
    assert [line["bits"] for line in lines] == [float(row["bits"]) for row in table]


def test_standard_input_to_standard_output(invented: Any, screened: bytes) -> None:
    done = homeward(
        "screen", "-", "--list", invented.watchlist, "--out", "-", *LOW, input=invented.caseload.read_text("utf-8")
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.encode() == screened


def test_rows_that_were_refused_end_it_with_3_and_are_told(invented: Any, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,name\n1,Mukhtalaq Hasan\n,Wahmi\n2,12345\n", "utf-8")
    done = homeward("screen", path, "--list", invented.watchlist, "--out", tmp_path / "out.csv")
    assert done.returncode == 3
    assert "2 rows of the caseload refused: these people were not screened." in done.stderr
    assert "people.csv, line 3: the row has no identifier (no_id)" in done.stderr
    assert "Wahmi" not in done.stdout + done.stderr
    assert [r["code"] for r in json.loads((tmp_path / "out.csv.run.json").read_bytes())["refusals"]] == [
        "no_id",
        "no_letters",
    ]


def test_records_of_a_list_that_were_refused_end_it_with_3(invented: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,schema,name\nA,Person,Mukhtalaq Hasan\nA,Person,Wahmi Hasan\n", "utf-8")
    assert homeward("screen", invented.caseload, "--list", path, "--out", tmp_path / "out.csv").returncode == 3
    made = homeward("lists", "index", path, "--out", tmp_path / "index")
    assert made.returncode == 3
    assert "1 record refused and not in the index" in made.stderr


BAD = {
    "nothing to compare with": (["screen", "{caseload}", "--out", "{out}"], "--list, or an index of them with --index"),
    "lists and an index": (["screen", "{caseload}", "--list", "{list}", "--index", "x", "--out", "{out}"], "one of the two"),
    "no such caseload": (["screen", "nowhere.csv", "--list", "{list}", "--out", "{out}"], "nowhere.csv cannot be opened"),
    "no such list": (["screen", "{caseload}", "--list", "nowhere.csv", "--out", "{out}"], "nowhere.csv cannot be opened"),
    "no such index": (["screen", "{caseload}", "--index", "nowhere", "--out", "{out}"], "nowhere is not an index"),
    "a list that is a login page": (["screen", "{caseload}", "--list", "{html}", "--out", "{out}"], "login"),
    "a caseload that is a login page": (["screen", "{html}", "--list", "{list}", "--out", "{out}"], "XML or HTML"),
    "an empty caseload": (["screen", "{empty}", "--list", "{list}", "--out", "{out}"], "is empty"),
    "a wrong encoding": (["screen", "{cp1256}", "--list", "{list}", "--out", "{out}"], "not UTF-8"),
    "nobody who can be screened": (["screen", "{digits}", "--list", "{list}", "--out", "{out}"], "holds nobody who can be screened"),
    "no column for a name": (["screen", "{nameless}", "--list", "{list}", "--out", "{out}"], "known to hold a name"),
    "the output is the caseload": (["screen", "{caseload}", "--list", "{list}", "--out", "{caseload}"], "is one of the files to be read"),
    "resume to a pipe": (["screen", "{caseload}", "--list", "{list}", "--out", "-", "--resume"], "need a file"),
    "a likelihood of two": (["screen", "{caseload}", "--list", "{list}", "--out", "{out}", "--min-score", "2"], "--min-score"),
    "no candidates asked for": (["screen", "{caseload}", "--list", "{list}", "--out", "{out}", "--top", "0"], "--top"),
    "a field that does not exist": (["screen", "{caseload}", "--list", "{list}", "--out", "{out}", "--map", "tribe=x"], "no field tribe"),
    "no such reference": (["screen", "{caseload}", "--list", "{list}", "--out", "{out}", "--reference", "nowhere.gz"], "nowhere.gz cannot"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_used_ends_with_2_and_writes_nothing(
    case: str, invented: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given = {
        "html": b"<!DOCTYPE html><html><head><title>Login</title></head><body>Log in</body></html>", "empty": b"",
        "cp1256": "id,name\n1,مختلق\n".encode("cp1256"), "digits": b"id,name\n1,12345\n2,\xf0\x9f\x8e\x89\n",
        "nameless": b"id,born\n1,1986\n",
    }  # fmt: skip
    places = {"caseload": invented.caseload, "list": invented.watchlist, "out": tmp_path / "out" / "out.csv"}
    (tmp_path / "out").mkdir()
    for name, content in given.items():
        places[name] = tmp_path / f"{name}.csv"
        places[name].write_bytes(content)
    arguments, says = BAD[case]
    before = invented.caseload.read_bytes()
    assert main([argument.format(**places) for argument in arguments]) == 2
    captured = capfd.readouterr()
    assert says.lower() in " ".join(captured.err.replace("│", " ").lower().split())
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert list((tmp_path / "out").iterdir()) == []
    assert invented.caseload.read_bytes() == before


def test_a_folder_that_takes_no_file_ends_with_4(invented: Any, tmp_path: Path) -> None:
    done = homeward("screen", invented.caseload, "--list", invented.watchlist, "--out", tmp_path / "no" / "out.csv")
    assert done.returncode == 4
    assert "The folder for out.csv does not exist" in done.stderr


def test_a_full_disk_ends_with_4_and_loses_nothing(invented: Any, screened: bytes, tmp_path: Path) -> None:
    """The disk is full after the size of most of the output; with room again the run goes on."""
    out = tmp_path / "out.csv"
    limit = len(screened) * 2 // 3
    arguments = ("screen", invented.caseload, "--list", invented.watchlist, "--out", out, *LOW)
    done = homeward(*arguments, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert done.returncode == 4, done.stderr
    assert "out.csv could not be written: File too large. Make room" in done.stderr
    assert "people are done and kept: --resume goes on from there." in done.stderr
    assert not out.exists()
    again = homeward(*arguments, "--resume", "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["resumed_at"] > 0
    assert out.read_bytes() == screened


@pytest.fixture(scope="module")
def large(make_invented: Callable[[int], Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], bytes]:
    """A run that takes long enough to be stopped: its arguments without the output, and what it gives when left alone."""
    camp = make_invented(12_000)
    folder = tmp_path_factory.mktemp("large")
    arguments = ["screen", str(camp.caseload), "--list", str(camp.watchlist), "--min-score", "0", "--threads", "1"]
    assert homeward(*arguments, "--out", folder / "out.csv").returncode == 0
    return arguments, (folder / "out.csv").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_a_run_that_was_stopped_is_resumed_to_the_same_bytes(
    how: signal.Signals, code: int, large: tuple[list[str], bytes], tmp_path: Path
) -> None:
    arguments, expected = large
    out, journal = tmp_path / "out.csv", tmp_path / "out.csv.part.jsonl"
    with subprocess.Popen([*RUN, *arguments, "--out", str(out)], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        while process.poll() is None and (not journal.exists() or journal.read_bytes().count(b"\n") < 4):
            time.sleep(0.002)
        process.send_signal(how)
        said = process.stderr.read()
    assert process.returncode == code, said
    assert not out.exists()
    if how == signal.SIGINT:
        assert "--resume goes on from there" in said
        assert "Traceback" not in said
    again = homeward(*arguments, "--out", out, "--resume", "--json")
    assert again.returncode == 0, again.stderr
    assert 0 < json.loads(again.stdout)["resumed_at"] < 12_000
    assert out.read_bytes() == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out.csv",
        "out.csv.reference.json.gz",
        "out.csv.run.json",
    ]


@pytest.mark.slow
def test_where_no_folder_keeps_compiled_code_it_runs_all_the_same(invented: Any, tmp_path: Path) -> None:
    """As in a read-only installation with a read-only home: it compiles for this run, says so, and leaves nothing."""
    (tmp_path / "file").write_text("")
    (tmp_path / "tmp").mkdir()
    nowhere = str(tmp_path / "file" / "folder")
    environment = {k: v for k, v in os.environ.items() if k not in {"HOMEWARD_HOME", "XDG_CACHE_HOME", "HOME"}}
    environment |= {"NUMBA_CACHE_DIR": nowhere, "TMPDIR": str(tmp_path / "tmp")}
    done = homeward(
        "screen", invented.caseload, "--list", invented.watchlist, "--out", tmp_path / "out.csv", env=environment
    )
    assert done.returncode == 0, done.stderr
    assert "Compiling the comparison for this machine" in done.stderr
    assert "No folder keeps compiled code" in done.stderr
    assert list((tmp_path / "tmp").iterdir()) == []
