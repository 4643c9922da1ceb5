"""A package of evidence looked through: whole, or changed in one of many ways. Every way is told; none breaks whoever looks."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.access.signatures import fingerprint, in_groups, public_key, signature_of
from homeward.cli import main as front
from homeward.pathway.facts.evidence import Link, Note
from homeward.pathway.facts.packages import (
    FORMAT,
    MANIFEST,
    SIGNATURE,
    SIGNER,
    TOLD,
    Manifest,
    PackedFile,
    PackedItem,
    PackedNotes,
    Part,
)
from homeward.pathway.rules.chains import broken, linked
from homeward.pathway.rules.packages import verify, written

MOMENT = (2026, 11, 26, 7, 0, 0)
SECRET, ANOTHER = bytes(range(32)), bytes(32)
PEM = public_key(SECRET)
CONTENT = b"A page of a pay list.\n" * 300


def link(seq: int, previous: bytes, words: str = "Received in a sealed bag.") -> Link:
    return Link(
        item="E-AAAAAA-A", seq=seq, what="received", day="2019-04", holder="The archive", place="Room 4", words=words,
        by="somebody", at="2026-11-26T07:00:00", previous=previous.hex(), salt="00" * 16,
    )  # fmt: skip


def note(seq: int, previous: bytes) -> Note:
    return Note(
        referral="J-AAAAAA-A/1", seq=seq, what="seen", item="E-AAAAAA-A", item_sha256="ab" * 32, favours=True, to="",
        words="", by="somebody", at="2026-11-26T07:00:00", previous=previous.hex(), salt="00" * 16,
    )  # fmt: skip


def chained(make: Callable[[int, bytes], Link | Note], begins: bytes, count: int) -> list[bytes]:
    found, before = [], begins
    for seq in range(1, count + 1):
        one = linked(make(seq, before))
        found.append(one.document)
        before = one.digest
    return found


def lines(documents: list[bytes]) -> bytes:
    return b"".join(one + b"\n" for one in documents)


def parts(**others: bytes) -> dict[str, bytes]:
    """The files of a whole package, apart from the manifest."""
    links, notes = chained(link, hashlib.sha256(CONTENT).digest(), 3), chained(note, b"", 2)
    found = {
        "items/E-AAAAAA-A/content.bin": CONTENT, "items/E-AAAAAA-A/record.json": b"{}\n",
        "items/E-AAAAAA-A/chain.jsonl": lines(links), TOLD: lines(notes), "READ-ME.txt": b"Read this.\n",
    }  # fmt: skip
    return found | others


def manifest(files: dict[str, bytes], **others: object) -> Manifest:
    links = files["items/E-AAAAAA-A/chain.jsonl"].splitlines()
    notes = files[TOLD].splitlines()
    item = PackedItem(
        "E-AAAAAA-A", "document", hashlib.sha256(CONTENT).hexdigest(), "items/E-AAAAAA-A/record.json",
        "items/E-AAAAAA-A/chain.jsonl", len(links), hashlib.sha256(links[-1]).hexdigest(), False, "items/E-AAAAAA-A/content.bin",
    )  # fmt: skip
    made = Manifest(
        format=FORMAT, signer=fingerprint(PEM), number="G-AAAAAA-A", made_at="2026-11-26", made_by="somebody", referral="J-AAAAAA-A/1",
        person="P-AAAAAA-A", recipient="A court", received_by="A clerk", agreement="An agreement", basis="A law",
        purpose="justice", caveats=["For this inquiry alone."], items=[item],
        told=PackedNotes(len(notes), hashlib.sha256(notes[-1]).hexdigest() if notes else ""),
        files=[PackedFile(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()],
    )  # fmt: skip
    return msgspec.structs.replace(made, **others)


def whole(files: dict[str, bytes] | None = None, of: Manifest | None = None) -> bytes:
    """A package as the platform writes it."""
    held = files if files is not None else parts()
    of_it = signed(msgspec.json.encode(of or manifest(held)), held)
    return b"".join(written([Part(name, [content]) for name, content in of_it], MOMENT))


def signed(text: bytes, held: dict[str, bytes], secret: bytes = SECRET) -> list[tuple[str, bytes]]:
    """The files of a package with its manifest, and what signs it."""
    return [(MANIFEST, text), (SIGNATURE, signature_of(secret, text)), (SIGNER, public_key(secret)), *held.items()]


def zipped(files: list[tuple[str, bytes]], kind: int = ZIP_STORED) -> bytes:
    """An archive as somebody else could write it."""
    out = BytesIO()
    with ZipFile(out, "w", kind) as archive:
        for name, content in files:
            archive.writestr(ZipInfo(name, MOMENT), content, kind)
    return out.getvalue()


def with_manifest(held: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return signed(msgspec.json.encode(manifest(parts())), held)


def without(*names: str) -> bytes:
    """A whole package with files taken away."""
    return zipped([(name, content) for name, content in with_manifest(parts()) if name not in names])


def exchanged(**others: bytes) -> bytes:
    """A whole package in which some of the files that sign it are others: `manifest`, `signature`, `signer`."""
    by = {MANIFEST: others.get("manifest"), SIGNATURE: others.get("signature"), SIGNER: others.get("signer")}
    return zipped([(name, by.get(name) or content) for name, content in with_manifest(parts())])


def forged() -> bytes:
    """A package of somebody who changed the recipient, and signed it anew with a key of their own."""
    text = msgspec.json.encode(manifest(parts(), recipient="Somebody else", signer=fingerprint(public_key(ANOTHER))))
    return zipped(signed(text, parts(), ANOTHER))


def faults(package: bytes) -> str:
    return " ".join(verify(BytesIO(package)).faults)


def test_a_whole_package_is_whole() -> None:
    verdict = verify(BytesIO(whole()))
    assert (verdict.whole, verdict.number, verdict.items, verdict.files, verdict.links) == (True, "G-AAAAAA-A", 1, 5, 5)
    assert verdict.manifest == hashlib.sha256(msgspec.json.encode(manifest(parts()))).hexdigest()


def rechained(change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """A package whose chain was changed by somebody who made every other hash anew."""
    links = chained(link, hashlib.sha256(CONTENT).digest(), 3)
    return whole(parts(**{"items/E-AAAAAA-A/chain.jsonl": lines(change(links))}))


def other_words(links: list[bytes]) -> list[bytes]:
    return [links[0], linked(link(2, hashlib.sha256(links[0]).digest(), "Nothing happened to it.")).document, links[2]]


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not a package"),
    "cut_off": (whole()[:-200], "not a package"),
    "half": (whole()[: len(whole()) // 2], "not a package"),
    "no_zip": (b"PK\x03\x04" + b"\0" * 400, "not a package"),
    "a_file_changed": (zipped(with_manifest(parts(**{"READ-ME.txt": b"Read that.\n"}))), "READ-ME.txt was changed"),
    "content_changed": (zipped(with_manifest(parts(**{"items/E-AAAAAA-A/content.bin": b"x"}))), "content.bin was changed"),
    "missing": (zipped(with_manifest({k: v for k, v in parts().items() if k != TOLD})), f"{TOLD} is missing"),
    "extra": (zipped(with_manifest(parts(extra=b"x"))), "does not know it"),
    "no_signature": (without(SIGNATURE), "signature was taken away"),
    "no_signer": (without(SIGNER), "signature was taken away"),
    "not_signed_at_all": (without(SIGNATURE, SIGNER), "signature was taken away"),
    "manifest_changed": (exchanged(manifest=msgspec.json.encode(manifest(parts(), recipient="Another"))), "after it was signed"),
    "signature_of_another_key": (
        exchanged(signature=signature_of(ANOTHER, msgspec.json.encode(manifest(parts()))), signer=public_key(ANOTHER)), "another key than"),
    "signature_no_such": (exchanged(signature=b"short"), "does not hold"),
    "signer_no_key": (exchanged(signer=b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"), "cannot be read"),
    "signer_not_text": (exchanged(signer=b"\xff\x00"), "cannot be read"),
    "no_manifest": (zipped(list(parts().items())), "manifest is missing"),
    "manifest_no_json": (zipped(signed(b"{", parts())), "cannot be read"),
    "manifest_not_text": (zipped(signed(b"\xff\xfe", parts())), "cannot be read"),
    "manifest_more": (zipped(signed(msgspec.json.encode(manifest(parts()))[:-1] + b',"x":1}', parts())), "cannot be read"),
    "other_form": (whole(of=manifest(parts(), format="homeward evidence 9")), "form that this version"),
    "name_twice": (zipped([*with_manifest(parts()), ("READ-ME.txt", b"Read that.\n")]), "stands twice"),
    "name_twice_other_case": (zipped([*with_manifest(parts()), ("read-me.txt", b"x")]), "stands twice"),
    "path_up": (zipped(with_manifest(parts(**{"../out.txt": b"x"}))), "no package gives"),
    "path_absolute": (zipped(with_manifest(parts(**{"/etc/out.txt": b"x"}))), "no package gives"),
    "path_windows": (zipped(with_manifest(parts(**{"C:\\out.txt": b"x"}))), "no package gives"),
    "path_turned": (zipped(with_manifest(parts(**{"a\u202etxt": b"x"}))), "no package gives"),
    "a_folder": (zipped(with_manifest(parts(**{"folder/": b""}))), "no package gives"),
    "compressed_bomb": (zipped([*with_manifest(parts()), ("bomb", b"\0" * 5_000_000)], ZIP_DEFLATED), "compressed"),
    "before": (b"#!/bin/sh\n" + whole(), "before or after"),
    "link_changed": (rechained(other_words), "link 3 does not follow"),
    "link_missing": (rechained(lambda links: [links[0], links[2]]), "link 2 says that it is link 3"),
    "links_turned": (rechained(lambda links: [links[1], links[0], links[2]]), "says that it is link"),
    "link_unread": (rechained(lambda links: [links[0], b"{}", links[2]]), "link 2 cannot be read"),
    "chain_cut": (
        whole(parts(), manifest(parts(), items=[msgspec.structs.replace(manifest(parts()).items[0], links=4)])), "its end"),
    "another_item": (
        whole(parts(), manifest(parts(), items=[msgspec.structs.replace(manifest(parts()).items[0], number="E-BBBBBB-B")])),
        "that of another item"),
    "another_content": (
        whole(parts(), manifest(parts(), items=[msgspec.structs.replace(manifest(parts()).items[0], sha256="ab" * 32)])),
        "not the one that was registered"),
    "no_hash": (
        whole(parts(), manifest(parts(), items=[msgspec.structs.replace(manifest(parts()).items[0], sha256="x")])),
        "does not say everything"),
    "notes_cut": (whole(parts(), manifest(parts(), told=PackedNotes(1, "ab" * 32))), "its end"),
    "many": (zipped([(f"f{n}", b"") for n in range(2_001)]), "more files"),
}  # fmt: skip


@pytest.mark.parametrize("way", BAD)
def test_every_way_is_told(way: str) -> None:
    package, why = BAD[way]
    assert why in faults(package), faults(package)


def test_a_link_to_somewhere_else_is_told() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in with_manifest(parts()):
            archive.writestr(ZipInfo(name, MOMENT), content)
        info = ZipInfo("link", MOMENT)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, b"/etc/passwd")
    assert "no package gives" in faults(out.getvalue())


def test_overlapping_files_are_told() -> None:
    """A bomb whose files share their bytes says more than it weighs."""
    package = bytearray(zipped([(MANIFEST, b"{}"), *((f"f{n}", b"\0" * 900) for n in range(9))]))
    at = 0
    while (at := package.find(b"PK\x01\x02", at + 1)) > 0:
        struct.pack_into("<II", package, at + 20, 90_000, 90_000)
    assert "larger than the package" in faults(bytes(package))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_byte_can_be_changed_unseen(data: st.DataObject) -> None:
    """Anywhere in what the files hold. In the archive's own dates and counts a change may have no meaning; what it holds stays the same."""
    package = bytearray(WHOLE)
    at = data.draw(st.integers(0, len(package) - 1))
    package[at] ^= data.draw(st.integers(1, 255))
    verdict = verify(BytesIO(bytes(package)))
    if verdict.whole:
        with ZipFile(BytesIO(bytes(package))) as archive:
            held = {
                name: archive.read(name) for name in archive.namelist() if name not in (MANIFEST, SIGNATURE, SIGNER)
            }
        assert held == parts() and verdict.manifest == FINGERPRINT


