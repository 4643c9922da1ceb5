"""What a request to whoever listed an entry may hold, by when it is answered, and what an answer leads to. Pure decisions.

Comes in: a profile, the identifiers that were found to agree. Goes out: the fields to send, with their kinds; a day; an act.
The minimum: who the person is as far as the question needs it, and only the further facts that the finding rests on. Never where they live,
what they need, their household, the number of their record, the score, or any word of a reviewer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.access.facts import Category
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.review.facts.candidates import Identifier
from homeward.review.facts.sources import Answer, Given, RequestState
from homeward.review.facts.steps import Act
from homeward.screening.profile import Profile

DAYS: Final = 30  # bureaus are asked to answer within a month; the candidate waits, and nothing is done meanwhile
LEAST_WORDS: Final = 10

LEADS: Final[Mapping[Answer, Act]] = {
    Answer.VALID: Act.SOURCE_VALID,
    Answer.OTHER_PERSON: Act.SOURCE_NO,
    Answer.NOT_IN_FORCE: Act.SOURCE_NO,
    Answer.UNCLEAR: Act.SOURCE_SILENT,
}

# From where a request goes where. What is not written here is refused.
NEXT: Final[Mapping[RequestState, frozenset[RequestState]]] = {
    RequestState.DRAFTED: frozenset({RequestState.SENT, RequestState.TAKEN_BACK}),
    RequestState.SENT: frozenset({RequestState.ACKNOWLEDGED, RequestState.ANSWERED, RequestState.EXPIRED}),
    RequestState.ACKNOWLEDGED: frozenset({RequestState.ANSWERED, RequestState.EXPIRED}),
    RequestState.EXPIRED: frozenset({RequestState.ANSWERED}),  # late is better than never, while the question stands
    RequestState.ANSWERED: frozenset(),
    RequestState.TAKEN_BACK: frozenset(),
}

_ALWAYS: Final = ("names", "births", "sex", "nationalities")
_KINDS: Final[Mapping[str, Category]] = {
    "names": Category.NAME,
    "births": Category.BIRTH,
    "sex": Category.SEX,
    "nationalities": Category.NATIONALITY,
    "birth_places": Category.BIRTH,
    "father": Category.PARENT,
    "mother": Category.PARENT,
    "documents": Category.DOCUMENT,
}
_OF: Final = {
    Identifier.BIRTH_PLACE: "birth_places",
    Identifier.FATHER: "father",
    Identifier.MOTHER: "mother",
    Identifier.DOCUMENT: "documents",
}


def due(sent: date) -> date:
    """The day by which an answer is asked for."""
    return sent + timedelta(days=DAYS)


def person_fields(profile: Profile, identifiers: frozenset[Identifier]) -> dict[str, object]:
    """What is sent of a person: what says who they are, and what the finding rests on. What was not recorded is left out."""
    held: dict[str, object] = {
        "names": list(profile.names),
        "births": [birth.iso() for birth in profile.births],
        "sex": profile.sex or "",
        "nationalities": list(profile.nationalities),
        "birth_places": list(profile.birth_places),
        "father": profile.father_name,
        "mother": profile.mother_name,
        "documents": [{"kind": one.kind, "number": one.number, "issuer": one.issuer} for one in profile.documents],
    }
    wanted = {*_ALWAYS, *(_OF[one] for one in identifiers if one in _OF)}
    return {name: value for name, value in held.items() if name in wanted and value}


def categories(fields: Mapping[str, object]) -> frozenset[Category]:
    """The kinds of data that a request holds; that somebody is asked about is itself a finding."""
    return frozenset(_KINDS[name] for name in fields) | {Category.FINDING}


def check_next(state: RequestState, to: RequestState) -> None:
    """Refuse a step that is not lawful. Raises `Invalid`."""
    if to not in NEXT[state]:
        raise Invalid("This request is not where that can be done. Open it again to see where it is.", field="state")


def check_recorder(by: UUID, first_by: UUID | None, second_by: UUID | None) -> None:
    """Whoever found the identity corroborated does not write down what the source says of it. Raises `Invalid`."""
    if by in (first_by, second_by):
        raise Invalid("You took part in this finding, so somebody else records the answer.", field="recorder")


def check_given(given: Given, sent: date, today: date) -> str:
    """The words of an answer, tidied. Raises `Invalid`."""
    words = tidy(given.words)
    if len(words) < LEAST_WORDS:
        raise Invalid("Write down what they answered, in their words as far as you have them.", field="words")
    if not sent <= given.answered_on <= today:
        raise Invalid("An answer comes after the request, and not later than today.", field="answered_on")
    return words[:4000]
