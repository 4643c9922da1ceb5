"""What a backup holds comes back byte for byte; whatever was changed, cut off or slipped in is refused."""

from __future__ import annotations

import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.cli.archive import FORMAT, Manifest, Source, measure, pack, read_manifest, unpack
from homeward.kernel.errors import BadInput, Unreadable

CONTENTS = {"database": b"tables" * 500, "files/ab/one": b"", "lists/two": bytes(range(256)) * 5000}


def written(folder: Path) -> tuple[Path, Manifest]:
    sources = []
    for name, content in CONTENTS.items():
        path = folder / "from" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sources.append(Source(name, path))
    manifest = Manifest(FORMAT, "0", "2026-01-01T00:00:00+00:00", "sqlite", ["a.1"], False, measure(sources))
    pack(folder / "kept", manifest, sources)
    return folder / "kept", manifest


def read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_comes_back_for_its_owner_alone(tmp_path: Path) -> None:
    kept, manifest = written(tmp_path)
    assert read_manifest(kept) == manifest
    unpack(kept, manifest, tmp_path / "to")
    assert read(tmp_path / "to") == CONTENTS
    assert kept.stat().st_mode & 0o077 == 0
    assert (tmp_path / "to/lists/two").stat().st_mode & 0o077 == 0


def test_nothing_is_written_over_and_nothing_half_written_is_left(tmp_path: Path) -> None:
    kept, manifest = written(tmp_path)
    with pytest.raises(BadInput):
        pack(kept, manifest, [])
    with pytest.raises(ValueError, match="shorter"):
        pack(tmp_path / "other", manifest, [])
    assert {path.name for path in tmp_path.iterdir()} == {"from", "kept"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(share=st.floats(0, 0.999))
def test_a_change_anywhere_in_the_contents_is_seen(tmp_path_factory: pytest.TempPathFactory, share: float) -> None:
    folder = tmp_path_factory.mktemp("changed")
    kept, manifest = written(folder)
    with tarfile.open(kept) as tar:
        members = [member for member in tar if member.size and member.name != "manifest.json"]
    places = [place for one in members for place in (one.offset_data, one.offset_data + one.size - 1)]
    places += [int(one.offset_data + share * one.size) for one in members]
    content = kept.read_bytes()
    for place in set(places):
        kept.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(Unreadable):
            unpack(kept, manifest, folder / f"to-{place}")


@pytest.mark.parametrize("share", [0.0001, 0.3, 0.7, 0.97])
def test_one_that_is_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    kept, _ = written(tmp_path)
    kept.write_bytes(kept.read_bytes()[: int(kept.stat().st_size * share)])
    with pytest.raises(Unreadable):
        unpack(kept, read_manifest(kept), tmp_path / "to")


def test_one_that_ends_between_two_parts_is_refused(tmp_path: Path) -> None:
    kept, manifest = written(tmp_path)
    with tarfile.open(kept) as tar:
        last = tar.getmembers()[-1]
    kept.write_bytes(kept.read_bytes()[: last.offset] + bytes(1024))
    with pytest.raises(Unreadable, match="1 of its parts"):
        unpack(kept, manifest, tmp_path / "to")


def again(kept: Path, change: dict[str, str], kind: bytes = tarfile.REGTYPE) -> Path:
    """The archive again with other names, of another kind, in it and in its list."""
    made = kept.with_name("again")
    with tarfile.open(kept) as old, tarfile.open(made, "w") as new:
        for member in old:
            content = old.extractfile(member).read()
            for name, other in change.items():
                content = content.replace(f'"{name}"'.encode(), f'"{other}"'.encode())
            if member.name in change:
                member.name, member.type, member.linkname = change[member.name], kind, "/etc/hostname"
            member.size = len(content)
            new.addfile(member, BytesIO(content))
    return made


@pytest.mark.parametrize("name", ["../../two", "/two", "lists/../../two"])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    evil = again(written(tmp_path)[0], {"lists/two": name})
    with pytest.raises(Unreadable, match="outside"):
        unpack(evil, read_manifest(evil), tmp_path / "to")
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_only_plain_files_are_taken(tmp_path: Path, kind: bytes) -> None:
    evil = again(written(tmp_path)[0], {"files/ab/one": "files/ab/two"}, kind)
    with pytest.raises(Unreadable):
        unpack(evil, read_manifest(evil), tmp_path / "to")


def test_what_the_list_does_not_name_is_refused(tmp_path: Path) -> None:
    kept, manifest = written(tmp_path)
    fewer = Manifest(
        FORMAT, "0", "", "sqlite", [], False, [part for part in manifest.parts if part.name != "lists/two"]
    )
    with pytest.raises(Unreadable, match="its list does not"):
        unpack(kept, fewer, tmp_path / "to")


@pytest.mark.parametrize("content", [b"", b"Dear Sir", bytes(2048), b"\x1f\x8b\x08" + bytes(50)])
def test_what_is_no_backup_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter").write_bytes(content)
    with pytest.raises(Unreadable, match="is not a backup of Homeward"):
        read_manifest(tmp_path / "letter")
