"""The two records of a candidate, compared as a run compares them, with the entry in full and what changed since the last finding.

Comes in: an actor and a candidate. Goes out: a frozen comparison. Worked out anew from both records as they are now, against the whole
edition, by the engine's one path: as long as neither record changed it adds up to what the run found. Keeps nothing.
"""

from __future__ import annotations

from uuid import UUID

import numpy as np

from homeward.access.errors import NotFound, Sealed
from homeward.access.facts import Actor
from homeward.identity.profiles import profiles_of
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Edition
from homeward.lists.selectors.held import Held, opened
from homeward.lists.selectors.passages import passage
from homeward.lists.selectors.rows import edition_fact
from homeward.registry.facts.claims import Claim
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from homeward.review.documents import document_of
from homeward.review.facts.candidates import CandidateKind
from homeward.review.facts.compared import Changed, Compared, Paper
from homeward.review.selectors.candidates import candidate_row, is_blind, planted_profile
from homeward.screening.candidate import Candidate, candidate
from homeward.screening.engine import Comparison
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import shipped
from homeward.screening.runs.lines import least_bits
from homeward.watchlists.diff import changed
from homeward.watchlists.listing import Listing


def compared(actor: Actor, candidate_id: UUID) -> Compared:
    """Both records of a candidate side by side. Raises `Refused`, `NotFound`."""
    row = candidate_row(actor, candidate_id)
    edition = edition_fact(row.edition)
    profile = profile_of(actor, row)
    if row.kind == CandidateKind.DOCUMENT:
        return _of_a_paper(row, edition, profile)
    try:
        held = opened(edition)
    except (BadInput, NotFound, Sealed) as error:
        return Compared(edition, 0, profile, None, None, "", row.millibits, problem=str(error))
    listing = held.entry(row.entry_id)
    return Compared(
        edition=edition,
        entries=len(held.index),
        profile=profile,
        listing=listing,
        found=compare(profile, held, row.entry_id) if profile and listing else None,
        passage=passage(edition, listing) if listing else "",
        millibits=row.millibits,
        changed=None if is_blind(actor, row) else _changed(actor, row, edition, listing),
    )


def _of_a_paper(row: models.Candidate, edition: Edition, profile: Profile | None) -> Compared:
    """A paper and the row of a file that has its number: nothing about a person is compared."""
    try:
        found = document_of(edition, profile, row.entry_id) if profile else None
    except (BadInput, NotFound, Sealed) as error:
        return Compared(edition, 0, profile, None, None, "", 0, problem=str(error))
    return Compared(edition, 0, profile, None, None, "", 0, paper=Paper(*found) if found else None)


def profile_of(actor: Actor, row: models.Candidate) -> Profile | None:
    """The profile of a candidate's person as it is now, for this room alone; None where they have no name that can be read."""
    if row.person_id is None:
        return planted_profile(row)
    return next(profiles_of(actor, [row.person_id]), None)


def compare(profile: Profile, held: Held, entry_id: str) -> Candidate | None:
    """One profile and one entry of an edition, as a run compares them; None where one of them has no name that can be read."""
    entry = held.index.row(entry_id)
    if entry is None:
        return None
    comparison = Comparison(lay_out([profile]), held.index, shipped())
    # A run looks only at names of an entry that share a telling part with the person's; the page shows the one that it met there.
    found = comparison.block(0, 1, top=len(held.index), least=least_bits(comparison.weights.review))
    if len(at := np.flatnonzero(found.chosen[:, 0] == entry)):
        return candidate(comparison, profile, found, int(at[0]), 1)
    rows = comparison.pairs(np.array([[0, entry]], np.int64))
    return candidate(comparison, profile, rows, 0, 1) if rows.chosen[0, 1] >= 0 else None


def _changed(actor: Actor, row: models.Candidate, edition: Edition, listing: Listing | None) -> Changed | None:
    """What is otherwise than when somebody last said what they found; None where nobody did."""
    last = (
        models.Decision.objects.filter(candidate=row)
        .select_related("edition__watch_list")
        .order_by("-decided_at", "-id")
        .first()
    )
    if last is None:
        return None
    claims = _claims_since(actor, row, last)
    if last.edition_id == edition.id or listing is None:
        return Changed(last.decided_at, last.decided_name, claims=claims)
    try:
        before = opened(edition_fact(last.edition)).entry(row.entry_id)
    except (BadInput, NotFound, Sealed):
        return Changed(last.decided_at, last.decided_name, claims=claims, unknown=True)
    fields = changed(before, listing) if before else ()
    return Changed(last.decided_at, last.decided_name, fields, before if fields else None, claims)


def _claims_since(actor: Actor, row: models.Candidate, last: models.Decision) -> tuple[Claim, ...]:
    """What was recorded about the person since a decision, or lost its place since, of what is compared."""
    if row.person_id is None or bytes(row.person_mark) == bytes(last.person_mark):
        return ()
    claims = person_file(actor, row.person_id).claims
    return tuple(
        claim
        for claim in claims
        if claim.recorded_at > last.decided_at or (claim.superseded_at and claim.superseded_at > last.decided_at)
    )
