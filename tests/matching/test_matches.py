"""`/match`: whom a person could be, what made the score, and what every parameter does or why it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from homeward.matching import matches
from homeward.matching.examples import Example
from homeward.matching.examples import person as read_person
from homeward.matching.library import Library
from homeward.matching.service import MOST_BODY, Answer, Request, answer
from homeward.matching.shelf import Shelf
from homeward.screening.index.book import EntryBook
from homeward.screening.index.build import build
from homeward.screening.live import screen
from homeward.screening.profile import Profile

Ask = Callable[..., tuple[int, Any]]
Batch = Callable[..., dict[str, Any]]
COMMON, NATIONAL = "Muhammad Ahmad Hasan", "invented-ofac"
KNOWN = {"name": ["Mukhtalaq Wahmi al-Mithal"], "birthDate": ["1986-03-04"], "nationality": ["iq"], "gender": ["male"]}


def results(answered: tuple[int, Any], key: str = "q") -> list[dict[str, Any]]:
    status, body = answered
    assert status == 200, body
    found: list[dict[str, Any]] = body["responses"][key]["results"]
    return found


def test_the_listed_person_comes_first_with_what_made_the_score(ask: Ask, person: Batch) -> None:
    status, body = ask("/match/all", person(**KNOWN))
    assert status == 200
    assert body["limit"] == 5
    one = body["responses"]["q"]
    assert (one["status"], one["total"]["relation"]) == (200, "eq")
    assert one["query"] == {"id": None, "schema": "Person", "properties": KNOWN}
    first = one["results"][0]
    assert (first["id"], first["caption"], first["schema"], first["datasets"]) == (
        "zz-1",
        KNOWN["name"][0],
        "Person",
        ["zz"],
    )
    assert first["score"] > 0.9
    assert first["match"] is True
    assert first["target"] is True
    assert set(first["features"]) == set(body["matcher"]) == set(first["explanations"])
    bits = sum(first["features"].values())
    assert first["score"] == pytest.approx(1 / (1 + 2**-bits), abs=1e-8)
    assert first["explanations"]["birth"]["detail"].startswith("Birth agrees.")
    assert first["explanations"]["name"]["query"] == KNOWN["name"][0]
    assert first["explanations"]["mother"] == {
        "score": 0.0,
        "detail": first["explanations"]["mother"]["detail"],
        "query": None,
        "candidate": "Khayal Sarab",
    }


def test_match_means_at_or_above_the_threshold(ask: Ask, person: Batch) -> None:
    (first,) = results(ask("/match/zz", person(**KNOWN)))
    score = first["score"]
    for threshold, said in ((score, True), (min(1.0, score + 1e-6), False), (0.0, True)):
        (one,) = results(ask("/match/zz", person(**KNOWN), threshold=str(threshold), cutoff="0.1"))
        assert (one["score"], one["match"]) == (score, said)


def test_the_cutoff_leaves_out_and_never_exceeds_the_threshold(ask: Ask, person: Batch) -> None:
    name = person(name=COMMON)
    every = results(ask("/match/all", name, cutoff="0", threshold="0", limit="50"))
    assert len(every) > 5
    assert len(results(ask("/match/all", name, cutoff="0"))) == 5
    some = results(ask("/match/all", name, cutoff=str(every[2]["score"]), limit="50"))
    assert [one["id"] for one in some] == [one["id"] for one in every if one["score"] >= every[2]["score"]]
    low = str(every[-1]["score"])
    assert len(results(ask("/match/all", name, threshold=low, limit="50"))) == len(every)  # the usual cutoff is higher


def test_the_candidates_are_those_of_the_engine(ask: Ask, person: Batch, library: Library) -> None:
    (shelf,) = library.shelves
    for row in range(0, len(shelf.index), 9):
        listing = shelf.book.at(row)
        names = [name.text for name in listing.names[:2]]
        found = results(
            ask("/match/all", person(name=names, nationality=list(listing.nationalities)), cutoff="0.01", limit="10")
        )
        profile = Profile(
            query_id="1",
            names=tuple(dict.fromkeys(name.strip() for name in names)),
            nationalities=listing.nationalities,
        )
        wanted = [
            (shelf.id_of(shelf.index.row(one.entry_id, one.list_id) or 0), one.score)
            for one in screen([profile], shelf.index, min_score=0.01)
        ]
        assert [(one["id"], one["score"]) for one in found] == wanted


def test_a_batch_is_answered_by_its_keys_as_each_alone(
    ask: Ask, person: Batch, whole: Callable[..., Answer], library: Library
) -> None:
    queries = {
        "a": {"schema": "Person", "properties": KNOWN},
        "ب": {"schema": "Thing", "id": 7, "properties": {"name": "سراب خيال", "birthDate": "1990"}},
        "c": None,
        "": {
            "schema": "LegalEntity",
            "properties": {"firstName": ["Sarab"], "lastName": "Khayal", "country": ["Syria"]},
        },
    }
    answered = ask("/match/default", {"queries": queries}, cutoff="0.05")
    assert set(answered[1]["responses"]) == {"a", "ب", ""}
    for key in ("a", "ب", ""):
        alone = results(ask("/match/default", {"queries": {"x": queries[key]}}, cutoff="0.05"), "x")
        assert results(answered, key) == alone
    assert [one["id"] for one in results(answered, "ب")][:1] == ["zz-2"]
    assert results(answered, "")[0]["id"] == "zz-2"
    found = whole(library, "/match/default", {"queries": queries}, cutoff="0.05")
    assert dict(found.headers)["x-batch-size"] == "3"
    assert found.noted is not None
    assert found.noted[:3] == ("match", "default", 3)
    assert found.noted.candidates == sum(len(one["results"]) for one in answered[1]["responses"].values())


def test_filters_leave_out_and_nothing_else_changes(ask: Ask, person: Batch) -> None:
    name, every = person(name=COMMON), {"cutoff": "0", "limit": "500"}
    whole = results(ask("/match/all", name, **every))
    assert {one["datasets"][0] for one in whole} == {"un", NATIONAL, "zz"}

    def ids(path: str = "/match/all", **more: Any) -> list[str]:
        return [one["id"] for one in results(ask(path, name, **every, **more))]

    def of(*lists: str) -> list[str]:
        return [one["id"] for one in whole if one["datasets"][0] in lists]

    assert ids("/match/un") == of("un")
    assert ids(include_dataset=["un", "zz"]) == of("un", "zz")
    assert ids("/match/un", include_dataset="zz") == of("un", "zz")  # as clients send several datasets
    assert ids(exclude_dataset=["un", "not_here"]) == of(NATIONAL, "zz")
    assert ids(exclude_dataset=["un", NATIONAL, "zz"]) == []
    assert ids(exclude_schema=["Vessel", "Nonsense"]) == ids()
    assert ids(exclude_schema="Person") == []
    assert ids(include_dataset=["un", "zz"], topics="poi") == of("zz")
    assert ids(include_dataset=["un", "zz"], topics=["sanction"]) == of("un")
    assert (
        ids(exclude_entity_ids=[whole[0]["id"], whole[1]["referents"][0] if whole[1]["referents"] else "x"])[0]
        != whole[0]["id"]
    )
    known = person(**KNOWN)
    assert results(ask("/match/zz", known, changed_since="2026-02-04")) == []
    assert len(results(ask("/match/zz", known, changed_since="2026-02-03T10:00:00"))) == 1
    assert "zz-3" in ids("/match/zz", changed_since="2026-02-04")  # its publisher states no day


REFUSED = [
    (400, {"algorithm": "logic-v2"}, "There is one algorithm here, homeward"),
    (400, {"topics": "sanction"}, "the list invented-ofac does not say"),
    (404, {"include_dataset": "nowhere"}, "no such dataset"),
    (422, {"limit": "501"}, "from 0 to 500"), (422, {"limit": "-1"}, "from 0 to 500"), (422, {"limit": "x"}, "from 0 to 500"),
    (422, {"threshold": "1.5"}, "from 0 to 1"), (422, {"cutoff": "nan"}, "from 0 to 1"), (422, {"changed_since": "never"}, "A day"),
    (422, {"exclude_entity_ids": ["x"] * 201}, "more than 200"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "parameters", "says"), REFUSED)
def test_parameters_that_are_not_kept_are_refused_in_words(
    ask: Ask, person: Batch, status: int, parameters: dict[str, Any], says: str
) -> None:
    found, body = ask("/match/all", person(**KNOWN), **parameters)
    assert found == status
    detail = body["detail"]
    if status == 422:
        assert detail[0]["loc"] == ["query", *parameters]
        detail = detail[0]["msg"]
    assert says in detail


@pytest.mark.parametrize(
    "parameters",
    [{"algorithm": "best"}, {"algorithm": "homeward"}, {"limit": ""}, {"unheard_of": "x"}, {"fuzzy": "false"}],
)
def test_what_tools_send_besides_is_taken(ask: Ask, person: Batch, parameters: dict[str, str]) -> None:
    assert results(ask("/match/all", person(**KNOWN), **parameters))[0]["id"] == "zz-1"


def test_a_limit_of_nothing_shows_nothing_and_counts(ask: Ask, person: Batch) -> None:
    _, body = ask("/match/all", person(**KNOWN), limit="0")
    assert (body["responses"]["q"]["results"], body["responses"]["q"]["total"]["value"]) == ([], 1)


MALFORMED: list[tuple[int, Any, str]] = [
    (422, b"{", "no JSON"), (422, b"", "no JSON"), (422, b"\xff\xfe", "no JSON"),
    (422, b'{"queries":{"q":{"schema":"Person","properties":{"name":' + b"[" * 100_000, "no JSON"), (422, [], "Expected `object`"),
    (422, b'{"queries":{"q":{"schema":"Person","properties":{"name":"\\ud83d Wahm"}}}}', "no JSON"),
    (422, {}, "missing required field `queries`"), (422, {"queries": []}, "Expected `object`"), (422, {"queries": {"q": 1}}, "Expected"),
    (422, {"queries": {"q": {"properties": {}}}}, "missing required field `schema`"),
    (422, {"queries": {"q": {"schema": "Person"}}}, "missing required field `properties`"),
    (400, {"queries": {}}, "No queries provided"), (400, {"queries": {"q": None}}, "No queries provided"),
    (400, {"queries": {"q": {"schema": "Company", "properties": {"name": ["Wahm Ltd"]}}}}, "People are compared here"),
    (400, {"queries": {"q": {"schema": "Nonsense", "properties": {"name": ["Wahm"]}}}}, "People are compared here"),
    (400, {"queries": {"q": {"schema": "Person", "properties": {}}}}, "needs a name"),
    (400, {"queries": {"q": {"schema": "Person", "properties": {"name": ["", None, "123"]}}}}, "needs a name"),
    (400, {"queries": {"q": {"schema": "Person", "properties": {"idNumber": ["123"]}}}}, "needs a name"),
    (400, {"queries": {"q": {"schema": "Person", "properties": {"name": ["Wahm " * 1_000]}}}}, "longer than 1,024"),
    (400, {"queries": {"q": {"schema": "Person", "properties": {"name": ["Wahm"] * 101}}}}, "more than 100 values"),
    (400, {"queries": {"q": {"schema": "Person", "properties": {"name": [{"a": "b"}]}}}}, "are texts"),
    (400, {"queries": {str(n): {"schema": "Person", "properties": {"name": ["Wahm"]}} for n in range(101)}}, "limit: 100"),
    (400, {"queries": {"q": {"schema": "Person", "properties": {"name": ["Wahm"]}}}, "weights": {"name": 2}}, "Weights"),
    (400, {"queries": {"q": {"schema": "Person", "properties": {"name": ["Wahm"]}}}, "config": {"nm_number_mismatch": 1}}, "settings"),
    (413, b" " * (MOST_BODY + 1), "longer than"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "sent", "says"), MALFORMED, ids=[f"{n}-{says[:20]}" for n, (_, _, says) in enumerate(MALFORMED)]
)
def test_what_is_no_batch_of_people_is_refused_in_words_without_a_name(
    ask: Ask, status: int, sent: Any, says: str
) -> None:
    found, body = ask("/match/all", sent, "POST")
    assert found == status
    detail = body["detail"] if status != 422 else body["detail"][0]["msg"]
    assert says in detail
    assert "Wahm" not in json.dumps(body)


def test_a_dataset_that_is_not_here(ask: Ask, person: Batch) -> None:
    assert ask("/match/nowhere", person(**KNOWN)) == (
        404,
        {"detail": "There is no such dataset here. /catalog says which there are."},
    )


@pytest.mark.parametrize(
    "name",
    ["W", "أ", "😀 wahmi", "Wahmi\u0000Khayal", "Wahmi" * 200, "a " * 500, "Abu", "ʿ" * 30 + "a"],
)
def test_odd_names_are_answered(ask: Ask, person: Batch, name: str) -> None:
    assert (
        ask(
            "/match/all",
            person(name=name, birthDate=["0000", "13/13/13"], nationality=["nowhere", "na"], gender="other"),
        )[0]
        == 200
    )


def test_more_than_are_counted_are_said_to_be_more(ask: Ask, person: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    every = ask("/match/all", person(name=COMMON), cutoff="0", limit="500")[1]["responses"]["q"]["total"]
    assert every["relation"] == "eq"
    monkeypatch.setattr(matches, "COUNTED", 3)
    some = ask("/match/all", person(name=COMMON), cutoff="0", limit="2")[1]["responses"]["q"]
    assert (len(some["results"]), some["total"]) == (2, {"value": 3, "relation": "gte"})
    monkeypatch.setattr(matches, "COUNTED", every["value"] + 1)
    assert ask("/match/all", person(name=COMMON), cutoff="0")[1]["responses"]["q"]["total"] == every


def test_an_entry_is_left_out_by_its_reference_too(entry: Callable[..., Any], person: Batch) -> None:
    listing = entry("7", "Sarab Khayal", reference="QDz.007")
    library = Library((Shelf(build([listing]), EntryBook.of([listing]), "one"),))
    sent = json.dumps(person(name="Sarab Khayal")).encode()
    for excluded, found in (("qdz.007", 0), ("7", 0), ("invented-7", 0), ("QDz.00", 1)):
        parameters = {"cutoff": ["0"], "exclude_entity_ids": [excluded]}
        answered = json.loads(answer(library, Request("POST", "/match/all", parameters, sent)).body)
        assert answered["responses"]["q"]["total"]["value"] == found


def test_a_country_is_a_code_so_na_is_namibia() -> None:
    example = Example("Person", {"name": ["Sarab"], "nationality": ["NA", "Iraq", "gb", "nowhere"], "country": ["sy"]})
    assert read_person("q", example).profile.nationalities == ("na", "iq", "gb")
    only = Example("Person", {"name": ["Sarab"], "citizenship": ["?"], "country": ["sy"]})
    assert read_person("q", only).profile.nationalities == ("sy",)


def test_values_are_read_as_what_they_should_be(ask: Ask, person: Batch) -> None:
    with_number = results(ask("/match/zz", person(name="Sarab", passportNumber=[" x 0011223 "]), cutoff="0"))
    assert with_number[0]["id"] == "zz-1"
    assert with_number[0]["features"]["document"] > 0
    _, body = ask("/match/zz", person(name=["  Sarab ", "Sarab"], height=["180"], birthDate=1990))
    assert body["responses"]["q"]["query"]["properties"] == {"name": ["Sarab"], "birthDate": ["1990"]}


def test_many_at_once_get_what_one_gets(ask: Ask, person: Batch) -> None:
    asked = [
        person(name=f"{name} Wahmi", birthDate=str(1980 + n))
        for n, name in enumerate(["Mukhtalaq", "Sarab", "Khayal", "Hasan"] * 10)
    ]
    alone = [ask("/match/all", one, cutoff="0.01") for one in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda one: ask("/match/all", one, cutoff="0.01"), asked)) == alone
