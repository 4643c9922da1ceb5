"""The UN list: an invented file with every trap, and the counts of the real one."""

from __future__ import annotations

import os
import tracemalloc
from collections import Counter
from pathlib import Path
from time import perf_counter

import msgspec
import pytest

from homeward.kernel.errors import BadInput, Unreadable
from homeward.kernel.tally import Tally
from homeward.watchlists.fragments import read_fragments
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing
from homeward.watchlists.un.aliases import read_alias
from homeward.watchlists.un.births import births_in, read_birth
from homeward.watchlists.un.papers import papers_in, read_paper
from homeward.watchlists.un.read import published_on, read, sniff
from homeward.watchlists.un.wording import by_script, is_name, parents

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
INVENTED = Path(__file__).parent / "un" / "invented_consolidated.xml"
PERSON = "<INDIVIDUAL><FIRST_NAME>FARADI</FIRST_NAME><REFERENCE_NUMBER>ZZi.{}</REFERENCE_NUMBER>{}</INDIVIDUAL>"
LIST = '<CONSOLIDATED_LIST dateGenerated="2026-01-02T03:04:05Z"><INDIVIDUALS>{}</INDIVIDUALS></CONSOLIDATED_LIST>'


def listings(path: Path, tally: Tally | None = None) -> list[Listing]:
    return list(read(path, "", tally or Tally()))


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "invented.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_element_of_a_person() -> None:
    person = listings(INVENTED)[0]
    assert (person.list_id, person.entry_id, person.reference, person.kind) == (
        "un",
        "ZZi.001",
        "ZZi.001",
        "individual",
    )
    assert person.names == (
        ListedName("MUKHTALAQ BIN WAHMI AL-MITHAL", primary=True),
        ListedName("مختلق وهمي المثال", "original_script"),
        ListedName("Mukhtalak Mithal"),
        ListedName("Mokhtalaq Mithal"),
        ListedName("Abu Mithal", "weak"),
        ListedName("أبو مثال", "weak"),
        ListedName("Wahmi al-Faradi", "former"),
    )
    assert [birth.iso() for birth in person.births] == ["1986-03-04", "1979-12-31"]
    assert (person.sex, person.nationalities, person.programmes) == ("male", ("sy", "Atlantis"), ("Guinea-Bissau",))
    assert person.birth_places == (
        ListedPlace("Example Town, Example Province", "iq"),
        ListedPlace("Türkiye", "tr"),
        ListedPlace("Example Town", "dz"),
    )
    assert person.documents == (ListedDocument("passport", "A 1234567", "iq", doubtful=True),)
    assert (person.father_names, person.mother_names) == (("Wahmi bin Mithal",), ("Huda al-Mithal",))
    assert person.titles == ("Dr.", "Haji")
    assert person.listed_on
    assert person.amended_on
    assert (person.listed_on.iso(), person.amended_on.iso()) == ("2015-07-01", "2019-03-04")
    assert str(person.position) == "invented_consolidated.xml, line 4"
    for remark in (
        "Reportedly dead",
        "Invented clerk",
        "30-35 years old",
        "in detention",
        "formerly listed as",
        "2012",
    ):
        assert remark in person.remarks


def test_an_entity_and_its_kinds_of_alias() -> None:
    entity = listings(INVENTED)[1]
    assert (entity.kind, entity.entry_id) == ("entity", "ZZe.005")
    assert entity.names == (
        ListedName("INVENTED (TRADING) HOUSE", primary=True),
        ListedName("House of Invention"),
        ListedName("HOI", "weak"),
        ListedName("Old House", "former"),
        ListedName("New House"),
    )


def test_the_tally_adds_up_and_refusals_have_their_line() -> None:
    tally = Tally()
    found = listings(INVENTED, tally)
    assert (tally.read, tally.kept, len(found)) == (5, 2, 2)
    assert [(refusal.position.rpartition(" ")[2], refusal.code) for refusal in tally.refusals] == [
        ("33", "duplicate_id"),
        ("36", "no_id"),
        ("39", "no_name"),
    ]
    assert tally.quirks == {"empty_alias": 1, "unread_date": 1, "unknown_country": 1, "unknown_quality": 1}
    lines = {code: [place.rpartition(" ")[2] for place in places] for code, places in tally.places.items()}
    assert lines == {"empty_alias": ["4"], "unread_date": ["4"], "unknown_country": ["4"], "unknown_quality": ["44"]}


