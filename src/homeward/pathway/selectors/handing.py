"""What is handed over: everybody counted at the arrival, how many of which sex and age, where, and what is passed on with them.

Comes in: a convoy's row. Goes out: frozen facts, with the hash that both sides sign. Never who is missing: that stands in no handover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.convoys import ExtraKind, PointKind
from homeward.pathway.facts.handovers import HandoverRow, Side, SignatureRow
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.rules.handovers import content_of
from homeward.pathway.rules.headcount import bands, check_agreed
from homeward.pathway.selectors.convoys import convoy_of
from homeward.pathway.selectors.counting import agreed_at, open_seats


@dataclass(frozen=True, slots=True)
class Handing:
    """What lies before whoever signs."""

    cases: tuple[UUID, ...]
    newborns: int
    bands: tuple[tuple[str, str, int], ...]
    place: str
    caveats: tuple[str, ...]
    content: str
    numbers: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def persons(self) -> int:
        """How many people."""
        return len(self.cases) + self.newborns


def handing_of(convoy: models.Convoy, *, place: str, caveats: Sequence[str]) -> Handing:
    """Everybody who was counted as there at the arrival. Raises `Differs` where the counts there do not agree yet."""
    seats = {seat.id: seat for seat in open_seats(convoy)}
    found = agreed_at(models.Point.objects.get(convoy=convoy, kind=PointKind.ARRIVAL), seats)
    check_agreed(found)
    there = sorted((seats[id] for id in found.of(Mark.PRESENT)), key=lambda seat: seat.case.number)
    born = models.Extra.objects.filter(convoy=convoy, kind=ExtraKind.NEWBORN, case__isnull=True).count()
    people = [(seat.case.person.sex, seat.case.person.born_from, seat.case.person.born_to) for seat in there]
    day = timezone.localdate()
    month = day.replace(day=1)
    table = bands([*people, *[("", month, month)] * born], day)
    numbers = [seat.case.number for seat in there]
    content = content_of(convoy.number, [*numbers, *["newborn"] * born], table, place, caveats)
    added = tuple(seat.case.number for seat in there if seat.added)
    cases = tuple(seat.case_id for seat in there)
    return Handing(cases, born, table, place, tuple(caveats), content, tuple(numbers), added)


def signature_for(convoy: models.Convoy, handing: Handing, side: Side) -> models.Signature | None:
    """The signature of a side for exactly this, for this room alone."""
    rows = models.Signature.objects.filter(convoy=convoy, side=side, content=handing.content)
    return rows.order_by("-signed_at", "-id").first()


def given(convoy: models.Convoy) -> models.Signature | None:
    """What the giving side signed last, for this room alone."""
    return models.Signature.objects.filter(convoy=convoy, side=Side.GIVES).order_by("-signed_at", "-id").first()


def signature_row(row: models.Signature) -> SignatureRow:
    """A signature as a fact."""
    return SignatureRow(
        Side(row.side), row.name, row.function, row.account is None, row.scan, row.signed_at, row.content
    )


def handover_of(actor: Actor, convoy_id: UUID) -> HandoverRow | None:
    """The handover that both sides signed; None until they did. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    row = models.Handover.objects.filter(convoy=convoy).select_related("gave", "took").first()
    if row is None:
        return None
    return HandoverRow(
        id=row.id,
        place=row.place,
        at=row.at,
        gave=signature_row(row.gave),
        took=signature_row(row.took),
        persons=row.persons,
        bands=tuple((sex, band, number) for sex, band, number in row.bands),
        caveats=tuple(row.caveats),
    )
