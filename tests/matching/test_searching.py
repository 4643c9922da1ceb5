"""`/search`: by id, by names that sound like a text, or everybody; filters, pages, and what is counted of what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from homeward.matching import searching

Ask = Callable[..., tuple[int, Any]]


def found(ask: Ask, dataset: str = "all", **parameters: Any) -> dict[str, Any]:
    status, body = ask(f"/search/{dataset}", **parameters)
    assert status == 200, body
    return body  # type: ignore[no-any-return]


def ids(body: dict[str, Any]) -> list[str]:
    return [one["id"] for one in body["results"]]


def test_a_name_in_any_script_finds_its_entry(ask: Ask) -> None:
    for text in ("Mukhtalaq Wahmi", "مختلق وهمي", "  MUKHTALAK  wahmy "):
        assert ids(found(ask, q=text))[0] == "zz-1"
    assert ids(found(ask, q="Mukhtalaq Nonesuch")) == []
    assert ids(found(ask, q="Mukhtalaq Nonesuch", fuzzy="true")) == ["zz-1"]
    assert ids(found(ask, q="Mukhtalaq Nonesuch Qwertzuiop", fuzzy="true")) == []


def test_an_id_stands_first(ask: Ask) -> None:
    everybody = found(ask, "un", limit="500")["results"]
    one = everybody[17]
    assert ids(found(ask, q=one["id"]))[0] == one["id"]
    assert ids(found(ask, q=one["referents"][0].lower()))[0] == one["id"]
    assert ids(found(ask, "zz", q=one["id"])) == []


def test_without_a_text_everybody_is_shown_page_by_page(ask: Ask) -> None:
    pages = [found(ask, offset=str(offset), limit="50") for offset in (0, 50, 100, 150)]
    assert [len(page["results"]) for page in pages] == [50, 50, 50, 33]
    assert len({known for page in pages for known in ids(page)}) == 183
    assert {(page["total"]["value"], page["total"]["relation"]) for page in pages} == {(183, "eq")}
    assert found(ask, offset="9000")["results"] == []


def test_filters(ask: Ask) -> None:
    everybody = found(ask, limit="500")["results"]

    def those(test: Callable[[dict[str, Any]], bool]) -> list[str]:
        return [one["id"] for one in everybody if test(one)]

    iraqi = those(
        lambda one: "iq" in one["properties"].get("nationality", []) + one["properties"].get("birthCountry", [])
    )
    assert iraqi
    assert ids(found(ask, countries="IQ", limit="500")) == iraqi
    assert ids(found(ask, schema="Person", limit="500")) == ids(found(ask, limit="500"))
    assert ids(found(ask, schema="Vessel")) == []
    assert ids(found(ask, include_dataset="zz")) == ["zz-1", "zz-2", "zz-3"]
    assert ids(found(ask, "zz", topics="poi")) == ["zz-2", "zz-3"]
    assert ids(found(ask, "zz", changed_since="2026-02-04")) == ["zz-2", "zz-3"]


def test_what_was_found_is_counted_by_country_topic_and_list(ask: Ask) -> None:
    body = found(ask, limit="1")
    assert set(body["facets"]) == {"countries", "topics", "datasets"}
    lists = {one["name"]: (one["label"], one["count"]) for one in body["facets"]["datasets"]["values"]}
    assert lists["un"] == ("United Nations Security Council Consolidated List", 120)
    assert lists["zz"] == ("zz", 3)
    countries = body["facets"]["countries"]["values"]
    assert [one["count"] for one in countries] == sorted((one["count"] for one in countries), reverse=True)
    assert {"name": "iq", "label": "Iraq"}.items() <= next(one for one in countries if one["name"] == "iq").items()
    assert {one["name"]: one["count"] for one in body["facets"]["topics"]["values"]}["sanction"] == 121
    assert found(ask, facets="topics")["facets"].keys() == {"topics"}


def test_a_long_list_is_read_so_far(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "READ_THROUGH", 50)
    body = found(ask, schema="Person", limit="500")
    assert (len(body["results"]), body["total"]) == (50, {"value": 50, "relation": "gte"})


REFUSED = [
    (400, {"schema": "Nonsense"}, "are of the schemas"), (400, {"sort": "first_seen"}, "leave sort out"),
    (400, {"filter": "a:b"}, "leave filter out"),
    (400, {"q": "a" * 1_025}, "longer than 1,024"), (400, {"topics": "sanction"}, "Topics cannot be asked for"),
    (404, {"include_dataset": "x"}, "no such"),
    (422, {"limit": "501"}, "from 0 to 500"), (422, {"offset": "9500"}, "from 0 to 9,499"), (422, {"fuzzy": "perhaps"}, "true or false"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "parameters", "says"), REFUSED)
def test_what_is_not_served_is_refused_in_words(ask: Ask, status: int, parameters: dict[str, str], says: str) -> None:
    answered, body = ask("/search/all", **({"q": "x"} | parameters))
    assert answered == status
    assert says in str(body["detail"])


@pytest.mark.parametrize("text", ["123", "😀", "' OR 1=1 --", "*", "a\u0000b", "(((", "Abu"])
def test_odd_texts_are_answered(ask: Ask, text: str) -> None:
    found(ask, q=text)
