"""Cases for tests: a household's, at any stage, walked there lawfully.

Comes in: an actor maker, a stage. Goes out: ids. The passes of a step are written as the database asks for them, by people who differ where
two are needed, and its guards stand; what opens a gate is recorded by the tests of that gate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pytest
from django.db.models import F
from django.utils import timezone

from actors import MakeActor
from homes import family, site
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.cases import case_open
from homeward.pathway.facts.cases import Holding, Lawful, Stage
from homeward.pathway.rules.steps import STEPS
from homeward.pathway.sealed import PROPOSAL_WORDS, keys_to_write, seal_text
from homeward.registry.facts.households import Family

PACK: Final = "river"
# One step after the other from the beginning to the end, through the centre.
WAY: Final[tuple[Lawful, ...]] = tuple(
    next(line for line in STEPS if (line.frm, line.to) == pair)
    for pair in zip(list(Stage)[:-1], list(Stage)[1:], strict=True)
)


@dataclass(frozen=True)
class CaseOf:
    """Cases of a mother and her child in one group, and who opened them."""

    ids: tuple[UUID, ...]
    family: Family
    site: UUID
    coordinator: Actor

    @property
    def mother(self) -> UUID:
        """The mother's case."""
        return self.ids[0]

    @property
    def child(self) -> UUID:
        """The child's case."""
        return self.ids[1]


CaseAt = Callable[..., CaseOf]


def a_pack(key: str = PACK) -> models.Pack:
    """A country's process that asks for nothing: the one of that name, or a new one."""
    found = models.Pack.objects.filter(key=key).order_by("-version").first()
    return found or models.Pack.objects.create(
        key=key, version=1, country="iq", sha="0" * 64, content={}, loaded_at=timezone.now(), loaded_by=uuid7()
    )


def walk(case_ids: Sequence[UUID], to: Stage) -> None:
    """Bring cases to a stage, each step with its passes, proposals and rows as the database demands them."""
    for line in WAY:
        if line.frm is to:
            return
        for row in list(models.Case.objects.filter(id__in=case_ids, stage=line.frm)):
            step(row, line)


def step(case: models.Case, line: Lawful, *, leave_out: Sequence[str] = ()) -> None:
    """One lawful step, written by hand. `leave_out`: gates whose pass is not written, to see the database refuse."""
    now, one, another = timezone.now(), uuid7(), uuid7()
    number = case.version + 1
    models.Passed.objects.bulk_create(
        models.Passed(case=case, number=number, gate=gate, holding=Holding.OPEN, because="walked", passed_at=now)
        for gate in line.gates
        if gate not in leave_out
    )
    proposal = None
    if line.two:
        proposal = models.Proposal(
            case=case, frm=line.frm, to=line.to, proposed_by=one, proposed_name="one", proposed_at=now,
        )  # fmt: skip
        proposal.words = seal_text(keys_to_write([case])[case.id], PROPOSAL_WORDS, proposal.id, "Everything is there.")
        proposal.save(force_insert=True)
        models.Proposal.objects.filter(id=proposal.id).update(
            agrees=True, answered_by=another, answered_name="another", answered_at=now
        )
    models.Step.objects.create(
        case=case, number=number, frm=line.frm, to=line.to, proposal=proposal,
        proposed_by=one if line.two else None, taken_by=another, taken_name="another", taken_at=now,
    )  # fmt: skip
    closed = now if line.to is Stage.CLOSED else None
    models.Case.objects.filter(id=case.id).update(stage=line.to, version=F("version") + 1, since=now, closed_at=closed)


@pytest.fixture
def case_at(actor: MakeActor) -> CaseAt:
    """`case_at(stage=Stage.REGISTERED, name=…)`: cases of a mother and her child of 2016, both at a stage."""

    def make(stage: Stage = Stage.REGISTERED, *, name: str = "Haddad", pack: str = PACK) -> CaseOf:
        a_pack(pack)
        where = site(actor, f"{name} camp")
        clerk = actor(Role.REGISTRATION_CLERK, where)
        people = family(clerk, where, name)
        coordinator = actor(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN)
        ids = case_open(coordinator, person_ids=people.person_ids, pack_key=pack)
        walk(ids, stage)
        return CaseOf(ids, people, where, coordinator)

    return make


@pytest.fixture
def a_case(case_at: CaseAt) -> CaseOf:
    """Cases of a mother and her child, at their beginning."""
    return case_at()
