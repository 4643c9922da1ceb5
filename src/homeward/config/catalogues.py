"""Translations, compiled at first use: the catalogues that people edit become those that gettext reads.

Comes in: a folder of `<language>/LC_MESSAGES/django.po`, and where compiled ones may lie. Goes out: the folder of the compiled ones,
named by what is in them, so that an upgrade never reads old words and two processes that start together do no harm.
Never writes into the installed package.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compiled(source: Path, target: Path) -> Path:
    """The folder of compiled catalogues, made where it is missing."""
    catalogues = sorted(source.glob("*/LC_MESSAGES/django.po"))
    digest = hashlib.sha256(b"".join(path.parts[-3].encode() + path.read_bytes() for path in catalogues))
    made = target / digest.hexdigest()[:16]
    if made.is_dir():
        return made
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=target))
    for path in catalogues:
        _compile(path, work / path.relative_to(source).with_suffix(".mo"))
    try:
        work.rename(made)
    except OSError:  # another process that started at the same moment was first
        shutil.rmtree(work, ignore_errors=True)
    return made


def _compile(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True)
    with source.open("rb") as file:
        catalogue = read_po(file, locale=None)
    with target.open("wb") as file:
        write_mo(file, catalogue)
