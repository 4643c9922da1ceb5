"""The codes of best interests, of a child's own file and of tracings in words.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY` and sentences for `web.pathway_sentences`. They are about what is good for one
child; none of them judges anybody around them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.pathway.facts.cases import Gate
from homeward.pathway.facts.child_files import Attends, CareFound, ChildStep, Entry, Guardian
from homeward.pathway.facts.children import About, Function, Heard, Interest
from homeward.pathway.facts.tracing import LeadFound, SoughtBy, TracingStep

CHILDREN: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    About: {
        About.RETURN: _("the journey with these people"),
        About.SEPARATION: _("leaving the carers the child lives with"),
    },
    Interest: {
        Interest.YES: _("in the child's best interests"),
        Interest.NO: _("not in the child's best interests"),
        Interest.MORE: _("more must be known first"),
        Interest.OTHER: _("another solution is better"),
    },
    Heard: {
        Heard.HEARD: _("the child said it"),
        Heard.THROUGH_PLAY: _("through play or drawing"),
        Heard.TOO_YOUNG: _("the child cannot say it yet"),
        Heard.DID_NOT_WANT: _("the child did not want to speak"),
    },
    Function: {
        Function.CHILD_PROTECTION: pgettext_lazy("on a panel", "child protection"),
        Function.SOCIAL_WELFARE: pgettext_lazy("on a panel", "social welfare authority"),
        Function.GUARDIANSHIP: pgettext_lazy("on a panel", "guardianship authority"),
        Function.HEALTH: pgettext_lazy("on a panel", "health"),
        Function.EDUCATION: pgettext_lazy("on a panel", "education"),
        Function.LEGAL: pgettext_lazy("on a panel", "legal aid"),
        Function.JUDICIARY: pgettext_lazy("on a panel", "judge"),
        Function.CASE_MANAGEMENT: pgettext_lazy("on a panel", "case management"),
        Function.COMMUNITY: pgettext_lazy("on a panel", "somebody the child's community trusts"),
    },
    ChildStep: {
        ChildStep.REGISTERED: pgettext_lazy("a child's file", "identified and registered"),
        ChildStep.ASSESSMENT: pgettext_lazy("a child's file", "assessment"),
        ChildStep.CASE_PLAN: pgettext_lazy("a child's file", "case plan"),
        ChildStep.IMPLEMENTATION: pgettext_lazy("a child's file", "carrying it out, referrals"),
        ChildStep.REVIEW: pgettext_lazy("a child's file", "follow-up and review"),
        ChildStep.CLOSED: pgettext_lazy("a child's file", "closed"),
    },
    Entry: {
        Entry.PLAN: _("Case plan"),
        Entry.FOLLOW_UP: pgettext_lazy("a child's file", "What was done and how it is"),
        Entry.GUARDIAN: _("Guardian"),
        Entry.VISIT: _("Monitoring visit"),
        Entry.CARE_REVIEW: _("Review of care"),
        Entry.SCHOOL: _("School"),
    },
    Guardian: {
        Guardian.TEMPORARY: _("temporary guardian"),
        Guardian.LEGAL: _("legal guardian"),
        Guardian.ENDED: _("the guardianship ended"),
    },
    CareFound: {
        CareFound.CONTINUES: _("the care goes on as it is"),
        CareFound.CHANGES: _("something has to change"),
        CareFound.ENDS: _("the care ends"),
    },
    Attends: {
        Attends.ENROLLED: _("goes to school"),
        Attends.IRREGULAR: _("goes now and then"),
        Attends.WAITING: _("waits for a place or a test"),
        Attends.NOT_ENROLLED: _("does not go to school"),
        Attends.UNKNOWN: pgettext_lazy("school", "not known"),
    },
    SoughtBy: {
        SoughtBy.CHILD: _("a child looks for their family"),
        SoughtBy.PARENT: _("a parent looks for a child"),
        SoughtBy.RELATIVE: _("a relative looks for a child"),
    },
    TracingStep: {
        TracingStep.SEARCHING: pgettext_lazy("a tracing", "searching"),
        TracingStep.VERIFICATION: pgettext_lazy("a tracing", "verifying the relation"),
        TracingStep.WISHES: pgettext_lazy("a tracing", "asking both what they want"),
        TracingStep.REUNIFICATION: pgettext_lazy("a tracing", "reunification"),
        TracingStep.FOLLOW_UP: pgettext_lazy("a tracing", "follow-up"),
        TracingStep.CLOSED: pgettext_lazy("a tracing", "closed"),
    },
    LeadFound: {
        LeadFound.POSSIBLE: _("could be the one looked for"),
        LeadFound.ANOTHER: _("another person"),
        LeadFound.TOO_LITTLE: _("too little is known to tell"),
    },
}

TASKS: Final[Mapping[str, Promise]] = {
    "bia.due": _("Assess the child's best interests again"),
    "bid.due": _("Bring the child's best interests before a panel"),
    "bid.sign": _("Sign what a panel determined, as somebody of it"),
    "bid.review": _("Review what a panel determined"),
    "bid.stopped": _("A child may not travel as planned: the places are given back. Plan anew with child protection."),
    "child.plan": _("Look at a child's case plan again"),
    "child.follow_up": _("Follow up on a child's plan"),
    "child.guardian": _("Review a child's guardianship"),
    "child.visit": _("Visit a child in care"),
    "child.care_review": _("Review a child's care"),
    "child.school": _("Ask again about a child's school"),
    "tracing.due": _("Go on with a tracing"),
}
TASK_PAGES: Final[Mapping[str, str]] = {"bia.due": "interests_new"}
GATE_PAGES: Final[Mapping[Gate, str]] = {Gate.BEST_INTERESTS: "interests_new"}

# What the trail tells of children's files.
TRAIL: Final[Mapping[str, Promise]] = {
    "child.file": _("a child's own file, opened"),
    "child.list": _("a list of children's files"),
    "child.open": _("a child's own file, begun"),
    "child.section": _("child protection on the page of a case"),
    "child.step": _("a step with a child's own file"),
    "child.write": _("something written into a child's own file"),
    "interests.assess": _("an assessment of a child's best interests"),
    "interests.determine": _("what a panel determined about a child's best interests"),
    "interests.file": _("what was found about a child's best interests, opened"),
    "interests.sign": _("the signature of what a panel determined"),
    "tracing.check": _("a look-up in the lists of missing people and children"),
    "tracing.decide": _("what somebody found about whom a tracing led to"),
    "tracing.file": _("a tracing, opened"),
    "tracing.list": _("a list of tracings"),
    "tracing.note": _("somebody noted in a tracing"),
    "tracing.open": _("a tracing, begun"),
    "tracing.step": _("a step with a tracing"),
}
