"""Who acts and for what: roles, purposes, capabilities, assignments, and the actor that every selector and action asks for.

Comes in: nothing. Goes out: frozen types and enumerations; the terms are those of the field.
Never touches a database, and never decides: that is `rules`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody is here to do. One person may hold several, unless `rules.incompatible` refuses the pair.

    `SERVICE` is the work that runs at night, never a person.
    """

    REGISTRATION_CLERK = "registration_clerk"
    IDENTITY_OFFICER = "identity_officer"
    SCREENING_ANALYST = "screening_analyst"
    SECOND_REVIEWER = "second_reviewer"
    NCB_LIAISON = "ncb_liaison"
    NATIONALITY_AUTHORITY = "nationality_authority"
    REPATRIATION_COORDINATOR = "repatriation_coordinator"
    CONVOY_LEAD = "convoy_lead"
    JUDICIAL_LIAISON = "judicial_liaison"
    CASE_MANAGER = "case_manager"
    CHILD_PROTECTION_SPECIALIST = "child_protection_specialist"
    SURVIVOR_FOCAL_POINT = "survivor_focal_point"
    REINTEGRATION_WORKER = "reintegration_worker"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    AUDITOR = "auditor"
    COORDINATION_ANALYST = "coordination_analyst"
    REDRESS_OFFICER = "redress_officer"
    ADMINISTRATOR = "administrator"
    SERVICE = "service"


class Purpose(StrEnum):
    """Why somebody is working now: asked once per session, shown on every page, kept with every event of the trail."""

    REGISTRATION = "registration"
    IDENTITY = "identity"
    PROTECTION = "protection"
    SCREENING = "screening"
    RETURN = "return"
    JUSTICE = "justice"
    REINTEGRATION = "reintegration"
    DATA_PROTECTION = "data_protection"
    AUDIT = "audit"
    COORDINATION = "coordination"
    REDRESS = "redress"
    ADMINISTRATION = "administration"


class Capability(StrEnum):
    """One thing that may be done. A role grants some of them, for some purposes."""

    SITE_READ = "site.read"
    SITE_WRITE = "site.write"
    PERSON_SEARCH = "person.search"
    PERSON_READ = "person.read"
    PERSON_WRITE = "person.write"
    NEED_READ = "need.read"
    NEED_WRITE = "need.write"
    DOCUMENT_READ = "document.read"
    DOCUMENT_WRITE = "document.write"
    CUSTODY_WRITE = "custody.write"
    HOUSEHOLD_WRITE = "household.write"
    CHILD_PROTECTION = "child.protection"
    RECEIPT_ISSUE = "receipt.issue"
    VERIFY_CLAIM = "claim.verify"
    DUPLICATE_REVIEW = "duplicate.review"
    MERGE = "person.merge"
    IMPORT_STAGE = "import.stage"
    IMPORT_DECIDE = "import.decide"
    EXPORT = "export.disclose"
    SITE_EXIT = "site.exit"
    COUNTS_READ = "counts.read"
    REQUEST_OPEN = "request.open"
    REQUEST_DECIDE = "request.decide"
    RETENTION_DECIDE = "retention.decide"
    ERASE = "person.erase"
    AGREEMENT_READ = "agreement.read"
    AGREEMENT_WRITE = "agreement.write"
    TRAIL_READ = "trail.read"
    BREAK_GLASS_OPEN = "break_glass.open"
    BREAK_GLASS_REVIEW = "break_glass.review"
    USER_MANAGE = "user.manage"
    KEY_MANAGE = "key.manage"
    JOB_READ = "job.read"
    LIST_READ = "list.read"
    LIST_MANAGE = "list.manage"
    SCREEN_RUN = "screen.run"
    SCREEN_LIVE = "screen.live"
    CANDIDATE_READ = "candidate.read"
    CANDIDATE_DECIDE = "candidate.decide"
    CANDIDATE_CONFIRM = "candidate.confirm"
    CANDIDATE_CHILD = "candidate.child"
    CHILD_GROUND = "candidate.child_ground"
    TRACING = "candidate.tracing"
    SOURCE_VERIFY = "source.verify"
    CONTEST_OPEN = "contest.open"
    CONTEST_DECIDE = "contest.decide"
    QUALITY_READ = "desk.quality"
    CASE_WAITING = "case.waiting"
    CASE_READ = "case.read"
    CASE_WRITE = "case.write"
    CASE_ASSESS = "case.assess"
    CASE_DECIDE = "case.decide"
    CASE_CONFIRM = "case.confirm"
    CLOSURE_CONFIRM = "case.confirm_closure"
    HOLD_PLACE = "hold.place"
    GATE_OVERRIDE = "gate.override"
    GATE_GRANT = "gate.grant"
    PACK_MANAGE = "pack.manage"
    CONVOY_READ = "convoy.read"
    CONVOY_PLAN = "convoy.plan"
    CONVOY_LEAD = "convoy.lead"
    JUSTICE_READ = "justice.read"
    JUSTICE_WRITE = "justice.write"
    JUSTICE_CONFIRM = "justice.confirm"
    EVIDENCE = "justice.evidence"
    SURVIVOR = "survivor.file"
    INSTRUMENT_MANAGE = "instrument.manage"
    ASSESSMENT = "assessment.file"
    PLAN_READ = "plan.read"
    PLAN_WRITE = "plan.write"
    FOLLOW_UP = "follow_up.record"
    SERVICE_READ = "service.read"
    SERVICE_MANAGE = "service.manage"
    READINESS = "place.readiness"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role at a site (None: at every site), for a purpose, until a moment (None: until it is withdrawn)."""

    role: Role
    site_id: UUID | None
    purpose: Purpose
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Glass:
    """An emergency access that somebody opened for one person, with its end."""

    id: UUID
    person_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting, for which purpose, with what they hold right now. Made by `access.selectors.actor_of`, one per request.

    `kind` is person, token or service; `channel` says where it comes from (a request's id, a command).
    """

    user_id: UUID
    username: str
    assignments: tuple[Assignment, ...]
    purpose: Purpose | None
    kind: str = "person"
    channel: str = ""
    glasses: tuple[Glass, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Sites:
    """Where a capability reaches: everywhere, or at some sites."""

    everywhere: bool
    ids: frozenset[UUID] = frozenset()

    def __contains__(self, site_id: UUID | None) -> bool:
        return self.everywhere or site_id in self.ids

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.ids)


