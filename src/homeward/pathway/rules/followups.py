"""When somebody is asked how they are after their return, what a missed contact is, and what a closure says. Pure.

Comes in: the day of a return, intervals, contacts, a day. Goes out: days and states, or a refusal naming the field. Whoever was not
reached is unknown. Missed contacts are counted for one thing alone: that somebody goes and finds out how they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from homeward.kernel.errors import to_say
from homeward.pathway.facts.followups import ContactDraft, DueState, Reached
from homeward.pathway.facts.outcomes import WORDS, ClosureDraft, Measure, Said
from homeward.pathway.facts.packs import DEFAULT_FOLLOW_UP, Interval
from homeward.pathway.rules.needs import short, words_of
from homeward.pathway.rules.packs import due_after
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import Known

MISSED_BEFORE_A_VISIT: Final = 3
_SAID: Final = frozenset({Known.UNKNOWN, Known.NOT_ASKED, Known.DECLINED, Known.NOT_APPLICABLE})


def schedule(returned_on: date, intervals: Sequence[Interval] = DEFAULT_FOLLOW_UP) -> tuple[tuple[str, date], ...]:
    """When somebody is asked after their return: the name of each interval (`14d`, `3m`) and its day, each day once."""
    found = {due_after(returned_on, one): f"{one.after}{one.unit.value[0]}" for one in intervals}
    return tuple((name, day) for day, name in sorted(found.items()))


def state_of(due_on: date, reached: Sequence[Reached], today: date, *, dropped: bool = False) -> DueState:
    """Where a planned contact stands. Reached once is reached; a day that is over without an answer is unknown."""
    if dropped:
        return DueState.DROPPED
    if Reached.REACHED in reached:
        return DueState.REACHED
    if Reached.DECLINED in reached:
        return DueState.DECLINED
    if Reached.NOT_REACHED in reached or due_on < today:
        return DueState.UNKNOWN
    return DueState.DUE if due_on == today else DueState.COMING


def missed_in_a_row(reached: Sequence[Reached]) -> int:
    """How many of the last contacts, in the order of their days, reached nobody."""
    count = 0
    for one in reversed(reached):
        if one is not Reached.NOT_REACHED:
            break
        count += 1
    return count


def check_contact(draft: ContactDraft, today: date) -> tuple[str, dict[Measure, Said]]:
    """The words and answers of a contact as they are kept. Raises `Invalid`."""
    if draft.held_on > today:
        raise Invalid("The day of the contact is in the future.", field="held_on")
    words = short(draft.words, "words")
    if draft.reached is not Reached.REACHED:
        return words, {}
    said = {measure: check_said(measure, (draft.said or {}).get(measure, Said())) for measure in Measure}
    if not words and all(one.state is Known.NOT_ASKED for one in said.values()):
        raise Invalid("Write how the person is, in their words, or answer one of the questions.", field="words")
    return words, said


def check_said(measure: Measure, said: Said) -> Said:
    """One answer as it is kept: a word of that measure, or why there is none. Raises `Invalid`."""
    words = short(said.words, measure.value, most=2_000)
    if said.state in _SAID:
        return Said(said.state, None, words)
    if said.word not in WORDS[measure]:
        raise Invalid("Choose one of the words, or say why there is no answer.", field=measure.value)
    if measure is Measure.AGENCY and not words:
        raise Invalid("Write in the person's own words what they decide themselves.", field=measure.value)
    return Said(Known.KNOWN, said.word, words)


def check_due(due_on: date, today: date) -> None:
    """Refuse a planned contact in the past. Raises `Invalid`."""
    if due_on < today:
        raise Invalid("A contact is planned for today or later. One that was is recorded as a contact.", field="due_on")


def check_closure(draft: ClosureDraft) -> tuple[str, str]:
    """Why a case is closed and what the person was told, as they are kept. Raises `Invalid`."""
    words = words_of(draft.words, "words", to_say("Say why the case is closed, in a few words."))
    told = words_of(
        draft.told_words,
        "told_words",
        to_say(
            "Write what the person was told: how they come back, and how they object. If they could not be told, say why."
        ),
    )
    return words, told


def all_said(said: Mapping[Measure, Said]) -> dict[Measure, Said]:
    """Every measure: those that nobody asked about say so."""
    return {measure: said.get(measure, Said()) for measure in Measure}
