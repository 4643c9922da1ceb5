"""The web framework's own secret, which signs cookies: a file beside the other keys, made at first use.

Comes in: the keys folder. Goes out: the secret. It seals no personal data, so changing it only signs everybody out.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The secret in `web-secret`, written there first where it is missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "web-secret"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret := secrets.token_urlsafe(48))
    return secret
