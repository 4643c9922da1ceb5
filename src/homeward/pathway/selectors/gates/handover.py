"""Whether both sides signed for somebody, by name.

Comes in: travellers. Goes out: a check for each. Who is not on the list that was signed was not handed over. Whoever was born on the way
was signed for with the others, and takes their own steps afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.pathway.facts.convoys import ExtraKind


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the handover stands for each traveller: of the convoy in which they have their place. Three queries, however many they are."""
    ids = [one.case_id for one in travellers]
    seats = {row.case_id: row for row in models.Seat.objects.filter(case__in=ids, ended="").select_related("convoy")}
    named = models.HandedOver.objects.filter(case__in=ids).values_list("case_id", "handover__convoy_id")
    signed = set(named)
    born = born_on_the_way(ids)
    return {one.case_id: _check(seats.get(one.case_id), signed, born.get(one.case_id)) for one in travellers}


def born_on_the_way(case_ids: Sequence[UUID]) -> dict[UUID, str]:
    """By case, the number of the convoy on whose way somebody was born, of those whom both sides signed for there."""
    born = models.Extra.objects.filter(case__in=case_ids, kind=ExtraKind.NEWBORN).values("case")
    rows = models.HandedOver.objects.filter(case__in=born)
    return dict(rows.values_list("case_id", "handover__convoy__number"))


def _check(seat: models.Seat | None, signed: set[tuple[UUID, UUID]], born: str | None) -> Check:
    if seat is None and born is not None:
        return Check(Gate.HANDOVER, Holding.OPEN, "handover_signed", {"convoy": born})
    if seat is None:
        return Check(Gate.HANDOVER, Holding.UNMET, "handover_no_convoy")
    detail = {"convoy": seat.convoy.number}
    if (seat.case_id, seat.convoy_id) in signed:
        return Check(Gate.HANDOVER, Holding.OPEN, "handover_signed", detail)
    return Check(Gate.HANDOVER, Holding.UNMET, "handover_not_signed", detail)
