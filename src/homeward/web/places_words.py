"""The codes of places and counts in words: kinds and states of sites, bands of age, lines of the ledger.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.places.facts import AliasKind, Moved, SiteKind, SiteStatus, Unit
from homeward.registry.facts.counts import Band, Column, Flow

PLACES: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    SiteKind: {
        SiteKind.CAMP: _("camp"),
        SiteKind.DETENTION: _("detention facility"),
        SiteKind.RECEPTION: _("reception centre"),
        SiteKind.TRANSIT: _("transit point"),
        SiteKind.COMMUNITY: _("community of return"),
        SiteKind.CARE: _("care centre"),
        SiteKind.HOSPITAL: _("hospital"),
        SiteKind.OFFICE: _("office"),
    },
    SiteStatus: {
        SiteStatus.PLANNED: _("planned"),
        SiteStatus.OPEN: _("open"),
        SiteStatus.CLOSING: _("closing"),
        SiteStatus.CLOSED: _("closed"),
    },
    AliasKind: {
        AliasKind.SPELLING: _("another spelling"),
        AliasKind.FORMER: _("former name"),
        AliasKind.SHORT: _("short name"),
    },
    Moved: {
        Moved.PEOPLE: _("its people"),
        Moved.RECORDS: _("its records"),
        Moved.EVERYTHING: _("its people and records"),
        Moved.PURPOSE: _("what it was for"),
    },
    Unit: {Unit.PERSONS: _("persons"), Unit.HOUSEHOLDS: _("households"), Unit.SHELTERS: _("shelters")},
    Band: {
        Band.INFANT: _("0 to 4 years"),
        Band.CHILD: _("5 to 11 years"),
        Band.ADOLESCENT: _("12 to 17 years"),
        Band.ADULT: _("18 to 59 years"),
        Band.ELDER: _("60 years and over"),
        Band.UNKNOWN: _("age unknown"),
    },
    Column: {Column.FEMALE: _("female"), Column.MALE: _("male"), Column.UNKNOWN: _("sex unknown")},
    Flow: {
        Flow.ARRIVALS: _("arrivals"),
        Flow.TRANSFERS_IN: _("from other sites"),
        Flow.BIRTHS: _("births"),
        Flow.RETURNS: _("came back"),
        Flow.FOUND_AGAIN: _("found again"),
        Flow.DEPARTURES: _("departures"),
        Flow.TRANSFERS_OUT: _("to other sites"),
        Flow.LEFT: _("left of their own accord"),
        Flow.ABSCONDED_REPORTED: _("reported to have absconded"),
        Flow.MISSING_REPORTED: _("reported missing"),
        Flow.DEATHS_REPORTED: _("reported deaths"),
        Flow.UNACCOUNTED: _("unaccounted for"),
    },
}
