"""The table of lawful steps of a candidate, and what each outcome asks for. The table is the documentation.

Comes in: where a candidate stands, and what somebody found. Goes out: where it goes, or a refusal in words. Pure; what is not in the table
is refused. No outcome has a default, none follows from a score, and no setting switches the second person off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.kernel.errors import BadInput
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.review.facts.candidates import REASONS, Identifier, Outcome, Reason, State, Why
from homeward.review.facts.steps import Act, Asked, Draft, Lawful

_WAITING, _SECOND, _SOURCE, _DECIDED, _WITHDRAWN = State
_SAID: Final = (Asked.REASON, Asked.WORDS, Asked.NOT_IN_ROUND)
_ONE = frozenset


def _line(
    act: Act,
    standing: Collection[State],
    to: State,
    *,
    outcomes: Collection[Outcome] | None = None,
    strong: bool | None = None,
    why: Why | None = None,
    asks: tuple[Asked, ...] = (),
    anew: bool = False,
) -> Lawful:
    return Lawful(act, _ONE(standing), _ONE(outcomes) if outcomes else None, strong, to, why, asks, anew)


STEPS: Final[tuple[Lawful, ...]] = (
    # Somebody looks first.
    _line(Act.DECIDE, [_WAITING], _DECIDED, outcomes=[Outcome.DIFFERENT], strong=False, asks=_SAID),
    _line(Act.DECIDE, [_WAITING], _SECOND, outcomes=[Outcome.DIFFERENT], strong=True, asks=_SAID),
    _line(Act.DECIDE, [_WAITING], _DECIDED, outcomes=[Outcome.INSUFFICIENT], asks=_SAID),
    _line(Act.DECIDE, [_WAITING], _DECIDED, outcomes=[Outcome.POSSIBLE], asks=(*_SAID, Asked.FACT_WANTED)),
    _line(
        Act.DECIDE, [_WAITING], _SECOND, outcomes=[Outcome.CORROBORATED],
        asks=(*_SAID, Asked.TWO_IDENTIFIERS, Asked.FREE_ENTRY),
    ),
    # Another person looks at what the first one found.
    _line(Act.CONFIRM, [_SECOND], _DECIDED, outcomes=[Outcome.DIFFERENT], asks=(Asked.WORDS, Asked.ANOTHER_PERSON)),
    _line(
        Act.CONFIRM, [_SECOND], _SOURCE, outcomes=[Outcome.CORROBORATED],
        asks=(Asked.WORDS, Asked.ANOTHER_PERSON, Asked.FREE_ENTRY),
    ),
    _line(
        Act.DISAGREE, [_SECOND], _WAITING, outcomes=list(Outcome), why=Why.DISAGREED,
        asks=(Asked.REASON, Asked.WORDS, Asked.ANOTHER_PERSON),
    ),
    # A sample is looked at again by somebody who reads nothing of what the first one found.
    _line(Act.BLIND_SAME, [_DECIDED], _DECIDED, outcomes=list(Outcome), asks=(Asked.REASON, Asked.WORDS, Asked.ANOTHER_PERSON)),
    _line(
        Act.BLIND_OTHER, [_DECIDED], _WAITING, outcomes=list(Outcome), why=Why.DISAGREED,
        asks=(Asked.REASON, Asked.WORDS, Asked.ANOTHER_PERSON),
    ),
    # Whoever listed the entry answers: valid and this person, or not; or says nothing in time, or nothing clear.
    _line(Act.SOURCE_VALID, [_SOURCE], _DECIDED, outcomes=[Outcome.CORROBORATED], asks=(Asked.SOURCE_ANSWER,)),
    _line(
        Act.SOURCE_NO, [_SOURCE], _WAITING, outcomes=[Outcome.CORROBORATED], why=Why.SOURCE_SAID_NO, asks=(Asked.SOURCE_ANSWER,),
        anew=True,
    ),
    _line(Act.SOURCE_SILENT, [_SOURCE], _SOURCE, outcomes=[Outcome.CORROBORATED]),
    # One of the two records changed in what is compared, or the time of a decision is over, or the person objects.
    _line(Act.ENTRY_AMENDED, [_SECOND, _SOURCE, _DECIDED], _WAITING, why=Why.ENTRY_AMENDED, anew=True),
    _line(Act.PERSON_CHANGED, [_SECOND, _SOURCE, _DECIDED], _WAITING, why=Why.PERSON_CHANGED, anew=True),
    _line(Act.RENEWAL, [_DECIDED], _WAITING, why=Why.RENEWAL, anew=True),
    _line(Act.CONTESTED, [_SECOND, _SOURCE, _DECIDED], _WAITING, why=Why.CONTESTED, anew=True),
    _line(Act.RETURNED, [_WITHDRAWN], _WAITING, why=Why.RETURNED, anew=True),
    # There is nothing more to ask.
    _line(Act.ENTRY_REMOVED, [_WAITING, _SECOND, _SOURCE], _WITHDRAWN, why=Why.ENTRY_REMOVED),
    _line(Act.ENTRY_REMOVED, [_DECIDED], _DECIDED, why=Why.ENTRY_REMOVED),  # it stands in the history, and is no finding any more
    _line(Act.LIST_WITHDRAWN, [_WAITING, _SECOND, _SOURCE, _DECIDED], _WITHDRAWN, why=Why.LIST_WITHDRAWN),
    _line(Act.BELOW_LINE, [_WAITING, _SECOND, _SOURCE], _WITHDRAWN, why=Why.BELOW_LINE),
    _line(Act.PERSON_MERGED, [_WAITING, _SECOND, _SOURCE, _DECIDED], _WITHDRAWN, why=Why.PERSON_MERGED),
    _line(Act.GROUND_ENDED, [_WAITING, _SECOND, _SOURCE], _WITHDRAWN, why=Why.GROUND_ENDED),
)  # fmt: skip

# For how many days a decision holds before it is asked again, whatever the records say. What was put aside can wait longest; what rests
# on a fact that is missing is asked when somebody may have found it; a corroborated identity is looked at twice a year, since an entry can
# leave a list without an edition saying so.
DAYS: Final[Mapping[Outcome, int]] = {
    Outcome.DIFFERENT: 365,
    Outcome.INSUFFICIENT: 90,
    Outcome.POSSIBLE: 90,
    Outcome.CORROBORATED: 180,
}
LEAST_WORDS: Final = 10  # characters: whoever reads them later needs a sentence, not "ok"
MOST_WORDS: Final = 4000
FACTS_WANTED: Final = (*Identifier, "grandfather", "whereabouts", "photograph", "other")
# One decision in twenty is looked at again blind. A desk that makes 1,000 in a month has 300 such looks in half a year, enough to know a
# disagreement of 5 % within two and a half points; more would take people from candidates that wait.
BLIND_SHARE: Final = 0.05

# Compared identifiers of which one at least must agree: a father's name is part of most names, and a place is shared by a town.
_OWN: Final = frozenset({Identifier.BIRTH, Identifier.MOTHER, Identifier.DOCUMENT})
RECORDED: Final = frozenset({Identifier.REGISTER, Identifier.BIOMETRIC_OUTCOME})
_REASON_NAMES: Final = {
    Reason.DOCUMENT_AGREES: Identifier.DOCUMENT,
    Reason.REGISTER_AGREES: Identifier.REGISTER,
    Reason.BIOMETRIC_OUTCOME: Identifier.BIOMETRIC_OUTCOME,
}


class Unlawful(BadInput):
    """A step that the table does not hold, from where the candidate stands."""

    code = "unlawful"


def after(act: Act, state: State, outcome: Outcome | None, *, strong: bool) -> Lawful | None:
    """The line of the table for a step: where the candidate goes, why, and what is asked. None where there is none.

    `outcome` is that of the decision being made, or the standing one for whatever else happens.
    """
    return next(
        (
            line
            for line in STEPS
            if line.act is act
            and state in line.standing
            and (line.outcomes is None or outcome in line.outcomes)
            and line.strong in (None, strong)
        ),
        None,
    )


def step(act: Act, state: State, outcome: Outcome | None, *, strong: bool) -> Lawful:
    """As `after`. Raises `Unlawful`."""
    if (line := after(act, state, outcome, strong=strong)) is None:
        raise Unlawful("This cannot be done with the candidate as it stands now. Open it again to see where it is.")
    return line


def renew_on(outcome: Outcome, day: date) -> date:
    """When a decision made on a day is asked again."""
    return day + timedelta(days=DAYS[outcome])


def check_draft(draft: Draft, asks: Collection[Asked], agreeing: Collection[Identifier] = ()) -> str:
    """The words of a decision, tidied. `agreeing` are the identifiers that the comparison shows to agree. Raises `Invalid`."""
    words = tidy(draft.words)
    if len(words) < LEAST_WORDS:
        raise Invalid("Say why, in a few words: whoever reads this later needs them.", field="words")
    if Asked.REASON in asks and draft.reason not in REASONS[draft.outcome]:
        raise Invalid("Choose a reason that belongs to what you found.", field="reason")
    if Asked.FACT_WANTED in asks and draft.wanted not in FACTS_WANTED:
        raise Invalid("Name the fact that would settle it: possible alone leads nowhere.", field="wanted")
    if Asked.TWO_IDENTIFIERS in asks:
        check_identifiers(draft, agreeing)
    return words[:MOST_WORDS]


def check_identifiers(draft: Draft, agreeing: Collection[Identifier]) -> None:
    """Two identifiers besides the name, each shown to agree or recorded as such, one of them not shared with family or town.

    Raises `Invalid`.
    """
    named = draft.identifiers
    if len(named) < 2:
        raise Invalid(
            "A name never corroborates an identity. Name two facts besides it that agree on both sides.",
            field="identifiers",
        )
    if (named - RECORDED) - frozenset(agreeing):
        raise Invalid(
            "The comparison does not show that one of the facts you named agrees. Name those that it shows.",
            field="identifiers",
        )
    if not named & (_OWN | RECORDED):
        raise Invalid(
            "A father's name and a place are shared by many. Name one fact of the person's own: birth, mother, a document.",
            field="identifiers",
        )
    wanted = _REASON_NAMES.get(draft.reason)
    if wanted is not None and wanted not in named:
        raise Invalid(
            "The reason speaks of a fact that you did not name. Name it, or give another reason.", field="reason"
        )


def check_person(asks: Collection[Asked], by: UUID, *, first_by: UUID | None, took_part: Collection[UUID]) -> None:
    """Refuse whoever made the decision that is to be confirmed, and whoever took part in a round that a third person ends.

    Raises `Invalid`.
    """
    if Asked.ANOTHER_PERSON in asks and by == first_by:
        raise Invalid("You made this decision yourself, so somebody else confirms it.", field="decider")
    if Asked.NOT_IN_ROUND in asks and by in took_part:
        raise Invalid(
            "You have said what you found, and the two of you disagree. A third person decides.", field="decider"
        )


def drawn(number: int) -> bool:
    """Whether a candidate is among those looked at again blind, by a keyed number from 0 to 2**64 - 1 that nobody can choose."""
    return number < int(BLIND_SHARE * 2**64)
