"""Plans, referrals, follow-up and instruments in words: what somebody needs, says and agrees to, and what became of it.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`, and sentences for `web.pathway_sentences`. A contact that was missed is
called unknown, and no word here says what anybody is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.pathway.facts.cases import Gate
from homeward.pathway.facts.followups import DueState, Reached, Way
from homeward.pathway.facts.instruments import Population
from homeward.pathway.facts.needs import NeedSource, NeedState
from homeward.pathway.facts.outcomes import Measure, Reason, Told, Word
from homeward.pathway.facts.plans import Agreement, Consent, GoalState, PlanState, ReferralState

PLANS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    NeedSource: {
        NeedSource.PERSON: pgettext_lazy("who says what is needed", "the person"),
        NeedSource.FAMILY: pgettext_lazy("who says what is needed", "the family"),
        NeedSource.ASSESSMENT: pgettext_lazy("who says what is needed", "an assessment"),
        NeedSource.WORKER: pgettext_lazy("who says what is needed", "whoever works with them"),
    },
    NeedState: {
        NeedState.OPEN: pgettext_lazy("a need", "open"),
        NeedState.MET: pgettext_lazy("a need", "met"),
        NeedState.HANDED_OVER: pgettext_lazy("a need", "handed over"),
        NeedState.NOT_WANTED: pgettext_lazy("a need", "the person wants no help with it"),
        NeedState.GONE: pgettext_lazy("a need", "no longer there"),
    },
    Agreement: {
        Agreement.AGREES: pgettext_lazy("to a plan", "agrees"),
        Agreement.IN_PART: pgettext_lazy("to a plan", "agrees in part"),
        Agreement.DOES_NOT_AGREE: pgettext_lazy("to a plan", "does not agree"),
        Agreement.NOT_ASKED: pgettext_lazy("to a plan", "not asked yet"),
    },
    PlanState: {
        PlanState.DRAFT: pgettext_lazy("a plan", "draft"),
        PlanState.IN_FORCE: pgettext_lazy("a plan", "in force"),
        PlanState.NOT_AGREED: pgettext_lazy("a plan", "not agreed to"),
        PlanState.REPLACED: pgettext_lazy("a plan", "replaced by a later one"),
        PlanState.ENDED: pgettext_lazy("a plan", "ended"),
    },
    GoalState: {
        GoalState.OPEN: pgettext_lazy("a goal", "under way"),
        GoalState.REACHED: pgettext_lazy("a goal", "reached"),
        GoalState.PARTLY: pgettext_lazy("a goal", "reached in part"),
        GoalState.DROPPED: pgettext_lazy("a goal", "no longer wanted"),
    },
    ReferralState: {
        ReferralState.MADE: pgettext_lazy("a referral to a service", "made"),
        ReferralState.WAITING: pgettext_lazy("a referral to a service", "on a waiting list"),
        ReferralState.ACCEPTED: pgettext_lazy("a referral to a service", "accepted"),
        ReferralState.DECLINED: pgettext_lazy("a referral to a service", "declined by the service"),
        ReferralState.DONE: pgettext_lazy("a referral to a service", "done"),
        ReferralState.STOPPED: pgettext_lazy("a referral to a service", "stopped"),
    },
    Consent: {
        Consent.PERSON: pgettext_lazy("who agreed to a referral", "the person"),
        Consent.CARER: pgettext_lazy("who agreed to a referral", "whoever cares for the child, with the child"),
    },
    Reached: {
        Reached.REACHED: pgettext_lazy("a contact", "reached"),
        Reached.NOT_REACHED: pgettext_lazy("a contact", "not reached: unknown how they are"),
        Reached.DECLINED: pgettext_lazy("a contact", "they want no contact"),
    },
    Way: {
        Way.VISIT: pgettext_lazy("a contact", "a visit"),
        Way.PHONE: pgettext_lazy("a contact", "by telephone"),
        Way.CAME: pgettext_lazy("a contact", "they came to us"),
        Way.THROUGH_OTHERS: pgettext_lazy("a contact", "through somebody they named"),
    },
    DueState: {
        DueState.COMING: pgettext_lazy("a planned contact", "still to come"),
        DueState.DUE: pgettext_lazy("a planned contact", "due today"),
        DueState.UNKNOWN: pgettext_lazy("a planned contact", "unknown"),
        DueState.REACHED: pgettext_lazy("a planned contact", "reached"),
        DueState.DECLINED: pgettext_lazy("a planned contact", "they wanted no contact"),
        DueState.DROPPED: pgettext_lazy("a planned contact", "no longer planned"),
    },
    Measure: {
        Measure.DOCUMENTS: pgettext_lazy("what is asked", "papers"),
        Measure.SCHOOL: pgettext_lazy("what is asked", "school"),
        Measure.INCOME: pgettext_lazy("what is asked", "income"),
        Measure.SAFETY: pgettext_lazy("what is asked", "safety"),
        Measure.ACCEPTANCE: pgettext_lazy("what is asked", "acceptance"),
        Measure.FAMILY: pgettext_lazy("what is asked", "family"),
        Measure.AGENCY: pgettext_lazy("what is asked", "deciding for oneself"),
    },
    Word: {
        Word.PAPERS_ALL: _("has the papers that are needed"),
        Word.PAPERS_SOME: _("has some of the papers"),
        Word.PAPERS_ASKED: _("asked for them and waits"),
        Word.PAPERS_NONE: _("has no papers"),
        Word.SCHOOL_GOES: _("goes to school"),
        Word.SCHOOL_AT_TIMES: _("goes at times"),
        Word.SCHOOL_NOT: _("does not go to school"),
        Word.INCOME_ENOUGH: _("enough to live on"),
        Word.INCOME_TOO_LITTLE: _("too little to live on"),
        Word.INCOME_NONE: _("no income"),
        Word.SAFE: _("feels safe"),
        Word.SAFE_NOT_EVERYWHERE: _("feels safe, but not everywhere"),
        Word.SAFE_NOT: _("does not feel safe"),
        Word.ACCEPTED: _("feels accepted"),
        Word.ACCEPTED_BY_SOME: _("feels accepted by some"),
        Word.ACCEPTED_NOT: _("does not feel accepted"),
        Word.FAMILY_TOGETHER: _("the family lives together"),
        Word.FAMILY_IN_PART: _("a part of the family lives together"),
        Word.FAMILY_APART: _("the family lives apart"),
        Word.DECIDES: _("decides for themselves"),
        Word.DECIDES_SOME: _("decides some things"),
        Word.DECIDES_NOT: _("others decide"),
    },
    Reason: {
        Reason.SETTLED: pgettext_lazy("why a case is closed", "they live as they planned"),
        Reason.HANDED_OVER: pgettext_lazy("why a case is closed", "somebody else looks after it now"),
        Reason.MOVED: pgettext_lazy("why a case is closed", "they moved away"),
        Reason.WANTS_NO_MORE: pgettext_lazy("why a case is closed", "they want no more contact"),
        Reason.NOT_REACHED: pgettext_lazy("why a case is closed", "they could not be reached: unknown how they are"),
        Reason.DECEASED: pgettext_lazy("why a case is closed", "they are reported to have died"),
        Reason.OTHER: pgettext_lazy("why a case is closed", "another reason"),
    },
    Told: {
        Told.TOLD: pgettext_lazy("about the closing", "the person was told"),
        Told.CARER_TOLD: pgettext_lazy("about the closing", "whoever cares for the child was told, with the child"),
        Told.COULD_NOT_BE: pgettext_lazy("about the closing", "nobody could be told"),
    },
    Population: {
        Population.ADULTS: pgettext_lazy("for whom an instrument is", "adults"),
        Population.CHILDREN: pgettext_lazy("for whom an instrument is", "children"),
        Population.EVERYBODY: pgettext_lazy("for whom an instrument is", "everybody"),
    },
}

# What is asked at a contact, as somebody says it.
QUESTIONS: Final[Mapping[Measure, Promise]] = {
    Measure.DOCUMENTS: _("Papers: do you have the ones that you need?"),
    Measure.SCHOOL: _("School: do the children go, or do you?"),
    Measure.INCOME: _("Income: is there enough to live on?"),
    Measure.SAFETY: _("Safety: do you feel safe where you live?"),
    Measure.ACCEPTANCE: _("Acceptance: how do the people around you meet you?"),
    Measure.FAMILY: _("Family: do those who want to be together live together?"),
    Measure.AGENCY: _("Deciding for oneself: what do you decide yourself?"),
}

BECAUSE: Final[Mapping[str, Promise]] = {
    "plan_none": _("No plan was written with them yet."),
    "plan_not_asked": _("A plan is written, and they were not asked yet what they say to it."),
    "plan_not_agreed": _("They did not agree to the plan. Another one can be made with them."),
    "plan_agreed": _("They agreed to their plan. It is looked at again on %(until)s."),
    "plan_in_part": _(
        "They agreed to their plan in part; what stays open is written in it. It is looked at again on %(until)s."
    ),
    "plan_review_late": _("Their plan is in force. It should have been looked at again on %(since)s."),
    "contacts_unanswered": _("Contacts that were due and have no answer yet: %(count)s. Not reached is an answer."),
    "contacts_needs_open": _("Needs that are open and not handed over: %(count)s."),
    "contacts_no_closure": _("It is not written down yet why the case is closed and what they were told."),
    "contacts_answered": _("Every contact has an answer, nothing is left open, and they were told."),
}

TASKS: Final[Mapping[str, Promise]] = {
    "plan_due": _("Make a plan with them, preferably within a month of their arrival"),
    "plan_review": _("Look at the plan again with them"),
    "referral_answer": _("Ask what became of a referral"),
    "follow_up_due": _("Ask how they are"),
    "find_out": _("Find out how they are: three times nobody was reached, and it is unknown"),
    "assessment_review": _("Ask again: an assessment is due to be looked at"),
}
TASK_PAGES: Final[Mapping[str, str]] = {
    "plan_due": "case_plan",
    "plan_review": "case_plan",
    "referral_answer": "case_plan",
    "follow_up_due": "case_follow_up",
    "find_out": "case_follow_up",
    "assessment_review": "case_assessments",
}

AFTER: Final[Mapping[str, Promise]] = {
    "14d": _("two weeks after the return"),
    "1m": _("a month after the return"),
    "3m": _("three months after the return"),
    "6m": _("six months after the return"),
    "12m": _("a year after the return"),
    "24m": _("two years after the return"),
}

# Where a gate is seen to: the name of an address that takes a case's id.
GATE_PAGES: Final[Mapping[Gate, str]] = {Gate.PLAN: "case_plan", Gate.CONTACTS: "case_follow_up"}
