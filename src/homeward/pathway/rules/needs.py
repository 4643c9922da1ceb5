"""What may be recorded of a need, and what may become of it. Pure.

Comes in: a draft; where a need stands. Goes out: words as they are kept, or a refusal naming the field. Justice is no word here: a need is
recorded, met or handed over whatever any court does.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from homeward.kernel.errors import to_say
from homeward.pathway.facts.needs import NeedDraft, NeedState
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

LEAST: Final = 3  # characters
MOST: Final = 4_000
SETTLED: Final = frozenset(NeedState) - {NeedState.OPEN}


def words_of(text: str, field: str, sentence: str, *, most: int = MOST) -> str:
    """Words as they are kept. Raises `Invalid` with this sentence where there are none, and where there are too many."""
    said = tidy(text)
    if len(said) < LEAST:
        raise Invalid(sentence, field=field)
    return short(said, field, most=most)


def short(text: str, field: str, *, most: int = MOST) -> str:
    """Words that may be left out. Raises `Invalid` where there are too many."""
    said = tidy(text)
    if len(said) > most:
        raise Invalid(
            "This has %(length)s characters; at most %(longest)s can be kept. Shorten it.",
            field=field, length=len(said), longest=most,
        )  # fmt: skip
    return said


def check_need(draft: NeedDraft, today: date) -> str:
    """The words of a need. Raises `Invalid`."""
    if draft.found_on > today:
        raise Invalid("The day on which the need was told is in the future.", field="found_on")
    return words_of(draft.words, "words", to_say("Say what is needed, as the person says it."))


def check_settled(now: NeedState, then: NeedState, words: str) -> str:
    """What became of a need, in words. Raises `Invalid`: an open need is settled once, and one that came back is opened again."""
    if now is then:
        raise Invalid("The need stands so already. Open the page again to see what was written.", field="state")
    if now in SETTLED and then in SETTLED:
        raise Invalid("Open the need again first, and say why.", field="state")
    if then is NeedState.HANDED_OVER:
        return words_of(words, "words", to_say("Say to whom it was handed over, and who there knows of it."))
    return words_of(words, "words", to_say("Say in a few words what became of it."))