@pytest.mark.parametrize(
    ("group", "iso"),
    [
        ({"TYPE_OF_DATE": "EXACT", "DATE": "1986-03-04"}, "1986-03-04"),
        ({"TYPE_OF_DATE": "EXACT", "YEAR": "1986"}, "1986"),
        ({"TYPE_OF_DATE": "APPROXIMATELY", "YEAR": "1986"}, "~1986"),
        ({"TYPE_OF_DATE": "APPROXIMATELY", "DATE": "1986-03-04"}, "~1986"),
        ({"TYPE_OF_DATE": "BETWEEN", "FROM_YEAR": "1984", "TO_YEAR": "1986"}, "1984..1986"),
        ({"TYPE_OF_DATE": "BETWEEN", "FROM_YEAR": "1984", "TO_YEAR": "1986", "NOTE": "Approximately"}, "~1985"),
        ({"TYPE_OF_DATE": "EXACT", "NOTE": "Nov. 1973"}, "1973-11"),
        ({"TYPE_OF_DATE": "EXACT", "NOTE": "August 1961"}, "1961-08"),
        ({"TYPE_OF_DATE": "EXACT", "NOTE": "Between Aug. and Sep. 1977"}, "1977-08-01..1977-09-30"),
        ({"TYPE_OF_DATE": "EXACT", "NOTE": "24/06/1402 (Hijri Calendar)"}, "1982-04-18"),
        ({"TYPE_OF_DATE": "EXACT", "YEAR": "1958", "NOTE": "Sep."}, "1958-09"),
        ({"TYPE_OF_DATE": "EXACT", "YEAR": "1958", "NOTE": "from false passport"}, "1958"),
        ({"TYPE_OF_DATE": "EXACT", "DATE": "1979-03-03", "NOTE": "from false passport"}, "1979-03-03"),
        ({"TYPE_OF_DATE": "APPROXIMATELY", "NOTE": "30-35 years old"}, None),
        ({"TYPE_OF_DATE": "BETWEEN", "FROM_YEAR": "1986", "TO_YEAR": "1984"}, None),
        ({"TYPE_OF_DATE": "EXACT", "YEAR": "99999"}, None),
        ({"TYPE_OF_DATE": "EXACT", "DATE": "1986-02-30"}, None),
        ({"TYPE_OF_DATE": ""}, None),
        ({}, None),
    ],
)
def test_every_shape_of_a_birth(group: dict[str, str], iso: str | None) -> None:
    date = read_birth(group)
    assert (date.iso() if date else None) == iso
    if date:
        assert date.circa == ("approx" in str(group).lower())
        assert all(text in date.raw for text in group.values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("born on 22 Aug. 1973 in Example Town", ["1973-08-22"]),
        ("born in Example Town on 01 Jan.1967", ["1967-01-01"]),
        ("in Example Town (DPOB - 1977) - Passport No. 284173, expires 21 August 2005", ["1977"]),
        ("DOB: a) 11 Apr. 1960 b) 11 Apr. 1963. POB: Example Town 1999", ["1960-04-11", "1963-04-11"]),
        ("born in 1965 in Example Town, passport number OR 1961825 issued on 4 Feb. 2003", ["1965"]),
        ("listed on 4 Feb. 2003", []),
        ("stubborn in 1986", []),
    ],
)
def test_births_in_running_text(text: str, found: list[str]) -> None:
    assert [date.iso() for date in births_in(text)] == found


