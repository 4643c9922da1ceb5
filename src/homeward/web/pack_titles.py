"""What items of destination packs are called in the reader's language, wherever a code of one is shown: a task, a gate.

Comes in: a code, or a gate's details. Goes out: words. What an item is called is asked of the tables once and then remembered for a while.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from time import monotonic
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.pathway.selectors.packs import item_titles

PREFIX: Final = "pack."
_WHILE: Final = 60.0  # seconds


def pack_task(what: str) -> str:
    """What a task about an item of a pack asks for."""
    key = what.removeprefix(PREFIX)
    title = _title(key, get_language() or "en", int(monotonic() // _WHILE))
    return _("An answer is due: %(item)s") % {"item": title} if title else _("An answer is due")


def in_language(detail: Mapping[str, str | int]) -> dict[str, str | int]:
    """A gate's details, with those that are there in each language said in the reader's: `item_ar` as `item`."""
    language = get_language() or "en"
    ending = f"_{language}"
    return {**detail, **{name.removesuffix(ending): told for name, told in detail.items() if name.endswith(ending)}}


@lru_cache(maxsize=512)
def _title(key: str, language: str, _minute: int) -> str:
    return item_titles(frozenset({key}), language).get(key, "")
