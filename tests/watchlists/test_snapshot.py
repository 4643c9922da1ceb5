"""Editions of a list: what is kept, what is refused, and that nothing kept ever changes."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.dates import parse
from homeward.kernel.errors import CannotWrite, Inconsistent, Unreadable
from homeward.watchlists import snapshot as module
from homeward.watchlists.catalog import open_list
from homeward.watchlists.csv.map import ColumnMap
from homeward.watchlists.snapshot import Entry, Snapshot, check_succession, keep, kept, load, reopen, save, take

LISTS = Path(__file__).resolve().parents[1] / "cli" / "lists"
OLD, NEW = LISTS / "invented_un_old.xml", LISTS / "invented_un_new.xml"


def edition(folder: Path, people: int, day: str = "", name: str = "list.csv") -> Path:
    """A list of so many people, last seen on a day."""
    rows = "".join(f"{n},Person,Invented {n},{day}\n" for n in range(people))
    path = folder / name
    path.write_text(f"id,schema,name,last_seen\n{rows}")
    return path


def test_a_snapshot_says_what_the_edition_held(tmp_path: Path) -> None:
    snapshot = take(open_list(OLD))
    assert (snapshot.file, snapshot.format, snapshot.list_id) == ("invented_un_old.xml", "un", "un")
    assert snapshot.kinds == {"entity": 1, "individual": 3}
    assert (snapshot.individuals, snapshot.refused) == (3, 0)
    assert [entry.entry_id for entry in snapshot.entries] == ["ZZe.004", "ZZi.001", "ZZi.002", "ZZi.003"]
    save(snapshot, tmp_path / "old.json")
    assert load(tmp_path / "old.json") == snapshot
    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]
    assert take(open_list(LISTS / "invented_simple.csv")).refused == 2


@given(
    st.lists(st.tuples(st.text(min_size=1), st.sampled_from(["individual", "entity"]), st.text())),
    st.none() | st.dates(),
)
def test_a_snapshot_reads_back(entries: list[tuple[str, str, str]], day: object) -> None:
    snapshot = Snapshot(
        file="f", format="un", list_id="un", sha256="0" * 64, published_on=parse(str(day)), kinds={}, refused=0,
        entries=tuple(Entry(*entry) for entry in entries), column_map=ColumnMap(id=("a",), name=("b",)),
    )  # fmt: skip
    assert msgspec.json.decode(msgspec.json.encode(snapshot), type=Snapshot) == snapshot


@pytest.mark.parametrize("content", ["", "{", '{"file": 1}', "[]", "\x00"])
def test_a_broken_snapshot_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "s.json").write_text(content)
    with pytest.raises(Unreadable, match=r"s\.json is no snapshot of a list, or it was cut short"):
        load(tmp_path / "s.json")
    with pytest.raises(Unreadable, match=r"none\.json cannot be opened"):
        load(tmp_path / "none.json")


def test_an_edition_is_kept_as_received_and_read_only(tmp_path: Path) -> None:
    snapshot = keep(OLD, tmp_path)
    folder = tmp_path / "lists" / snapshot.sha256
    copy = folder / "received" / OLD.name
    assert copy.read_bytes() == OLD.read_bytes()
    assert {oct(path.stat().st_mode & 0o777) for path in (copy, folder / "snapshot.json")} == {"0o444"}
    assert {oct(path.stat().st_mode & 0o777) for path in (folder, copy.parent)} == {"0o555"}
    assert [path.name for path in (tmp_path / "lists").iterdir()] == [snapshot.sha256]
    assert snapshot.received is not None
    assert kept(tmp_path) == [snapshot]
    assert [listing.entry_id for listing in reopen(tmp_path, snapshot)] == ["ZZi.001", "ZZi.002", "ZZi.003", "ZZe.004"]


def test_the_same_edition_again_changes_nothing(tmp_path: Path) -> None:
    first = keep(OLD, tmp_path)
    renamed = tmp_path / "again.xml"
    renamed.write_bytes(OLD.read_bytes())
    assert keep(renamed, tmp_path) == first


def test_two_who_keep_one_edition_at_once_do_not_disturb_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = module._copy

    def late(source: Path, target: Path) -> Path:
        monkeypatch.setattr(module, "_copy", copied)
        keep(OLD, tmp_path)
        return copied(source, target)

    monkeypatch.setattr(module, "_copy", late)
    assert [keep(OLD, tmp_path)] == kept(tmp_path)
    assert len(list((tmp_path / "lists").iterdir())) == 1


def test_the_newest_edition_is_last_in_whatever_order_they_came(tmp_path: Path) -> None:
    new = keep(NEW, tmp_path)
    old = keep(OLD, tmp_path, accept=True)
    assert kept(tmp_path, "un") == [old, new]
    assert kept(tmp_path, "other") == []


def test_an_older_edition_is_refused_until_accepted(tmp_path: Path) -> None:
    keep(NEW, tmp_path)
    with pytest.raises(
        Inconsistent, match=r"is the edition of 2026-01-10, older than the one kept, of 2026-02-27"
    ) as caught:
        keep(OLD, tmp_path)
    assert caught.value.data["newest"] == "2026-02-27"
    assert len(kept(tmp_path)) == 1
    assert keep(OLD, tmp_path, accept=True).published_on == take(open_list(OLD)).published_on


@pytest.mark.parametrize(
    ("before", "now", "kept_too"), [(100, 90, True), (100, 89, False), (9, 8, False), (3, 3, True), (1, 2, True)]
)
def test_a_list_that_shrank_is_refused_with_its_counts(tmp_path: Path, before: int, now: int, kept_too: bool) -> None:
    keep(edition(tmp_path, before), tmp_path, "invented")
    path = edition(tmp_path, now, "2026-01-01")
    if kept_too:
        keep(path, tmp_path, "invented")
    else:
        with pytest.raises(
            Inconsistent, match=rf"holds {now} individuals; the edition before it held {before}"
        ) as caught:
            keep(path, tmp_path, "invented")
        assert (caught.value.data["before"], caught.value.data["now"]) == (before, now)
        keep(path, tmp_path, "another")
        keep(path.rename(tmp_path / "accepted.csv"), tmp_path / "elsewhere", "invented", accept=True)
    assert len(kept(tmp_path, "invented")) == 1 + kept_too


def test_entities_that_vanish_are_noticed_too() -> None:
    base = Snapshot(
        file="f", format="un", list_id="un", sha256="", published_on=None, kinds={"individual": 2, "entity": 8}, refused=0,
        entries=tuple(Entry(str(n), "entity", "") for n in range(10)),
    )  # fmt: skip
    with pytest.raises(Inconsistent, match="holds 2 entries; the edition before it held 10"):
        check_succession([base], msgspec.structs.replace(base, entries=base.entries[:2]))
    check_succession([], base)


def test_a_set_a_folder_and_a_mapped_table_are_kept_whole(tmp_path: Path) -> None:
    blank = ",-0- " * 8
    (tmp_path / "sdn.csv").write_text(f'1,"AL-MITHAL, Mukhtalaq","individual","INVENTED"{blank}\r\n')
    (tmp_path / "alt.csv").write_text('1,1,"aka","MITHAL, Wahmi",-0- \r\n')
    (tmp_path / "add.csv").write_text('1,1,-0- ,-0- ,"Iraq",-0- \r\n')
    ofac = keep(tmp_path / "sdn.csv", tmp_path / "home")
    assert [len(listing.names) for listing in reopen(tmp_path / "home", ofac)] == [2]
    inner = tmp_path / "notices" / "page one"
    inner.mkdir(parents=True)
    (inner / "list.json").write_bytes((LISTS / "invented_red_list.json").read_bytes())
    notices = keep(tmp_path / "notices", tmp_path / "home")
    assert len(list(reopen(tmp_path / "home", notices))) == 3
    (tmp_path / "nat.csv").write_text("Ref;Who\n7;Mukhtalaq\n")
    table = keep(tmp_path / "nat.csv", tmp_path / "home", "nat", ColumnMap(id=("Ref",), name=("Who",)))
    assert [listing.entry_id for listing in reopen(tmp_path / "home", table)] == ["7"]
    assert len(kept(tmp_path / "home")) == 3


def test_bytes_changed_after_they_were_received_are_noticed(tmp_path: Path) -> None:
    snapshot = keep(OLD, tmp_path)
    copy = tmp_path / "lists" / snapshot.sha256 / "received" / OLD.name
    copy.chmod(0o644)
    copy.write_bytes(copy.read_bytes().replace(b"1986", b"1987"))
    with pytest.raises(Inconsistent, match="was changed after it was received"):
        reopen(tmp_path, snapshot)


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edition(tmp_path, 3)
    copied = module._copy

    def late(source: Path, target: Path) -> Path:
        edition(tmp_path, 4)
        return copied(source, target)

    monkeypatch.setattr(module, "_copy", late)
    with pytest.raises(Inconsistent, match="changed while it was read"):
        keep(path, tmp_path)
    assert list((tmp_path / "lists").iterdir()) == []


def test_a_place_that_takes_no_files_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "lists").write_text("in the way")
    with pytest.raises(
        CannotWrite,
        match=r"The edition invented_un_old\.xml could not be written: .* Make room or choose another place",
    ):
        keep(OLD, tmp_path)
    with pytest.raises(CannotWrite, match=r"s\.json could not be written"):
        save(take(open_list(OLD)), tmp_path / "none" / "s.json")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full to stand for a full disk")
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def full(handle: int) -> None:
        with Path("/dev/full").open("wb", buffering=0) as disk:
            disk.write(b"x")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        keep(OLD, tmp_path)
    assert list((tmp_path / "lists").iterdir()) == []
