"""What tests of the interface for other programs share: three invented lists of three formats, laid out together, and how to ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from homeward.cli.main import main
from homeward.kernel.sources import Position
from homeward.matching.library import Library, open_library
from homeward.matching.service import Answer, Request, answer
from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.lists.simple import write_simple_csv
from homeward.synthetic.lists.un import write_un_xml
from homeward.watchlists.listing import ListedName, Listing

FTM = (
    {"id": "zz-1", "schema": "Person", "caption": "Mukhtalaq Wahmi al-Mithal", "last_change": "2026-02-03T00:00:00",
     "properties": {
         "name": ["Mukhtalaq Wahmi al-Mithal"], "alias": ["مختلق وهمي المثال"], "weakAlias": ["Abu Mithal"], "birthDate": ["1986-03-04"],
         "nationality": ["iq"], "gender": ["male"], "birthPlace": ["Mithalabad"], "fatherName": ["Wahmi"], "motherName": ["Khayal Sarab"],
         "passportNumber": ["X0011223"], "topics": ["sanction", "crime.terror"], "programId": ["ZZ-INV"], "notes": ["Invented."]}},
    {"id": "zz-2", "schema": "Person", "caption": "Sarab Khayal", "properties": {
        "name": ["Sarab Khayal"], "birthDate": ["1990"], "nationality": ["sy"], "topics": ["poi"]}},
    {"id": "zz-3", "schema": "Person", "caption": "Muhammad Ahmad Hasan", "properties": {
        "name": ["Muhammad Ahmad Hasan"], "topics": ["poi"]}},
)  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a list of the UN's form, a plain table, and FollowTheMoney; with its book of entries."""
    files = tmp_path_factory.mktemp("asked")
    write_un_xml(files / "un.xml", tuple(listed_people(120, 9, "un")))
    write_simple_csv(files / "national.csv", (entry.listing for entry in listed_people(60, 21, "ofac")))
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in FTM)
    (files / "zz.ftm.json").write_text(lines, encoding="utf-8")
    lists = [str(files / name) for name in ("un.xml", "national.csv", "zz.ftm.json")]
    assert main(["lists", "index", *lists, "--out", str(files / "index")]) == 0
    return files / "index"


@pytest.fixture(scope="session")
def library(folder: Path) -> Library:
    return open_library(folder, check=True)


Ask = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="session")
def ask(library: Library) -> Ask:
    """Ask by GET, or by POST where something is sent; gives the status and what the JSON says."""

    def asked(path: str, sent: Any = None, method: str = "", **parameters: str | list[str]) -> tuple[int, Any]:
        found = told(library, path, sent, method, **parameters)
        assert dict(found.headers)["Content-Type"] == "application/json"
        return found.status, json.loads(found.body)

    return asked


def told(library: Library, path: str, sent: Any, method: str, **parameters: str | list[str]) -> Answer:
    body = sent if isinstance(sent, bytes) else b"" if sent is None else json.dumps(sent).encode()
    lists = {name: [value] if isinstance(value, str) else value for name, value in parameters.items()}
    return answer(library, Request(method or ("GET" if sent is None else "POST"), path, lists, body))


@pytest.fixture(scope="session")
def whole() -> Callable[..., Answer]:
    """The same, with headers and what may be written down."""

    def asked(library: Library, path: str, sent: Any = None, method: str = "", **parameters: str | list[str]) -> Answer:
        return told(library, path, sent, method, **parameters)

    return asked


@pytest.fixture(scope="session")
def person() -> Callable[..., dict[str, Any]]:
    """A batch of one query about one person."""

    def batch(schema: str = "Person", **properties: Any) -> dict[str, Any]:
        return {"queries": {"q": {"schema": schema, "properties": properties}}}

    return batch


@pytest.fixture(scope="session")
def entry() -> Callable[..., Listing]:
    """Makes an entry of a list."""

    def made(entry_id: str, *names: str | ListedName, list_id: str = "invented", **facts: Any) -> Listing:
        listed = tuple(name if isinstance(name, ListedName) else ListedName(name, primary=True) for name in names)
        place = Position("invented", 1)
        return Listing(
            list_id=list_id,
            entry_id=entry_id,
            kind="individual",
            names=listed,
            position=place,
            content_hash="ab",
            **facts,
        )

    return made
