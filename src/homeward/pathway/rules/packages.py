"""Write a package of evidence, and look through one: every file, every hash, every link of every chain.

Comes in: parts in pieces, or an archive as it was received. Goes out: bytes in pieces, or a verdict in words. A package is a ZIP file
whose parts are not compressed, so that it cannot hold more than it weighs; nothing of it is ever unpacked to a disk, and no name in it is
followed. Needs neither the platform nor the network.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final
from zipfile import ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

import msgspec

from homeward.access.signatures import fingerprint, signed
from homeward.pathway.facts.evidence import Link, Note
from homeward.pathway.facts.packages import (
    FORMAT,
    MANIFEST,
    SIGNATURE,
    SIGNER,
    TOLD,
    Manifest,
    PackedItem,
    Part,
    Verdict,
)
from homeward.pathway.rules import chains

MOST_FILES: Final = 2_000
LARGEST_TEXT: Final = 16_000_000  # bytes of a manifest, a record or a chain
_BLOCK: Final = 1 << 16
_NAME: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_SHA: Final = re.compile(r"[0-9a-f]{64}")
_ENCRYPTED: Final = 0x1


class _Sink:
    """Where the archive is written to, and taken from piece by piece."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._held.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def take(self) -> bytes:
        taken, self._held = b"".join(self._held), []
        return taken


