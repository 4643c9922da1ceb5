"""The codes of convoys in words: where one stands, points, marks, ends of places, papers, what binds a household.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`, sentences for gates and tasks. A word says who has a place and who was
counted; that somebody did not come, or decided otherwise, is said without a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.pathway.facts.batches import Binding
from homeward.pathway.facts.convoys import ConvoyState, ExtraKind, ExtraState, PointKind, SeatEnd
from homeward.pathway.facts.handovers import Side
from homeward.pathway.facts.happened import IncidentKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.facts.manifests import ManifestColumn, ManifestForm, TravelPaperKind

CONVOYS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    ConvoyState: {
        ConvoyState.PLANNED: pgettext_lazy("convoy", "planned"),
        ConvoyState.BOARDING: pgettext_lazy("convoy", "boarding"),
        ConvoyState.UNDER_WAY: pgettext_lazy("convoy", "on the way"),
        ConvoyState.ARRIVED: pgettext_lazy("convoy", "arrived"),
        ConvoyState.CLOSED: pgettext_lazy("convoy", "closed"),
        ConvoyState.CALLED_OFF: pgettext_lazy("convoy", "called off"),
    },
    PointKind: {
        PointKind.BOARDING: pgettext_lazy("point of a convoy", "boarding"),
        PointKind.CHECKPOINT: pgettext_lazy("point of a convoy", "on the way"),
        PointKind.ARRIVAL: pgettext_lazy("point of a convoy", "arrival"),
    },
    Mark: {
        Mark.PRESENT: pgettext_lazy("head-count", "present"),
        Mark.ABSENT: pgettext_lazy("head-count", "absent"),
    },
    SeatEnd: {
        SeatEnd.NO_SHOW: pgettext_lazy("place in a convoy", "was not there; somebody asks"),
        SeatEnd.WITHDREW: pgettext_lazy("place in a convoy", "decided not to go"),
        SeatEnd.STAYS: pgettext_lazy("place in a convoy", "stays, and keeps the turn"),
        SeatEnd.CALLED_OFF: pgettext_lazy("place in a convoy", "the convoy was called off"),
        SeatEnd.TURNED_BACK: pgettext_lazy("place in a convoy", "the convoy turned back"),
        SeatEnd.DECEASED_REPORTED: pgettext_lazy("place in a convoy", "reported to have died on the way"),
        SeatEnd.UNACCOUNTED: pgettext_lazy("place in a convoy", "not found at the arrival; is looked for"),
        SeatEnd.RECEIVED: pgettext_lazy("place in a convoy", "received"),
    },
    ExtraKind: {
        ExtraKind.CHILD: pgettext_lazy("not on the list", "child"),
        ExtraKind.ADULT: pgettext_lazy("not on the list", "adult"),
        ExtraKind.NEWBORN: pgettext_lazy("not on the list", "born on the way"),
    },
    ExtraState: {
        ExtraState.WAITS: pgettext_lazy("not on the list", "stays here until somebody answered"),
        ExtraState.BOARDS: pgettext_lazy("not on the list", "may go along"),
        ExtraState.STAYS: pgettext_lazy("not on the list", "stays here"),
    },
    Side: {
        Side.GIVES: pgettext_lazy("handover", "hands over"),
        Side.TAKES: pgettext_lazy("handover", "receives"),
    },
    IncidentKind: {
        IncidentKind.MEDICAL_STOP: _("a stop for somebody's health"),
        IncidentKind.DELAY: pgettext_lazy("on the way", "a delay"),
        IncidentKind.TURNED_BACK: _("the convoy turned back"),
        IncidentKind.BIRTH: _("a child was born"),
        IncidentKind.DEATH: _("somebody is reported to have died"),
        IncidentKind.OTHER: pgettext_lazy("on the way", "something else"),
    },
    TravelPaperKind: {
        TravelPaperKind.PASSPORT: pgettext_lazy("travel paper", "passport"),
        TravelPaperKind.LAISSEZ_PASSER: pgettext_lazy("travel paper", "laissez-passer"),
        TravelPaperKind.NATIONAL_ID: pgettext_lazy("travel paper", "national identity card"),
        TravelPaperKind.NATIONALITY_CERTIFICATE: pgettext_lazy("travel paper", "nationality certificate"),
        TravelPaperKind.AUTHORITY_LIST: pgettext_lazy("travel paper", "list signed by the authority"),
        TravelPaperKind.OTHER: pgettext_lazy("travel paper", "another paper"),
        TravelPaperKind.MISSING: pgettext_lazy("travel paper", "missing"),
    },
    ManifestForm: {
        ManifestForm.PDF: _("a paper (PDF)"),
        ManifestForm.XLSX: _("a spreadsheet (XLSX)"),
    },
    ManifestColumn: {
        ManifestColumn.NUMBER: pgettext_lazy("manifest", "Number"),
        ManifestColumn.NAME: pgettext_lazy("manifest", "Name"),
        ManifestColumn.ROMANISED: pgettext_lazy("manifest", "In Latin letters"),
        ManifestColumn.SEX: pgettext_lazy("manifest", "Sex"),
        ManifestColumn.BIRTH: pgettext_lazy("manifest", "Born"),
        ManifestColumn.HOUSEHOLD: pgettext_lazy("manifest", "Household"),
        ManifestColumn.VEHICLE: pgettext_lazy("manifest", "Vehicle"),
        ManifestColumn.PAPER: pgettext_lazy("manifest", "Paper"),
        ManifestColumn.PAPER_NUMBER: pgettext_lazy("manifest", "Its number"),
        ManifestColumn.VALID_UNTIL: pgettext_lazy("manifest", "Valid until"),
        ManifestColumn.NEEDS: pgettext_lazy("manifest", "For the escort"),
    },
    Binding: {
        Binding.GATES: _("a gate is not open"),
        Binding.NOT_TOGETHER: _("somebody of the household does not prepare for departure here"),
        Binding.SEATS: _("no vehicle has enough seats left for all of them"),
        Binding.WHEELCHAIR: _("no vehicle has a place left for a wheelchair"),
        Binding.CENTRE: _("no room is left for all of them where the convoy arrives"),
        Binding.CHILD_PROTECTION: _("a child of them waits for the word of child protection"),
        Binding.ELSEWHERE: _("somebody of them has a place in another convoy"),
        Binding.OTHER_WAY: _("they are to be received at another site than the one where it arrives"),
    },
}

# Why the two gates of a convoy stand as they do.
CONVOY_BECAUSE: Final[Mapping[str, Promise]] = {
    "head_count_no_convoy": _("They have no place in a convoy yet."),
    "head_count_planned": _("Convoy %(convoy)s is planned for %(day)s. People are counted when they board."),
    "head_count_not_agreed": _("They are not counted yet in convoy %(convoy)s, or two counts differ."),
    "head_count_absent": _("They were not there when convoy %(convoy)s was counted. That says nothing about why."),
    "head_count_born": _("They were born on the way of convoy %(convoy)s, and counted at its arrival."),
    "head_count_present": _("Every count of convoy %(convoy)s says that they are there."),
    "handover_no_convoy": _("They have no place in a convoy."),
    "handover_not_signed": _("Both sides have not signed for them yet (convoy %(convoy)s)."),
    "handover_signed": _("Both sides signed for them by name (convoy %(convoy)s)."),
}

# What the tasks of convoys ask for.
CONVOY_TASKS: Final[Mapping[str, Promise]] = {
    "convoy.no_show": _("Find out why they did not come to the convoy. Nobody knows yet, and nothing follows from it."),
    "convoy.withdrew": _(
        "They decided at the bus not to go. Ask what they need now; every service stays open to them."
    ),
    "convoy.extra_child": _(
        "A child stood at the bus and was not on the list. Look after the child, and say what happens."
    ),
    "convoy.extra_adult": _("Somebody stood at the bus and was not on the list. Ask what they want and need."),
    "convoy.room": _("What they need on the journey does not fit in their vehicle. Give them other places."),
    "convoy.unaccounted": _("Not found when the convoy arrived. Ask along the way, and those who travelled with them."),
    "convoy.birth": _(
        "A child was born with the convoy and is registered. See that mother and child are well, and take their case on."
    ),
    "convoy.death": _(
        "A death with the convoy was reported. See that the family is told with care, and that papers follow."
    ),
    "convoy.bereaved": _("Somebody of this child's household died with the convoy. See who cares for the child now."),
}

# What the trail says was done.
CONVOY_TRAIL: Final[Mapping[str, Promise]] = {
    "case.journey": _("what a journey has to make room for"),
    "case.travel_paper": _("a travel paper"),
    "convoy.apart": _("a household that goes without somebody who is not there"),
    "convoy.arrive": _("a convoy, arrived"),
    "convoy.board": _("a convoy, boarding"),
    "convoy.call_off": _("a convoy, called off"),
    "convoy.change": _("a convoy, changed"),
    "convoy.count": _("a head-count, begun"),
    "convoy.count_again": _("a head-count, set aside and made again"),
    "convoy.count_finish": _("a head-count, finished"),
    "convoy.count_list": _("the list by which people are counted"),
    "convoy.depart": _("a convoy, departed"),
    "convoy.extra": _("somebody at a convoy who is not on its list"),
    "convoy.extra_seat": _("a place in a convoy, given at the bus to somebody who was not on its list"),
    "convoy.extra_answer": _("whether a child who is not on the list may go along"),
    "convoy.file": _("a convoy"),
    "convoy.handover": _("people handed over, signed by both sides"),
    "convoy.incident": _("what happened on the way"),
    "convoy.manifest": _("the manifest of a convoy"),
    "convoy.mark": _("whether somebody was there when they were counted"),
    "convoy.plan": _("a convoy, planned"),
    "convoy.screen": _("the people of a convoy, to be compared with the lists"),
    "convoy.ready": _("which households could go with a convoy"),
    "convoy.receive": _("people of a convoy, received"),
    "convoy.seat": _("a place in a convoy"),
    "convoy.settle": _("what was found by name where two counts differed"),
    "convoy.sign": _("a signature of a handover"),
    "convoy.stay": _("a place in a convoy, given up"),
    "convoy.turn_back": _("a convoy, turned back"),
    "convoy.look_for": _("somebody not found when a convoy arrived"),
    "convoy.vehicle": _("a vehicle of a convoy"),
    "convoy.vehicle_remove": _("a vehicle, taken out of a convoy"),
    "convoy.withdraw": _("somebody who decided at the bus not to go"),
}
