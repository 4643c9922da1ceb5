"""A handover before and after it is signed: how many of whom, where, with which conditions, and who signed.

Comes in: an actor and a convoy. Goes out: frozen facts. Names stand on the manifest; this says numbers and who takes responsibility.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.convoys import ConvoyRow
from homeward.pathway.facts.handovers import HandoverRow, Side, SignatureRow
from homeward.pathway.rules.headcount import Differs
from homeward.pathway.selectors.convoys import convoy_brief, convoy_of
from homeward.pathway.selectors.handing import given, handing_of, handover_of, signature_for, signature_row


@dataclass(frozen=True, slots=True)
class Signing:
    """What lies before whoever signs. `waits`: what is missing before anybody can; `changed`: it is another list since."""

    convoy: ConvoyRow
    handover: HandoverRow | None
    persons: int = 0
    bands: tuple[tuple[str, str, int], ...] = ()
    place: str = ""
    caveats: tuple[str, ...] = ()
    content: str = ""
    numbers: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    gave: SignatureRow | None = None
    gave_by: UUID | None = None
    took: SignatureRow | None = None
    changed: bool = False
    waits: Differs | None = None

    def own(self, actor: Actor) -> bool:
        """Whether the actor signed for the side that hands over."""
        return self.gave_by == actor.user_id


def signing_of(actor: Actor, convoy_id: UUID) -> Signing:
    """The handover of a convoy as it stands. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    row, handover, last = convoy_brief(actor, convoy_id), handover_of(actor, convoy_id), given(convoy)
    if handover is not None:
        named = models.Seat.objects.filter(convoy=convoy, case__handed_over__handover=handover.id, added=True)
        added = tuple(named.order_by("case__number").values_list("case__number", flat=True).distinct())
        return Signing(row, handover, handover.persons, handover.bands, handover.place, handover.caveats, added=added)
    place, caveats = (last.place, tuple(last.caveats)) if last else ("", ())
    try:
        handing = handing_of(convoy, place=place, caveats=caveats)
    except Differs as waits:
        return Signing(row, None, place=place, caveats=caveats, waits=waits)
    whole = last is not None and last.content == handing.content
    took = signature_for(convoy, handing, Side.TAKES)
    return Signing(
        convoy=row,
        handover=None,
        persons=handing.persons,
        bands=handing.bands,
        place=place,
        caveats=caveats,
        content=handing.content,
        numbers=handing.numbers,
        added=handing.added,
        gave=signature_row(last) if last and whole else None,
        gave_by=last.account if last and whole else None,
        took=signature_row(took) if took else None,
        changed=last is not None and not whole,
    )