@pytest.mark.parametrize(
    ("quality", "alias", "note", "names"),
    [
        ("Good", "Al-Haq, Amthal", "", [("Al-Haq, Amthal", "strong")]),
        ("Good", "A. Mithal; B. Mithal b) C. Mithal", "", [(f"{c}. Mithal", "strong") for c in "ABC"]),
        ("Low", "“Mithal”", "", [("Mithal", "weak")]),
        ("Good", '"MITHAL, Shaykh"', "", [("MITHAL, Shaykh", "strong")]),
        ("Good", "(Sheikh) Wahmi Mithal", "", [("Sheikh Wahmi Mithal", "strong")]),
        ("Good", "Wahmi Santos, III (third)", "", [("Wahmi Santos III", "strong")]),
        ("Good", "Wahmi Mithal (birth name)", "", [("Wahmi Mithal", "strong")]),
        ("Good", "Wahmi Mithal (previously listed as)", "", [("Wahmi Mithal", "former")]),
        ("Good", "Wahmi Mithal مثال", "", [("Wahmi Mithal", "strong"), ("مثال", "original_script")]),
        ("Low", "Mithal (original script: Мисаль)", "", [("Mithal", "weak"), ("Мисаль", "weak")]),
        (
            "Good",
            "مثال (Mithal; Methal)",
            "",
            [("مثال", "original_script"), ("Mithal", "strong"), ("Methal", "strong")],
        ),
        ("Good", "مثال", "Wahmi al-Mithal; Shaykh\nWahmi Mithal", [("مثال", "original_script")]),
        ("Good", "Mithal", "original script: Абу-Мисаль", [("Mithal", "strong"), ("Абу-Мисаль", "original_script")]),
        (
            "Good",
            "Mithal",
            "Previously listed as. In Arabic: أبو مثال",
            [("Mithal", "former"), ("أبو مثال", "original_script")],
        ),
        ("Low", "Mithal", "The Inventor", [("Mithal", "weak")]),
        ("Low", "Mithal", "previously listed as", [("Mithal", "weak")]),
        ("Good", "Wahmi, born in Example Town on 01 Jan.1967", "", [("Wahmi", "strong")]),
        ("Good", ") Wahmi Mithal", "", [("Wahmi Mithal", "strong")]),
        ("Good", "Mithal (unclosed", "", [("Mithal (unclosed", "strong")]),
        ("", "Mithal", "", [("Mithal", "strong")]),
        ("Good", "", "a note alone", []),
    ],
)
def test_what_an_alias_packs(quality: str, alias: str, note: str, names: list[tuple[str, str]]) -> None:
    found = read_alias({"QUALITY": quality, "ALIAS_NAME": alias, **({"NOTE": note} if note else {})})
    got = [(name.text, name.quality) for name in found.names]
    assert got[: len(names)] == names
    if note and alias:
        assert note in found.remarks


def test_an_alias_with_a_birth_a_paper_and_a_father() -> None:
    alias = read_alias(
        {
            "QUALITY": "Good",
            "ALIAS_NAME": "Faradi son of Wahmi Mithal (فرضي ولد وهمي مثال ),",
            "NOTE": "born in 1965 in Example Town, Afghanistan passport number OR 1961825 issued on 4 Feb. 2003, expired 2 Feb. 2006",
        }
    )
    assert [name.text for name in alias.names] == ["Faradi", "فرضي ولد وهمي مثال"]
    assert alias.father_names == ("Wahmi Mithal",)
    assert [birth.iso() for birth in alias.births] == ["1965"]
    assert alias.documents == (ListedDocument("passport", "OR 1961825", "af", doubtful=True),)


def test_names_in_a_note_only_where_it_is_a_list() -> None:
    group = {"QUALITY": "Good", "ALIAS_NAME": "مثال", "NOTE": "born in 1971 (Wahmi ‘Awad al-Mithal; Dr. Wahmi Mithal)"}
    assert [name.text for name in read_alias(group).names] == ["مثال", "Wahmi ‘Awad al-Mithal", "Dr. Wahmi Mithal"]
    assert [name.text for name in read_alias({**group, "NOTE": "Wahmi Mithal; an invented person"}).names] == ["مثال"]


