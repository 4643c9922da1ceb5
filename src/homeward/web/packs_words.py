"""The codes of destination packs, milestones, services and readiness in words, and the sentences of their three gates.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`, sentences for `web.pathway_sentences`, the trail's own words. A word says
what was asked and answered, never what somebody is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.pathway.facts.milestones import Said, Stands
from homeward.pathway.facts.packs import Does, ItemKind, Unit, Weekday, Whom
from homeward.pathway.facts.readiness import NoteKind, Outlook, TookPart
from homeward.pathway.facts.services import ForWhom, GapAnswer, ServiceKind

PACKS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    ItemKind: {
        ItemKind.REQUEST: pgettext_lazy("an item", "a request and its answer"),
        ItemKind.RESULT: pgettext_lazy("an item", "an outcome, by its reference"),
        ItemKind.RECORD: pgettext_lazy("an item", "a record"),
        ItemKind.VISIT: pgettext_lazy("an item", "a visit"),
        ItemKind.SERVICE: pgettext_lazy("an item", "a service that is offered"),
        ItemKind.PREPARATION: pgettext_lazy("an item", "a preparation"),
    },
    Whom: {
        Whom.EVERYONE: pgettext_lazy("needed for", "everybody"),
        Whom.ADULTS: pgettext_lazy("needed for", "adults"),
        Whom.CHILDREN: pgettext_lazy("needed for", "children"),
        Whom.PARENTAGE: pgettext_lazy("needed for", "a child with a question of parentage"),
        Whom.HOUSEHOLD: pgettext_lazy("needed for", "the household together"),
    },
    Does: {
        Does.SATISFIES: pgettext_lazy("an answer", "settles it"),
        Does.STOPS: pgettext_lazy("an answer", "stops the way; the person can object"),
        Does.ASKS_ANEW: pgettext_lazy("an answer", "it is asked anew"),
    },
    Weekday: {
        Weekday.MONDAY: _("Monday"),
        Weekday.TUESDAY: _("Tuesday"),
        Weekday.WEDNESDAY: _("Wednesday"),
        Weekday.THURSDAY: _("Thursday"),
        Weekday.FRIDAY: _("Friday"),
        Weekday.SATURDAY: _("Saturday"),
        Weekday.SUNDAY: _("Sunday"),
    },
    Unit: {Unit.DAYS: pgettext_lazy("after", "days"), Unit.MONTHS: pgettext_lazy("after", "months")},
    Stands: {
        Stands.DOES_NOT_APPLY: pgettext_lazy("an item", "does not apply"),
        Stands.NOT_ASKED: pgettext_lazy("an item", "not recorded yet"),
        Stands.ASKED: pgettext_lazy("an item", "asked, no answer yet"),
        Stands.ANEW: pgettext_lazy("an item", "to be asked anew"),
        Stands.STOPPED: pgettext_lazy("an item", "the authority objects"),
        Stands.OBJECTED: pgettext_lazy("an item", "the person objects"),
        Stands.LAPSED: pgettext_lazy("an item", "the answer is over"),
        Stands.SATISFIED: pgettext_lazy("an item", "settled"),
    },
    Said: {
        Said.ASKED: pgettext_lazy("recorded", "It was asked for"),
        Said.QUESTION: pgettext_lazy("recorded", "Parentage is in question"),
        Said.NO_QUESTION: pgettext_lazy("recorded", "Parentage is no longer in question"),
        Said.OBJECTED: pgettext_lazy("recorded", "The person objects"),
        Said.IN_THE_WAY: pgettext_lazy("recorded", "It stands in the way"),
        Said.NO_LONGER: pgettext_lazy("recorded", "It is no longer in the way"),
    },
    ServiceKind: {
        ServiceKind.MHPSS: pgettext_lazy("service", "mental health and psychosocial support"),
        ServiceKind.HEALTH: pgettext_lazy("service", "health"),
        ServiceKind.EDUCATION: pgettext_lazy("service", "education"),
        ServiceKind.LEGAL_IDENTITY: pgettext_lazy("service", "civil papers"),
        ServiceKind.SHELTER: pgettext_lazy("service", "shelter, house and land"),
        ServiceKind.LIVELIHOODS: pgettext_lazy("service", "work and income"),
        ServiceKind.DISABILITY: pgettext_lazy("service", "support with a disability"),
        ServiceKind.GBV: pgettext_lazy("service", "support after gender-based violence"),
        ServiceKind.PARENTING: pgettext_lazy("service", "support for parents and carers"),
        ServiceKind.MEDIATION: pgettext_lazy("service", "mediation in the community"),
        ServiceKind.TRACING: pgettext_lazy("service", "family tracing and contact"),
        ServiceKind.LEGAL_AID: pgettext_lazy("service", "legal aid"),
        ServiceKind.INTERPRETER: pgettext_lazy("service", "interpreter"),
    },
    ForWhom: {
        ForWhom.EVERYONE: pgettext_lazy("a service for", "everybody"),
        ForWhom.ADULTS: pgettext_lazy("a service for", "adults"),
        ForWhom.WOMEN: pgettext_lazy("a service for", "women"),
        ForWhom.MEN: pgettext_lazy("a service for", "men"),
        ForWhom.CHILDREN: pgettext_lazy("a service for", "children"),
        ForWhom.FAMILIES: pgettext_lazy("a service for", "families"),
    },
    GapAnswer: {
        GapAnswer.ARRANGED: _("It is arranged elsewhere"),
        GapAnswer.WITHOUT: _("The person goes without it, knowing so"),
        GapAnswer.POSTPONE: _("The person wants to wait until it is there"),
    },
    NoteKind: {
        NoteKind.SESSION: pgettext_lazy("about a place", "session held"),
        NoteKind.CONCERN: pgettext_lazy("about a place", "concern"),
        NoteKind.AGREEMENT: pgettext_lazy("about a place", "agreement"),
        NoteKind.JUDGEMENT: pgettext_lazy("about a place", "judgement"),
    },
    Outlook: {
        Outlook.READY: pgettext_lazy("a place", "ready to receive families"),
        Outlook.IF: pgettext_lazy("a place", "ready, once something is done"),
        Outlook.NOT_YET: pgettext_lazy("a place", "not ready yet"),
    },
    TookPart: {
        TookPart.TRIBAL_LEADERS: _("tribal leaders"),
        TookPart.PEACE_COMMITTEE: _("peace committee"),
        TookPart.LOCAL_COUNCIL: _("local council"),
        TookPart.WOMEN: _("women"),
        TookPart.YOUTH: _("young people"),
        TookPart.RELIGIOUS_LEADERS: _("religious leaders"),
        TookPart.TEACHERS: _("teachers"),
        TookPart.RETURNED: _("families who came back earlier"),
        TookPart.AUTHORITIES: _("authorities"),
        TookPart.ORGANISATIONS: _("organisations"),
    },
}

# Why the gates of pack, destination and continuity stand as they do; `detail` fills the places.
PACKS_BECAUSE: Final[Mapping[str, Promise]] = {
    "pack.open": _("Everything is there that the country's process asks for by now."),
    "pack.not_asked": _("Not recorded yet: %(item)s."),
    "pack.not_asked_more": _("%(missing)s things are not settled. The first, not recorded yet: %(item)s."),
    "pack.waits": _("Not settled yet: %(item)s."),
    "pack.waits_more": _("%(missing)s things are not settled. The first: %(item)s."),
    "pack.lapsed": _("The answer is over, and has to be asked for again: %(item)s."),
    "pack.lapsed_more": _("%(missing)s answers are over. The first to be asked for again: %(item)s."),
    "destination.no_site": _("Nobody said where they are received."),
    "destination.no_home": _("The family has not named where it wants to live."),
    "destination.closed": _("The place is not open."),
    "destination.no_capacity": _("Nobody recorded how many people the centre can hold."),
    "destination.full": _("The household needs %(persons)s places together; %(free)s are free now."),
    "destination.centre": _("The centre is open and has room: %(free)s places are free now."),
    "destination.not_judged": _("Nobody judged yet whether the home community is ready."),
    "destination.not_yet": _("The home community was judged not ready yet."),
    "destination.ready_if": _("The home community is ready once something is done that the judgement names."),
    "destination.judgement_over": _("The judgement about the home community held until %(until)s. Ask again."),
    "destination.ready": _("The home community was judged ready; that holds until %(until)s."),
    "continuity.open": _("No need is left without an answer."),
    "continuity.no_home": _("The family has not named where it wants to live, so services cannot be looked for."),
    "continuity.gaps": _("Needs without a service at home, to which the person has not answered: %(gaps)s."),
}

PACKS_TRAIL: Final[Mapping[str, Promise]] = {
    "pack.load": _("a destination pack, loaded"),
    "pack.retire": _("a destination pack, taken out of use"),
    "pack.use_again": _("a destination pack, taken back into use"),
    "milestone.record": _("something that a country's process asks for, recorded"),
    "case.journey": _("how a country's process stands in a case"),
    "case.gaps": _("needs without a service at home"),
    "gap.answer": _("what somebody said to a need without a service"),
    "reception.list": _("a list of who stays at a reception centre"),
    "service.add": _("a service, recorded"),
    "service.change": _("a service, changed"),
    "service.end": _("a service, ended"),
    "place.note": _("something about a place, recorded"),
    "readiness.simulate": _("who could go to a place now"),
}

# How an item, a judgement and a gate's answer are drawn beside their words.
STANDS_SHAPES: Final[Mapping[Stands, str]] = {
    Stands.DOES_NOT_APPLY: "plain",
    Stands.NOT_ASKED: "open",
    Stands.ASKED: "waiting",
    Stands.ANEW: "waiting",
    Stands.STOPPED: "blocked",
    Stands.OBJECTED: "waiting",
    Stands.LAPSED: "past",
    Stands.SATISFIED: "done",
}
OUTLOOK_SHAPES: Final[Mapping[Outlook, str]] = {
    Outlook.READY: "done",
    Outlook.IF: "waiting",
    Outlook.NOT_YET: "blocked",
}
NOTE_SHAPES: Final[Mapping[NoteKind, str]] = {
    NoteKind.SESSION: "info",
    NoteKind.CONCERN: "waiting",
    NoteKind.AGREEMENT: "done",
    NoteKind.JUDGEMENT: "plain",
}
