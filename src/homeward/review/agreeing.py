"""Both records of a candidate as they are now, and which identifiers besides the name agree between them.

Comes in: an actor and a candidate's row. Goes out: frozen facts. Worked out from the records themselves, not from the weights kept with the
candidate: a weight can be above zero where a list says nothing, and that is no agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.identity.profiles import profiles_of
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.rows import edition_fact
from homeward.review import models
from homeward.review.facts.candidates import Identifier
from homeward.review.selectors.candidates import planted_profile
from homeward.screening.engine import Comparison, lay_out
from homeward.screening.evidence import Evidence, explain
from homeward.screening.index.build import build
from homeward.screening.profile import Profile
from homeward.screening.reference import shipped
from homeward.watchlists.listing import Listing

COMPARED: Final = {
    "birth": Identifier.BIRTH,
    "mother": Identifier.MOTHER,
    "father": Identifier.FATHER,
    "birth_place": Identifier.BIRTH_PLACE,
    "document": Identifier.DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class Both:
    """The two records of a candidate, as they are now."""

    profile: Profile
    listing: Listing


def both_of(actor: Actor, candidate: models.Candidate) -> Both:
    """The records of a candidate, for this room alone. Raises `NotFound` where one of them is gone."""
    if candidate.planted_id:
        profile: Profile | None = planted_profile(candidate)
    else:
        assert candidate.person_id is not None, "a constraint keeps every candidate of a person or planted"
        profile = next(profiles_of(actor, [candidate.person_id]), None)
    listing = opened(edition_fact(candidate.edition)).entry(candidate.entry_id)
    if profile is None or listing is None:
        raise NotFound(
            "One of the two records is not there any more. Open the candidate again to see what became of it."
        )
    return Both(profile, listing)


def agreeing(both: Both) -> frozenset[Identifier]:
    """The identifiers that both records state and that agree."""
    return frozenset(COMPARED[one.key] for one in _evidence(both) if one.key in COMPARED and one.state == "agrees")


def _evidence(both: Both) -> tuple[Evidence, ...]:
    comparison = Comparison(lay_out([both.profile]), build([both.listing]), shipped())
    rows = comparison.block(0, 1, top=1, least=-(1 << 30))
    return explain(comparison, both.profile, rows, 0).evidence if len(rows.chosen) else ()
