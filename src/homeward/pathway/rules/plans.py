"""What a plan needs before it is one, what becomes of it by the person's answer, and the lawful turns of a referral. Pure.

Comes in: drafts, an answer, where a referral stands. Goes out: words as they are kept, the next state, or a refusal naming the field.
Nobody agrees for an adult; for a child whoever cares for them says so beside the child. A late plan is shown late and refused nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from homeward.kernel.errors import to_say
from homeward.pathway.facts.plans import (
    Agreement,
    Consent,
    Explained,
    GoalDraft,
    GoalState,
    PlanDraft,
    PlanState,
    ReferralDraft,
    ReferralState,
)
from homeward.pathway.rules.needs import short, words_of
from homeward.registry.errors import Invalid

PREFERABLY_WITHIN: Final = timedelta(
    days=30
)  # of somebody's arrival, as practitioners advise (IOM, Reintegration Handbook)
REVIEW_WITHIN: Final = timedelta(days=366)
MOST_GOALS: Final = 12
IN_FORCE: Final = frozenset({Agreement.AGREES, Agreement.IN_PART})

TURNS: Final[Mapping[ReferralState, frozenset[ReferralState]]] = {
    ReferralState.MADE: frozenset(
        {ReferralState.ACCEPTED, ReferralState.WAITING, ReferralState.DECLINED, ReferralState.STOPPED}
    ),
    ReferralState.WAITING: frozenset({ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.STOPPED}),
    ReferralState.ACCEPTED: frozenset({ReferralState.DONE, ReferralState.STOPPED}),
    ReferralState.DECLINED: frozenset(),
    ReferralState.DONE: frozenset(),
    ReferralState.STOPPED: frozenset(),
}
OPEN: Final = frozenset(state for state, then in TURNS.items() if then)
TAKES_A_PLACE: Final = frozenset({ReferralState.ACCEPTED})
_WITH_REASON: Final[Mapping[ReferralState, str]] = {
    ReferralState.DECLINED: to_say("Say why the service declined, as it said so."),
    ReferralState.STOPPED: to_say("Say why it stopped, and whether the person wanted that."),
    ReferralState.WAITING: to_say("Say how long the wait is expected to be."),
}


def check_plan(draft: PlanDraft, today: date) -> PlanDraft:
    """A plan with its words as they are kept. Raises `Invalid`."""
    if not draft.goals:
        raise Invalid("A plan has one goal at least. Write it as the person would say it.", field="goals")
    if len(draft.goals) > MOST_GOALS:
        raise Invalid("Nobody keeps so many goals in mind. Keep %(most)s at most.", field="goals", most=MOST_GOALS)
    check_next(draft.review_on, today)
    return replace(
        draft,
        own_words=words_of(draft.own_words, "own_words", to_say("Write what the person wants, in their own words.")),
        with_whom=short(draft.with_whom, "with_whom", most=300),
        goals=tuple(_goal(number, goal) for number, goal in enumerate(draft.goals, 1)),
    )


def check_next(review_on: date, today: date) -> None:
    """Refuse a day on which a plan is looked at again that is over, or far away. Raises `Invalid`."""
    if review_on <= today:
        raise Invalid("Choose a day after today on which the plan is looked at again.", field="review_on")
    if review_on > today + REVIEW_WITHIN:
        raise Invalid("A plan is looked at again within a year.", field="review_on")


def check_explained(said: Explained, today: date, *, child: bool) -> Explained:
    """How a plan was gone through and what the person says, as it is kept. Raises `Invalid`."""
    if said.agreement is Agreement.NOT_ASKED:
        raise Invalid("Say what the person said: until they are asked, the plan stays a draft.", field="agreement")
    if said.explained_on > today:
        raise Invalid("The day on which it was gone through is in the future.", field="explained_on")
    carer = short(said.carer, "carer", most=300)
    if child and not carer:
        raise Invalid("Say who cares for the child and what they say to the plan.", field="carer")
    open_words = short(said.open_words, "open_words")
    if said.agreement is not Agreement.AGREES and not open_words:
        raise Invalid(
            "Write what stays open or what the person does not agree with, as they say it.", field="open_words"
        )
    return replace(
        said, carer=carer, open_words=open_words, interpreter=short(said.interpreter, "interpreter", most=300)
    )


def state_after(agreement: Agreement) -> PlanState:
    """What a draft becomes by the person's answer. Whoever does not agree has no plan in force, and nothing else follows."""
    return PlanState.IN_FORCE if agreement in IN_FORCE else PlanState.NOT_AGREED


def check_goal_settled(then: GoalState, words: str) -> str:
    """How far a goal is, in words. Raises `Invalid`."""
    if then is GoalState.OPEN:
        return short(words, "words")
    return words_of(words, "words", to_say("Say in a few words how far it is, as the person sees it."))


def check_referral(draft: ReferralDraft, today: date, *, child: bool) -> ReferralDraft:
    """A referral with its words as they are kept. Raises `Invalid`."""
    provider = short(draft.provider, "provider", most=200)
    if draft.service_id is None and not provider:
        raise Invalid("Choose a service of the directory, or write who else is asked.", field="provider")
    if draft.consent is Consent.CARER and not child:
        raise Invalid("An adult agrees for themselves.", field="consent")
    if draft.answer_by < today:
        raise Invalid("The day by which an answer is expected is over.", field="answer_by")
    words = words_of(draft.words, "words", to_say("Say what the service is asked for."))
    return replace(draft, provider=provider, words=words)


def check_turn(now: ReferralState, then: ReferralState, words: str) -> str:
    """The words of a turn of a referral. Raises `Invalid` where it is not a lawful one, or lacks its reason."""
    if then not in TURNS[now]:
        raise Invalid("From where this referral stands it cannot go there. Open it again.", field="state")
    if then in _WITH_REASON:
        return words_of(words, "words", _WITH_REASON[then])
    return short(words, "words")


def _goal(number: int, goal: GoalDraft) -> GoalDraft:
    return replace(
        goal,
        words=words_of(goal.words, f"goal_{number}", to_say("Write the goal in plain words."), most=600),
        ours=short(goal.ours, f"ours_{number}", most=600),
        theirs=short(goal.theirs, f"theirs_{number}", most=600),
    )
