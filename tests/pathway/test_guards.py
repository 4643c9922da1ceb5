"""The database itself refuses an unlawful step, a step without its gate passes, and a decision by one person. By raw SQL, on both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from homeward.access.models import SubjectKey
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.rules.steps import STEPS
from walked import WAY, CaseAt, CaseOf, step

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TWO = [line for line in WAY if line.two]
GATED = [(line, gate) for line in WAY for gate in line.gates]


def raw(statement: str, given: Sequence[Any] = ()) -> None:
    """Run a statement as somebody would who sits at the database."""
    native = connection.features.has_native_uuid_field
    plain = [one.hex if isinstance(one, UUID) and not native else one for one in given]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, plain)


def step_raw(
    case_id: UUID, number: int, frm: str, to: str, *, by: UUID | None = None, proposal: UUID | None = None,
    proposed_by: UUID | None = None,
) -> None:  # fmt: skip
    """Write a step down by hand, with everything but what the case lacks."""
    raw(
        'INSERT INTO pathway_step (id, case_id, number, frm, "to", words, proposal_id, proposed_by, taken_by, taken_name,'
        " taken_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [uuid7(), case_id, number, frm, to, b"", proposal, proposed_by, by or uuid7(), "somebody", NOW],
    )


def passes(case: models.Case, gates: Sequence[Gate]) -> None:
    """Write the passes of the next step down."""
    models.Passed.objects.bulk_create(
        models.Passed(case=case, number=case.version + 1, gate=gate, holding="open", because="x", passed_at=NOW)
        for gate in gates
    )


def the_case(there: CaseOf) -> models.Case:
    return models.Case.objects.get(id=there.mother)


@pytest.mark.parametrize("frm", list(Stage))
def test_no_step_that_the_table_does_not_hold(case_at: CaseAt, frm: Stage) -> None:
    case = the_case(case_at(frm))
    passes(case, list(Gate))
    lawful = {line.to for line in STEPS if line.frm is frm}
    for to in set(Stage) - lawful:
        with pytest.raises(IntegrityError, match="table of steps"):
            step_raw(case.id, case.version + 1, frm, to)


def test_no_step_from_where_a_case_does_not_stand(a_case: CaseOf) -> None:
    case = the_case(a_case)
    passes(case, list(Gate))
    with pytest.raises(IntegrityError, match="table of steps"):
        step_raw(case.id, case.version + 1, Stage.IDENTITY_REVIEW, Stage.NATIONALITY_VERIFICATION)
    with pytest.raises(IntegrityError, match="table of steps"):
        step_raw(case.id, case.version + 2, Stage.REGISTERED, Stage.IDENTITY_REVIEW)
    step_raw(case.id, case.version + 1, Stage.REGISTERED, Stage.IDENTITY_REVIEW)


@pytest.mark.parametrize(("line", "gate"), GATED, ids=lambda one: getattr(one, "frm", one))
def test_no_step_without_one_of_its_gates(case_at: CaseAt, line: Any, gate: Gate) -> None:
    case = the_case(case_at(line.frm))
    with pytest.raises(IntegrityError, match="every gate"), transaction.atomic():
        step(case, line, leave_out=[gate])
    step(case, line)


def test_a_pass_that_is_not_open_is_no_pass(a_case: CaseOf) -> None:
    case = the_case(a_case)
    with pytest.raises(IntegrityError):
        raw(
            "INSERT INTO pathway_passed (id, case_id, number, gate, holding, because, detail, passed_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [uuid7(), case.id, 2, Gate.IDENTITY, "unmet", "x", "{}", NOW],
        )


@pytest.mark.parametrize("line", TWO, ids=lambda line: line.frm)
def test_no_step_of_two_by_one(case_at: CaseAt, line: Any) -> None:
    """Without a proposal, with one nobody answered, and with one answered by whoever proposed it or by somebody else than the taker."""
    case = the_case(case_at(line.frm))
    passes(case, line.gates)
    one, another, third = uuid7(), uuid7(), uuid7()

    def take(**more: UUID) -> None:
        step_raw(case.id, case.version + 1, line.frm, line.to, **more)

    for more in (
        {"by": one},
        {"by": one, "proposed_by": another},
        {"by": one, "proposed_by": another, "proposal": uuid7()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            take(**more)
    made = models.Proposal.objects.create(
        case=case, frm=line.frm, to=line.to, words=b"x", proposed_by=one, proposed_name="one", proposed_at=NOW
    )
    with pytest.raises(IntegrityError, match="proposed by one person"):
        take(by=another, proposed_by=one, proposal=made.id)
    with pytest.raises(IntegrityError):
        answer(made, by=one)
    answer(made, by=another)
    for more in (
        {"by": third, "proposed_by": one},
        {"by": one, "proposed_by": another},
        {"by": one, "proposed_by": one},
    ):
        with pytest.raises(IntegrityError):
            take(proposal=made.id, **more)
    take(by=another, proposed_by=one, proposal=made.id)


def test_a_proposal_that_was_refused_takes_no_step(case_at: CaseAt) -> None:
    line = TWO[0]
    case = the_case(case_at(line.frm))
    passes(case, line.gates)
    one, another = uuid7(), uuid7()
    made = models.Proposal.objects.create(
        case=case, frm=line.frm, to=line.to, words=b"x", proposed_by=one, proposed_name="one", proposed_at=NOW
    )
    answer(made, by=another, agrees=False)
    with pytest.raises(IntegrityError, match="proposed by one person"):
        step_raw(case.id, case.version + 1, line.frm, line.to, by=another, proposed_by=one, proposal=made.id)
    with pytest.raises(IntegrityError, match="answered once"):
        answer(made, by=another)


def test_a_proposal_of_another_case_takes_no_step(case_at: CaseAt) -> None:
    line = TWO[0]
    there = case_at(line.frm)
    case, other = (models.Case.objects.get(id=id) for id in there.ids)
    passes(case, line.gates)
    one, another = uuid7(), uuid7()
    made = models.Proposal.objects.create(
        case=other, frm=line.frm, to=line.to, words=b"x", proposed_by=one, proposed_name="one", proposed_at=NOW
    )
    answer(made, by=another)
    with pytest.raises(IntegrityError, match="proposed by one person"):
        step_raw(case.id, case.version + 1, line.frm, line.to, by=another, proposed_by=one, proposal=made.id)


def test_no_proposal_is_made_with_its_answer_or_forged_later(case_at: CaseAt) -> None:
    line = TWO[0]
    case = the_case(case_at(line.frm))
    one, another = uuid7(), uuid7()
    with pytest.raises(IntegrityError, match="answered once"), transaction.atomic():
        models.Proposal.objects.create(
            case=case, frm=line.frm, to=line.to, words=b"x", proposed_by=one, proposed_name="one", proposed_at=NOW,
            agrees=True, answered_by=another, answered_name="another", answered_at=NOW,
        )  # fmt: skip
    made = models.Proposal.objects.create(
        case=case, frm=line.frm, to=line.to, words=b"x", proposed_by=one, proposed_name="one", proposed_at=NOW
    )
    for column, value in (("proposed_by", another), ("frm", "registered"), ('"to"', "closed"), ("case_id", uuid7())):
        with pytest.raises(IntegrityError, match="answered once"):
            raw(f"UPDATE pathway_proposal SET {column} = %s WHERE id = %s", [value, made.id])
    answer(made, by=another)
    with pytest.raises(IntegrityError, match="never changed"):
        raw("DELETE FROM pathway_proposal WHERE id = %s", [made.id])


def answer(proposal: models.Proposal, *, by: UUID, agrees: bool = True) -> None:
    raw(
        "UPDATE pathway_proposal SET agrees = %s, answered_by = %s, answered_at = %s WHERE id = %s",
        [agrees, by, NOW, proposal.id],
    )


def test_a_stage_changes_only_by_a_step(a_case: CaseOf) -> None:
    case = the_case(a_case)
    for stage in set(Stage) - {Stage.REGISTERED, Stage.CLOSED}:
        for version in (case.version, case.version + 1, 9):
            with pytest.raises(IntegrityError, match="changes its stage only"):
                raw("UPDATE pathway_case SET stage = %s, version = %s WHERE id = %s", [stage, version, case.id])


def test_an_old_step_opens_nothing_again(case_at: CaseAt) -> None:
    """A case that went on and back again does not go on a second time by setting its version to that of its old step."""
    there = case_at(Stage.DEPARTURE_PREPARATION)
    case = the_case(there)
    gone_on = case.version
    step_raw(case.id, gone_on + 1, Stage.DEPARTURE_PREPARATION, Stage.REPATRIATION_DECISION)
    move = "UPDATE pathway_case SET stage = %s, version = %s WHERE id = %s"
    raw(move, [Stage.REPATRIATION_DECISION, gone_on + 1, case.id])
    with pytest.raises(IntegrityError, match="changes its stage only"):
        raw(move, [Stage.DEPARTURE_PREPARATION, gone_on, case.id])
    with pytest.raises(IntegrityError, match="changes its stage only"):
        raw("UPDATE pathway_case SET version = %s WHERE id = %s", [gone_on - 1, case.id])


def test_a_case_begins_at_the_beginning(a_case: CaseOf) -> None:
    case = the_case(a_case)
    given = [uuid7(), case.group_id, uuid7(), "running", NOW, NOW, uuid7()]
    for stage, version in ((Stage.RECEIVED, 1), (Stage.REGISTERED, 5)):
        with pytest.raises(IntegrityError, match="changes its stage only"):
            raw(
                "INSERT INTO pathway_case (id, number, group_id, person_id, stage, course, since, version, opened_at, opened_by)"
                " VALUES (%s, 'C-1', %s, %s, %s, %s, %s, %s, %s, %s)",
                [*given[:3], stage, given[3], given[4], version, *given[5:]],
            )


@pytest.mark.parametrize("table", ["pathway_step", "pathway_passed"])
def test_what_was_taken_stays(case_at: CaseAt, table: str) -> None:
    case_at(Stage.SCREENING_REVIEW)
    said = [f"UPDATE {table} SET number = 9", f"DELETE FROM {table}"]
    if connection.vendor == "sqlite":
        said += [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"]
    else:
        raw("SET CONSTRAINTS ALL IMMEDIATE")  # else the foreign keys that wait are asked before any guard
        said += [f"TRUNCATE {table} CASCADE"]
    for statement in said:
        with pytest.raises(IntegrityError, match="never changed"):
            raw(statement)


def test_with_the_key_of_whoever_was_erased_it_may_go(case_at: CaseAt) -> None:
    case = the_case(case_at(Stage.SCREENING_REVIEW))
    SubjectKey.objects.filter(id=case.person_id).update(destroyed_at=NOW, wrapped=b"", proof=b"x")
    for table in ("pathway_step", "pathway_passed"):
        raw(f"DELETE FROM {table} WHERE case_id = %s", [case.id])
        with pytest.raises(IntegrityError, match="never changed"):
            raw(f"DELETE FROM {table}")
