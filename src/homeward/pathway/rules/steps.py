"""The table of lawful steps, and who keeps each gate. The table is the documentation: the diagram and the database's guards are made of it.

Comes in: where a case stands. Goes out: the steps that lead on, or a refusal in words. Pure; what is not in the table is refused, for
everybody and however urgent. Never decides that somebody returns: it says what two people must have before them when they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from homeward.access.facts import Capability as C
from homeward.access.facts import Role as R
from homeward.kernel.errors import BadInput
from homeward.pathway.facts.cases import Course, Gate, Keeper, Lawful, Stage

_KNOWN: Final = (Gate.IDENTITY, Gate.NATIONALITY, Gate.SCREENING)
_PROTECTED: Final = (Gate.VOLUNTARINESS, Gate.NON_REFOULEMENT, Gate.BEST_INTERESTS, Gate.FAMILY_UNITY, Gate.NO_HOLD)

STEPS: Final[tuple[Lawful, ...]] = (
    # Who is this?
    Lawful(Stage.REGISTERED, Stage.IDENTITY_REVIEW, C.CASE_WRITE),
    Lawful(Stage.IDENTITY_REVIEW, Stage.NATIONALITY_VERIFICATION, C.CASE_WRITE, (Gate.IDENTITY,)),
    Lawful(Stage.NATIONALITY_VERIFICATION, Stage.SCREENING_REVIEW, C.CASE_WRITE, (Gate.IDENTITY, Gate.NATIONALITY)),
    Lawful(Stage.SCREENING_REVIEW, Stage.REPATRIATION_DECISION, C.CASE_WRITE, _KNOWN),
    # Two people decide, with everything before them.
    Lawful(
        Stage.REPATRIATION_DECISION, Stage.DEPARTURE_PREPARATION, C.CASE_DECIDE, (*_KNOWN, *_PROTECTED, Gate.PACK),
        answered_by=C.CASE_CONFIRM,
    ),
    # The way itself.
    Lawful(
        Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT, C.CONVOY_LEAD,
        (*_KNOWN, *_PROTECTED, Gate.MEDICAL_FITNESS, Gate.PACK, Gate.DESTINATION, Gate.HEAD_COUNT),
    ),
    Lawful(Stage.IN_TRANSIT, Stage.RECEIVED, C.CONVOY_LEAD, (Gate.HANDOVER,)),
    # At home again, and what leads there.
    Lawful(Stage.RECEIVED, Stage.REHABILITATION, C.CASE_WRITE, (Gate.NO_HOLD,)),
    Lawful(Stage.RECEIVED, Stage.RETURN_READINESS, C.CASE_WRITE, (Gate.PLAN, Gate.PACK, Gate.NO_HOLD)),
    Lawful(Stage.REHABILITATION, Stage.RETURN_READINESS, C.CASE_WRITE, (Gate.PLAN, Gate.PACK, Gate.NO_HOLD)),
    Lawful(
        Stage.RETURN_READINESS, Stage.RETURNED, C.CASE_DECIDE,
        (*_PROTECTED, Gate.MEDICAL_FITNESS, Gate.PACK, Gate.DESTINATION, Gate.CONTINUITY),
        answered_by=C.CASE_CONFIRM,
    ),
    Lawful(Stage.RETURNED, Stage.FOLLOW_UP, C.CASE_WRITE),
    Lawful(Stage.FOLLOW_UP, Stage.CLOSED, C.CASE_WRITE, (Gate.CONTACTS,), answered_by=C.CLOSURE_CONFIRM),
    # Something changed: the case goes back to where it is asked again. No gate, but words.
    Lawful(Stage.NATIONALITY_VERIFICATION, Stage.IDENTITY_REVIEW, C.CASE_WRITE, back=True),
    Lawful(Stage.SCREENING_REVIEW, Stage.IDENTITY_REVIEW, C.CASE_WRITE, back=True),
    Lawful(Stage.SCREENING_REVIEW, Stage.NATIONALITY_VERIFICATION, C.CASE_WRITE, back=True),
    Lawful(Stage.REPATRIATION_DECISION, Stage.IDENTITY_REVIEW, C.CASE_WRITE, back=True),
    Lawful(Stage.REPATRIATION_DECISION, Stage.SCREENING_REVIEW, C.CASE_WRITE, back=True),
    Lawful(Stage.DEPARTURE_PREPARATION, Stage.REPATRIATION_DECISION, C.CASE_WRITE, back=True),
    Lawful(Stage.IN_TRANSIT, Stage.DEPARTURE_PREPARATION, C.CONVOY_LEAD, back=True),
    Lawful(Stage.RETURN_READINESS, Stage.REHABILITATION, C.CASE_WRITE, back=True),
    Lawful(Stage.FOLLOW_UP, Stage.RETURN_READINESS, C.CASE_WRITE, back=True),
    Lawful(Stage.CLOSED, Stage.FOLLOW_UP, C.CASE_WRITE, back=True),
)  # fmt: skip

# An override lifts what can be made good later. It never lifts what protects the person: nobody returns against their will, into harm,
# against a child's best interests, or away from their family because somebody was in a hurry.
KEEPERS: Final[Mapping[Gate, Keeper]] = {
    Gate.IDENTITY: Keeper((R.IDENTITY_OFFICER,), overridable=True),
    Gate.NATIONALITY: Keeper((R.NATIONALITY_AUTHORITY,), overridable=True),
    Gate.SCREENING: Keeper((R.SCREENING_ANALYST, R.SECOND_REVIEWER), overridable=True),
    Gate.VOLUNTARINESS: Keeper((R.CASE_MANAGER,)),
    Gate.NON_REFOULEMENT: Keeper((R.CASE_MANAGER,)),
    Gate.BEST_INTERESTS: Keeper((R.CHILD_PROTECTION_SPECIALIST,)),
    Gate.FAMILY_UNITY: Keeper((R.CHILD_PROTECTION_SPECIALIST, R.CASE_MANAGER)),
    Gate.MEDICAL_FITNESS: Keeper((R.CASE_MANAGER,), overridable=True),
    Gate.NO_HOLD: Keeper((R.REPATRIATION_COORDINATOR, R.JUDICIAL_LIAISON)),
    Gate.PACK: Keeper((R.REPATRIATION_COORDINATOR,), overridable=True),
    Gate.DESTINATION: Keeper((R.REPATRIATION_COORDINATOR, R.REINTEGRATION_WORKER), overridable=True),
    Gate.CONTINUITY: Keeper((R.CASE_MANAGER, R.REINTEGRATION_WORKER), overridable=True),
    Gate.HEAD_COUNT: Keeper((R.CONVOY_LEAD,)),
    Gate.HANDOVER: Keeper((R.CONVOY_LEAD,)),
    Gate.PLAN: Keeper((R.CASE_MANAGER, R.REINTEGRATION_WORKER), overridable=True),
    Gate.CONTACTS: Keeper((R.REINTEGRATION_WORKER, R.CASE_MANAGER)),
}

# From where a case may stop, and go on again. What was only reported can turn out not to be so. A person may withdraw whatever their case
# waits for, and whoever died waits for nothing more.
_ALWAYS: Final = frozenset({Course.WITHDRAWN, Course.DECEASED_REPORTED})
COURSES: Final[Mapping[Course, frozenset[Course]]] = {
    Course.RUNNING: frozenset(Course) - {Course.RUNNING},
    **{one: (_ALWAYS | {Course.RUNNING}) - {one} for one in Course if one is not Course.RUNNING},
}


class Unlawful(BadInput):
    """A step that the table does not hold, from where the case stands."""

    code = "unlawful_step"


def steps_from(stage: Stage) -> tuple[Lawful, ...]:
    """The steps that lead away from a stage, those that lead on first."""
    return tuple(sorted((line for line in STEPS if line.frm is stage), key=lambda line: line.back))


def step_between(frm: Stage, to: Stage) -> Lawful:
    """The line of the table. Raises `Unlawful`."""
    for line in STEPS:
        if line.frm is frm and line.to is to:
            return line
    raise Unlawful("A case cannot go there from where it stands. Open it again to see which steps are possible.")


def next_on(stage: Stage) -> tuple[Lawful, ...]:
    """The steps that lead on from a stage: none from the last one, two where a country's process has no centre."""
    return tuple(line for line in steps_from(stage) if not line.back)


def check_course(now: Course, then: Course) -> None:
    """Refuse a turn that the table does not hold. Raises `Unlawful`."""
    if then not in COURSES[now]:
        raise Unlawful("The case stands so already, or has to go on first. Open it again to see where it is.")