@dataclass(frozen=True, slots=True)
class Reach:
    """How rows of a table are reached: the capability that reads them, and the look-up that leads to the site and to the person.

    `site` None means that the rows belong to no site: whoever holds the capability anywhere reads them.
    """

    read: Capability
    site: str | None = None
    person: str | None = None


class EventKind(StrEnum):
    """What the trail tells apart."""

    READ = "read"
    SEARCH = "search"
    WRITE = "write"
    DENIED = "denied"
    DISCLOSURE = "disclosure"
    OVERRIDE = "override"
    SIGN_IN = "sign_in"


class Category(StrEnum):
    """What an agreement allows to be shared, and a disclosure held: the registry's kinds of facts, and what is made of them."""

    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    NATIONALITY = "nationality"
    PARENT = "parent"
    DOCUMENT = "document"
    LANGUAGE = "language"
    CONTACT = "contact"
    NEED = "need"
    HOUSEHOLD = "household"
    CUSTODY = "custody"
    PHOTOGRAPH = "photograph"
    FINDING = "finding"
    CASE = "case"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Caveat:
    """What the originator of some records said about passing them on: words to be carried, and to whom or for what only (None: any)."""

    originator: str
    words: str
    recipients: frozenset[str] | None = None
    purposes: frozenset[Purpose] | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an organisation may receive: for which purposes, of which categories, with which caveats, from when to when."""

    recipient: str
    title: str
    basis: str
    purposes: frozenset[Purpose]
    categories: frozenset[Category]
    starts: datetime
    until: datetime
    caveats: tuple[str, ...] = ()
    children: bool = False
    site_id: UUID | None = None
    withdrawn_at: datetime | None = None
    made_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """What somebody is about to disclose. `accepted` are the agreement's caveats as they confirmed to pass them on; `caveats` are those
    that the originators of the records set."""

    agreement_id: UUID
    recipient: str
    categories: frozenset[Category]
    form: str
    persons: int
    children: int
    accepted: frozenset[str] = frozenset()
    caveats: tuple[Caveat, ...] = ()
    site_id: UUID | None = None


class Obstacle(StrEnum):
    """Why records may not be sent."""

    NOT_IN_FORCE = "not_in_force"
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    SITE = "site"
    CATEGORY = "category"
    CAVEAT = "caveat"
    ORIGINATOR = "originator"
    CHILDREN = "children"
    CHILD_ALONE = "child_alone"
