"""Which role may do what, for which purpose; which roles nobody may hold together. Pure decisions.

Comes in: an `Actor`, a `Capability`, a moment. Goes out: the sites where it may be done, or a reason why not.
Never reads a table. Without a purpose, nothing is allowed. An administrator manages users and reads no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import combinations
from typing import Final
from uuid import UUID

from homeward.access.facts import Actor, Agreement, Assignment, Caveat, Obstacle, Sending, Sites
from homeward.access.facts import Capability as C
from homeward.access.facts import Purpose as P
from homeward.access.facts import Role as R

_LOOK: Final = frozenset({C.SITE_READ, C.PERSON_SEARCH, C.PERSON_READ, C.JOB_READ})
_EVERYBODY: Final = frozenset({C.SITE_READ, C.JOB_READ})
_FILE: Final = _LOOK | {C.DOCUMENT_READ, C.BREAK_GLASS_OPEN}
_REGISTER: Final = _FILE | {
    C.PERSON_WRITE,
    C.DOCUMENT_WRITE,
    C.CUSTODY_WRITE,
    C.HOUSEHOLD_WRITE,
    C.RECEIPT_ISSUE,
    C.REQUEST_OPEN,
    C.DUPLICATE_REVIEW,
    C.IMPORT_STAGE,
    C.COUNTS_READ,
}

_PLAN: Final = frozenset({C.ASSESSMENT, C.PLAN_READ, C.PLAN_WRITE, C.FOLLOW_UP, C.SERVICE_READ})

# What each role brings, for each purpose that it may work for. What is not written here is refused.
GRANTS: Final[Mapping[R, Mapping[P, frozenset[C]]]] = {
    R.REGISTRATION_CLERK: {P.REGISTRATION: _REGISTER - {C.DUPLICATE_REVIEW}},
    R.IDENTITY_OFFICER: {
        P.REGISTRATION: _REGISTER | {C.IMPORT_DECIDE, C.SITE_WRITE},
        P.IDENTITY: _REGISTER | {C.VERIFY_CLAIM, C.MERGE, C.IMPORT_DECIDE, C.EXPORT, C.AGREEMENT_READ, C.CASE_WAITING},
    },
    R.SCREENING_ANALYST: {
        P.SCREENING: _FILE
        | {
            C.LIST_READ,
            C.LIST_MANAGE,
            C.SCREEN_RUN,
            C.SCREEN_LIVE,
            C.CANDIDATE_READ,
            C.CANDIDATE_DECIDE,
            C.CANDIDATE_CONFIRM,
            C.CASE_WAITING,
        }
    },
    R.SECOND_REVIEWER: {
        P.SCREENING: _FILE | {C.LIST_READ, C.CANDIDATE_READ, C.CANDIDATE_CONFIRM, C.QUALITY_READ, C.CASE_WAITING}
    },
    R.NCB_LIAISON: {P.SCREENING: _LOOK | {C.LIST_READ, C.CANDIDATE_READ, C.SOURCE_VERIFY, C.AGREEMENT_READ}},
    R.NATIONALITY_AUTHORITY: {P.IDENTITY: _FILE | {C.VERIFY_CLAIM, C.CASE_WAITING}},
    R.REPATRIATION_COORDINATOR: {
        P.RETURN: _FILE
        | {
            C.COUNTS_READ,
            C.CUSTODY_WRITE,
            C.EXPORT,
            C.AGREEMENT_READ,
            C.CASE_WAITING,
            C.CASE_READ,
            C.CASE_WRITE,
            C.CASE_DECIDE,
            C.CASE_CONFIRM,
            C.HOLD_PLACE,
            C.GATE_OVERRIDE,
            C.GATE_GRANT,
            C.PACK_MANAGE,
            C.CONVOY_READ,
            C.CONVOY_PLAN,
            C.SERVICE_READ,
            C.SERVICE_MANAGE,
            C.READINESS,
        }
    },
    R.CONVOY_LEAD: {P.RETURN: _LOOK | {C.CUSTODY_WRITE, C.CONVOY_READ, C.CONVOY_LEAD, C.CASE_WAITING}},
    R.JUDICIAL_LIAISON: {
        P.JUSTICE: _FILE
        | {
            C.CHILD_GROUND,
            C.JUSTICE_READ,
            C.JUSTICE_WRITE,
            C.JUSTICE_CONFIRM,
            C.EVIDENCE,
            C.HOLD_PLACE,
            C.CASE_WAITING,
            C.AGREEMENT_READ,
        }
    },
    R.CASE_MANAGER: {
        P.PROTECTION: _FILE
        | _PLAN
        | {
            C.NEED_READ,
            C.NEED_WRITE,
            C.REQUEST_OPEN,
            C.RECEIPT_ISSUE,
            C.CONTEST_OPEN,
            C.EXPORT,
            C.AGREEMENT_READ,
            C.CASE_WAITING,
            C.CASE_READ,
            C.CASE_WRITE,
            C.CASE_ASSESS,
        },
        P.RETURN: _FILE
        | {
            C.CASE_WAITING,
            C.CASE_READ,
            C.CASE_WRITE,
            C.CASE_ASSESS,
            C.CASE_CONFIRM,
            C.HOLD_PLACE,
            C.GATE_GRANT,
            C.CONVOY_READ,
            C.SERVICE_READ,
        },
        P.REINTEGRATION: _FILE
        | _PLAN
        | {
            C.NEED_READ,
            C.CASE_WAITING,
            C.CASE_READ,
            C.CASE_WRITE,
            C.CASE_ASSESS,
            C.CASE_DECIDE,
            C.CLOSURE_CONFIRM,
            C.INSTRUMENT_MANAGE,
        },
    },
    R.CHILD_PROTECTION_SPECIALIST: {
        P.PROTECTION: _FILE
        | {
            C.NEED_READ,
            C.NEED_WRITE,
            C.HOUSEHOLD_WRITE,
            C.CUSTODY_WRITE,
            C.CHILD_PROTECTION,
            C.REQUEST_OPEN,
            C.RECEIPT_ISSUE,
            C.LIST_READ,
            C.CANDIDATE_CHILD,
            C.TRACING,
            C.CONTEST_OPEN,
            C.CASE_WAITING,
            C.CASE_READ,
            C.HOLD_PLACE,
            C.CONVOY_READ,
        }
        | _PLAN
    },
    R.SURVIVOR_FOCAL_POINT: {P.PROTECTION: _LOOK | {C.NEED_READ, C.NEED_WRITE, C.SURVIVOR, C.SERVICE_READ}},
    R.REINTEGRATION_WORKER: {
        P.REINTEGRATION: _LOOK
        | _PLAN
        | {
            C.REQUEST_OPEN,
            C.CASE_WAITING,
            C.CASE_READ,
            C.CASE_WRITE,
            C.CLOSURE_CONFIRM,
            C.SERVICE_MANAGE,
            C.READINESS,
        }
    },
    R.DATA_PROTECTION_OFFICER: {
        P.DATA_PROTECTION: _LOOK
        | {
            C.TRAIL_READ,
            C.BREAK_GLASS_REVIEW,
            C.RETENTION_DECIDE,
            C.ERASE,
            C.AGREEMENT_READ,
            C.AGREEMENT_WRITE,
            C.SITE_EXIT,
            C.RECEIPT_ISSUE,
            C.COUNTS_READ,
            C.LIST_READ,
            C.QUALITY_READ,
        }
    },
    R.AUDITOR: {P.AUDIT: _EVERYBODY | {C.TRAIL_READ, C.AGREEMENT_READ, C.LIST_READ, C.QUALITY_READ}},
    R.COORDINATION_ANALYST: {P.COORDINATION: _EVERYBODY | {C.COUNTS_READ}},
    R.REDRESS_OFFICER: {
        P.REDRESS: _LOOK | {C.REQUEST_OPEN, C.REQUEST_DECIDE, C.RECEIPT_ISSUE, C.CONTEST_OPEN, C.CONTEST_DECIDE}
    },
    R.ADMINISTRATOR: {P.ADMINISTRATION: _EVERYBODY | {C.USER_MANAGE, C.KEY_MANAGE, C.SITE_WRITE, C.PACK_MANAGE}},
    R.SERVICE: {
        P.IDENTITY: _LOOK,
        P.SCREENING: _LOOK | {C.LIST_READ, C.LIST_MANAGE, C.SCREEN_RUN, C.TRACING},
        P.DATA_PROTECTION: _LOOK,
        P.RETURN: _LOOK | {C.CASE_READ, C.CASE_WRITE},
    },
}

# Whoever does the one may not watch over it as the other.
INCOMPATIBLE: Final = frozenset(
    frozenset(pair)
    for pair in (
        (R.SCREENING_ANALYST, R.REGISTRATION_CLERK),
        (R.SCREENING_ANALYST, R.CHILD_PROTECTION_SPECIALIST),
        (R.SCREENING_ANALYST, R.SURVIVOR_FOCAL_POINT),
        (R.SECOND_REVIEWER, R.REGISTRATION_CLERK),
        (R.JUDICIAL_LIAISON, R.SURVIVOR_FOCAL_POINT),
        (R.JUDICIAL_LIAISON, R.CASE_MANAGER),
    )
) | frozenset(
    frozenset((watcher, role))
    for watcher in (R.DATA_PROTECTION_OFFICER, R.AUDITOR, R.REDRESS_OFFICER, R.ADMINISTRATOR, R.SERVICE)
    for role in R
    if role is not watcher
)

# The identities under which the software itself acts: the night's work, lists brought by command, and whoever sits at the machine.
SERVICES: Final[Mapping[str, tuple[R, frozenset[P]]]] = {
    "night": (R.SERVICE, frozenset(GRANTS[R.SERVICE])),
    "lists": (R.SERVICE, frozenset({P.SCREENING})),
    "operator": (R.ADMINISTRATOR, frozenset({P.ADMINISTRATION})),
}

# An emergency access opens one person's file to be read. Restricted needs stay with their specialists.
GLASS_OPENS: Final = frozenset({C.PERSON_READ, C.PERSON_SEARCH, C.DOCUMENT_READ})
GLASS_HOURS: Final = 4
GLASS_REASON: Final = 20  # characters: a sentence, not a word
TOKEN_DAYS: Final = 366


def incompatible(roles: Iterable[R]) -> tuple[R, R] | None:
    """Two of these roles that nobody may hold together, or None."""
    pairs = combinations(sorted(set(roles)), 2)
    return next((pair for pair in pairs if frozenset(pair) in INCOMPATIBLE), None)


def assignable(role: R, purpose: P, *, service: bool) -> bool:
    """Whether a role may work for a purpose, and be held by a service or by a person."""
    return purpose in GRANTS[role] and (role is R.SERVICE or not service) and (service or role is not R.SERVICE)


def covers(held: Assignment, asked: Assignment, at: datetime) -> bool:
    """Whether what somebody holds includes what a token of theirs asks for."""
    same = held.role is asked.role and held.purpose is asked.purpose
    return same and valid(held, at) and held.site_id in (None, asked.site_id)


def glass_opens(actor: Actor, capability: C, at: datetime) -> frozenset[UUID]:
    """The persons whose files an emergency access opens to an actor now: only while they may still open one."""
    if capability not in GLASS_OPENS or not may(actor, C.BREAK_GLASS_OPEN, at):
        return frozenset()
    return frozenset(glass.person_id for glass in actor.glasses if at < glass.until)


def valid(assignment: Assignment, at: datetime) -> bool:
    """Whether an assignment holds at a moment."""
    return assignment.until is None or at < assignment.until


def purposes(actor: Actor, at: datetime) -> tuple[P, ...]:
    """The purposes that an actor may choose among, in the order of the enumeration."""
    held = {assignment.purpose for assignment in actor.assignments if valid(assignment, at)}
    return tuple(purpose for purpose in P if purpose in held)


def reach(actor: Actor, capability: C, at: datetime) -> Sites:
    """Where an actor may do something for the purpose they work for. Empty: nowhere."""
    found = [
        assignment.site_id
        for assignment in actor.assignments
        if assignment.purpose is actor.purpose
        and valid(assignment, at)
        and capability in GRANTS[assignment.role].get(assignment.purpose, frozenset())
    ]
    return Sites(everywhere=None in found, ids=frozenset(site for site in found if site is not None))


def may(actor: Actor, capability: C, at: datetime) -> bool:
    """Whether an actor may do something anywhere at all, for the purpose they work for."""
    return bool(reach(actor, capability, at))


_SECURITY: Final = frozenset({P.SCREENING, P.JUSTICE})  # for these a child is disclosed alone, on individual necessity


def obstacle(agreement: Agreement, sending: Sending, purpose: P | None, at: datetime) -> Obstacle | None:
    """The first reason why records may not be sent under an agreement, or None. Checked on every export (guardrails 8 and 14)."""
    checks = (
        (Obstacle.NOT_IN_FORCE, agreement.withdrawn_at is None and agreement.starts <= at < agreement.until),
        (Obstacle.PURPOSE, purpose in agreement.purposes),
        (Obstacle.RECIPIENT, sending.recipient == agreement.recipient),
        (Obstacle.SITE, agreement.site_id in (None, sending.site_id)),
        (Obstacle.CATEGORY, bool(sending.categories) and sending.categories <= agreement.categories),
        (Obstacle.CAVEAT, sending.accepted >= frozenset(agreement.caveats)),
        (Obstacle.ORIGINATOR, all(_allows(caveat, sending.recipient, purpose) for caveat in sending.caveats)),
        (Obstacle.CHILDREN, not sending.children or agreement.children),
        (Obstacle.CHILD_ALONE, not sending.children or purpose not in _SECURITY or sending.persons == 1),
    )
    return next((reason for reason, holds in checks if not holds), None)


def _allows(caveat: Caveat, recipient: str, purpose: P | None) -> bool:
    whom = caveat.recipients is None or recipient in caveat.recipients
    return whom and (caveat.purposes is None or purpose in caveat.purposes)
