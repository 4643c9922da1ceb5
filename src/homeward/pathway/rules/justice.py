"""What must be before somebody is referred to a court, and where a question to an authority goes from where. Pure decisions.

Comes in: facts. Goes out: what is lacking, in words; or a refusal. Nothing weighs anything: each question is answered by a person, and an
answer that is missing or does not let it go on refuses the referral, however urgent. Sources: the UN's Convention on the Rights of the
Child, art. 37 and 40, and its committee's General Comment 24; the Convention against Torture, art. 15; GCTF's Abuja Recommendations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from homeward.kernel.errors import BadInput, to_say
from homeward.pathway.facts.evidence import ItemKind, Obtained
from homeward.pathway.facts.justice import Answer, Charge, Due, Exhibit, Given, Onward, Proceeding, Question
from homeward.pathway.rules.wording import words_of
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

ADULT_AT: Final = 18

P = Proceeding
LINES: Final[tuple[Onward, ...]] = (
    Onward(P.DRAFTED, P.PROPOSED),
    Onward(P.DRAFTED, P.NOT_REFERRED, letter=True),
    Onward(P.PROPOSED, P.REFERRED, two=True),
    Onward(P.PROPOSED, P.DRAFTED),
    Onward(P.PROPOSED, P.NOT_REFERRED, letter=True),
    Onward(P.REFERRED, P.RETURNED),
    Onward(P.REFERRED, P.DISMISSED, letter=True),
    Onward(P.REFERRED, P.ACQUITTED, letter=True),
    Onward(P.REFERRED, P.CONVICTED),
    Onward(P.RETURNED, P.DRAFTED),
    Onward(P.RETURNED, P.NOT_REFERRED, letter=True),
    # On appeal, which has to be recorded before.
    Onward(P.CONVICTED, P.ACQUITTED, letter=True),
    Onward(P.CONVICTED, P.DISMISSED, letter=True),
    Onward(P.ACQUITTED, P.CONVICTED),
    *(
        Onward(one, P.CLOSED)
        for one in (P.NOT_REFERRED, P.RETURNED, P.DISMISSED, P.ACQUITTED, P.CONVICTED)
    ),
)  # fmt: skip
ON_APPEAL: Final = frozenset({(P.CONVICTED, P.ACQUITTED), (P.CONVICTED, P.DISMISSED), (P.ACQUITTED, P.CONVICTED)})
LETTERS: Final = frozenset(line.to for line in LINES if line.letter)
AFTER_TWO: Final = (P.REFERRED, P.RETURNED, P.DISMISSED, P.ACQUITTED, P.CONVICTED)

A = Answer
ANSWERS: Final[Mapping[Question, Mapping[Answer, bool]]] = {
    Question.AGE: {A.ADULT: True, A.CHILD: True, A.TOO_YOUNG: False, A.UNKNOWN: False},
    Question.JUVENILE: {A.JUVENILE_JUSTICE: True, A.ORDINARY_COURT: False, A.UNKNOWN: False},
    Question.SPECIALIST: {A.CONSULTED: True, A.ADVISES_AGAINST: False, A.NOT_CONSULTED: False},
    Question.COUNSEL: {A.HAS_COUNSEL: True, A.NO_COUNSEL: False, A.UNKNOWN: False},
    Question.FAIR_TRIAL: {A.EXPECTED: True, A.NOT_EXPECTED: False, A.UNKNOWN: False},
    Question.TORTURE: {A.UNTAINTED: True, A.TAINTED: False, A.UNKNOWN: False},
    Question.DEATH_PENALTY: {A.NOT_EXPOSED: True, A.ASSURED: True, A.EXPOSED: False, A.UNKNOWN: False},
    Question.AUTHORITY: {A.COMPETENT: True, A.NOT_COMPETENT: False, A.UNKNOWN: False},
}
FOR_A_CHILD: Final = frozenset({Question.JUVENILE, Question.SPECIALIST})


class Lack(StrEnum):
    """Why somebody cannot be referred as things stand."""

    NO_EVIDENCE = "no_evidence"
    OWN_STATEMENT_ALONE = "own_statement_alone"
    OBTAINED_BY_FORCE = "obtained_by_force"
    OBTAINED_UNKNOWN = "obtained_unknown"
    UNANSWERED = "unanswered"
    AGAINST = "against"
    NOT_SEEN = "not_seen"


LACKS: Final[Mapping[Lack, str]] = {
    Lack.NO_EVIDENCE: to_say(
        "Nothing stands beside it that shows what this person did. A name, a relative, a tribe, a place in a camp or missing papers "
        "show nothing of it."
    ),
    Lack.OWN_STATEMENT_ALONE: to_say(
        "Only their own statement stands beside it. Put something beside it that does not come from them."
    ),
    Lack.OBTAINED_BY_FORCE: to_say(
        "Something beside it was obtained by torture or other ill-treatment. Take it away: it cannot be used against them."
    ),
    Lack.OBTAINED_UNKNOWN: to_say(
        "How something beside it was obtained is not known. Find out and record it, or take it away."
    ),
    Lack.UNANSWERED: to_say("Not every question is answered. Answer each with words and a source."),
    Lack.AGAINST: to_say("An answer stands against it. While it stands, nobody is referred."),
    Lack.NOT_SEEN: to_say("You have not yet read what speaks for this person. Read each such item and say that you did."),
}  # fmt: skip
_NOT_THERE: Final = "It cannot go there from where it stands. Open the file again to see what is possible."


class NotReferred(BadInput):
    """Something is lacking that must be there before anybody is referred to a court."""

    code = "not_referred"


def line_between(frm: Proceeding, to: Proceeding) -> Onward:
    """The line of the table. Raises `Invalid`."""
    for line in LINES:
        if line.frm is frm and line.to is to:
            return line
    raise Invalid(_NOT_THERE, field="to")


def lines_from(frm: Proceeding) -> tuple[Onward, ...]:
    """Where a question to an authority can go from where it stands."""
    return tuple(line for line in LINES if line.frm is frm)


def check_charge(charge: Charge, today: date) -> Charge:
    """A question to an authority that says enough. Raises `Invalid`."""
    act = words_of(
        charge.act, "act", "Write what this person is said to have done: what they did, where, and according to whom."
    )
    authority = tidy(charge.authority)[:300]
    if len(authority) < 3:
        raise Invalid("Name the authority that would look into it.", field="authority")
    if charge.day.first > today:
        raise Invalid("The day of the act lies in the future. Check the year.", field="day")
    return Charge(act, charge.day, authority)  # fmt: skip


def may_have_been_child(born_to: date | None, at: date) -> bool:
    """Whether somebody may have been under 18 on a day, by the latest day on which they can have been born. Unknown: they may."""
    return born_to is None or at < _birthday(born_to, ADULT_AT)


def questions(child: bool) -> tuple[Question, ...]:
    """What is asked: of somebody who was, or may have been, a child two more."""
    return tuple(one for one in Question if child or one not in FOR_A_CHILD)


def check_answer(question: Question, answer: Answer, child: bool) -> None:
    """Refuse an answer that does not belong to its question, and an age that the record does not bear. Raises `Invalid`."""
    if answer not in ANSWERS[question]:
        raise Invalid("Choose one of the answers to this question.", field="answer")
    if question is Question.AGE and answer is Answer.ADULT and child:
        raise Invalid(
            "By the birth that is recorded they may have been under 18. Correct the birth with its source first, or answer as for a child.",
            field="answer",
        )


def asked_as_child(may_be_child: bool, answers: Iterable[Given]) -> bool:
    """Whether the questions for a child are asked: by the record, or because somebody answered so."""
    return may_be_child or any(one.question is Question.AGE and one.answer is Answer.CHILD for one in answers)


def open_questions(may_be_child: bool, answers: Collection[Given]) -> tuple[Question, ...]:
    """The questions without an answer."""
    told = {one.question for one in answers}
    return tuple(one for one in questions(asked_as_child(may_be_child, answers)) if one not in told)


def lacking(
    may_be_child: bool, answers: Collection[Given], exhibits: Collection[Exhibit], reader: UUID | None, seen: Collection[UUID]
) -> tuple[Lack, ...]:  # fmt: skip
    """What is lacking before this reader may go on: `seen` are the items of those that favour the person which the reader read."""
    found = list(_lacking_evidence([one for one in exhibits if not one.favours]))
    if open_questions(may_be_child, answers):
        found.append(Lack.UNANSWERED)
    asked = questions(asked_as_child(may_be_child, answers))
    if any(not ANSWERS[one.question][one.answer] for one in answers if one.question in asked):
        found.append(Lack.AGAINST)
    if reader and any(one.favours and one.item.id not in seen for one in exhibits):
        found.append(Lack.NOT_SEEN)
    return tuple(found)


def check_lacking(lacks: tuple[Lack, ...]) -> None:
    """Refuse where something is lacking. Raises `NotReferred` with the first."""
    if lacks:
        raise NotReferred(LACKS[lacks[0]], lack=lacks[0].value)


def check_second(by: UUID, proposed_by: UUID | None) -> None:
    """Nobody confirms what they proposed. Raises `Invalid`."""
    if by == proposed_by:
        raise Invalid("You proposed this, so somebody else looks at it as the second person.", field="words")


def check_review(on: date, next_on: date | None, until: date | None, goes_on: bool) -> None:
    """A detention that goes on is looked at again before it ends. Raises `Invalid`."""
    if not goes_on:
        return
    if next_on is None or next_on <= on:
        raise Invalid(
            "Say on which day it is looked at again: a detention goes on only from review to review.", field="next_on"
        )
    if until and next_on > until:
        raise Invalid("The next review lies after the order ends. Choose an earlier day.", field="next_on")  # fmt: skip


# How long before a release each thing is begun. A release that nobody prepared is how a closed camp failed in 2023.
BEFORE_RELEASE: Final[Mapping[Due, int]] = {
    Due.RELEASE_PLAN: 182,
    Due.RELEASE_FAMILY: 150,
    Due.RELEASE_PAPERS: 120,
    Due.RELEASE_SERVICES: 60,
    Due.RELEASE_DAY: 7,
}


def release_days(release_on: date, today: date) -> dict[Due, date]:
    """By when each thing is done before a release; what should have been begun is due today."""
    return {what: max(today, release_on - timedelta(days=days)) for what, days in BEFORE_RELEASE.items()}


def _lacking_evidence(against: Collection[Exhibit]) -> Iterable[Lack]:
    if not against:
        yield Lack.NO_EVIDENCE
    elif all(one.item.kind is ItemKind.OWN_STATEMENT for one in against):
        yield Lack.OWN_STATEMENT_ALONE
    if any(one.item.obtained is Obtained.TAINTED for one in against):
        yield Lack.OBTAINED_BY_FORCE
    if any(one.item.obtained is Obtained.UNKNOWN for one in against):
        yield Lack.OBTAINED_UNKNOWN


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # born on 29 February
        return date(born.year + years, 3, 1)
