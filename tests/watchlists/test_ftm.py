"""FollowTheMoney files: invented entities with every trap, and the counts of real samples."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kernel.errors import HomewardError, Unreadable
from homeward.kernel.tally import Tally
from homeward.watchlists.ftm.read import published_on, read, sniff
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))

PERSON: dict[str, Any] = {
    "id": "NK-1",
    "caption": "Invented Sample",
    "schema": "Person",
    "target": True,
    "referents": ["demo-1", "demo-2"],
    "last_seen": "2026-04-29T12:00:00",
    "last_change": "2026-01-02T03:04:05",
    "properties": {
        "name": ["مثال مخترع", "Invented Sample", "Invented\u200f Sample"],
        "alias": ["I. Sample", "Invented Sample"],
        "weakAlias": ["Abu Sample"],
        "previousName": ["Invented Former"],
        "firstName": ["Mullah"],
        "birthDate": ["1953", "1958-04", "unknown to us"],
        "birthPlace": ["Example Town"],
        "birthCountry": ["iq"],
        "nationality": ["suhh", "iq"],
        "citizenship": ["cy-trnc"],
        "country": ["gb"],
        "gender": ["male"],
        "fatherName": ["Kamil"],
        "motherName": ["Huda"],
        "title": ["Dr."],
        "passportNumber": ["P1", "P2"],
        "topics": ["sanction", "crime.terror"],
        "notes": ["Killed, it is said."],
    },
}
SANCTION = {
    "id": "s-1",
    "schema": "Sanction",
    "target": False,
    "properties": {
        "entity": ["NK-1"],
        "programId": ["DEMO"],
        "unscId": ["QDi.999"],
        "listingDate": ["2015-02-03", "2014"],
    },
}
PASSPORT = {
    "id": "p-1",
    "schema": "Passport",
    "target": False,
    "properties": {"holder": ["NK-1"], "number": ["P1"], "country": ["sy"]},
}
WIFE = {"id": "NK-2", "schema": "Person", "target": False, "caption": "W", "properties": {"name": ["W"]}}


def written(folder: Path, *entities: dict[str, Any] | str) -> Path:
    path = folder / "entities.ftm.json"
    lines = [entity if isinstance(entity, str) else json.dumps(entity, ensure_ascii=False) for entity in entities]
    path.write_text("\n".join(lines), "utf-8")
    return path


def listings(path: Path, tally: Tally | None = None) -> list[Listing]:
    return list(read(path, "demo", tally or Tally()))


def check(listing: Listing) -> None:
    assert listing.names == (
        ListedName("Invented Sample", primary=True),
        ListedName("مثال مخترع"),
        ListedName("I. Sample"),
        ListedName("Abu Sample", "weak"),
        ListedName("Invented Former", "former"),
    )
    assert [birth.iso() for birth in listing.births] == ["1953", "1958-04"]
    assert listing.nationalities == ("su", "iq", "cy-trnc")
    assert listing.birth_places == (ListedPlace("Example Town", "iq"),)
    assert listing.documents == (ListedDocument("passport", "P1", "sy"), ListedDocument("passport", "P2"))
    assert (listing.sex, listing.father_names, listing.mother_names) == ("male", ("Kamil",), ("Huda",))
    assert listing.programmes == ("sanction", "crime.terror", "DEMO")
    assert listing.reference == "QDi.999"
    assert listing.listed_on is not None
    assert listing.listed_on.iso() == "2014"
    for remark in ("Killed, it is said.", "unknown to us", "demo-1, demo-2"):
        assert remark in listing.remarks


def test_a_person_with_what_points_to_it_before_and_after(tmp_path: Path) -> None:
    tally = Tally()
    [listing] = listings(written(tmp_path, SANCTION, PERSON, WIFE, PASSPORT), tally)
    check(listing)
    assert str(listing.position) == "entities.ftm.json, line 2"
    assert (tally.kept, tally.refused) == (1, 0)
    assert tally.quirks == {"not_a_target": 1, "invisible_characters": 1}
    assert {code: [place.rpartition(" ")[2] for place in places] for code, places in tally.places.items()} == {
        "not_a_target": ["3"], "invisible_characters": ["2"],
    }  # fmt: skip


def test_a_nested_target_says_the_same(tmp_path: Path) -> None:
    properties = {
        **PERSON["properties"],
        "sanctions": [SANCTION],
        "passportEntity": [PASSPORT],
        "addressEntity": ["a-1"],
    }
    check(listings(written(tmp_path, {**PERSON, "properties": properties}))[0])


def test_without_marks_of_target_every_party_is_an_entry(tmp_path: Path) -> None:
    vessel = {"id": "v", "schema": "Vessel", "properties": {"name": ["MV Sample"]}}
    address = {"id": "a", "schema": "Address", "properties": {"full": ["1 Sample Street"]}}
    wallet = {"id": "w", "schema": "CryptoWallet", "target": True, "properties": {"name": ["Wallet"]}}
    without = {key: value for key, value in PERSON.items() if key != "target"}
    assert [listing.kind for listing in listings(written(tmp_path, vessel, address, wallet, without))] == [
        "vessel",
        "other",
        "individual",
    ]


def test_the_hash_ignores_order_and_days_seen_but_not_a_new_sanction(tmp_path: Path) -> None:
    shuffled = {name: list(reversed(values)) for name, values in reversed(PERSON["properties"].items())}
    later = {**PERSON, "properties": shuffled, "last_seen": "2027-01-01T00:00:00"}
    [one] = listings(written(tmp_path, PERSON, SANCTION, PASSPORT))
    [two] = listings(written(tmp_path, PASSPORT, later, SANCTION))
    [three] = listings(written(tmp_path, PERSON, SANCTION))
    assert one.content_hash == two.content_hash != three.content_hash


def test_what_cannot_be_kept_is_refused_with_its_line(tmp_path: Path) -> None:
    tally = Tally()
    nameless = {"id": "n", "schema": "Person", "properties": {"firstName": ["Mullah"]}}
    path = written(
        tmp_path, PERSON, '{"id": "x", "sch', PERSON, {"schema": "Person"}, "", nameless, '{"id":"y","properties":3}'
    )
    assert [listing.entry_id for listing in listings(path, tally)] == ["NK-1"]
    assert [(refusal.position[-1], refusal.code) for refusal in tally.refusals] == [
        ("2", "broken_json"),
        ("3", "duplicate_id"),
        ("4", "no_id"),
        ("6", "no_name"),
        ("7", "broken_json"),
    ]


def test_a_delta_and_a_file_without_parties_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"line 1, is a delta of changes: a full file is needed"):
        listings(written(tmp_path, {"op": "DEL", "entity": {"id": "NK-1"}}))
    with pytest.raises(Unreadable, match="holds no party"):
        listings(written(tmp_path, SANCTION))
    with pytest.raises(HomewardError, match="cannot be opened"):
        listings(tmp_path / "none.json")


def test_sniff_and_the_day_of_the_run(tmp_path: Path) -> None:
    path = written(tmp_path, WIFE, PERSON)
    assert sniff(path.read_bytes()[:80], path)
    assert sniff(b'{"op":"ADD","entity":{"id":"x"', path)
    assert not any(
        sniff(head, path) for head in (b"", b"id,schema,name", b'{"total": 3, "query"', b'{"entity_id": "1"}', b"[{")
    )
    published = published_on(path)
    assert published is not None
    assert published.iso() == "2026-04-29"
    assert published_on(written(tmp_path, WIFE)) is None


def test_the_counts_of_real_samples() -> None:
    folder = SHARED / "data" / "ftm"
    if not folder.is_dir():
        pytest.skip("the sample files are not beside the repository")
    counts = {}
    for path in sorted(folder.glob("*.entities.ftm.json")):
        tally = Tally()
        found = listings(path, tally)
        counts[path.name.split(".")[0]] = (
            dict(tally.kinds),
            tally.refused,
            dict(tally.quirks),
            sum(len(listing.names) for listing in found),
            sum(len(listing.births) for listing in found),
            sum(len(listing.documents) for listing in found),
            sum(bool(listing.listed_on) for listing in found),
        )
    assert counts == {
        "opensanctions_t1": ({"individual": 4, "entity": 2}, 0, {}, 35, 3, 2, 0),
        "opensanctions_zala": ({"individual": 6, "entity": 8}, 0, {"not_a_target": 3}, 242, 6, 29, 2),
    }
    with pytest.raises(Unreadable, match="delta"):
        listings(folder / "opensanctions_t2.entities.delta.json")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1 << 12), st.integers(0, 255)), max_size=12), st.just(0) | st.integers(0, 1 << 12)
)
def test_a_damaged_file_adds_up_or_is_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], lost: int
) -> None:
    path = written(tmp_path_factory.mktemp("fuzz"), PERSON, SANCTION, PASSPORT, WIFE, {**PERSON, "id": "NK-3"})
    content = bytearray(path.read_bytes())
    for place, byte in changes:
        content[place % len(content)] = byte
    path.write_bytes(content[: len(content) - lost % len(content)])
    tally = Tally()
    try:
        found = listings(path, tally)
        published_on(path)
    except HomewardError as error:
        assert str(error)
    else:
        assert len(found) == tally.kept == sum(tally.kinds.values())
        assert tally.read == tally.kept + tally.refused
        assert len({listing.entry_id for listing in found}) == len(found)


@pytest.mark.parametrize(
    "nesting", ['{"properties":' * 3000, '{"id":"1","schema":"Person","properties":{"a":[' + "[" * 3000]
)
def test_bottomless_nesting_is_refused(tmp_path: Path, nesting: str) -> None:
    tally = Tally()
    assert len(listings(written(tmp_path, PERSON, nesting), tally)) == 1
    assert [refusal.code for refusal in tally.refusals] == ["broken_json"]
