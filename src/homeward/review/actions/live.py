"""Open a candidate of a live check for somebody who is registered: from then on it is asked like any other.

Comes in: an actor who screens, a registered person, an entry. Goes out: the candidate's id. The person's record is compared, not what was
typed; whoever may be a child is withheld here as in every run.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.lists.facts.lists import Edition
from homeward.lists.selectors.editions import current
from homeward.lists.selectors.held import opened
from homeward.registry.selectors.readings import records_standing
from homeward.review import models
from homeward.review.facts.candidates import CandidateKind, Desk, State, Why
from homeward.review.facts.runs import Scope, Taken
from homeward.review.rules.runs import STRONG, TOP
from homeward.review.selectors.people import people_at
from homeward.review.weighing import laid, named, weighing
from homeward.screening.index.store import made_with
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.runs.lines import least_bits
from homeward.screening.weights import shipped as shipped_weights


@action
def live_open(*, actor: Actor, person_id: UUID, list_id: str, entry_id: str) -> UUID:
    """Ask whether a registered person is an entry; one that is asked already is given. Raises `Refused`, `NotFound`, `BadInput`."""
    authorise(actor, Capability.SCREEN_LIVE)
    if not records_standing(actor, ids=[person_id]):
        raise NotFound(_("There is no such person that you may see for the purpose you chose."))
    edition = next((one for one in current(actor, ListDesk.SECURITY) if one.list_id == list_id), None)
    mark = opened(edition).mark(entry_id) if edition else None
    if edition is None or mark is None:
        raise NotFound(_("There is no such entry on a list in use that you may see."))
    known = models.Candidate.objects.filter(
        person_id=person_id, watch_list_id=edition.list_row, entry_id=entry_id, kind=CandidateKind.NAME
    ).first()
    if known:
        return known.id
    return _asked(actor, person_id, edition, entry_id)


def _asked(actor: Actor, person_id: UUID, edition: Edition, entry_id: str) -> UUID:
    now, held = timezone.now(), opened(edition)
    ((read, profile),) = people_at(actor, [person_id], now, ListDesk.SECURITY)
    if read.taken is Taken.WITHHELD:
        raise BadInput(_("This person may be a child. A child is screened only on an individual legal ground."))
    if profile is None:
        raise BadInput(_("This person has no name that can be read, so nothing can be compared."))
    least = least_bits(shipped_weights().review)
    weighed = weighing(held, laid([(0, profile)]), least=least, top=TOP, threads=1).parts(
        range(1), {0: [(0, entry_id)]}, 1
    )
    found = next(one for one in weighed[0] if one.entry_id == entry_id)
    run = models.Run.objects.create(
        scope=Scope.LIVE, desk=ListDesk.SECURITY, person_id=person_id, asked_by=actor.user_id, asked_name=actor.username,
        asked_at=now, as_of=now, compared_at=now, ended_at=now, engine=made_with() | {"weights": shipped_weights().version},
        reference=shipped_reference().hash, least=least, top=TOP, persons=1, found=1, asked_anew=1,
    )  # fmt: skip
    models.RunEdition.objects.create(run=run, edition_id=edition.id)
    row = models.Candidate.objects.create(
        kind=CandidateKind.NAME, desk=Desk.CHILD if read.taken is Taken.ON_GROUND else Desk.SECURITY, person_id=person_id,
        watch_list_id=edition.list_row, entry_id=entry_id, edition_id=edition.id, person_mark=read.mark,
        entry_source=found.source, entry_mark=found.mark, millibits=found.millibits, evidence=named(found.evidence),
        strong=found.millibits >= least_bits(STRONG), state=State.WAITING, why=Why.NEW, waiting_since=now, run=run, found_at=now,
    )  # fmt: skip
    record(actor, EventKind.WRITE, "candidate.ask", person_id=person_id, subject=str(row.id))
    return row.id
