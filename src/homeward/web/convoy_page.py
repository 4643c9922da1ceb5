"""A convoy's page, put together: its first line, the one thing to do next, its vehicles, points and households.

Comes in: an actor and a convoy. Goes out: what the template reads. What is next follows from where the convoy stands and from what this
reader may do; whoever may not do it reads who does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.facts.convoys import ConvoyRow, ConvoyState, ExtraKind, ExtraState, PointRow, SeatEnd
from homeward.pathway.facts.happened import ExtraRow
from homeward.pathway.facts.headcounts import Agreed, Mark
from homeward.pathway.rules.convoys import COUNTED, SEATING
from homeward.pathway.selectors.centre import centre_of
from homeward.pathway.selectors.convoys import ConvoyFile, convoy_file, leads
from homeward.pathway.selectors.counting import point_counted
from homeward.pathway.selectors.departing import Departure, departure_of
from homeward.pathway.selectors.handing import handover_of
from homeward.pathway.selectors.happened import extras_of, incidents_of
from homeward.places.selectors import site_names
from homeward.web import calendars
from homeward.web.convoy_forms import VehicleForm
from homeward.web.pathway_sentences import because
from homeward.web.words import word

S = ConvoyState
STATES: Final = {
    S.PLANNED: "open", S.BOARDING: "waiting", S.UNDER_WAY: "waiting", S.ARRIVED: "waiting", S.CLOSED: "done",
    S.CALLED_OFF: "past",
}  # fmt: skip
NEXT: Final[dict[ConvoyState, tuple[str, Promise]]] = {
    S.PLANNED: ("board", gettext_lazy("Begin to board")),
    S.BOARDING: ("depart", gettext_lazy("Depart with everybody who is there")),
    S.UNDER_WAY: ("arrive", gettext_lazy("The convoy arrived")),
    S.ARRIVED: ("receive", gettext_lazy("Record that they were received")),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A point as the page shows it: what was counted there, and whether people are counted there now."""

    row: PointRow
    name: str
    agreed: Agreed
    now: bool

    @property
    def there(self) -> int:
        """How many are there, as all counts say."""
        return len(self.agreed.of(Mark.PRESENT))

    @property
    def total(self) -> int:
        """How many are to be counted."""
        return len(self.agreed.marks) + len(self.agreed.differing) + len(self.agreed.uncounted)


def page_of(request: HttpRequest, actor: Actor, convoy_id: UUID, vehicle: VehicleForm | None = None) -> dict[str, Any]:
    """What the page of a convoy reads."""
    file = convoy_file(actor, convoy_id)
    row = file.row
    leading = leads(actor, row.id)
    plans = may(actor, Capability.CONVOY_PLAN, site_id=row.from_site_id)
    departure = departure_of(actor, convoy_id) if row.state is S.BOARDING else None
    centre = centre_of(actor, convoy_id) if row.state in SEATING else None
    extras = extras_of(actor, convoy_id)
    handover = handover_of(actor, convoy_id)
    points = [_point(actor, file, point) for point in file.points]
    return {
        "row": row,
        "file": file,
        "state": STATES[row.state],
        "sites": names(actor, row),
        "leads": leading,
        "plans": plans,
        "points": points,
        "here": next((point for point in points if point.now), None),
        "departure": departure,
        "standing": _standing(request, departure),
        "next": _next(
            row, departure, fits=not (centre and centre.beyond), leads=leading, plans=plans, signed=handover is not None
        ),
        "extras": extras,
        "ledger": _ledger(file, extras) if row.state is not S.PLANNED else (),
        "placing": _placing(file, extras) if leading and row.state in SEATING else (),
        "centre": centre,
        "over": [party for party in file.parties if centre and party.group_id in centre.beyond],
        "incidents": incidents_of(actor, convoy_id),
        "handover": handover,
        "vehicle_form": vehicle or VehicleForm(),
        "may_disclose": may(actor, Capability.EXPORT, site_id=row.from_site_id),
        "may_answer": may(actor, Capability.CHILD_PROTECTION, site_id=row.from_site_id),
        "may_take": may(actor, Capability.CONVOY_READ, site_id=row.to_site_id),
    }


def names(actor: Actor, row: ConvoyRow) -> tuple[str, str]:
    """What both ends are called."""
    found = site_names(actor, {row.from_site_id, row.to_site_id}, language=get_language() or "en")
    return found.get(row.from_site_id, ""), found.get(row.to_site_id, "")


def point_name(point: PointRow) -> str:
    """What a point is called: as it was named, or what it is."""
    return point.called or str(word(point.kind))


def _point(actor: Actor, file: ConvoyFile, point: PointRow) -> Point:
    counted = point_counted(actor, point.id)
    return Point(point, point_name(point), counted, COUNTED.get(file.row.state) is point.kind)


def _ledger(file: ConvoyFile, extras: Iterable[ExtraRow]) -> list[tuple[str, int]]:
    """Everybody who had a place, added up: given before boarding, added at the bus, born on the way, less those who have none any more."""
    seats = [seat for party in (*file.parties, *file.former) for seat in party.seats]
    born = {one.person_id for one in extras if one.kind is ExtraKind.NEWBORN}
    lines = [
        (_("Places given before boarding"), sum(not seat.added for seat in seats)),
        (_("added while boarding"), sum(seat.added and seat.person_id not in born for seat in seats)),
        (str(word(ExtraKind.NEWBORN)), sum(seat.added and seat.person_id in born for seat in seats)),
        *(
            (str(word(end)), -sum(seat.ended is end for seat in seats))
            for end in SeatEnd
            if end is not SeatEnd.RECEIVED
        ),
    ]
    return [line for line in lines if line[1]]


def _placing(file: ConvoyFile, extras: Iterable[ExtraRow]) -> set[UUID]:
    """Those not on the list who could be given a place: a child on the word of child protection, an adult at once."""
    seated = {seat.person_id for party in file.parties for seat in party.seats}
    return {
        one.id
        for one in extras
        if one.person_id and one.person_id not in seated and one.state is not ExtraState.STAYS
        and (one.state is ExtraState.BOARDS or one.kind is ExtraKind.ADULT)
    }  # fmt: skip


def _next(
    row: ConvoyRow, departure: Departure | None, *, fits: bool, leads: bool, plans: bool, signed: bool
) -> tuple[str, str, Promise] | None:
    """The step that this reader can take now: its code, address and words."""
    if row.state not in NEXT:
        return None
    code, words = NEXT[row.state]
    allowed = {
        "board": (leads or plans) and row.people > 0,
        "depart": leads and fits and departure is not None and departure.ready,
        "arrive": leads,
        "receive": leads and signed,
    }[code]
    return (code, reverse("convoy_step", args=[row.id, code]), words) if allowed else None


def _standing(request: HttpRequest, departure: Departure | None) -> list[dict[str, Any]]:
    """Households at the bus, those first of whom something is still to be said."""
    if departure is None:
        return []
    calendar = calendars.chosen(request)
    found = []
    for one in departure.parties:
        why = [(str(word(check.gate)), because(check.because, check.detail, calendar)) for check, _case in one.unmet]
        state = "done" if one.goes else "blocked" if one.left or one.unmet else "waiting"
        said = _("goes along") if one.goes else _("cannot go so") if state == "blocked" else _("not counted yet")
        if one.absent and not one.there and not one.waiting:
            state, said = "past", _("nobody is there")
        found.append({"one": one, "state": state, "said": said, "why": why})
    return sorted(found, key=lambda line: ("blocked", "waiting", "past", "done").index(line["state"]))
