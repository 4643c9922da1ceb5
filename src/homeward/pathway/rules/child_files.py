"""The steps of the work with a child and of a tracing, and what an entry of a child's file must say. The tables are the documentation.

Comes in: where a file or a tracing stands, and drafts. Goes out: the steps that lead on, refusals in words. Pure. A step asks for what was
done, never for how old a child is; who could be the one looked for is a question that a specialist answers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from homeward.pathway.facts.child_files import (
    Attends,
    CareFound,
    ChildStep,
    Entry,
    EntryDraft,
    EntryWords,
    Guardian,
    GuardianWords,
    NoteWords,
    PlanWords,
    SchoolWords,
    VisitWords,
)
from homeward.pathway.facts.tracing import SoughtWords, TracingStep, WishWords
from homeward.pathway.rules.assessed import LEAST_WORDS
from homeward.pathway.rules.steps import Unlawful
from homeward.registry.errors import Invalid


class Asks(StrEnum):
    """What must be in a child's file before a step."""

    ASSESSED = "assessed"
    PLANNED = "planned"
    FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class ChildLawful:
    """One line of the table: from where to where, what must be there, and whether words say why."""

    frm: ChildStep
    to: ChildStep
    asks: Asks | None = None
    words: bool = False


S = ChildStep
# After the inter-agency guidelines for case management and child protection: what was found wanting goes back to the plan.
CHILD_STEPS: Final[tuple[ChildLawful, ...]] = (
    ChildLawful(S.REGISTERED, S.ASSESSMENT),
    ChildLawful(S.ASSESSMENT, S.CASE_PLAN, Asks.ASSESSED),
    ChildLawful(S.CASE_PLAN, S.IMPLEMENTATION, Asks.PLANNED),
    ChildLawful(S.IMPLEMENTATION, S.REVIEW, Asks.FOLLOWED),
    ChildLawful(S.REVIEW, S.IMPLEMENTATION),
    ChildLawful(S.REVIEW, S.CASE_PLAN),
    ChildLawful(S.REVIEW, S.ASSESSMENT, words=True),
    ChildLawful(S.REVIEW, S.CLOSED, words=True),
)
ASKED: Final[Mapping[Asks, str]] = {
    Asks.ASSESSED: "Record an assessment of the child's best interests first.",
    Asks.PLANNED: "Write the plan into the file first.",
    Asks.FOLLOWED: "Write down first what was done and what is so now.",
}
T = TracingStep
# Searching ends where a specialist found somebody possible; a relation is verified before anybody is asked what they want.
TRACING_STEPS: Final[Mapping[TracingStep, tuple[TracingStep, ...]]] = {
    T.SEARCHING: (T.VERIFICATION, T.CLOSED),
    T.VERIFICATION: (T.WISHES, T.SEARCHING),
    T.WISHES: (T.REUNIFICATION, T.CLOSED),
    T.REUNIFICATION: (T.FOLLOW_UP, T.WISHES),
    T.FOLLOW_UP: (T.CLOSED,),
    T.CLOSED: (),
}
# How long until something is looked at again at most. This software's own choices, not a standard.
AGAIN: Final[Mapping[Entry, timedelta]] = {
    Entry.PLAN: timedelta(days=90),
    Entry.FOLLOW_UP: timedelta(days=30),
    Entry.GUARDIAN: timedelta(days=180),
    Entry.VISIT: timedelta(days=30),
    Entry.CARE_REVIEW: timedelta(days=84),
    Entry.SCHOOL: timedelta(days=120),
}
CODES: Final[Mapping[Entry, type[StrEnum]]] = {
    Entry.GUARDIAN: Guardian,
    Entry.CARE_REVIEW: CareFound,
    Entry.SCHOOL: Attends,
}
WORDS: Final[Mapping[Entry, type[EntryWords]]] = {
    Entry.PLAN: PlanWords,
    Entry.FOLLOW_UP: NoteWords,
    Entry.GUARDIAN: GuardianWords,
    Entry.VISIT: VisitWords,
    Entry.CARE_REVIEW: NoteWords,
    Entry.SCHOOL: SchoolWords,
}
_SAYS: Final[Mapping[Entry, tuple[tuple[str, str], ...]]] = {
    Entry.PLAN: (
        ("goals", "Write what shall be better for the child."),
        ("actions", "Write who does what, and until when."),
    ),
    Entry.FOLLOW_UP: (("words", "Write what was done, and how it is now."),),
    Entry.GUARDIAN: (
        ("name", "Write who the guardian is."),
        ("authority", "Write which authority says so."),
        ("competence", "Write why this authority may: the law, or its mandate."),
    ),
    Entry.VISIT: (("words", "Write what was seen, and what the child says."),),
    Entry.CARE_REVIEW: (("words", "Write what the review found."),),
    Entry.SCHOOL: (),
}


