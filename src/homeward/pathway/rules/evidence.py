"""What an item of evidence must say before it is registered, and what a handover must. Pure decisions.

Comes in: a draft. Goes out: the same, tidied, or a refusal that names the field. Never judges what an item shows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from homeward.pathway.facts.evidence import ItemDraft, Keeping
from homeward.pathway.rules.wording import words_of
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

LARGEST: Final = 50_000_000  # bytes of one file; the sentence of the form says 50 MB
MOST: Final = 200_000_000  # bytes of a package
_SHA: Final = re.compile(r"[0-9a-f]{64}")


def check_item(draft: ItemDraft, today: date, *, has_file: bool) -> ItemDraft:
    """An item that says enough to be registered. Raises `Invalid`."""
    sha = "".join(draft.sha256.split()).lower()
    if draft.keeping is Keeping.HERE and not has_file:
        raise Invalid("Choose the file, or say that the thing itself is kept elsewhere.", field="content")
    if draft.keeping is Keeping.ELSEWHERE:
        if has_file:
            raise Invalid(
                "You chose a file and said that the thing is kept elsewhere. Keep one of the two.", field="content"
            )
        if not _SHA.fullmatch(sha):
            raise Invalid("Write its SHA-256: 64 letters and figures, as whoever keeps it gives it.", field="sha256")
        if len(tidy(draft.reference)) < 3:
            raise Invalid("Say who keeps it, and under which number.", field="reference")
    if draft.collected_on.first > today:
        raise Invalid("The day lies in the future. Check the year.", field="collected_on")
    return replace(
        draft,
        description=words_of(draft.description, "description", "Describe what it is, so that somebody else knows it again."),
        source=_short(draft.source, "source", "Say from whom or where it comes."),
        obtained_words=words_of(
            draft.obtained_words,
            "obtained_words",
            "Say how it was obtained, and how you know that nobody was ill-treated for it, or what speaks for it.",
        ),
        collected_by=_short(draft.collected_by, "collected_by", "Say who collected it."),
        collected_where=_short(draft.collected_where, "collected_where", "Say where it was collected."),
        sha256=sha if draft.keeping is Keeping.ELSEWHERE else "",
        reference=tidy(draft.reference)[:300],
        file_name=tidy(draft.file_name)[:200],
    )  # fmt: skip


def check_link(holder: str, place: str, words: str, day: date, today: date) -> tuple[str, str, str]:
    """Who had it, where, and what happened. Raises `Invalid`."""
    if day > today:
        raise Invalid("The day lies in the future. Check the year.", field="day")
    return (
        _short(holder, "holder", "Say who has it now: a name or an office."),
        _short(place, "place", "Say where it is now."),
        words_of(words, "words", "Say what happened to it. A few words at least."),
    )


def _short(text: str, field: str, sentence: str) -> str:
    kept = tidy(text)[:300]
    if len(kept) < 2:
        raise Invalid(sentence, field=field)
    return kept
