"""What changed between two editions, by the publisher's ids and by field."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.errors import Inconsistent
from homeward.kernel.sources import Position
from homeward.watchlists.catalog import open_list
from homeward.watchlists.diff import FIELDS, Amended, changed, diff, with_fields
from homeward.watchlists.listing import ListedName, Listing
from homeward.watchlists.snapshot import Entry, Snapshot, take

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
LISTS = Path(__file__).resolve().parents[1] / "cli" / "lists"
OLD, NEW = LISTS / "invented_un_old.xml", LISTS / "invented_un_new.xml"
LISTING = Listing(
    list_id="x", entry_id="1", kind="individual", names=(ListedName("A"), ListedName("B")), position=Position("f", 1), content_hash="0",
)  # fmt: skip


def snapshot(entries: dict[str, str], list_id: str = "x", format_name: str = "csv") -> Snapshot:
    held = tuple(Entry(entry_id, "individual", text) for entry_id, text in entries.items())
    return Snapshot(
        file=f"{list_id}.csv", format=format_name, list_id=list_id, sha256="", published_on=None, kinds={}, refused=0, entries=held,
    )  # fmt: skip


def test_two_editions_of_an_invented_list() -> None:
    changes = diff(take(open_list(OLD)), take(open_list(NEW)))
    assert (changes.list_id, changes.added, changes.removed, changes.unchanged) == ("un", ("ZZi.005",), ("ZZi.002",), 2)
    assert changes.amended == (Amended("ZZi.001"),)
    assert with_fields(changes, open_list(OLD), open_list(NEW)).amended == (Amended("ZZi.001", ("births",)),)


def test_two_lists_or_two_formats_are_not_editions() -> None:
    with pytest.raises(
        Inconsistent, match=r"x\.csv is the list x \(csv\), y\.csv the list y \(csv\): only editions of one list"
    ):
        diff(snapshot({}), snapshot({}, "y"))
    with pytest.raises(Inconsistent, match="in one format"):
        diff(snapshot({}), snapshot({}, "x", "ftm"))


def test_a_field_is_changed_by_what_it_says_and_not_by_its_order_or_place() -> None:
    assert "names" in FIELDS
    moved = msgspec.structs.replace(LISTING, position=Position("g", 9), content_hash="1", names=LISTING.names[::-1])
    assert changed(LISTING, moved) == ()
    assert changed(LISTING, msgspec.structs.replace(LISTING, remarks="said", sex="male")) == ("sex", "remarks")
    assert changed(LISTING, msgspec.structs.replace(LISTING, names=LISTING.names[:1])) == ("names",)


EDITION = st.dictionaries(st.text("abc", min_size=1, max_size=2), st.sampled_from("12"))


@given(EDITION, EDITION)
def test_every_entry_is_counted_once_and_the_way_back_is_the_mirror(old: dict[str, str], new: dict[str, str]) -> None:
    there, back = diff(snapshot(old), snapshot(new)), diff(snapshot(new), snapshot(old))
    assert (there.added, there.removed, there.amended) == (back.removed, back.added, back.amended)
    assert len(there.removed) + len(there.amended) + there.unchanged == len(old)
    assert len(there.added) + len(there.amended) + there.unchanged == len(new)
    if old == new:
        assert not (there.added or there.amended or there.removed)


def test_two_real_editions_of_ofacs_list() -> None:
    old, new = (SHARED / "data" / "ofac" / year / "sdn.csv" for year in ("2019-01", "2021-07"))
    if not old.is_file():
        pytest.skip("the OFAC lists are not beside the repository")
    changes = diff(take(open_list(old)), take(open_list(new)))
    counts = (len(changes.added), len(changes.amended), len(changes.removed), changes.unchanged)
    assert counts[1] + counts[2] + counts[3] == 7379
    assert counts[0] + counts[1] + counts[3] == 8976
    fields = Counter(
        field for one in with_fields(changes, open_list(old), open_list(new)).amended for field in one.fields
    )
    assert counts == (1858, 843, 261, 6275)
    assert (fields["names"], fields["births"], fields["documents"], fields["sex"]) == (84, 14, 33, 15)
