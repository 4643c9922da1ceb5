"""Record what a later file says otherwise of a registered person: new claims in the place of what an earlier file said.

Comes in: an actor who may decide about imports, a person, what the file states. Goes out: how many claims were recorded. Never overwrites:
what stood there is in the history. Never touches what somebody recorded here since, and never says the same twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.registry.actions.persons import check_version, current_claims, keep_claims
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.persons import Standing
from homeward.registry.rules.amendments import Effect, differences
from homeward.registry.selectors.persons import person_row


@action
def claims_amend(actor: Actor, person_id: UUID, statements: Sequence[Statement]) -> int:
    """Record of a file's statements what differs and may be recorded. How many claims: none where it was recorded already.

    Raises `Refused`, `NotFound`, `Invalid`. Of a merged record, the one that is kept is amended.
    """
    person = person_row(actor, person_id)
    while person.merged_into_id:
        person = person_row(actor, person.merged_into_id)
    authorise(actor, Capability.IMPORT_DECIDE, site_id=person.site_id, person_id=person.id)
    if person.standing == Standing.ERASED:
        return 0
    new = [
        replace(one.stated, supersedes=one.recorded.id if one.effect is Effect.REPLACES and one.recorded else None)
        for one in differences(statements, current_claims(person))
        if one.effect is not Effect.STAYS
    ]
    if new:
        check_version(person, person.version)
        keep_claims(actor, person, new)
        record(actor, EventKind.WRITE, "claim.amend", person_id=person.id, detail={"claims": len(new)})
    return len(new)