WHOLE = whole()
FINGERPRINT = verify(BytesIO(WHOLE)).manifest


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 5))
def test_a_chain_holds_as_it_was_made_and_in_no_other_order(words: list[int], place: int) -> None:
    made, before = [], b"begins"
    for seq, one in enumerate(words, 1):
        kept = linked(link(seq, before, str(one)))
        made.append((kept.document, kept.digest))
        before = kept.digest
    assert broken(Link, made, b"begins") == ""
    if made:
        assert broken(Link, made, b"other") != ""
        assert len(made) == 1 or broken(Link, made[1:], b"begins") != ""
        at = place % len(made)
        assert broken(Link, [*made[:at], (b"{}", made[at][1]), *made[at + 1 :]], b"begins") != ""


def run(*arguments: str) -> int:
    return front.main(["evidence", "verify", *arguments])


def test_the_command_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(WHOLE)
    bad.write_bytes(BAD["extra"][0])
    assert run(str(good)) == 0
    assert in_groups(fingerprint(PEM)) in capsys.readouterr().out
    assert run(str(good), "--manifest-sha256", FINGERPRINT.upper()) == 0
    assert "whose number you were told" in capsys.readouterr().out
    assert run(str(good), "--manifest-sha256", "ab" * 32) == 5
    assert "another package" in capsys.readouterr().err
    assert run(str(good), "--fingerprint", in_groups(fingerprint(PEM)).upper()) == 0
    assert "signed with the key that you were told" in capsys.readouterr().out
    (tmp_path / "their.pem").write_bytes(PEM)
    assert run(str(good), "--key", str(tmp_path / "their.pem")) == 0
    assert "signed with the key that you were told" in capsys.readouterr().out
    other = tmp_path / "forged.zip"
    other.write_bytes(forged())
    assert run(str(other)) == 0, "it agrees with itself: who made it shows only the fingerprint"
    capsys.readouterr()
    for told in (("--fingerprint", fingerprint(PEM)), ("--key", str(tmp_path / "their.pem"))):
        assert run(str(other), *told) == 5
        assert "somebody else made this package" in capsys.readouterr().err
    assert run(str(good), "--key", str(bad)) == 2
    assert "not a public key" in capsys.readouterr().err
    assert run(str(good), "--fingerprint", "short") == 2
    assert run(str(good), "--key", str(tmp_path / "none.pem")) == 2
    assert run(str(bad)) == 5
    assert "does not know it" in capsys.readouterr().err
    assert run(str(bad), "--json") == 5
    assert msgspec.json.decode(capsys.readouterr().out)["whole"] is False
    assert run(str(good), "--manifest-sha256", "short") == 2
    assert run(str(tmp_path / "none.zip")) == 2


@pytest.mark.slow
def test_another_machine_needs_neither_platform_nor_home(tmp_path: Path) -> None:
    """A process of its own in which nothing of the platform can be imported."""
    (tmp_path / "package.zip").write_bytes(WHOLE)
    code = (
        "import sys\n"
        "class No:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('django', 'PIL', 'psycopg', 'numpy'):\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, No())\n"
        "from homeward.cli.main import main\n"
        "sys.exit(main(['evidence', 'verify', 'package.zip']))\n"
    )
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("HOMEWARD", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Nothing was changed" in done.stdout) == (0, True), done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package.zip"]
