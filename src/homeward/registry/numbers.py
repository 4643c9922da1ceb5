"""New spoken numbers that nobody has: among 55,000 people, chance alone gives two the same one more often than not.

Comes in: a kind and how many. Goes out: numbers, each once, none of which is taken. Where somebody else takes one in the same
moment, the database refuses the later one.
"""

from __future__ import annotations

from typing import Final

from homeward.kernel.ids import spoken
from homeward.registry import models

_TABLES: Final[dict[str, type[models.Person] | type[models.Household]]] = {"P": models.Person, "H": models.Household}
_AT_ONCE: Final = 500


def new_numbers(kind: str, count: int) -> list[str]:
    """So many numbers of persons (`P`) or households (`H`)."""
    found: dict[str, None] = {}
    while len(found) < count:
        drawn = {spoken(kind) for _ in range(min(_AT_ONCE, count - len(found)))} - found.keys()
        taken = _TABLES[kind]._default_manager.filter(number__in=drawn).values_list("number", flat=True)
        found |= dict.fromkeys(drawn - set(taken))
    return list(found)