@pytest.mark.parametrize(
    ("comment", "fathers", "mothers"),
    [
        ("Father’s name is Wahmi bin Mithal. Mother’s name is Huda.", ["Wahmi bin Mithal"], ["Huda"]),
        ("Father's name: Wahmi. Grandfather’s name: Faradi. Brother’s name: Kamil.", ["Wahmi"], []),
        ("Mother’s name: Huda al-Mithal, Held in Example Town", [], ["Huda al-Mithal"]),
        ("Mother’s name Oum Huda Mithal.  Review pursuant to", [], ["Oum Huda Mithal"]),
        (
            "Name of father is Ag Wahmi Mithal, name of mother is Huda Wallet Sidi.",
            ["Ag Wahmi Mithal"],
            ["Huda Wallet Sidi"],
        ),
        ("Listed in 1970, 1) Name of mother Huda Al-A’ib", [], ["Huda Al-A’ib"]),
        ("Father’s name is Wahmi (ZZi.002). Alternative father’s name is Nazar Wahmi.", ["Wahmi", "Nazar Wahmi"], []),
        ("Mother’s name: Huda Mithal (هدى مثال) or otherwise", [], ["Huda Mithal", "هدى مثال"]),
        ("Father’s name (adoptive father) is Wahmi Mithal.", [], []),
        ("His wife’s father’s name is Wahmi.", [], []),
        ("Father’s name is M. Wahmi Khan and he fled.", ["M. Wahmi Khan"], []),
        ("Father's name is Wahmi bin Mithal Provided advice.", ["Wahmi bin Mithal"], []),
        ("Father’s name is not known.", [], []),
        ("Son of Wahmi bin Mithal (deceased).", ["Wahmi bin Mithal"], []),
        ("Left eye missing. Son of Wahmi\u00a0Mithal", ["Wahmi"], []),
        ("Son of Wahmi and Huda Mithal.", [], []),
        ("He is the son of leader Wahmi Mithal.", [], []),
        ("Father of Wahmi Mithal (ZZi.009).", [], []),
    ],
)
def test_parents_only_where_the_grammar_is_clear(comment: str, fathers: list[str], mothers: list[str]) -> None:
    assert parents(comment) == (tuple(fathers), tuple(mothers))


@pytest.mark.parametrize(
    ("kind", "second", "number", "note", "paper"),
    [
        ("P", "", "Libyan Passport No. 96/184442", "", ("passport", "96/184442", "ly", False)),
        ("P", "", "Russian passport number 8208 No. 555627", "", ("passport", "8208 555627", "ru", False)),
        ("P", "", "381110042 (Expired 25 Jan. 2016)", "", ("passport", "381110042", "", True)),
        ("P", "", "R00012098, South Sudan", "", ("passport", "R00012098", "ss", False)),
        ("P", "", "No34409/129", "", ("passport", "34409/129", "", False)),
        ("P", "", "TR-P 614 166", "", ("passport", "TR-P 614 166", "", False)),
        ("P", "", "ab123456", "", ("passport", "ab123456", "", False)),
        ("P", "", "unknown", "", ("passport", "unknown", "", False)),
        ("P", "", "D014433", "MISUSE", ("passport", "D014433", "", True)),
        ("P", "", "D014433", "Expires 28 Oct. 2031", ("passport", "D014433", "", False)),
        ("N", "Ration card no.", "12", "", ("ration_card", "12", "", False)),
        ("N", "", "", "SSN 156-92-9858 (United States of America)", ("social_security", "156-92-9858", "us", False)),
        ("P", "", "", "Tunisian passport number L 191609 issued on 1 Feb. 1996", ("passport", "L 191609", "tn", False)),
        ("N", "", "", "04643632 issued on 18 Jun. 1999", ("national_id", "04643632", "", False)),
        ("N", "Afghan identification card (tazkira) number 545167", "", "1974", ("national_id", "545167", "af", False)),
        ("", "", "12345", "", ("other", "12345", "", False)),
    ],
)
def test_papers(kind: str, second: str, number: str, note: str, paper: tuple[str, str, str, bool]) -> None:
    types = {"P": "Passport", "N": "National Identification Number"}
    texts = {"TYPE_OF_DOCUMENT": types.get(kind, ""), "TYPE_OF_DOCUMENT2": second, "NUMBER": number, "NOTE": note}
    group = {tag: text for tag, text in texts.items() if text}
    assert read_paper(group) == ListedDocument(*paper)
    if not paper[2]:
        by_embassy = {**group, "COUNTRY_OF_ISSUE": "Türkiye"}
        assert read_paper(by_embassy) == ListedDocument(paper[0], paper[1], "tr", paper[3])
        assert read_paper({**by_embassy, "ISSUING_COUNTRY": "Iraq"}) == ListedDocument(
            paper[0], paper[1], "iq", paper[3]
        )


