"""Guardrail 19: The demonstration and the tests hold invented people; no data of a real camp and no list that is not public is kept here.

How: Whatever is data in the tests and in the examples is invented and is called so in its name; the resources of the code are words,
countries, counts and weights, never records; invented references lie outside the publishers' ranges. Invented names are held against
those of the published lists in `tests/synthetic`, and here every file is, where the lists are beside the checkout.
"""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.population.sites import SITES
from homeward.synthetic.population.users import USERS

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HOMEWARD_SHARED", ROOT.parent / "shared"))
LISTS = SHARED / "eval/data/lists"
DATA = {
    ".csv",
    ".tsv",
    ".xlsx",
    ".xls",
    ".xml",
    ".json",
    ".jsonl",
    ".ndjson",
    ".parquet",
    ".zip",
    ".gz",
    ".db",
    ".sqlite3",
    ".pdf",
    ".jpg",
}
# What the code reads, none of it records of people: words, countries, areas, counts of how usual a name is, weights, an empty form.
RESOURCES = {
    "admin_areas.tsv", "choices.tsv", "countries.tsv", "lexicon.json", "lexicon_keys.json", "nationalities.tsv", "pair_weights.json",
    "reference.json.gz", "registration.xlsx", "towns.tsv", "weights.json",
}  # fmt: skip
MEASURED = "benchmarks/results"
# Real places of the field: no invented site may be called after one.
REAL_CAMPS = re.compile(
    r"\b(hol|hawl|roj|jeddah|jed'?dah|jada'?a|amal community|akhtarin|newroz|areesha|mahmoudli|gweiran|ghuwayran)\b",
    re.I,
)
OF_A_PUBLISHER = re.compile(r"\b(?:QD|TA|IQ|LY|YE|SO|CD|CF|SD|SS|ML|HT|KP)[ie]\.(\d{3})\b")


def files(*folders: str) -> list[Path]:
    """Every file of these folders, caches aside."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    return [path for path in found if not {"__pycache__", ".venv", "node_modules"} & set(path.parts)]


def test_data_of_tests_and_examples_is_called_invented() -> None:
    found = [path for path in files("tests", "docs", "tools") if path.suffix in DATA and "invented" not in path.name]
    assert [path.name for path in found] == ["judged_weights.json"]


def test_the_code_carries_no_data_but_its_resources() -> None:
    assert {path.name for path in files("src") if path.suffix in DATA} == RESOURCES


def test_what_was_measured_is_figures() -> None:
    """A result is a document of numbers; rows of people would be lists of lists of words."""
    for path in files(MEASURED):
        assert path.suffix in {".json", ".svg", ".md"}, path.name
        assert path.stat().st_size < 200_000, path.name


def test_references_of_invented_entries_are_nobodys() -> None:
    entries = [entry.listing for publisher in ("un", "ofac") for entry in listed_people(300, 3, publisher)]  # type: ignore[arg-type]
    assert len(entries) == 600
    assert not [entry.entry_id for entry in entries if OF_A_PUBLISHER.search(entry.entry_id)]


def test_no_test_or_page_quotes_an_entry_of_a_publisher() -> None:
    """999 is not given to anybody, and 001 only shows the form of a reference."""
    for path in files("tests", "docs", "src"):
        if path.suffix in {".py", ".md", ".html", ".xml", ".json", ".csv"} and path != Path(__file__):
            quoted = set(OF_A_PUBLISHER.findall(path.read_text("utf-8")))
            assert quoted <= {"001", "999"}, path.name


def test_no_invented_site_is_a_real_one_and_no_account_is_somebodys() -> None:
    called = [text for site in SITES for text in (*site.names.values(), *(alias.text for alias in site.aliases))]
    assert [text for text in called if REAL_CAMPS.search(text)] == []
    assert all(re.fullmatch(r"[a-z]+\d?", user.username) for user in USERS)


@pytest.mark.slow
@pytest.mark.skipif(not LISTS.is_dir(), reason="the shared folder with real lists is not beside the checkout")
def test_no_file_holds_a_name_of_a_published_list() -> None:
    """Names of three parts and more: shorter ones are met by chance."""
    names: set[str] = set()
    for path in (LISTS / "un.csv", LISTS / "ofac.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            names |= {name for row in csv.DictReader(handle) if len((name := folded(row["name"])).split()) >= 3}
    found = {
        path.name
        for path in files("tests", "docs", "src", "tools", "benchmarks")
        if path.suffix in {".py", ".md", ".html", ".xml", ".json", ".csv", ".tsv", ".txt", ".po", ".js"}
        and held(path.read_text("utf-8"), names)
    }
    assert len(names) > 2_500
    assert found == set()


def held(text: str, names: set[str]) -> set[str]:
    """Which of these names a text holds."""
    words = folded(text).split()
    return {
        name
        for size in range(3, 7)
        for start in range(len(words))
        if (name := " ".join(words[start : start + size])) in names
    }


def folded(text: str) -> str:
    """Letters alone, in lower case, one space between words."""
    return " ".join(re.sub(r"[^\w]+|_", " ", text.lower()).split())


@pytest.mark.parametrize("name", ["al-Hol", "Roj camp", "Jed'dah-1", "Gweiran"])
def test_a_real_camp_would_be_seen(name: str) -> None:
    assert REAL_CAMPS.search(name)


def test_a_name_in_a_file_would_be_seen() -> None:
    names = {folded("QAHTAN, Zubaydawin Murjanawin")}
    assert held('x = ["A", "Qahtan,  Zubaydawin Murjanawin"]', names) == names
    assert held("Qahtan Zubaydawin", names) == set()