def child_step(frm: ChildStep, to: ChildStep) -> ChildLawful:
    """The line of the table. Raises `Unlawful`."""
    for line in CHILD_STEPS:
        if (line.frm, line.to) == (frm, to):
            return line
    raise Unlawful("The file cannot go there from where it stands. Open it again to see which steps are possible.")


def next_child_steps(frm: ChildStep) -> tuple[ChildLawful, ...]:
    """The steps that lead on from where a file stands."""
    return tuple(line for line in CHILD_STEPS if line.frm is frm)


def check_child_step(line: ChildLawful, there: Collection[Asks], words: str) -> None:
    """Refuse a step without what it asks for. Raises `Invalid`."""
    if line.asks is not None and line.asks not in there:
        raise Invalid(ASKED[line.asks], field="to")
    if line.words and len(words.strip()) < LEAST_WORDS:
        raise Invalid("Say why, in a sentence.", field="words")


def check_entry(draft: EntryDraft, today: date) -> date | None:
    """Refuse an entry that says too little or lies in the future. When it is looked at again. Raises `Invalid`."""
    for name, sentence in _SAYS[draft.kind]:
        if len(getattr(draft.said, name).strip()) < 2:
            raise Invalid(sentence, field=name)
    if draft.kind in CODES and draft.code not in set(CODES[draft.kind]):
        raise Invalid("Choose one of these.", field="code")
    if draft.since is not None and draft.since > today:
        raise Invalid("This day is still to come.", field="since")
    if draft.until is not None and draft.since is not None and draft.until < draft.since:
        raise Invalid("It cannot end before it began.", field="until")
    if isinstance(draft.said, SchoolWords):
        _check_school(draft)
    return _again(draft, today)


def check_sought(said: SoughtWords) -> None:
    """Refuse a tracing without the name of who is looked for. Raises `Invalid`."""
    if len(said.name.strip()) < 2:
        raise Invalid("Write the name of who is looked for, as full as it is known.", field="name")


def check_tracing(frm: TracingStep, to: TracingStep, said: WishWords, *, possible: bool) -> None:
    """Refuse a step that the table does not hold, or one without what it rests on. Raises `Unlawful`, `Invalid`."""
    if to not in TRACING_STEPS[frm]:
        raise Unlawful(
            "This tracing cannot go there from where it stands. Open it again to see which steps are possible."
        )
    if to is T.VERIFICATION and not possible:
        raise Invalid("Nobody was found yet who could be the one looked for. Say so of somebody first.", field="to")
    if to is T.REUNIFICATION:
        for name, text in (("child", said.child), ("family", said.family)):
            if len(text.strip()) < 2:
                raise Invalid("Write what the child wants, and what the family wants.", field=name)
    elif len(said.words.strip()) < LEAST_WORDS:
        raise Invalid("Write in a sentence how you know, or why.", field="words")


def _check_school(draft: EntryDraft) -> None:
    said = draft.said
    assert isinstance(said, SchoolWords)
    if draft.code == Attends.ENROLLED and not said.school.strip():
        raise Invalid("Write which school the child goes to.", field="school")
    if draft.code in (Attends.NOT_ENROLLED, Attends.IRREGULAR) and not said.barriers.strip():
        raise Invalid("Write what keeps the child from school.", field="barriers")


def _again(draft: EntryDraft, today: date) -> date | None:
    if draft.code in (Guardian.ENDED, CareFound.ENDS):
        return None
    most = today + AGAIN[draft.kind]
    if draft.due is None:
        return most
    if not today < draft.due <= most:
        raise Invalid("Choose a day after today and until %(day)s.", field="due", day=most.isoformat())
    return draft.due
