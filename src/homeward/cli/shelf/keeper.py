"""Who keeps lists from the command line, and how what came of it is told.

Comes in: a verb, a receipt. Goes out: an actor, lines. Never acts as a person: the trail names the system's account.
"""

from __future__ import annotations

from homeward.cli.platform import account

# isort: split
from typing import Any

import msgspec

from homeward.access.actions import service_actor
from homeward.access.facts import Actor, Purpose
from homeward.lists.facts.lists import Receipt


def keeper(verb: str) -> Actor:
    """The installation's own keeper of lists."""
    return service_actor("lists", purpose=Purpose.SCREENING, channel=f"command:lists.{verb}:{account()}"[:64])


def told(name: str, receipt: Receipt) -> str:
    """What came of bringing an edition, in a line."""
    edition = receipt.edition
    held = (
        f" {edition.individuals or edition.entries:,} entries." if edition and receipt.outcome.value == "taken" else ""
    )
    return f"{name}: {receipt.words}{held}"


def plain(name: str, receipt: Receipt) -> dict[str, Any]:
    """The same for machines."""
    edition = receipt.edition
    return {
        "list": name,
        "outcome": receipt.outcome.value,
        "words": receipt.words,
        "edition": msgspec.to_builtins(edition, str_keys=True) if edition else None,
    }
