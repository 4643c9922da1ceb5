"""What readers find odd is said in words, with the places where it stands, and in no other words than the reference has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from homeward.cli.main import main
from homeward.cli.odd import SAYS, complain_of_odd, first

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs/examples/invented_un_list.xml"
_COUNTED = re.compile(r"""(?:quirk|quirks\.append|odd\.append)\((?:[\w, ]*)"(\w+)"(?: if [^"]* else "(\w+)")?""")


def test_whatever_a_reader_counts_has_words_and_stands_in_the_reference() -> None:
    found = {
        code
        for folder in ("kernel", "watchlists", "screening") for file in (ROOT / "src/homeward" / folder).rglob("*.py")
        for match in _COUNTED.finditer(file.read_text("utf-8")) for code in match.groups() if code
    }  # fmt: skip
    said = "".join(
        (ROOT / f"docs/reference/{page}.md").read_text("utf-8") for page in ("caseload-columns", "list-formats")
    )
    assert found == SAYS.keys()
    assert [code for code in SAYS if f"`{code}`" not in said] == []


def test_many_places_are_named_once_by_file_and_cut(capfd: pytest.CaptureFixture[str]) -> None:
    places = [f"camp.csv, line {number}" for number in range(2, 9)]
    assert first(places) == "camp.csv, line 2; line 3; line 4; line 5; line 6"
    complain_of_odd({"sex_unread": 7, "empty_row": 1}, {"sex_unread": places}, "the manifest")
    assert capfd.readouterr().err.splitlines() == [
        "Odd, but kept, 7 times: a word for a sex that is not known, taken as not recorded (sex_unread).",
        "  camp.csv, line 2; line 3; line 4; line 5; line 6, and more: the manifest names up to 100",
        "Odd, but kept, once: a row without content, passed over (empty_row).",
        "Whoever these cells are about was compared without them: mend them and run it again.",
    ]


def test_without_a_manifest_beside_it_is_said_how_to_have_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("id,name,dob\n" + "".join(f"{n},Mukhtalaq Hasan,soon\n,Wahmi,\n" for n in range(6)), "utf-8")
    assert main(["screen", str(table), "--list", str(LIST), "--out", "-"]) == 3
    said = capfd.readouterr().err
    assert "line 10, and more: the manifest that --out FILE writes names up to 100\n" in said
    assert "  and more: the manifest that --out FILE writes has all.\n" in said


@pytest.mark.parametrize(
    ("verb", "content"),
    [
        ("screen", "id,name,dob\n1,Mukhtalaq Hasan,soon\n"),
        ("compare", "left_name,right_name,left_birth_date\nA,B,soon\n"),
    ],
)
def test_a_date_that_cannot_be_read_is_said_with_its_row(
    verb: str, content: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(content, "utf-8")
    lists = ["--list", str(LIST)] if verb == "screen" else []
    assert main([verb, str(table), *lists, "--out", str(tmp_path / "out.csv")]) == 0
    said = capfd.readouterr().err
    assert "Odd, but kept, once: a date of birth that cannot be read" in said
    assert "\n  table.csv, line 2\n" in said
    assert "Mukhtalaq" not in said