def written(parts: Iterable[Part], moment: tuple[int, int, int, int, int, int]) -> Iterator[bytes]:
    """The archive of some parts, in pieces: none of it has to be held whole."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as archive:  # type: ignore[call-overload]
        for part in parts:
            info = ZipInfo(part.name, moment)
            info.external_attr = (stat.S_IFREG | 0o600) << 16
            with archive.open(info, "w") as out:
                for piece in part.pieces:
                    out.write(piece)
                    yield sink.take()
    yield sink.take()


def verify(file: BinaryIO) -> Verdict:
    """Look through a package. Never raises for what is wrong with it: says it."""
    try:
        size = file.seek(0, 2)
        with ZipFile(file) as archive:
            if faults := _shape(archive, size):
                return Verdict(tuple(faults))
            return _look(archive)
    except (BadZipFile, LargeZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError):
        return Verdict(("This is not a package, or it was cut off or broken on its way.",))


def _shape(archive: ZipFile, size: int) -> list[str]:
    """What is wrong with the archive before anything of it is read."""
    parts = archive.infolist()
    if len(parts) > MOST_FILES:
        return ["The package holds more files than any package does."]
    if archive.comment or (parts and min(part.header_offset for part in parts) != 0):
        return ["Something stands before or after the package that does not belong to it."]
    faults = [
        f"A file has a name that no package gives: {ascii(part.filename)[:80]}." for part in parts if not _named(part)
    ]
    if any(part.compress_type != ZIP_STORED or part.file_size != part.compress_size for part in parts):
        faults.append("A file is compressed. A package never is: it could hold far more than it weighs.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        faults.append("A file is encrypted. A package never is.")
    if sum(part.file_size for part in parts) > size:
        faults.append("The files are said to be larger than the package itself.")
    names = [part.filename for part in parts]
    if len({name.lower() for name in names}) != len(names):
        faults.append("A name stands twice in the package.")
    if MANIFEST not in names:
        faults.append("The manifest is missing.")
    return faults  # fmt: skip


def _named(part: ZipInfo) -> bool:
    kind = stat.S_IFMT(part.external_attr >> 16)
    return bool(_NAME.fullmatch(part.filename)) and len(part.filename) < 200 and kind in (0, stat.S_IFREG)


def _look(archive: ZipFile) -> Verdict:
    """What is wrong with what the archive holds."""
    text = _text(archive, MANIFEST)
    number = hashlib.sha256(text).hexdigest()
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Verdict(("The manifest cannot be read.",), number)
    if manifest.format != FORMAT:
        return Verdict(("The manifest is of a form that this version does not know.",), number)
    faults = [*_signature(archive, text, manifest), *_files(archive, manifest)]
    links = 0
    if not faults:
        for item in manifest.items:
            faults += _item(archive, manifest, item)
            links += item.links
        faults += _told(archive, manifest)
        links += manifest.told.links
    return Verdict(
        tuple(faults), number, manifest.signer, manifest.number, manifest.recipient, len(manifest.files),
        len(manifest.items), links,
    )  # fmt: skip


def _signature(archive: ZipFile, text: bytes, manifest: Manifest) -> Iterator[str]:
    """Whether the manifest bears the signature of the key that it names."""
    if not {SIGNATURE, SIGNER} <= set(archive.namelist()):
        yield "The signature was taken away. Without it anybody could have made this package."
        return
    pem = _text(archive, SIGNER)
    try:
        named, holds = fingerprint(pem) == manifest.signer, signed(pem, _text(archive, SIGNATURE), text)
    except ValueError:
        yield "The key of the signature cannot be read."
        return
    if not named:
        yield "It is signed with another key than the one that its manifest names."
    if not holds:
        yield "The signature does not hold: the manifest was changed after it was signed."


def _files(archive: ZipFile, manifest: Manifest) -> Iterator[str]:
    """Each file that is missing, that is there besides, or that is not what the manifest says."""
    said = {one.name: one for one in manifest.files}
    there = set(archive.namelist()) - {MANIFEST, SIGNATURE, SIGNER}
    if len(said) != len(manifest.files):
        yield "The manifest names a file twice."
    for name in sorted(set(said) - there):
        yield f"{ascii(name)[1:-1][:200]} is missing."
    for name in sorted(there - set(said)):
        yield f"{name} is there, and the manifest does not know it."
    for name in sorted(there & set(said)):
        digest = hashlib.sha256()
        size = 0
        with archive.open(name) as content:
            while piece := content.read(_BLOCK):
                digest.update(piece)
                size += len(piece)
        if size != said[name].size or digest.hexdigest() != said[name].sha256:
            yield f"{name} was changed."


def _item(archive: ZipFile, manifest: Manifest, item: PackedItem) -> list[str]:
    """What is wrong with an item: its content, its record, its chain."""
    files = {one.name: one for one in manifest.files}
    name = ascii(item.number)[1:-1][:40]
    if not _SHA.fullmatch(item.sha256) or any(one not in files for one in (item.record, item.chain)):
        return [f"The manifest does not say everything of {name}."]
    faults = []
    if item.content and (item.content not in files or files[item.content].sha256 != item.sha256):
        faults.append(f"{name}: the file is not the one that was registered.")
    faults += [
        f"{name}: {why}."
        for why in _chain(archive, Link, item.chain, bytes.fromhex(item.sha256), item.links, item.head)
    ]
    if not faults and any(one.item != item.number for one in _said(archive, item.chain)):
        faults.append(f"{name}: its chain of custody is that of another item.")
    return faults


def _told(archive: ZipFile, manifest: Manifest) -> list[str]:
    """What is wrong with the chain of what was told."""
    if TOLD not in {one.name for one in manifest.files}:
        return ["What was told about the evidence is missing."]
    return [
        f"What was told about the evidence: {why}."
        for why in _chain(archive, Note, TOLD, b"", manifest.told.links, manifest.told.head)
    ]


def _chain(
    archive: ZipFile, kind: type[Link] | type[Note], name: str, begins: bytes, links: int, head: str
) -> Iterator[str]:
    lines = _text(archive, name).splitlines()
    held = [(line, chains.digest_of(line)) for line in lines]
    found = chains.broken(Link, held, begins) if kind is Link else chains.broken(Note, held, begins)
    if found:
        yield found
    elif len(lines) != links or (held[-1][1].hex() if held else "") != head:
        yield "its end is not the one that the manifest says"


def _said(archive: ZipFile, name: str) -> list[Link]:
    return [chains.read(Link, line) for line in _text(archive, name).splitlines()]


def _text(archive: ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LARGEST_TEXT:
        raise ValueError(name)
    return archive.read(name)


READ_ME_TEXT: Final = """This package holds evidence with its chain of custody, signed by the installation that made it.

To see who made it, and that nothing was changed, left out or added, on any machine with Homeward installed (the platform is not needed):

    homeward evidence verify PACKAGE.zip --fingerprint THE-FINGERPRINT-YOU-WERE-TOLD

Whoever handed it over told you the fingerprint of their key once, by another way: by telephone or on paper. It stays the same from package
to package. Without it, the check shows that the package agrees with itself, and not who made it.

Without Homeward: signer.pem is the key, manifest.sig its signature (Ed25519) of manifest.json.

    openssl pkey -pubin -in signer.pem -outform DER | sha256sum          the fingerprint
    openssl pkeyutl -verify -pubin -inkey signer.pem -rawin -in manifest.json -sigfile manifest.sig

manifest.json names every other file with its SHA-256. Each line of a chain.jsonl is one link; the SHA-256 of a line, without its end, is
what the next line calls "previous"; the first line's "previous" is the SHA-256 of the thing itself.

The conditions of those who gave this evidence are in the manifest under "caveats". They are yours too.
"""
