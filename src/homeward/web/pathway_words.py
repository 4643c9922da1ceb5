"""The codes of the way home in words: stages, whether a case goes on, gates and how they stand, parts of my work.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`, and sentences for `web.pathway_sentences`. A word says where a case stands
and what is still to be done, never what somebody is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.access.facts import Capability as C
from homeward.pathway.facts.cases import Course, Gate, Holding, Stage
from homeward.pathway.facts.holds import HoldReason
from homeward.pathway.facts.opened import Order, Waited
from homeward.pathway.facts.work import OWN, Kind, Part

PATHWAY: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Stage: {
        Stage.REGISTERED: pgettext_lazy("stage", "registered"),
        Stage.IDENTITY_REVIEW: pgettext_lazy("stage", "identity review"),
        Stage.NATIONALITY_VERIFICATION: pgettext_lazy("stage", "nationality verification"),
        Stage.SCREENING_REVIEW: pgettext_lazy("stage", "screening review"),
        Stage.REPATRIATION_DECISION: pgettext_lazy("stage", "repatriation decision"),
        Stage.DEPARTURE_PREPARATION: pgettext_lazy("stage", "departure preparation"),
        Stage.IN_TRANSIT: pgettext_lazy("stage", "in transit"),
        Stage.RECEIVED: pgettext_lazy("stage", "received"),
        Stage.REHABILITATION: pgettext_lazy("stage", "rehabilitation"),
        Stage.RETURN_READINESS: pgettext_lazy("stage", "return readiness"),
        Stage.RETURNED: pgettext_lazy("stage", "returned"),
        Stage.FOLLOW_UP: pgettext_lazy("stage", "follow-up"),
        Stage.CLOSED: pgettext_lazy("stage", "closed"),
    },
    Course: {
        Course.RUNNING: pgettext_lazy("a case", "going on"),
        Course.SUSPENDED: pgettext_lazy("a case", "suspended"),
        Course.TRANSFERRED: pgettext_lazy("a case", "transferred elsewhere"),
        Course.ABSCONDED_REPORTED: pgettext_lazy("a case", "reported absconded"),
        Course.DECEASED_REPORTED: pgettext_lazy("a case", "reported deceased"),
        Course.UNTRACED: pgettext_lazy("a case", "cannot be reached"),
        Course.DECLINED: pgettext_lazy("a case", "declined by an authority"),
        Course.WITHDRAWN: pgettext_lazy("a case", "withdrawn by the person"),
    },
    Gate: {
        Gate.IDENTITY: pgettext_lazy("gate", "identity established"),
        Gate.NATIONALITY: pgettext_lazy("gate", "nationality verified"),
        Gate.SCREENING: pgettext_lazy("gate", "screening reviewed on current lists"),
        Gate.VOLUNTARINESS: pgettext_lazy("gate", "own decision to return, or a lawful basis"),
        Gate.NON_REFOULEMENT: pgettext_lazy("gate", "safe to return (non-refoulement)"),
        Gate.BEST_INTERESTS: pgettext_lazy("gate", "best interests of the child"),
        Gate.FAMILY_UNITY: pgettext_lazy("gate", "family stays together"),
        Gate.MEDICAL_FITNESS: pgettext_lazy("gate", "fit to travel"),
        Gate.NO_HOLD: pgettext_lazy("gate", "no hold"),
        Gate.PACK: pgettext_lazy("gate", "what the destination asks for"),
        Gate.DESTINATION: pgettext_lazy("gate", "destination ready"),
        Gate.CONTINUITY: pgettext_lazy("gate", "services go on at the destination"),
        Gate.HEAD_COUNT: pgettext_lazy("gate", "counted at departure"),
        Gate.HANDOVER: pgettext_lazy("gate", "handed over and signed for"),
        Gate.PLAN: pgettext_lazy("gate", "reintegration plan agreed"),
        Gate.CONTACTS: pgettext_lazy("gate", "follow-up done"),
    },
    Holding: {
        Holding.OPEN: pgettext_lazy("a gate", "open"),
        Holding.DOES_NOT_APPLY: pgettext_lazy("a gate", "does not apply"),
        Holding.OVERRIDDEN: pgettext_lazy("a gate", "overridden for a time"),
        Holding.UNMET: pgettext_lazy("a gate", "not open yet"),
        Holding.LAPSED: pgettext_lazy("a gate", "no longer open"),
    },
    HoldReason: {
        HoldReason.COURT_ORDER: _("an order of a court"),
        HoldReason.PROCEEDINGS: _("proceedings"),
        HoldReason.MEDICAL: _("somebody's health"),
        HoldReason.CHILD_PROTECTION: _("a child's protection"),
        HoldReason.FAMILY_TRACING: _("a family that is being traced"),
        HoldReason.DOCUMENTS: _("papers that are awaited"),
        HoldReason.SAFETY_OF_ROUTE: _("the route is not safe"),
        HoldReason.SAFETY_OF_PLACE: _("the place is not safe"),
        HoldReason.CAPACITY: _("no room yet"),
        HoldReason.PERSON_ASKED: _("the person asked for it"),
        HoldReason.COMPLAINT: _("a complaint that is being looked into"),
    },
    Order: {
        Order.WAITING: pgettext_lazy("cases", "longest where they stand"),
        Order.NEWEST: pgettext_lazy("cases", "newest change"),
        Order.STAGE: pgettext_lazy("cases", "earliest stage"),
        Order.HOUSEHOLD: pgettext_lazy("cases", "household by household"),
    },
    Waited: {
        Waited.WEEK: pgettext_lazy("cases", "longer than a week"),
        Waited.MONTH: pgettext_lazy("cases", "longer than a month"),
        Waited.QUARTER: pgettext_lazy("cases", "longer than three months"),
        Waited.YEAR: pgettext_lazy("cases", "longer than a year"),
    },
    Part: {
        Part.ALL: pgettext_lazy("my work", "All that waits for you"),
        Part.OVERDUE: pgettext_lazy("my work", "Overdue"),
        Part.ANSWERS: pgettext_lazy("my work", "To answer"),
        Part.TASKS: pgettext_lazy("my work", "Tasks"),
        Part.GATES: pgettext_lazy("my work", "Gates you keep"),
        Part.OTHERS: pgettext_lazy("my work", "Others wait because of you"),
    },
    Kind: {
        Kind.TASK: pgettext_lazy("my work", "a task"),
        Kind.GATE: pgettext_lazy("my work", "a gate"),
        Kind.PROPOSAL: pgettext_lazy("my work", "a step proposed by somebody"),
        Kind.OVERRIDE_ASKED: pgettext_lazy("my work", "an override that is asked for"),
        Kind.OVERRIDE_REVIEW: pgettext_lazy("my work", "an override to be reviewed"),
        Kind.HOLD_ENDING: pgettext_lazy("my work", "a hold that ends soon"),
        Kind.HOLD_EXPIRED: pgettext_lazy("my work", "a hold whose time is over"),
    },
}

# What each stage is about, on the page of a case and in the documentation: one sentence.
STAGE_MEANINGS: Final[Mapping[Stage, Promise]] = {
    Stage.REGISTERED: _("The case is open. Nothing was asked yet."),
    Stage.IDENTITY_REVIEW: _("Who somebody is, is established from what they say and from papers."),
    Stage.NATIONALITY_VERIFICATION: _("The authority of the country says whether the nationality is verified."),
    Stage.SCREENING_REVIEW: _("Two people look at what the lists say. A name alone says nothing."),
    Stage.REPATRIATION_DECISION: _("Two people decide, with every check before them."),
    Stage.DEPARTURE_PREPARATION: _("The way is prepared: papers, fitness to travel, the place of arrival."),
    Stage.IN_TRANSIT: _("They are on the way with a convoy."),
    Stage.RECEIVED: _("They were received and signed for."),
    Stage.REHABILITATION: _("They stay at a centre with its services, and plan what comes after."),
    Stage.RETURN_READINESS: _("It is looked at whether everything is there for going home."),
    Stage.RETURNED: _("They are at home."),
    Stage.FOLLOW_UP: _("Somebody asks how it goes, at fixed times."),
    Stage.CLOSED: _("The case is closed. It can be opened again."),
}

# How the sentence "Who can unblock it" begins for each gate.
GATE_HELP: Final[Mapping[Gate, Promise]] = {
    Gate.IDENTITY: _("Verify name and birth in the file, or settle a possible duplicate."),
    Gate.NATIONALITY: _("Verify the nationality in the file, or say that it is not confirmed."),
    Gate.SCREENING: _("Finish what is open at the screening desk, on lists that are current."),
    Gate.VOLUNTARINESS: _("Ask the person, alone, and record what they decide; or record the lawful basis."),
    Gate.NON_REFOULEMENT: _("Assess whether returning is safe, and record on what it rests."),
    Gate.BEST_INTERESTS: _("Assess the best interests of the child, and determine them where the law asks for it."),
    Gate.FAMILY_UNITY: _("Let the whole household move together, or show the determination that says otherwise."),
    Gate.MEDICAL_FITNESS: _("Record what a health worker said about travelling."),
    Gate.NO_HOLD: _("Whoever owns the hold ends it, or its time ends."),
    Gate.PACK: _("Record what the country of destination asks for."),
    Gate.DESTINATION: _("Record that the place of arrival, or the community, is ready."),
    Gate.CONTINUITY: _("Find a service at the destination for every need that is being met now."),
    Gate.HEAD_COUNT: _("Count everybody at the departure."),
    Gate.HANDOVER: _("Hand over at the arrival; both sides sign."),
    Gate.PLAN: _("Make the plan with the person, in their words, and agree on it."),
    Gate.CONTACTS: _("Make the contacts that are planned, or say why one cannot be made."),
}

# What a turn means, where somebody chooses one.
COURSE_MEANINGS: Final[Mapping[Course, Promise]] = {
    Course.RUNNING: _("The case goes on from where it stands."),
    Course.SUSPENDED: _("Nothing is done until somebody lets it go on."),
    Course.TRANSFERRED: _("Somebody else is responsible for it now."),
    Course.ABSCONDED_REPORTED: _("Somebody reports that they left. It is a report, and can turn out not to be so."),
    Course.DECEASED_REPORTED: _("Somebody reports a death. It is a report, and can turn out not to be so."),
    Course.UNTRACED: _("Nobody knows where they are now. That says nothing about why."),
    Course.DECLINED: _("An authority declined. Their words say which one and why."),
    Course.WITHDRAWN: _("They decided not to go on. It costs them no service, and they can decide again at any time."),
}

CASE_CAPABILITIES: Final[Mapping[StrEnum, Promise]] = {
    C.CASE_WAITING: _("see which cases wait for you"),
    C.CASE_READ: _("read a case"),
    C.CASE_WRITE: _("open a case and move it on"),
    C.CASE_ASSESS: _("record what somebody decides about their own return"),
    C.CASE_DECIDE: _("propose a repatriation or a return"),
    C.CASE_CONFIRM: _("decide, as the second person, on a repatriation or a return"),
    C.CLOSURE_CONFIRM: _("agree, as the second person, to closing a case"),
    C.HOLD_PLACE: _("place a hold and end it"),
    C.GATE_OVERRIDE: _("ask for an override of a gate"),
    C.GATE_GRANT: _("grant an override of a gate, and review it"),
    C.PACK_MANAGE: _("load what a country's process asks for"),
    C.CONVOY_READ: _("see convoys"),
    C.CONVOY_PLAN: _("plan convoys"),
    C.CONVOY_LEAD: _("lead a convoy"),
    C.JUSTICE_READ: _("read the files of justice"),
    C.JUSTICE_WRITE: _("keep the files of justice"),
    C.JUSTICE_CONFIRM: _("decide, as the second person, on a referral"),
    C.EVIDENCE: _("keep the evidence register"),
    C.SURVIVOR: _("keep the files of survivors"),
    C.INSTRUMENT_MANAGE: _("register instruments of assessment"),
    C.ASSESSMENT: _("assess with a registered instrument"),
    C.PLAN_READ: _("read reintegration plans"),
    C.PLAN_WRITE: _("make reintegration plans"),
    C.FOLLOW_UP: _("record how it goes after a return"),
    C.SERVICE_READ: _("see the services of a place"),
    C.SERVICE_MANAGE: _("change the services of a place"),
    C.READINESS: _("record how ready a place is"),
}

# What a task asks for; a code that other rooms bring stands in their own words.
TASKS: Final[Mapping[str, Promise]] = {
    OWN: pgettext_lazy("task", "A task in somebody's own words"),
    "hold.review": _("Look at the hold again: is it still needed?"),
    "override.review": _("Look at the override again"),
}
TASK_PAGES: Final[Mapping[str, str]] = {"hold.review": "case_holds", "override.review": "case_overrides"}

# Why a gate stands as it does; `detail` fills the places.
BECAUSE: Final[Mapping[str, Promise]] = {
    "not_recorded": _("Nothing is recorded about it yet."),
    "identity_open": _("A name is verified and a birth is recorded, and nothing contests them."),
    "identity_contested": _("What is recorded of the name or the birth is contested."),
    "identity_name_not_verified": _("No name is verified yet."),
    "identity_birth_not_recorded": _("No birth is recorded yet."),
    "nationality_open": _("A nationality is verified."),
    "nationality_contested": _("The nationality is contested."),
    "nationality_not_verified": _("No nationality is verified yet."),
    "screening_open": _(
        "The screening desk has finished, on lists that are current. That says what the lists say, and nothing more."
    ),
    "screening_child": _("A child is not screened without an individual legal ground."),
    "screening_lists_ail": _("A list is out of date or incomplete, so that nothing can be said."),
    "screening_not_finished": _("The screening desk has not finished."),
    "no_hold_open": _("Nothing holds this case."),
    "no_hold_held": _("Held until %(until)s. Holds in force: %(holds)s."),
    "family_unity_open": _("Everybody who belongs together goes together."),
    "family_unity_apart": _("An adult stays apart, as recorded. Everybody else goes together."),
    "family_unity_child_without_carers": _("A child would go without those who care for them. They are: %(who)s."),
    "family_unity_leaves_child": _("A child would be left behind. It is: %(who)s."),
    "family_unity_left_behind": _("Others of the household would be left behind. They are: %(who)s."),
}

# What an event of the trail was about.
CASE_TRAIL: Final[Mapping[str, Promise]] = {
    "case.apart": _("an adult who stays apart from the others, recorded"),
    "case.decline": _("a proposed step, not agreed to"),
    "case.file": _("a case, opened"),
    "case.forget": _("the cases of somebody erased, taken away"),
    "file.forget": _("a file of somebody erased, taken away"),
    "case.group": _("where those of a group are received and go home to"),
    "case.hold": _("a hold on a case, placed"),
    "case.hold_end": _("a hold on a case, ended"),
    "case.hold_renew": _("a hold on a case, decided anew"),
    "case.hold_review": _("a hold on a case, looked at again"),
    "case.holds": _("the holds of a case"),
    "case.list": _("a list of cases"),
    "case.open": _("a case, begun"),
    "case.override_ask": _("an override of a gate, asked for"),
    "case.override_grant": _("an override of a gate, granted"),
    "case.override_refuse": _("an override of a gate, refused"),
    "case.override_review": _("an override of a gate, reviewed"),
    "case.overrides": _("the overrides of a case"),
    "case.propose": _("a step of a case, proposed"),
    "case.rejoin": _("an adult who goes with the others after all, recorded"),
    "case.step": _("a step of a case, taken"),
    "case.turn": _("that a case stopped or goes on, recorded"),
    "case.unpropose": _("a proposed step, taken back"),
    "task.do": _("a task of a case, done"),
    "task.hand_over": _("a task of a case, handed over"),
    "task.make": _("a task of a case, given"),
}
