"""For whom an item of a pack is needed, how it stands after what was said of it, and what may be said next. Pure.

Comes in: an item, the entries so far, a draft. Goes out: how it stands, or a refusal that names the field. An answer holds for the person
it was given about; there is no rule here that reads anybody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from homeward.kernel.errors import to_say
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.milestones import Entry, MilestoneDraft, Said, Stands
from homeward.pathway.facts.packs import Document, Does, Item, ItemKind, Whom
from homeward.pathway.rules.packs import ORDER
from homeward.pathway.rules.wording import words_of
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

LONGEST_REFERENCE: Final = 120
_QUESTIONS: Final = (Said.QUESTION, Said.NO_QUESTION)
_SPOKEN: Final[Mapping[str, str]] = {
    Said.QUESTION: to_say(
        "Say why parentage is in question, in a few words at least. Without a reason nothing is asked of a child."
    ),
    Said.OBJECTED: to_say("Write down what the person objects to, in their words, a few at least."),
}


def due_items(pack: Document, stage: Stage) -> Iterator[Item]:
    """The items that have to be there before a stage is left, those of earlier stages among them.

    Whoever leaves the stage of reception goes home without a stay at a centre, or after one: what a stay asks for is asked of both.
    """
    here = Stage.REHABILITATION if stage is Stage.RECEIVED else stage
    return (item for item in pack.items if ORDER[item.before] <= ORDER[here])


def applies(item: Item, entries: Iterable[Entry], *, child: bool) -> bool:
    """Whether an item is needed for somebody. A question of parentage is one that somebody recorded, and nobody else's."""
    if item.whom is Whom.ADULTS:
        return not child
    if item.whom is Whom.CHILDREN:
        return child
    if item.whom is Whom.PARENTAGE:
        said = [one.said for one in entries if one.said in _QUESTIONS]
        return child and said[-1:] == [Said.QUESTION]
    return True


def stands(item: Item, entries: Sequence[Entry], day: date, *, child: bool) -> tuple[Stands, date | None]:
    """How an item stands on a day, and until when that holds."""
    if not applies(item, entries, child=child):
        return Stands.DOES_NOT_APPLY, None
    said = [one for one in entries if one.said not in _QUESTIONS]
    if not said:
        return Stands.NOT_ASKED, None
    last = said[-1]
    if last.said in (Said.ASKED, Said.OBJECTED):
        return (Stands.ASKED if last.said == Said.ASKED else Stands.OBJECTED), None
    answer = item.answer(last.said)
    if answer is None or answer.does is Does.ASKS_ANEW:
        return Stands.ANEW, None
    if answer.does is Does.STOPS:
        return Stands.STOPPED, None
    over = last.until is not None and last.until < day
    return (Stands.LAPSED if over else Stands.SATISFIED), last.until


def asked_on(entries: Iterable[Entry]) -> date | None:
    """The day on which it was asked for last, where no answer came since."""
    last = next(iter(reversed([one for one in entries if one.said not in _QUESTIONS])), None)
    return last.day if last and last.said == Said.ASKED else None


def offered(item: Item, entries: Sequence[Entry], *, child: bool) -> tuple[str, ...]:
    """What may be said of an item next, in the order in which it is offered."""
    words: list[str] = []
    if item.whom is Whom.PARENTAGE:
        if not applies(item, entries, child=child):
            return (Said.QUESTION,) if child else ()
        words.append(Said.NO_QUESTION)
    elif not applies(item, entries, child=child):
        return ()
    if stands(item, entries, date.min, child=child)[0] is Stands.STOPPED:
        words.insert(0, Said.OBJECTED)
    answered = item.kind is not ItemKind.REQUEST or any(one.said == Said.ASKED for one in entries)
    return (Said.ASKED, *(one.key for one in item.answers if answered), *words)


def checked(item: Item, draft: MilestoneDraft, entries: Sequence[Entry], today: date, *, child: bool) -> MilestoneDraft:
    """The draft as it is kept: tidied, with the day on which its answer is over. Raises `Invalid`."""
    if draft.said not in offered(item, entries, child=child):
        raise Invalid(_not_offered(item, draft, entries, child=child), field="said")
    if draft.day > today:
        raise Invalid("This day has not come yet. Write the day on which it happened.", field="day")
    answer = item.answer(draft.said)
    reference = tidy(draft.reference)
    if len(reference) > LONGEST_REFERENCE:
        raise Invalid(
            "A reference is a number or a short title of at most %(longest)s characters. What a laboratory found stays there.",
            field="reference", longest=LONGEST_REFERENCE,
        )  # fmt: skip
    if answer and item.kind is ItemKind.RESULT and not reference:
        raise Invalid(
            "Write the reference of the outcome, so that it can be found where it is kept.", field="reference"
        )
    return MilestoneDraft(
        item=item.key, said=draft.said, day=draft.day, number=draft.number, words=_words(item, draft),
        reference=reference, until=_until(item, draft) if answer and answer.does is Does.SATISFIES else None,
    )  # fmt: skip


def barrier_checked(draft: MilestoneDraft, entries: Sequence[Entry], today: date) -> MilestoneDraft:
    """What somebody records of a barrier, as it is kept. Raises `Invalid`."""
    there = bool(entries) and entries[-1].said == Said.IN_THE_WAY
    if draft.said != (Said.NO_LONGER if there else Said.IN_THE_WAY):
        raise Invalid("It stands so already. Open the case again to see what was recorded.", field="said")
    if draft.day > today:
        raise Invalid("This day has not come yet. Write the day on which it happened.", field="day")
    words = words_of(
        draft.words, "words", to_say("Say who asks for it, or how it came to an end, in a few words at least.")
    )
    return MilestoneDraft(item=draft.item, said=draft.said, day=draft.day, number=draft.number, words=words)


def _words(item: Item, draft: MilestoneDraft) -> str:
    sentence = _SPOKEN.get(draft.said)
    answer = item.answer(draft.said)
    if answer and answer.does is Does.STOPS:
        sentence = to_say("Write down the authority's reasons: the person has to know them to object.")
    elif answer and answer.does is Does.ASKS_ANEW:
        sentence = to_say("Say what is still missing or what happens next, in a few words at least.")
    elif answer and item.kind is ItemKind.VISIT:
        sentence = to_say("Write in the family's own words how the visit went, a few at least.")
    if sentence:
        return words_of(draft.words, "words", sentence)
    return tidy(draft.words)[:4000]


def _until(item: Item, draft: MilestoneDraft) -> date | None:
    """When an answer is over: as it says itself, but never later than the country's process lets it hold."""
    if draft.until is not None and draft.until <= draft.day:
        raise Invalid("An answer ends after the day on which it was given. Correct one of the two.", field="until")
    longest = draft.day + timedelta(days=item.valid_days) if item.valid_days else None
    given = [day for day in (draft.until, longest) if day is not None]
    return min(given) if given else None


def _not_offered(item: Item, draft: MilestoneDraft, entries: Sequence[Entry], *, child: bool) -> str:
    if item.security and child:
        return to_say("This is never asked about a child, nor about somebody whose age is not known.")
    if item.kind is ItemKind.REQUEST and item.answer(draft.said) and not any(one.said == Said.ASKED for one in entries):
        return to_say("Record first that it was asked, and on which day: an answer belongs to a question.")
    if draft.said == Said.OBJECTED:
        return to_say("Nothing was answered that could be objected to. Open the case again to see what was recorded.")
    return to_say("This cannot be recorded here. Choose one of what is offered.")
