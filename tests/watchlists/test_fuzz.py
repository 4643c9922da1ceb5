"""Damaged files, every reader: either a sentence, or listings and a tally that adds up. Never anything else.

Small valid invented files are hurt in every way a download, a disk or a hand can hurt them: bytes changed, cut, doubled,
spliced with another file, replaced by garbage. The long form, marked slow, tries many more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.kernel.errors import BadInput
from homeward.kernel.tally import Tally
from homeward.watchlists.catalog import FORMATS, open_list
from homeward.watchlists.listing import Listing
from homeward.watchlists.snapshot import take

HERE = Path(__file__).parent
LISTS = HERE.parent / "cli" / "lists"
SDN = (
    '1,"AL-MITHAL, Mukhtalaq","individual","INVENTED",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 4 Mar 1986; alt. DOB 1987; POB Example '
    "Town, Iraq; nationality Iraq; Passport A1234567 (Iraq); Gender Male; a.k.a. 'ABU MITHAL'.\"\r\n"
    '2,"INVENTED HOUSE",-0- ,"INVENTED",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'
)
ALT = '1,1,"aka","MITHAL, Wahmi",-0- \r\n2,2,"fka","OLD HOUSE",-0- \r\n\x1a'
ADD = '1,1,"1 Example Street","Example Town","Iraq",-0- \r\n\x1a'
SEEDS = {
    "un": ("list.xml", (HERE / "un" / "invented_consolidated.xml").read_bytes()),
    "ofac": ("sdn.csv", SDN.encode()),
    "interpol": ("notices.json", (LISTS / "invented_red_list.json").read_bytes()),
    "ftm": ("list.ftm.json", (LISTS / "invented.ftm.json").read_bytes()),
    "csv": ("list.csv", (LISTS / "invented_simple.csv").read_bytes()),
}
NASTY = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b'""', b"<", b"]]>", b"&amp;", b"&#0;", b"&#x1F600;", b"<!DOCTYPE x>",
    b'<!ENTITY a "b">', b"<![CDATA[", b"<?xml?>", b"\\u0000", b"\\ud800", b"{", b"[" * 40, b"null", b"1e999", b"-1", b"99999999999999",
    b"\xe2\x80\xae", b"\xd9\x80", b";", b",", b"\t", b"=cmd()", b"(" * 50, b"0000-00-00", b"Feb 30 1999", b"(original script)", b"born 99",
]  # fmt: skip

Hurt = tuple[str, int, int, bytes]
HURTS = st.lists(
    st.tuples(
        st.sampled_from(["change", "insert", "cut", "double", "swap", "end"]),
        st.integers(0, 1 << 14),
        st.integers(1, 300),
        st.sampled_from(NASTY) | st.binary(min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=5,
)


def hurt(content: bytes, hurts: list[Hurt], other: bytes) -> bytes:
    """A file after several accidents."""
    for how, place, length, what in hurts:
        at = place % (len(content) + 1)
        till = min(len(content), at + length)
        match how:
            case "change":
                content = content[:at] + what + content[at + len(what) :]
            case "insert":
                content = content[:at] + what + content[at:]
            case "cut":
                content = content[:at] + content[till:]
            case "double":
                content = content[:till] + content[at:]
            case "swap":
                content = content[:at] + other[at : at + length] + content[till:]
            case "end":
                content = content[:at]
    return content


def check(listings: Callable[[], Iterator[Listing]], tally: Tally) -> None:
    """A reader's whole contract under damage."""
    found: list[Listing] = []
    try:
        for listing in listings():
            found.append(listing)
    except BadInput as error:
        assert str(error)
        assert "\n" not in str(error)
    assert tally.kept == len(found) == sum(tally.kinds.values())
    assert tally.read == tally.kept + tally.refused
    assert len({listing.entry_id for listing in found}) == len(found)
    for listing in found:
        assert listing.entry_id
        assert listing.names
        assert all(birth.first <= birth.last for birth in listing.births)


def lay_out(folder: Path, name: str, content: bytes) -> Path:
    (folder / "alt.csv").write_text(ALT)
    (folder / "add.csv").write_text(ADD)
    (folder / name).write_bytes(content)
    return folder / name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def try_to_read(folder: Path, format_name: str, content: bytes) -> None:
    """Read a damaged file through the catalogue as anybody would, and by its reader as though it had been recognised."""
    name, _ = SEEDS[format_name]
    path = lay_out(folder, name, content)
    try:
        take(open_list(path))
    except BadInput as error:
        assert str(error)
    reader = next(one for one in FORMATS if one.name == format_name)
    tally = Tally()
    check(lambda: reader.read(path, "list", tally), tally)
    try:
        reader.published_on(path)
    except BadInput as error:
        assert str(error)


def test_the_seeds_are_valid(folder: Path) -> None:
    kept = {}
    for name, (file, content) in SEEDS.items():
        reading = open_list(lay_out(folder, file, content))
        assert reading.source.format == name
        kept[name] = len(list(reading))
    assert kept == {"un": 2, "ofac": 2, "interpol": 3, "ftm": 2, "csv": 4}


QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LONG = settings(QUICK, max_examples=4000)


@pytest.mark.parametrize("format_name", SEEDS)
@QUICK
@given(hurts=HURTS, other=st.sampled_from(list(SEEDS)))
def test_a_damaged_list_adds_up_or_is_a_sentence(folder: Path, format_name: str, hurts: list[Hurt], other: str) -> None:
    try_to_read(folder, format_name, hurt(SEEDS[format_name][1], hurts, SEEDS[other][1]))


@pytest.mark.parametrize("format_name", SEEDS)
@QUICK
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_garbage_is_a_sentence(folder: Path, format_name: str, content: bytes) -> None:
    try_to_read(folder, format_name, content)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", SEEDS)
@LONG
@given(hurts=HURTS, other=st.sampled_from(list(SEEDS)))
def test_a_damaged_list_adds_up_or_is_a_sentence_at_length(
    folder: Path, format_name: str, hurts: list[Hurt], other: str
) -> None:
    try_to_read(folder, format_name, hurt(SEEDS[format_name][1], hurts, SEEDS[other][1]))


@pytest.mark.parametrize("neighbour", ["alt.csv", "add.csv", "sdn_comments.csv"])
@QUICK
@given(hurts=HURTS)
def test_a_damaged_neighbour_of_a_set_is_never_read_around(folder: Path, neighbour: str, hurts: list[Hurt]) -> None:
    path = lay_out(folder, "sdn.csv", SEEDS["ofac"][1])
    seed = {"alt.csv": ALT, "add.csv": ADD}.get(neighbour, '1,"; alt. DOB 1985."\r\n\x1a')
    (folder / neighbour).write_bytes(hurt(seed.encode(), hurts, SDN.encode()))
    tally = Tally()
    reader = next(one for one in FORMATS if one.name == "ofac")
    check(lambda: reader.read(path, "list", tally), tally)
    (folder / "sdn_comments.csv").unlink(missing_ok=True)


@pytest.mark.parametrize("format_name", SEEDS)
def test_ten_megabytes_in_one_field(folder: Path, format_name: str) -> None:
    content = SEEDS[format_name][1]
    word = {"un": b"FARADI", "interpol": b"MOHAMED AMINE"}.get(format_name, b"ukhtalaq")
    assert word in content
    try_to_read(folder, format_name, content.replace(word, b"x" * 10_000_000, 1))
