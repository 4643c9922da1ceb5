"""INTERPOL's notices: invented ones of every colour, the addresses that tell them apart, pages that must be complete."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kernel.errors import BadInput, HomewardError, Inconsistent, Unreadable
from homeward.kernel.tally import Tally
from homeward.watchlists.interpol.read import published_on, read, sniff
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
ROOT = "https://ws-public.interpol.int/notices/v1"
Json = dict[str, Any]


def at(path: str, notice: Json) -> Json:
    """A notice with the address under which the API gives it."""
    number = str(notice.get("entity_id", "")).replace("/", "-")
    return {**notice, "_links": {"self": {"href": f"{ROOT}/{path}/{number}"}}}


RED: Json = {
    "entity_id": "2099/1",
    "name": "EXAMPLE",
    "forename": "INVENTED",
    "date_of_birth": "1985/03/00",
    "sex_id": "M",
    "nationalities": ["TN", "ZZ9"],
    "place_of_birth": "Sample",
    "country_of_birth_id": "TN",
    "arrest_warrants": [{"issuing_country_id": "FR", "charge": "exemple", "charge_translation": "an example"}],
    "height": 1.7,
}
YELLOW: Json = {
    "entity_id": "2099/2",
    "name": "EXAMPLE",
    "forename": "CHILD",
    "date_of_birth": "2012/00/00",
    "date_of_event": "2017/06/00",
    "place": "Sample",
    "country": "SY",
    "birth_name": "FORMER",
    "father_forename": "KAMIL",
    "mother_name": "SAMPLE",
    "mother_forename": "HUDA",
}
UN: Json = {
    "entity_id": "2099/3",
    "name": "AL EXAMPLE",
    "forename": "INVENTED",
    "date_of_birth": "0000/00/00",
    "un_reference": "QDi.999",
    "un_reference_date": "2021/12/29",
    "un_resolution": 1267,
    "name_in_original_script": "المثالي",
    "aliases": [{"name": "MITHALI", "forename": "ABU", "date_of_birth": "1971/00/00"}],
    "identity_documents": [{"type": "PASSPORT", "nr": "X0", "issuing_country_id": "IQ"}],
    "summary": "Invented\r\nsummary.",
}
BODY: Json = {
    "entity_id": "2099/4",
    "name": "SAMPLE TRADING",
    "un_reference": "QDe.999",
    "legal_form": None,
    "formerly_known_as": "OLD SAMPLE",
}


def page(path: str, total: int | None, *notices: Json, number: int = 1, filters: str = "") -> Json:
    """A list page, whose notices say only what list pages say."""
    fields = ("entity_id", "name", "forename", "date_of_birth", "nationalities", "_links", "un_reference")
    short = [{name: notice[name] for name in fields if name in notice} for notice in notices]
    href = f"{ROOT}/{path}?{filters}resultPerPage=20&page={number}"
    return {
        "total": total,
        "query": {"page": number, "resultPerPage": 20},
        "_embedded": {"notices": short},
        "_links": {"self": {"href": href}},
    }


def folder(path: Path, *values: object) -> Path:
    for number, value in enumerate(values):
        (path / f"{number}.json").write_text(value if isinstance(value, str) else json.dumps(value, indent=1), "utf-8")
    return path


def listings(path: Path, tally: Tally | None = None) -> list[Listing]:
    return list(read(path, "interpol", tally or Tally()))


def test_a_red_notice(tmp_path: Path) -> None:
    [red] = listings(folder(tmp_path, at("red", RED)))
    assert (red.entry_id, red.kind, red.sex, red.tracing) == ("2099/1", "individual", "male", False)
    assert red.names == (ListedName("EXAMPLE, INVENTED", primary=True, surname="EXAMPLE"),)
    assert [birth.iso() for birth in red.births] == ["1985-03"]
    assert (red.nationalities, red.programmes) == (("tn", "ZZ9"), ("red notice",))
    assert red.birth_places == (ListedPlace("Sample", "tn"),)
    assert red.remarks == "warrant of FR: an example"
    assert str(red.position) == "0.json, line 1"


def test_a_yellow_notice_is_for_tracing(tmp_path: Path) -> None:
    [yellow] = listings(folder(tmp_path, at("yellow", YELLOW)))
    assert yellow.tracing
    assert (yellow.father_names, yellow.mother_names) == (("KAMIL",), ("SAMPLE, HUDA",))
    assert [name.text for name in yellow.names] == ["EXAMPLE, CHILD", "FORMER, CHILD"]
    assert yellow.remarks == "missing since: 2017/06/00, Sample, SY"


def test_un_notices_of_a_person_and_of_a_body(tmp_path: Path) -> None:
    person, body = listings(folder(tmp_path, at("un/persons", UN), at("un/entities", BODY)))
    assert (person.kind, person.reference, person.programmes) == (
        "individual",
        "QDi.999",
        ("UN special notice", "UNSCR 1267"),
    )
    assert [(name.text, name.quality) for name in person.names[1:]] == [
        ("المثالي", "original_script"),
        ("MITHALI, ABU", "strong"),
    ]
    assert [birth.iso() for birth in person.births] == ["1971"]
    assert person.documents == (ListedDocument("passport", "X0", "iq"),)
    assert (body.kind, [name.quality for name in body.names]) == ("entity", ["strong", "former"])


def test_fields_tell_the_colour_where_there_is_no_address(tmp_path: Path) -> None:
    found = listings(folder(tmp_path, [RED, YELLOW, UN, BODY]))
    assert [(listing.programmes[0], listing.kind, listing.tracing) for listing in found] == [
        ("red notice", "individual", False),
        ("yellow notice", "individual", True),
        ("UN special notice", "individual", False),
        ("UN special notice", "entity", False),
    ]
    assert str(found[1].position) == "0.json, item 2"


@pytest.mark.parametrize(
    "notice",
    [
        {"entity_id": "2099/9", "name": "A"},
        {**RED, **YELLOW},
        at("red", YELLOW),
        at("yellow", RED),
        {"entity_id": "2099/9", "name": "A", "_links": {"self": {"href": "https://example.org/notices/2099-9"}}},
        {"entity_id": "2099/9", "name": "A", "_links": [], "_embedded": 3},
    ],
)
def test_a_notice_whose_colour_cannot_be_told_is_refused(tmp_path: Path, notice: Json) -> None:
    tally = Tally()
    assert listings(folder(tmp_path, notice), tally) == []
    assert [(refusal.position, refusal.code) for refusal in tally.refusals] == [("0.json, line 1", "no_colour")]


def test_the_address_tells_the_colour_where_fields_are_empty(tmp_path: Path) -> None:
    tally = Tally()
    bare = at("red", {"entity_id": "2099/9", "name": "A", "date_of_event": None})
    [red] = listings(folder(tmp_path, bare), tally)
    assert red.programmes == ("red notice",)


def test_a_pages_notice_is_replaced_by_its_detail(tmp_path: Path) -> None:
    tally, red, child = Tally(), at("red", RED), at("yellow", YELLOW)
    path = folder(tmp_path, page("red", 1, red), red, page("yellow", 1, child))
    detailed, short = listings(path, tally)
    assert (detailed.entry_id, detailed.sex, str(detailed.position)) == ("2099/1", "male", "1.json, line 1")
    assert (short.entry_id, short.tracing, str(short.position)) == ("2099/2", True, "2.json, notice 1")
    assert tally.quirks == {"list_page_only": 1}
    assert tally.places == {"list_page_only": ["2.json, notice 1"]}
    assert tally.read == 2


def test_a_notice_is_never_turned_from_missing_to_wanted(tmp_path: Path) -> None:
    tally, wanted = Tally(), at("red", {**RED, "entity_id": "2099/2"})
    assert listings(folder(tmp_path, page("yellow", 1, at("yellow", YELLOW)), wanted), tally) == []
    assert [refusal.code for refusal in tally.refusals] == ["two_colours"]


def test_notices_of_a_page_without_addresses_take_the_pages_colour(tmp_path: Path) -> None:
    assert [listing.tracing for listing in listings(folder(tmp_path, page("yellow", 1, YELLOW)))] == [True]


def test_pages_that_bring_fewer_notices_than_they_count(tmp_path: Path) -> None:
    with pytest.raises(Inconsistent, match=r"brought 1 notices and count 7000\. .*at most 160") as raised:
        listings(folder(tmp_path, page("red", 7000, at("red", RED))))
    assert raised.value.data == {"file": "0.json", "received": 1, "total": 7000}
    with pytest.raises(Inconsistent):
        listings(folder(tmp_path, page("red", 0, at("red", RED))))


def test_pages_of_one_query_count_together_and_those_of_another_do_not(tmp_path: Path) -> None:
    reds = [at("red", {**RED, "entity_id": f"2099/{number}"}) for number in range(3)]
    both = page("red", 3, *reds[:2]), page("red", 3, reds[2], reds[1], number=2)
    assert len(listings(folder(tmp_path, *both))) == 3
    with pytest.raises(Inconsistent):
        listings(folder(tmp_path, both[0], page("red", 3, reds[2], number=2, filters="nationality=TN&")))
    apart = page("red", 2, *reds[:2]), page("red", 2, *reds[1:], filters="nationality=TN&")
    assert len(listings(folder(tmp_path, *apart))) == 3


def test_pages_without_an_address_are_told_apart_by_their_filters(tmp_path: Path) -> None:
    pages = [page("yellow", 1, at("yellow", {**YELLOW, "entity_id": f"2099/{number}"})) for number in range(2)]
    for number, one in enumerate(pages):
        one.pop("_links")
        one["query"]["nationality"] = f"N{number}"
    assert len(listings(folder(tmp_path, *pages))) == 2


def test_json_lines_of_notices_and_pages(tmp_path: Path) -> None:
    tally = Tally()
    lines = [json.dumps(value) for value in (at("red", RED), page("yellow", 1, at("yellow", YELLOW)))]
    path = tmp_path / "notices.jsonl"
    path.write_text("\n".join([lines[0], "", "{broken", "[1]", lines[1], lines[0], ""]), "utf-8")
    assert [str(listing.position) for listing in listings(path, tally)] == [
        "notices.jsonl, line 5, notice 1",
        "notices.jsonl, line 1",
    ]
    assert [(refusal.position[-1], refusal.code) for refusal in tally.refusals] == [
        ("3", "broken_json"),
        ("4", "broken_json"),
        ("6", "duplicate_id"),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"entity_id": None}, "no_id"),
        ({"entity_id": " \u200f"}, "no_id"),
        ({"entity_id": 2099}, "no_id"),
        ({"nationalities": "TN"}, "broken_notice"),
        ({"aliases": [3]}, "broken_notice"),
        ({"name": 7}, "broken_notice"),
        ({"name": "x" * 10_000_000}, "field_too_long"),
        ({"nationalities": ["x" * 100_001]}, "field_too_long"),
        ({"name": None, "forename": " "}, "no_name"),
        ({"name": "\u202e\u200b\x07", "forename": None}, "no_name"),
    ],
)
def test_a_notice_that_cannot_be_kept_is_refused(tmp_path: Path, change: Json, code: str) -> None:
    tally = Tally()
    assert len(listings(folder(tmp_path, at("yellow", YELLOW), {**at("red", RED), **change}), tally)) == 1
    assert [(refusal.position, refusal.code) for refusal in tally.refusals] == [("1.json, line 1", code)]


def test_strange_names_are_kept_without_invisible_signs(tmp_path: Path) -> None:
    tally = Tally()
    values = [
        at("red", {**RED, "entity_id": f"2099-{n}", "name": name}) for n, name in enumerate(["😀", "\u202eAB\x07"])
    ]
    assert [listing.names[0].surname for listing in listings(folder(tmp_path, *values), tally)] == ["😀", "AB"]
    assert tally.quirks == {"invisible_characters": 1}


BROKEN_FILES = [
    "",
    " \n ",
    "<!doctype html><title>Log in</title>",
    json.dumps(RED)[:-5],
    json.dumps([RED, UN], indent=1)[:-5],
    '{"a":' * 100_000,
    "[" * 100_000,
    "no json",
    '"text"',
    "7",
    json.dumps(RED).replace("EXAMPLE", "\x00"),
]


@pytest.mark.parametrize("content", BROKEN_FILES)
def test_a_broken_file_is_a_sentence_alone_and_a_refusal_in_a_folder(tmp_path: Path, content: str) -> None:
    path = folder(tmp_path, content, at("yellow", YELLOW)) / "0.json"
    with pytest.raises(Unreadable, match=r"^0\.json is .* Fetch it again\.$"):
        listings(path)
    tally = Tally()
    assert len(listings(tmp_path, tally)) == 1
    assert [(refusal.position, refusal.code) for refusal in tally.refusals] == [("0.json, line 1", "broken_json")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_mark_before_utf8_does_not_matter(tmp_path: Path, mark: bytes) -> None:
    (tmp_path / "a.json").write_bytes(mark + json.dumps(RED).encode())
    assert len(listings(tmp_path / "a.json")) == 1


@pytest.mark.parametrize("content", [json.dumps(RED).encode("utf-16"), '{"name": "عينة"}'.encode("windows-1256")])
def test_another_encoding_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(Unreadable, match="not UTF-8"):
        listings(tmp_path / "a.json")


def test_a_place_without_notices_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="holds no notice"):
        listings(tmp_path)
    with pytest.raises(BadInput, match="cannot be opened"):
        listings(tmp_path / "none.json")


@pytest.mark.parametrize("notices", [3, None, "notices", {"a": 1}, [3, None, "x"]])
def test_a_page_of_another_shape_is_refused(tmp_path: Path, notices: object) -> None:
    tally = Tally()
    assert listings(folder(tmp_path, {"total": "x", "_embedded": {"notices": notices}}), tally) == []
    assert {refusal.code for refusal in tally.refusals} <= {"broken_page", "no_id"}
    assert tally.refused == (3 if isinstance(notices, list) else 1)


def test_the_hash_follows_what_is_published_and_not_its_links(tmp_path: Path) -> None:
    def digest(notice: Json) -> str:
        return listings(folder(tmp_path, notice))[0].content_hash

    first = digest(at("red", RED))
    assert digest({**dict(reversed(RED.items())), "_links": {"self": {"href": f"{ROOT}/red/x"}}}) == first
    assert digest(at("red", {**RED, "height": 1.8})) != first


def test_sniff(tmp_path: Path) -> None:
    assert not sniff(b"", tmp_path)
    folder(tmp_path, "x", at("red", RED))
    assert sniff(b"", tmp_path)
    assert sniff(b"\xef\xbb\xbf" + json.dumps(RED).encode(), tmp_path / "a.json")
    assert sniff(json.dumps(page("red", 0)).encode(), tmp_path / "a.json")
    heads = (b"", b"id,name", b'{"id":"1","schema":"Person"}', b'<a href="ws-public.interpol.int">')
    assert not any(sniff(start, tmp_path / "a.json") for start in heads)
    assert published_on(tmp_path) is None


def test_the_invented_files_that_follow_the_published_description() -> None:
    path = SHARED / "data" / "interpol"
    if not path.is_dir():
        pytest.skip("the invented notices are not beside the repository")
    tally = Tally()
    found = listings(path, tally)
    assert (len(found), tally.refused, sum(listing.tracing for listing in found)) == (6, 0, 2)
    assert tally.quirks == {}
    assert len(listings(path / "invented_red_list.json")) == 3


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([0, 1, 2]),
    st.lists(st.tuples(st.integers(0, 1 << 12), st.integers(0, 255)), max_size=12),
    st.just(0) | st.integers(0, 1 << 12),
)
def test_damaged_notices_add_up_or_are_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, number: int, changes: list[tuple[int, int]], lost: int
) -> None:
    path = folder(tmp_path_factory.mktemp("fuzz"), at("red", RED), at("un/persons", UN), page("red", 1, at("red", RED)))
    file = path / f"{number}.json"
    content = bytearray(file.read_bytes())
    for place, byte in changes:
        content[place % len(content)] = byte
    file.write_bytes(content[: len(content) - lost % len(content)])
    for start in (path, file):
        tally = Tally()
        try:
            found = listings(start, tally)
        except HomewardError as error:
            assert str(error)
        else:
            assert len(found) == tally.kept == sum(tally.kinds.values())
            assert tally.read == tally.kept + tally.refused
            assert len({listing.entry_id for listing in found}) == len(found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELD_NAMES = [*RED, *YELLOW, *UN, *BODY, "_links", "_embedded", "total", "query"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(FIELD_NAMES), JSON, max_size=4), min_size=1, max_size=3),
    st.sampled_from(["notice", "page", "links"]),
)
def test_values_of_any_type_add_up_or_are_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Json], where: str
) -> None:
    notices: list[Json] = [{**at("red", RED), "entity_id": f"2099/{n}", **change} for n, change in enumerate(changes)]
    if where == "page":
        notices = [{**page("red", len(notices), *notices), **changes[0]}]
    elif where == "links":
        notices = [{**notice, "_links": {"self": change}} for notice, change in zip(notices, changes, strict=True)]
    tally = Tally()
    try:
        found = listings(folder(tmp_path_factory.mktemp("fuzz"), *notices), tally)
    except HomewardError as error:
        assert str(error)
    else:
        assert len(found) == tally.kept