def test_no_paper_is_made_of_a_year_or_a_name() -> None:
    assert read_paper({"TYPE_OF_DOCUMENT": "Passport", "NOTE": "issued in 1993, under name Wahmi Mithal"}) is None
    assert read_paper({"TYPE_OF_DOCUMENT": "Passport", "TYPE_OF_DOCUMENT2": "Birth certificate"}) is None
    assert read_paper({}) is None
    assert papers_in("issued by the Passport Department in Example Town, Afghanistan, expired 29 Dec. 2006") == []
    assert papers_in("Mali ID Number 073/SPICRE; POB: Example") == []


def test_scripts_and_names() -> None:
    assert by_script("Wahmi Mithal مثال وهمي") == ["Wahmi Mithal", "مثال وهمي"]
    assert by_script("Wahmi مثال Mithal") == ["Wahmi مثال Mithal"]
    assert [is_name(text) for text in ("Wahmi ‘Abd al-Mithal", "مثال", "sub-unit name", "Unit 5", "", "Wahmi.")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_the_hash_follows_the_text_and_not_its_layout(tmp_path: Path) -> None:
    content = INVENTED.read_text("utf-8")
    [first, *_] = listings(INVENTED)
    [moved, *_] = listings(written(tmp_path, content.replace("\n      ", "\r\n\t").replace("<SORT_KEY/>", "")))
    [other, *_] = listings(written(tmp_path, content.replace("1986-03-04", "1986-03-05")))
    street = content.replace("<CITY>Example City</CITY>", "<STREET>Example City</STREET>")
    [swapped, *_] = listings(written(tmp_path, street))
    assert len(first.content_hash) == 16
    assert moved == msgspec.structs.replace(first, position=moved.position)
    assert len({first.content_hash, other.content_hash, swapped.content_hash}) == 3


def test_sniff_and_the_day_of_the_file(tmp_path: Path) -> None:
    head = INVENTED.read_bytes()[:300]
    assert sniff(head, INVENTED)
    assert sniff(head.decode().replace("UTF-8", "UTF-16").encode("utf-16"), INVENTED)
    assert not any(sniff(head, INVENTED) for head in (b"", b"<html>", b"<Sanctions>", b"id,schema,name"))
    day = published_on(INVENTED)
    assert day
    assert day.iso() == "2026-02-27"
    assert published_on(written(tmp_path, "<CONSOLIDATED_LIST>")) is None
    with pytest.raises(BadInput, match=r"none\.xml cannot be opened"):
        published_on(tmp_path / "none.xml")


def test_utf16_reads_the_same(tmp_path: Path) -> None:
    content = INVENTED.read_text("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert [listing.names for listing in listings(written(tmp_path, content.encode("utf-16")))] == [
        listing.names for listing in listings(INVENTED)
    ]


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "{}">]>' + LIST.format(PERSON.format(1, "&b;"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LAUGHS.format("&a;" * 10), r"invented\.xml, line 1: the file declares a document type or entities"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd">' + LIST.format(""), "declares a document type"),
        ("<!DOCTYPE CONSOLIDATED_LIST>" + LIST.format(""), "declares a document type"),
        (LIST.format(PERSON.format(1, "&undeclared;")), "the XML is broken"),
        (LIST.format(""), "holds no entry. Is it the whole consolidated list"),
        ("<CONSOLIDATED_LIST>" + "<a>" * 100000, "nested without end"),
        (LIST.format(PERSON.format(1, "<REMARK>\x01</REMARK>")), "line 1: the XML is broken: a sign stands there"),
        ('<?xml version="1.0" encoding="utf-8"?>' + LIST.format("\udcff"), "the XML is broken"),
        ('<?xml version="1.0" encoding="klingon"?>' + LIST.format(""), "encoding"),
        ('<?xml version="1.0" encoding="shift_jis"?>' + LIST.format(""), "encoding"),
    ],
)
def test_what_is_refused_as_a_whole(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        listings(written(tmp_path, content.encode("utf-8", "surrogateescape")))


def test_a_list_cut_short_says_where(tmp_path: Path) -> None:
    lines = INVENTED.read_text("utf-8").splitlines(keepends=True)
    for count in range(3, len(lines)):
        with pytest.raises(Unreadable, match=rf"invented\.xml, line {count}\d?: the XML ends too early") as caught:
            listings(written(tmp_path, "".join(lines[:count]).rstrip("\n")))
        assert caught.value.data["line"] in (count, count + 1)
    with pytest.raises(Unreadable, match="line 10: the XML ends too early, inside the record that begins in line 4: "):
        listings(written(tmp_path, "".join(lines[:10])[:-5]))


def test_ten_megabytes_in_one_field_cost_one_record_and_no_memory(tmp_path: Path) -> None:
    path = written(
        tmp_path, LIST.format(PERSON.format(1, f"<COMMENTS1>{'x' * 10_000_000}</COMMENTS1>") + PERSON.format(2, ""))
    )
    tally = Tally()
    tracemalloc.start()
    found = listings(path, tally)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [listing.entry_id for listing in found] == ["ZZi.2"]
    assert [refusal.code for refusal in tally.refusals] == ["field_too_long"]
    assert peak < 3_000_000


@pytest.mark.parametrize(
    "text", ["passport 1234 (born ", "(a;", "Father's name is A (", "A1 b) ", "'s name of father: "]
)
def test_no_text_takes_long(tmp_path: Path, text: str) -> None:
    long = text * (90_000 // len(text))
    groups = {
        "COMMENTS1": long,
        "INDIVIDUAL_ALIAS": f"<QUALITY>Good</QUALITY><ALIAS_NAME>{long}</ALIAS_NAME><NOTE>{long}</NOTE>",
        "INDIVIDUAL_DOCUMENT": f"<NUMBER>{long}</NUMBER><NOTE>{long}</NOTE>",
        "INDIVIDUAL_DATE_OF_BIRTH": f"<YEAR>1986</YEAR><NOTE>{long}</NOTE>",
    }
    path = written(
        tmp_path, LIST.format(PERSON.format(1, "".join(f"<{tag}>{said}</{tag}>" for tag, said in groups.items())))
    )
    start = perf_counter()
    assert len(listings(path)) == 1
    assert perf_counter() - start < 1.5


def test_memory_stays_flat(tmp_path: Path) -> None:
    path = written(tmp_path, LIST.format(PERSON.format(1, "<COMMENTS1>said</COMMENTS1>") * 8_000))
    tracemalloc.start()
    count = sum(1 for _ in read_fragments(path, {"INDIVIDUAL"}, Tally()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 8_000
    assert peak < 700_000 < path.stat().st_size


def test_invisible_signs_are_taken_out_and_counted(tmp_path: Path) -> None:
    tally = Tally()
    [listing] = listings(
        written(tmp_path, LIST.format(PERSON.format(1, "<SECOND_NAME>\u200fMI\u202eTHAL\u2066</SECOND_NAME>"))), tally
    )
    assert listing.names[0].text == "FARADI MITHAL"
    assert tally.quirks["invisible_characters"] == 1


def test_the_real_list() -> None:
    path = SHARED / "data" / "un" / "consolidated.xml"
    if not path.is_file():
        pytest.skip("the UN list is not beside the repository")
    tally = Tally()
    start = perf_counter()
    found = listings(path, tally)
    assert perf_counter() - start < 2  # 0.25 s alone on one core
    people = [listing for listing in found if listing.kind == "individual"]
    assert tally.kinds == {"individual": 730, "entity": 273}
    assert (tally.refused, tally.quirks) == (0, {"empty_alias": 291, "unread_date": 1})
    assert Counter(name.quality for listing in people for name in listing.names if not name.primary) == {
        "strong": 1539, "weak": 648, "original_script": 363, "former": 35,
    }  # fmt: skip
    assert sum(bool(listing.births) for listing in people) == 678
    assert Counter(birth.precision for listing in people for birth in listing.births) == {
        "day": 480, "year": 271, "range": 148, "month": 5,
    }  # fmt: skip
    assert sum(len(listing.documents) for listing in people) == 468
    assert sum(bool(listing.father_names) for listing in people) == 63
    assert sum(bool(listing.mother_names) for listing in people) == 59
    assert sum(listing.sex is not None for listing in people) == 54
    assert sum(bool(listing.amended_on) for listing in people) == 519
    assert all(listing.listed_on and listing.listed_on.precision == "day" for listing in found)
    assert all(listing.entry_id == listing.entry_id.strip() for listing in found)
