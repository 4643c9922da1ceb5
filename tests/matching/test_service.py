"""Every address answers in the documented shape; what is not there, is asked in another way or is damaged is refused in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

import documented
from homeward.kernel.errors import BadInput, Unreadable
from homeward.matching.library import Library, open_library
from homeward.matching.service import Answer, Request, answer
from homeward.matching.shelf import Shelf
from homeward.screening.index.book import EntryBook
from homeward.screening.index.build import build, build_lists
from homeward.watchlists.catalog import open_list

Ask = Callable[..., tuple[int, Any]]
Whole = Callable[..., Answer]
QUERY = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Muhammad Ahmad Hasan"]}}}}
ANSWERED: list[tuple[str, Any, dict[str, Any], type]] = [
    ("/healthz", None, {}, documented.Status), ("/readyz", None, {}, documented.Status), ("/catalog", None, {}, documented.Catalog),
    ("/algorithms", None, {}, documented.Algorithms), ("/match/all", QUERY, {"cutoff": "0", "limit": "20"}, documented.MatchAnswer),
    ("/match/un/", QUERY, {"cutoff": "0"}, documented.MatchAnswer), ("/search/all", None, {"q": "ahmad"}, documented.SearchAnswer),
    ("/search/default", None, {}, documented.SearchAnswer), ("/entities/zz-1", None, {"nested": "true"}, documented.Entity),
    ("/entities/zz-1/adjacent", None, {}, documented.Adjacent), ("/entities/zz-1/adjacent/sanctions", None, {}, documented.AdjacentPage),
    ("/nowhere", None, {}, documented.Refusal), ("/match/nowhere", QUERY, {}, documented.Refusal),
    ("/entities/nobody", None, {}, documented.Refusal),
    ("/match/all", QUERY, {"limit": "x"}, documented.Malformed), ("/match/all", b"{", {}, documented.Malformed),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "sent", "parameters", "shape"), ANSWERED, ids=[f"{n}{path}" for n, (path, *_) in enumerate(ANSWERED)]
)
def test_answers_have_the_documented_shape(
    library: Library, whole: Whole, path: str, sent: Any, parameters: dict[str, Any], shape: type
) -> None:
    found = whole(library, path, sent, **parameters)
    msgspec.json.decode(found.body, type=shape)
    refused = shape in (documented.Refusal, documented.Malformed)
    assert (found.status >= 400) is refused
    assert (found.noted is None) is (refused or path in ("/healthz", "/readyz", "/catalog", "/algorithms"))
    headers = dict(found.headers)
    assert (headers["Content-Type"], headers["Cache-Control"]) == ("application/json", "no-store")


def test_every_match_answer_in_the_documented_shape_holds_candidates(ask: Ask) -> None:
    _, body = ask("/match/all", QUERY, cutoff="0", limit="20")
    assert len(body["responses"]["q"]["results"]) > 3


def test_the_first_page_says_what_is_there_and_what_match_means(ask: Ask) -> None:
    status, body = ask("/")
    assert status == 200
    assert "at or above the threshold that was asked for, and nothing more" in body["description"]
    for address in body["addresses"]:
        assert ask(address.replace("{dataset}", "all").replace("{id}", "zz-1"))[0] in (200, 405)


def test_the_algorithm_says_what_match_means(ask: Ask) -> None:
    _, body = ask("/algorithms")
    (one,) = body["algorithms"]
    assert (one["name"], body["default"], body["best"]) == ("homeward",) * 3
    assert "and nothing more" in one["description"]
    assert all(feature["description"] for feature in one["features"].values())


def test_the_catalogue_names_every_list_and_the_collections(ask: Ask, library: Library) -> None:
    _, body = ask("/catalog")
    found = {one["name"]: one for one in body["datasets"]}
    assert list(found) == ["all", "default", "un", "invented-ofac", "zz"] == body["current"]
    assert found["all"]["children"] == ["un", "invented-ofac", "zz"]
    assert [found[name]["entity_count"] for name in found] == [183, 183, 120, 60, 3]
    assert found["un"]["updated_at"].startswith(found["un"]["version"][:10])
    assert "records refused" in found["un"]["summary"]
    assert sum(one["entity_count"] for one in body["datasets"] if not one["children"]) == len(library)


def test_a_catalogue_that_is_known_is_not_sent_again(library: Library) -> None:
    first = answer(library, Request("GET", "/catalog"))
    version = dict(first.headers)["ETag"]
    again = answer(library, Request("GET", "/catalog", known_version=version))
    assert (again.status, again.body) == (304, b"")
    assert answer(library, Request("GET", "/catalog", known_version='"other"')).status == 200


WRONG = [
    ("/match/all", "GET"),
    ("/match/all", "PUT"),
    ("/search/all", "POST"),
    ("/entities/zz-1", "DELETE"),
    ("/catalog", "POST"),
    ("/", "POST"),
]


@pytest.mark.parametrize(("path", "method"), WRONG)
def test_another_method_is_refused_and_told_which(library: Library, whole: Whole, path: str, method: str) -> None:
    found = whole(library, path, None, method)
    assert found.status == 405
    assert dict(found.headers)["Allow"] == ("POST" if "match" in path else "GET")


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/match", "/match/", "/search", "/entities/", "/healthz/x", "/catalog/x", "/../etc", "//", "/\ufffd"],
)
def test_what_is_not_there(ask: Ask, path: str) -> None:
    assert ask(path)[0] == (200 if path == "//" else 404)


def test_an_entity_as_its_publisher_says_it(ask: Ask) -> None:
    status, one = ask("/entities/zz-1")
    assert status == 200
    assert one == {
        "id": "zz-1", "caption": "Mukhtalaq Wahmi al-Mithal", "schema": "Person", "datasets": ["zz"], "referents": [], "target": True,
        "first_seen": None, "last_seen": None, "last_change": "2026-02-03T00:00:00",
        "properties": {
            "name": ["Mukhtalaq Wahmi al-Mithal"], "alias": ["مختلق وهمي المثال"], "weakAlias": ["Abu Mithal"],
            "birthDate": ["1986-03-04"],
            "gender": ["male"], "nationality": ["iq"], "birthPlace": ["Mithalabad"], "fatherName": ["Wahmi"],
            "motherName": ["Khayal Sarab"],
            "topics": ["sanction", "crime.terror"], "programId": ["ZZ-INV"], "notes": ["Invented."], "passportNumber": ["X0011223"],
        },
    }  # fmt: skip


def test_every_entity_is_found_by_its_id_and_the_publishers_own_leads_to_it(library: Library) -> None:
    (shelf,) = library.shelves
    for row in range(0, len(shelf.index), 7):
        known_as, own = shelf.id_of(row), shelf.index.ids.get(row)
        found = answer(library, Request("GET", f"/entities/{known_as}"))
        assert (found.status, json.loads(found.body)["id"]) == (200, known_as)
        if own != known_as:
            moved = answer(library, Request("GET", f"/entities/{own}", base="/yente"))
            assert (moved.status, dict(moved.headers)["Location"]) == (308, f"/yente/entities/{known_as}")
    odd = answer(library, Request("GET", "/entities/ZZ-1/adjacent/sanctions"))
    assert dict(odd.headers)["Location"] == "/entities/zz-1/adjacent/sanctions"


def test_several_indexes_are_asked_as_one(library: Library, invented: Any, entry: Callable[..., Any], ask: Ask) -> None:
    mine = entry("5 a/ä", "Muhammad Ahmad Hasan", list_id="own")
    shelf = Shelf(build([mine]), EntryBook.of([mine]), "one")
    both = Library((*library.shelves, shelf))
    assert both.version != library.version
    assert both.catalog.datasets[0].children == ("un", "invented-ofac", "zz", "own")
    assert both.catalog.datasets[0].entity_count == 184

    def told(path: str, sent: bytes = b"", **parameters: str) -> Any:
        lists = {name: [value] for name, value in parameters.items()}
        return json.loads(answer(both, Request("POST" if sent else "GET", path, lists, sent)).body)

    query = json.dumps(QUERY).encode()
    found = told("/match/all", query, cutoff="0", limit="400")["responses"]["q"]
    scores = [one["score"] for one in found["results"]]
    assert scores == sorted(scores, reverse=True)
    apart = [
        told(f"/match/{name}", query, cutoff="0", limit="400")["responses"]["q"]
        for name in ("un", "invented-ofac", "zz", "own")
    ]
    assert len(found["results"]) == sum(len(one["results"]) for one in apart) == found["total"]["value"]
    assert {one["id"] for one in found["results"]} == {one["id"] for of in apart for one in of["results"]}
    assert len(told("/match/all", query, cutoff="0", limit="3")["responses"]["q"]["results"]) == 3
    assert told("/match/own", query, cutoff="0")["responses"]["q"]["results"][0]["id"] == "own-5 a/ä"
    assert told("/entities/own-5 a/ä")["caption"] == "Muhammad Ahmad Hasan"
    assert dict(answer(both, Request("GET", "/entities/5 A/Ä")).headers)["Location"] == "/entities/own-5%20a%2F%C3%A4"
    searched = told("/search/all", q="Muhammad Ahmad Hasan")
    assert {"own-5 a/ä", "zz-3"} <= {one["id"] for one in searched["results"]}
    assert told("/search/all", q="", limit="500")["total"] == {"value": 184, "relation": "eq"}


def test_an_id_comes_before_another_lists_own_id(library: Library, entry: Callable[..., Any]) -> None:
    other = entry("zz-1", "Sarab", list_id="aa")
    both = Library((Shelf(build([other]), EntryBook.of([other]), "one"), *library.shelves))
    assert json.loads(answer(both, Request("GET", "/entities/zz-1")).body)["datasets"] == ["zz"]
    assert json.loads(answer(both, Request("GET", "/entities/aa-zz-1")).body)["datasets"] == ["aa"]


def test_nothing_to_ask_answers_nobody(entry: Callable[..., Any]) -> None:
    nobody = Library((Shelf(build([]), EntryBook.of([]), "none"),))
    for library in (nobody, Library(())):
        assert json.loads(answer(library, Request("GET", "/search/all")).body)["results"] == []
        found = answer(library, Request("POST", "/match/all", {}, json.dumps(QUERY).encode()))
        assert json.loads(found.body)["responses"]["q"]["total"] == {"value": 0, "relation": "eq"}
        assert answer(library, Request("GET", "/entities/x")).status == 404
        assert json.loads(answer(library, Request("GET", "/catalog")).body)["datasets"][0]["entity_count"] == 0


def test_an_index_without_its_book_or_with_anothers_is_refused(invented: Any, tmp_path: Path) -> None:
    index = build_lists([open_list(invented.watchlist)])
    index.save(tmp_path / "bare")
    with pytest.raises(BadInput, match="has no book of entries"):
        open_library(tmp_path / "bare")
    kept = invented.listings
    for listings in (kept[1:], kept[::-1], (*kept, kept[0])):
        index.save(tmp_path / "other", lambda folder, kept=listings: EntryBook.of(kept).save(folder / "entries"))
        with pytest.raises(Unreadable, match="its book of entries is another's"):
            open_library(tmp_path / "other")


def test_damage_that_is_met_is_told_as_an_error_of_ours(invented: Any, tmp_path: Path) -> None:
    index, book = build_lists([open_list(invented.watchlist)]), EntryBook.of(invented.listings)
    index.save(tmp_path / "index", lambda folder: book.save(folder / "entries"))
    path = tmp_path / "index" / "entries" / "content.bin"
    content = bytearray(path.read_bytes())
    content[int(book.starts[5])] = 0xFF
    path.write_bytes(content)
    library = open_library(tmp_path / "index")
    found = answer(library, Request("GET", f"/entities/invented-un-{invented.listings[5].entry_id}"))
    assert (found.status, "damaged at row 5" in json.loads(found.body)["detail"]) == (500, True)


def test_what_is_written_down_holds_no_name(library: Library, whole: Whole) -> None:
    for path, sent, parameters in (
        ("/match/all", QUERY, {}),
        ("/search/all", None, {"q": "Muhammad Ahmad Hasan"}),
        ("/entities/zz-3", None, {}),
    ):
        noted = whole(library, path, sent, **parameters).noted
        assert noted is not None
        assert "uhammad" not in repr(noted)
        assert noted.queries == 1
