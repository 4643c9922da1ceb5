"""Both records of a candidate as they are now, and which identifiers besides the name agree between them.

Comes in: an actor and a candidate's row. Goes out: frozen facts. Worked out from the records as the page shows them, not from the weights
kept with the candidate: a weight can be above zero where a list says nothing, and that is no agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.lists.selectors.held import Held, opened
from homeward.lists.selectors.rows import edition_fact
from homeward.review import models
from homeward.review.facts.candidates import CandidateKind, Identifier
from homeward.review.selectors.comparing import compare, profile_of
from homeward.screening.profile import Profile
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
    """The two records of a candidate as they are now. `listing` None: a list of documents, which tells of no person."""

    profile: Profile
    listing: Listing | None
    held: Held | None


def both_of(actor: Actor, candidate: models.Candidate) -> Both:
    """The records of a candidate. Raises `NotFound` where one of them is gone."""
    profile = profile_of(actor, candidate)
    if profile is not None and candidate.kind == CandidateKind.DOCUMENT:
        return Both(profile, None, None)
    held = opened(edition_fact(candidate.edition))
    listing = held.entry(candidate.entry_id)
    if profile is None or listing is None:
        raise NotFound(
            "One of the two records is not there any more. Open the candidate again to see what became of it."
        )
    return Both(profile, listing, held)


def agreeing(both: Both) -> frozenset[Identifier]:
    """The identifiers that both records state and that agree."""
    if both.listing is None or both.held is None:
        return frozenset({Identifier.DOCUMENT})
    found = compare(both.profile, both.held, both.listing.entry_id)
    evidence = found.evidence if found else ()
    return frozenset(COMPARED[one.key] for one in evidence if one.key in COMPARED and one.state == "agrees")
