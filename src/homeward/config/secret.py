"""The web framework's own secret, which signs cookies: a file beside the other keys, made at first use.

Comes in: the keys folder. Goes out: the secret. It seals no personal data, so changing it only signs everybody out.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The secret in `web-secret`, written there first where it is missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "web-secret"
    if not path.exists():
        _write(path)
    return path.read_text("ascii")


def _write(path: Path) -> None:
    """Write it beside its place and put it there whole: processes that start at the same moment all read the same one."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=".web-secret-")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(beside, path)
    Path(beside).unlink()
