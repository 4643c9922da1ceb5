"""`homeward lists`: what it prints, what its JSON holds, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from homeward.cli.main import main

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
LISTS = Path(__file__).parent / "lists"
OLD, NEW, SIMPLE = LISTS / "invented_un_old.xml", LISTS / "invented_un_new.xml", LISTS / "invented_simple.csv"
FORBIDDEN = re.compile(r"\b(?:match\w*|hits?|suspect\w*|cleared|risk\w*)\b", re.IGNORECASE)


def output(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main(["lists", *map(str, arguments)])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def as_json(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    _, out, _ = output(capfd, *arguments, "--json")
    return json.loads(out)


def test_inspect_says_what_each_file_holds(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = output(
        capfd, "inspect", OLD, SIMPLE, LISTS / "invented.ftm.json", LISTS / "invented_red_list.json"
    )
    assert (code, err) == (0, "")
    assert "list       un (un)" in out
    assert "published  2026-01-10" in out
    assert "records    4 read, 4 kept, 0 refused" in out
    assert "kept       3 individuals, 1 entity\n" in out
    assert "records    6 read, 4 kept, 2 refused" in out
    assert re.search(r"invented_simple\.csv, line 7 +the row has no id +no_id", out)
    assert "odd        once: a date of birth that cannot be read, kept in the remarks (unread_date)\n" in out
    assert "             invented_simple.csv, line 3\n" in out
    assert "list       interpol (interpol)" in out
    assert not FORBIDDEN.search(out)
    for name in ("MUKHTALAQ", "Mukhtalaq", "WAHMI", "Wahmi", "مختلق"):
        assert name not in out


def test_the_json_of_inspect(capfd: pytest.CaptureFixture[str]) -> None:
    simple, un = as_json(capfd, "inspect", SIMPLE, OLD)["files"]
    assert simple["sha256"] == sha256(SIMPLE.read_bytes()).hexdigest()
    assert simple == {
        "file": "invented_simple.csv",
        "files": ["invented_simple.csv"],
        "format": "csv",
        "list": "invented",
        "published_on": "2026-01-10",
        "sha256": simple["sha256"],
        "read": 6,
        "kept": 4,
        "refused": 2,
        "individuals": 2,
        "entities": 1,
        "vessels": 1,
        "aircraft": 0,
        "other": 0,
        "quirks": {"unread_date": 1},
        "places": {"unread_date": ["invented_simple.csv, line 3"]},
        "refusals": [
            {"position": "invented_simple.csv, line 4", "code": "duplicate_id", "reason": "the id ZZ-2 stands in an earlier row"},
            {"position": "invented_simple.csv, line 7", "code": "no_id", "reason": "the row has no id"},
        ],
    }  # fmt: skip
    assert (un["format"], un["individuals"], un["entities"], un["refused"]) == ("un", 3, 1, 0)


def test_refusals_beyond_ten_are_counted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,schema,name\n1,Person,A\n" + ",Person,B\n" * 13)
    _, out, _ = output(capfd, "inspect", path)
    assert out.count("no_id") == 10
    assert "and 3 more records refused: --json gives all." in out
    assert len(as_json(capfd, "inspect", path)["files"][0]["refusals"]) == 13


def test_a_national_list_with_its_map(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "map.toml").write_text('id = "Ref"\nname = "Who"\n')
    (tmp_path / "old.csv").write_text("Ref;Who\n1;A\n2;B\n")
    (tmp_path / "new.csv").write_text("Ref;Who\n1;A\n2;C\n")
    mapped = ("--map", tmp_path / "map.toml", "--list", "interior")
    [report] = as_json(capfd, "inspect", tmp_path / "old.csv", *mapped)["files"]
    assert (report["list"], report["individuals"]) == ("interior", 2)
    changes = as_json(capfd, "diff", tmp_path / "old.csv", tmp_path / "new.csv", *mapped, "--fields")
    assert changes["amended"] == [{"entry_id": "2", "fields": ["names"]}]


def test_what_changed_between_two_editions(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = output(capfd, "diff", OLD, NEW)
    assert (code, err) == (0, "")
    assert "old        invented_un_old.xml, 2026-01-10, 4 entries, of them 3 individuals" in out
    for word, count, entry in (("added", 1, "ZZi.005"), ("amended", 1, "ZZi.001"), ("removed", 1, "ZZi.002")):
        assert re.search(rf"^  {word} +{count}$", out, re.MULTILINE)
        assert re.search(rf"^{word} +{entry} *$", out, re.MULTILINE)
    assert "--fields names what changed" in out
    _, with_fields, _ = output(capfd, "diff", OLD, NEW, "--fields")
    assert re.search(r"ZZi\.001 +births", with_fields)
    assert not FORBIDDEN.search(out + with_fields)


def test_the_json_of_diff(capfd: pytest.CaptureFixture[str]) -> None:
    report = as_json(capfd, "diff", OLD, NEW, "--fields")
    assert report["old"] == {
        "file": "invented_un_old.xml",
        "list": "un",
        "published_on": "2026-01-10",
        "sha256": sha256(OLD.read_bytes()).hexdigest(),
        "entries": 4,
        "individuals": 3,
        "refused": 0,
    }
    assert {key: report[key] for key in ("added", "amended", "removed", "unchanged")} == {
        "added": ["ZZi.005"],
        "amended": [{"entry_id": "ZZi.001", "fields": ["births"]}],
        "removed": ["ZZi.002"],
        "unchanged": 2,
    }
    assert as_json(capfd, "diff", OLD, NEW)["amended"] == [{"entry_id": "ZZi.001", "fields": []}]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [(NEW, OLD, "The new edition is older than the old one"), (OLD, OLD, "Both are the same file.")],
)
def test_a_caution_before_a_wrong_conclusion(
    old: Path, new: Path, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = output(capfd, "diff", old, new)
    assert code == 0
    assert says in out


def test_a_list_that_shrank_is_pointed_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, people in (("old.csv", 1000), ("new.csv", 500)):
        rows = "".join(f"{n},Person,A,invented\n" for n in range(people))
        (tmp_path / name).write_text(f"id,schema,name,dataset\n{rows}")
    _, out, _ = output(capfd, "diff", tmp_path / "old.csv", tmp_path / "new.csv")
    assert "holds 500 individuals less than the old one: was it cut short?" in out
    assert "and 476 more: --json gives all." in out


def test_a_difference_that_leaves_records_out_ends_with_3(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = output(capfd, "diff", SIMPLE, SIMPLE)
    assert code == 3
    assert err.startswith("2 records of the old edition and 2 records of the new one were refused and are not compared")
    assert "unchanged  4" in out


def test_two_lists_are_not_compared(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = output(capfd, "diff", OLD, SIMPLE)
    assert (code, out) == (2, "")
    assert "only editions of one list in one format can be compared" in err


@pytest.mark.parametrize("verb", [["inspect"], ["inspect", "--json"], ["diff"]])
def test_a_stranger_ends_with_2_one_sentence_and_no_result(
    tmp_path: Path, verb: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "consolidated.xml"
    page.write_text("<!DOCTYPE html><html><body>Sign in</body></html>")
    code, out, err = output(capfd, *verb, OLD, page)
    assert (code, out) == (2, "")
    assert err == (
        "consolidated.xml is a web page, not a list: perhaps a login or error page was saved. Log in and download it again.\n"
    )
    assert str(tmp_path) not in err


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_cut_in_a_narrow_terminal(width: int) -> None:
    script = "import sys; from homeward.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", script, "lists", "diff", str(OLD), str(NEW), "--fields"],
        capture_output=True, text=True, env={**os.environ, "COLUMNS": str(width)},
    )  # fmt: skip
    assert done.returncode == 0
    assert "…" not in done.stdout
    for entry in ("ZZi.005", "ZZi.001", "ZZi.002"):
        assert entry in done.stdout


def test_looking_at_a_list_loads_no_engine() -> None:
    script = (
        "import sys; from homeward.cli.main import main; main(sys.argv[1:]); "
        "print(*sorted({'numpy', 'numba', 'homeward.screening', 'homeward.names'} & set(sys.modules)), file=sys.stderr)"
    )
    for verb in (["inspect", str(OLD)], ["diff", str(OLD), str(NEW)]):
        done = subprocess.run([sys.executable, "-c", script, "lists", *verb], capture_output=True, text=True)
        assert done.stderr == "\n"


def test_the_real_lists(capfd: pytest.CaptureFixture[str]) -> None:
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip("the real lists are not beside the repository")
    un, ofac = as_json(capfd, "inspect", data / "un" / "consolidated.xml", data / "ofac" / "2019-01" / "sdn.csv")[
        "files"
    ]
    assert [un[key] for key in ("read", "kept", "refused", "individuals", "entities")] == [1003, 1003, 0, 730, 273]
    assert [ofac[key] for key in ("read", "kept", "refused", "individuals")] == [7379, 7379, 0, 3845]
    assert ofac["files"] == ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]
    code, out, err = output(capfd, "inspect", data / "ofac" / "sdn.csv")
    assert (code, out) == (2, "")
    assert "7,698 of 17,091 aliases" in err
