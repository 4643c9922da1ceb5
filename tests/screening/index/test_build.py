"""Lists are laid out together, each entry of a list once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.cli.main import main
from homeward.kernel.errors import BadInput
from homeward.screening.index.build import build_lists
from homeward.watchlists.catalog import open_list

HEADER = "id,schema,name,aliases,birth_date,countries,dataset\n"
A, B = "NK-1,Person,Mukhtalaq Wahmi,,1986,iq,demo\n", "NK-2,Person,Faradi Mukhtalaq,,1990,sy,demo\n"
CHANGED = A.replace("1986", "1987")
Written = Callable[[str, str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a list's rows into a file of a name."""

    def write(name: str, rows: str) -> Path:
        path = tmp_path / name
        path.write_text(HEADER + rows, "utf-8")
        return path

    return write


def test_a_list_in_several_files_is_one(written: Written) -> None:
    files = [written("first.csv", A), written("second.csv", B)]
    index = build_lists([open_list(path, "demo") for path in files])
    assert sorted(index.ids.get(entry) for entry in range(len(index))) == ["NK-1", "NK-2"]


@pytest.mark.parametrize(
    ("name", "rows", "says"),
    [
        ("again.csv", A + B, "again.csv is given twice: give it once."),
        ("later.csv", B + CHANGED, "first.csv and later.csv both hold the entry NK-2 of the list demo: they are editions of one list."),
    ],
)  # fmt: skip
def test_no_entry_of_a_list_stands_twice(name: str, rows: str, says: str, written: Written) -> None:
    readings = [open_list(path, "demo") for path in (written("first.csv", A + B), written(name, rows))]
    with pytest.raises(BadInput) as told:
        build_lists(readings)
    assert str(told.value).startswith(says)


def test_two_lists_may_use_the_same_numbers(written: Written) -> None:
    one, other = open_list(written("one.csv", A), "one"), open_list(written("other.csv", CHANGED), "other")
    assert len(build_lists([one, other])) == 2


@pytest.mark.parametrize("verb", ["screen", "index", "explain"])
def test_a_list_given_twice_is_refused(
    verb: str, written: Written, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, people = str(written("demo.csv", A)), tmp_path / "people.csv"
    people.write_text("id,name\n1,Mukhtalaq Wahmi\n", "utf-8")
    out = ["--out", str(tmp_path / "out")]
    given = {
        "screen": ["screen", str(people), "--list", path, "--list", path, *out],
        "index": ["lists", "index", path, path, *out],
        "explain": ["explain", "Mukhtalaq Wahmi", "--list", path, "--list", path],
    }
    assert main(given[verb]) == 2
    assert "demo.csv is given twice: give it once." in capfd.readouterr().err
    assert not (tmp_path / "out").exists()
