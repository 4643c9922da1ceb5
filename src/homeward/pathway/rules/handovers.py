"""What both sides of a handover sign, and who can sign for which. Pure.

Comes in: the people, the place, what is passed on with them. Goes out: the SHA-256 of exactly that, so that two signatures stand for one
list; refusals. Nobody hands people over to themselves.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from homeward.registry.errors import Invalid

Bands = Sequence[tuple[str, str, int]]


def content_of(convoy: str, people: Sequence[str], bands: Bands, place: str, caveats: Sequence[str]) -> str:
    """The hexadecimal SHA-256 of what is signed: convoy, numbers of the cases in order, how many of which sex and age, where, caveats."""
    said = [convoy, sorted(people), [list(band) for band in bands], place, list(caveats)]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def check_signer(gave: UUID | None, took: UUID | None) -> None:
    """Refuse one account that signs for both sides, and two papers that nobody here vouches for. Raises `Invalid`."""
    if gave is None and took is None:
        raise Invalid("One side signs here with its own account. The other one may sign on paper.", field="side")
    if gave is not None and gave == took:
        raise Invalid(
            "You signed for the other side already. Somebody else signs for this one, with their account or on paper.",
            field="side",
        )


def check_words(**fields: str) -> None:
    """Refuse a signature that does not say by whom, as what, or where. Raises `Invalid`."""
    sentences = {
        "place": "Say where people are handed over.",
        "name": "Write the name as it stands on the paper.",
        "function": "Say what whoever signs is, such as head of the reception centre.",
        "scan": "Write the reference of the scanned paper, so that it is found again.",
    }
    for field, value in fields.items():
        if not value.strip():
            raise Invalid(sentences[field], field=field)
