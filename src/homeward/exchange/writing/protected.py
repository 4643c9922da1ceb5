"""A file behind a password: a workbook encrypted as Office does it, any other file in a ZIP archive with AES-256.

Comes in: bytes and a password. Goes out: bytes. The password is kept nowhere; whoever loses it asks for a new export.
"""

from __future__ import annotations

import io
from typing import Final

import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile

from homeward.kernel.errors import BadInput

SHORTEST: Final = 12
LONGEST: Final = 128


def check_password(password: str) -> None:
    """Refuse a password that can be guessed. Raises `BadInput`."""
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 6:
        raise BadInput(
            (
                "A password for a file has %(shortest)s to %(longest)s characters, six of them different. Tell it to "
                "the recipient by another way."
            ),
            field="password",
            shortest=SHORTEST,
            longest=LONGEST,
        )


def workbook_protected(content: bytes, password: str) -> bytes:
    """An .xlsx that asks for its password when it is opened (agile encryption, AES-256)."""
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, sealed)
    return sealed.getvalue()


def archive_protected(files: dict[str, bytes], password: str) -> bytes:
    """An archive whose files are encrypted with AES-256 (WinZip's AE-2)."""
    content = io.BytesIO()
    with pyzipper.AESZipFile(content, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        for name, inside in files.items():
            archive.writestr(name, inside)
    return content.getvalue()
