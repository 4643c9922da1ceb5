"""Every page and every operation of the interface, for every role, purpose and place: open, refused or not there, as the rules say.

Pages come from the resolver and operations from the published description, so that one which is new fails here until it says what it
needs. A person of another site is not there (404), a capability that is missing is refused (403), nothing ever breaks (500), and no answer
holds the name of somebody whom the reader does not reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from homeward.access import rules
from homeward.access.actions import token_make
from homeward.access.facts import Assignment, Purpose, Role
from homeward.access.facts import Capability as C
from homeward.access.rules import GRANTS
from homeward.access.selectors import actor_of, may, reach_of
from homeward.web.api.v1 import api
from planted import HERE, THERE, Planted

WENT = frozenset(
    {200, 201, 302, 303, 400, 409, 422}
)  # it was answered: shown, done, or told what is wrong with what was sent
V1 = "/api/v1"
SENT = "finding=justified&words=It was looked at together with the clinic."  # or the form is wrong before its row is asked for


@dataclass(frozen=True)
class Need:
    """What a page asks of its reader: capabilities, and whether it is about something at the planted site. `post` None: as for reading.

    `takes`: the methods it answers; others are 405. `whole`: writing asks for the capability everywhere.
    `sent`: a site that was sent, or an agreement's, is refused instead.
    `first`: whether it is there comes first, since the row says which capability it asks for.
    `absent`: nothing such is planted, or it is somebody's own: it is not there for anybody else.
    `either`: any one of these opens it, for reading, and for writing where `post` names nothing else.
    """

    read: tuple[C, ...] = ()
    post: tuple[C, ...] | None = None
    here: bool = False
    takes: frozenset[str] = frozenset({"GET", "POST"})
    whole: bool = False
    absent: bool = False
    sent: bool = False
    first: bool = False
    either: tuple[C, ...] = ()
    arguments: tuple[dict[str, Any], ...] = field(default=({},))

    def asked(self, method: str) -> tuple[C, ...]:
        """The capabilities that a method asks for."""
        return self.read if method == "GET" or self.post is None else self.read + self.post


OPEN = Need()
POST = frozenset({"POST"})

PAGES: dict[str, Need] = {
    "health": OPEN,
    "my_work": OPEN,
    "account": OPEN,
    "sign_out_elsewhere": Need(takes=POST),
    "design": OPEN,
    "words": OPEN,
    "language": OPEN,
    "purpose": OPEN,
    "persons": Need((C.PERSON_SEARCH,)),
    "register": Need((C.PERSON_WRITE,)),
    "person": Need((C.PERSON_READ,), here=True),
    "person_history": Need((C.PERSON_READ,), here=True),
    "claim": Need((C.PERSON_READ, C.PERSON_WRITE), here=True, arguments=({"kind": "name"}, {"kind": "birth"})),
    "receipt": Need((C.PERSON_READ, C.RECEIPT_ISSUE), here=True),
    "receipt_paper": Need((C.PERSON_READ, C.RECEIPT_ISSUE), here=True),
    "slip": Need((C.PERSON_READ,), here=True),
    "part": Need((C.MERGE,), here=True),
    "movement": Need((C.CUSTODY_WRITE, C.PERSON_READ), here=True),
    "keeping": Need((C.RETENTION_DECIDE, C.PERSON_READ), here=True),
    "request_new": Need((C.REQUEST_OPEN, C.PERSON_READ), here=True),
    "household": Need((C.PERSON_READ,), here=True),
    "households": Need((C.PERSON_READ,)),
    "household_join": Need((C.HOUSEHOLD_WRITE,), here=True),
    "household_end": Need((C.HOUSEHOLD_WRITE,), here=True),
    "household_relations": Need((C.HOUSEHOLD_WRITE,), here=True),
    "household_care": Need((C.HOUSEHOLD_WRITE,), here=True),
    "household_member": Need((C.HOUSEHOLD_WRITE,), here=True),
    "household_separation": Need((C.CHILD_PROTECTION, C.PERSON_READ), here=True),
    "photograph": Need((C.DOCUMENT_WRITE,), absent=True),
    "photograph_file": Need((C.PERSON_READ, C.DOCUMENT_READ), absent=True),
    "scan": Need((C.PERSON_READ, C.DOCUMENT_READ), absent=True),
    "verification": Need((C.VERIFY_CLAIM, C.PERSON_READ), here=True),
    "site_new": Need((C.SITE_WRITE,)),
    "site_edit": Need((C.SITE_WRITE,), here=True),
    "site_state": Need((C.SITE_WRITE,), here=True),
    "site_add": Need((C.SITE_WRITE,), here=True, arguments=({"what": "alias"}, {"what": "section"})),
    "site_unaccounted": Need((C.CUSTODY_WRITE,), here=True),
    "duplicates": Need((C.DUPLICATE_REVIEW,)),
    "duplicates_search": Need((C.DUPLICATE_REVIEW,), takes=POST),
    "duplicate": Need((C.DUPLICATE_REVIEW,), here=True),
    "paper_voluntariness": Need((C.CASE_ASSESS,), absent=True),
    "paper_non_refoulement": Need((C.CASE_ASSESS,), absent=True),
    "paper_medical_fitness": Need((C.CASE_ASSESS,), absent=True),
    "paper": Need((C.CASE_ASSESS,), absent=True),
    "decision_back": Need((C.CASE_ASSESS,), absent=True),
    "children": Need((C.CHILD_PROTECTION,)),
    "child_file_open": Need((C.CHILD_PROTECTION, C.PERSON_READ), here=True, takes=POST),
    "child_file": Need((C.CHILD_PROTECTION,), absent=True),
    "child_entry_plan": Need((C.CHILD_PROTECTION,), absent=True),
    "child_entry_follow_up": Need((C.CHILD_PROTECTION,), absent=True),
    "child_entry_guardian": Need((C.CHILD_PROTECTION,), absent=True),
    "child_entry_visit": Need((C.CHILD_PROTECTION,), absent=True),
    "child_entry_care_review": Need((C.CHILD_PROTECTION,), absent=True),
    "child_entry_school": Need((C.CHILD_PROTECTION,), absent=True),
    "interests_new": Need((C.CHILD_PROTECTION,), absent=True),
    "interests": Need((C.CHILD_PROTECTION,), absent=True),
    "panel_new": Need((C.CHILD_PROTECTION,), absent=True),
    "determination": Need((C.CHILD_PROTECTION,), absent=True),
    "determination_rest": Need((C.CHILD_PROTECTION,), takes=POST, absent=True),
    "tracings": Need((C.CHILD_PROTECTION,)),
    "tracing_new": Need((C.CHILD_PROTECTION, C.PERSON_READ), here=True),
    "tracing": Need((C.CHILD_PROTECTION,), absent=True),
    "tracing_note": Need((C.CHILD_PROTECTION,), takes=POST, absent=True),
    "tracing_lead": Need((C.CHILD_PROTECTION,), takes=POST, absent=True),
    **{
        f"tracing_step_{step}": Need((C.CHILD_PROTECTION,), absent=True)
        for step in ("searching", "verification", "wishes", "reunification", "follow_up", "closed")
    },
    "sites": Need((C.SITE_READ,)),
    "site": Need((C.SITE_READ,), here=True),
    "trail": Need((C.TRAIL_READ,)),
    "users": Need((C.USER_MANAGE,)),
    "user": Need((C.USER_MANAGE,)),
    "user_action": Need((C.USER_MANAGE,), takes=POST, whole=True, arguments=({"what": "close"}, {"what": "password"})),
    "jobs": Need((C.JOB_READ,)),
    "job": Need((C.JOB_READ,), here=True),
    "job_cancel": Need((C.JOB_READ, C.IMPORT_STAGE), here=True, takes=POST, first=True),
    "job_retry": Need((C.JOB_READ, C.IMPORT_STAGE), here=True, takes=POST, first=True),
    "requests": Need((C.REQUEST_OPEN,)),
    "request": Need((C.REQUEST_OPEN,), here=True),
    "request_take": Need((C.REQUEST_OPEN, C.REQUEST_DECIDE), here=True, takes=POST),
    "retention": Need((C.RETENTION_DECIDE,)),
    "imports": Need((C.IMPORT_STAGE,)),
    "import": Need((C.IMPORT_STAGE,), here=True),
    "import_mapping": Need((C.IMPORT_STAGE,), here=True, takes=POST),
    "import_problem_file": Need((C.IMPORT_STAGE,), here=True),
    "agreements": Need((C.AGREEMENT_WRITE,)),
    "agreement_end": Need((C.AGREEMENT_WRITE,), here=True, takes=POST, sent=True),
    "exports": Need((C.EXPORT,)),
    "export_new": Need((C.EXPORT,), here=True),
    "export": Need((C.EXPORT,), absent=True),
    "export_file": Need((C.EXPORT,), absent=True),
    "emergency": Need((C.BREAK_GLASS_OPEN,)),
    "emergencies": Need((C.BREAK_GLASS_REVIEW,)),
    "emergency_review": Need((C.BREAK_GLASS_REVIEW,), here=True, takes=POST),
    "correction_told": Need((C.AGREEMENT_WRITE,), takes=POST, absent=True),
    "desk": Need(either=(C.CANDIDATE_READ, C.CANDIDATE_CHILD, C.TRACING)),
    "desk_next": Need(takes=POST, either=(C.CANDIDATE_DECIDE, C.CANDIDATE_CONFIRM, C.CANDIDATE_CHILD, C.TRACING)),
    "candidate": Need((C.CANDIDATE_READ,), here=True, takes=frozenset({"GET"}), first=True),
    "candidate_take": Need((C.CANDIDATE_READ, C.CANDIDATE_DECIDE), here=True, takes=POST, first=True),
    "candidate_release": Need((C.CANDIDATE_READ, C.CANDIDATE_DECIDE), here=True, takes=POST, first=True),
    "candidate_hand_over": Need((C.CANDIDATE_READ, C.CANDIDATE_DECIDE), here=True, takes=POST, first=True),
    "candidate_note": Need((C.CANDIDATE_READ,), here=True, takes=POST, first=True),
    "candidate_attachment": Need((C.CANDIDATE_READ,), takes=frozenset({"GET"}), absent=True),
    "import_decide": Need((C.IMPORT_DECIDE,), here=True, takes=POST, arguments=({"what": "refuse"}, {"what": "merge"})),
    "candidate_say": Need(
        (C.CANDIDATE_READ, C.CANDIDATE_DECIDE), here=True, takes=POST, first=True, arguments=({"act": "decide"},)
    ),
    "source_new": Need((C.SOURCE_VERIFY,), absent=True),
    "sources": Need((C.SOURCE_VERIFY,)),
    "source": Need((C.SOURCE_VERIFY,), absent=True),
    "source_paper": Need((C.SOURCE_VERIFY,), absent=True),
    "source_document": Need((C.SOURCE_VERIFY,), absent=True),
    "source_step": Need((C.SOURCE_VERIFY,), takes=POST, absent=True, arguments=({"what": "send"},)),
    "contests": Need((C.CONTEST_OPEN,)),
    "contest": Need((C.CONTEST_OPEN,), here=True),
    "contest_new": Need((C.CONTEST_OPEN, C.PERSON_READ), here=True),
    "contest_take": Need((C.CONTEST_OPEN, C.CONTEST_DECIDE), here=True, takes=POST),
    "contest_letter": Need((C.CONTEST_OPEN,), absent=True),
    "quality": Need((C.QUALITY_READ,)),
    "quality_file": Need((C.QUALITY_READ,)),
    "planted": Need((C.QUALITY_READ,)),
    "planted_out": Need((C.QUALITY_READ,), takes=POST, whole=True),
    "quality_plant": Need((C.QUALITY_READ,), takes=POST, whole=True),
    "runs": Need(takes=frozenset({"GET"}), either=(C.CANDIDATE_READ, C.SCREEN_RUN, C.QUALITY_READ, C.TRACING)),
    "run_new": Need(either=(C.SCREEN_RUN, C.TRACING)),
    "run": Need(takes=frozenset({"GET"}), absent=True),
    "run_again": Need(takes=POST, absent=True),
    "live": Need((C.SCREEN_LIVE,)),
    "live_candidate": Need((C.SCREEN_LIVE,), takes=POST, absent=True),
    "person_screening": Need((C.CANDIDATE_READ,), post=(C.SCREEN_RUN,), here=True),
    "grounds": Need(either=(C.CHILD_GROUND, C.CANDIDATE_CHILD), post=(C.CHILD_GROUND,), here=True),
    "ground_end": Need((C.CHILD_GROUND,), takes=POST, absent=True),
    "lists": Need((C.LIST_READ,)),
    "list_bring": Need((C.LIST_MANAGE,)),
    "list_new": Need((C.LIST_MANAGE,)),
    "list_known": Need((C.LIST_MANAGE,), takes=POST, absent=True),
    "list": Need((C.LIST_READ,), absent=True),
    "list_fetch": Need((C.LIST_MANAGE,), takes=POST, absent=True),
    "list_settings": Need((C.LIST_MANAGE,), absent=True),
    "list_again": Need((C.LIST_MANAGE,), takes=POST, absent=True),
    "list_end": Need((C.LIST_MANAGE,), takes=POST, absent=True),
    "list_edition": Need((C.LIST_READ,), absent=True),
    "list_changes": Need((C.LIST_READ,), absent=True),
    "list_columns": Need((C.LIST_MANAGE,), absent=True),
    "justice": Need((C.JUSTICE_READ,)),
    "justice_of": Need((C.JUSTICE_READ,), post=(C.JUSTICE_WRITE,), here=True),
    "justice_file": Need((C.JUSTICE_READ,), absent=True),
    "justice_reopened": Need((C.JUSTICE_WRITE,), takes=POST, absent=True),
    "justice_aid_end": Need((C.JUSTICE_WRITE,), takes=POST, absent=True),
    "justice_part_do": Need((C.JUSTICE_WRITE,), absent=True, arguments=({"what": "review"}, {"what": "done"})),
    "justice_letter": Need((C.JUSTICE_READ,), absent=True),
    "justice_seen": Need((C.JUSTICE_READ,), takes=POST, absent=True),
    "justice_question_do": Need(
        (C.JUSTICE_WRITE,), absent=True, arguments=({"what": "confirm"}, {"what": "hand_over"})
    ),
    "justice_do": Need((C.JUSTICE_WRITE,), absent=True, arguments=({"what": "question"}, {"what": "close"})),
    "evidence": Need((C.EVIDENCE,)),
    "evidence_new": Need((C.EVIDENCE,)),
    "evidence_key": Need((C.EVIDENCE,)),
    "evidence_key_file": Need((C.EVIDENCE,)),
    "evidence_package": Need((C.EVIDENCE,), absent=True),
    "evidence_item": Need((C.EVIDENCE,), absent=True),
    "evidence_item_file": Need((C.EVIDENCE,), absent=True),
    "evidence_do": Need((C.EVIDENCE,), absent=True, arguments=({"what": "link"}, {"what": "caveat"})),
    "survivors": Need((C.SURVIVOR,)),
    "survivor_of": Need((C.SURVIVOR,), here=True),
    "survivor_file": Need((C.SURVIVOR,), absent=True),
    "survivor_reopened": Need((C.SURVIVOR,), takes=POST, absent=True),
    "survivor_part_do": Need((C.SURVIVOR,), absent=True, arguments=({"what": "share"}, {"what": "withdraw"})),
    "survivor_do": Need((C.SURVIVOR,), absent=True, arguments=({"what": "account"}, {"what": "decision"})),
    "convoys": Need((C.CONVOY_READ,)),
    "convoy_new": Need((C.CONVOY_PLAN,)),
    "convoy": Need((C.CONVOY_READ,), absent=True),
    "convoy_edit": Need((C.CONVOY_READ,), absent=True),
    "convoy_step": Need((C.CONVOY_READ,), takes=POST, absent=True, arguments=({"what": "board"}, {"what": "receive"})),
    "convoy_screen": Need((C.CONVOY_READ,), takes=POST, absent=True),
    "convoy_worded": Need((C.CONVOY_READ,), absent=True, arguments=({"what": "call-off"}, {"what": "turn-back"})),
    "convoy_vehicle": Need((C.CONVOY_READ,), takes=POST, absent=True),
    "convoy_vehicle_out": Need((C.CONVOY_READ,), takes=POST, absent=True),
    "convoy_seats": Need((C.CONVOY_READ,), absent=True),
    "convoy_stays": Need((C.CONVOY_READ,), takes=POST, absent=True),
    "convoy_withdraw": Need((C.CONVOY_READ,), absent=True),
    "convoy_without": Need((C.CONVOY_READ,), absent=True),
    "convoy_extra": Need((C.CONVOY_READ,), absent=True),
    "convoy_extra_answer": Need((C.CONVOY_READ,), absent=True),
    "convoy_extra_place": Need((C.CONVOY_READ,), absent=True),
    "convoy_manifest": Need((C.CONVOY_READ,), absent=True),
    "convoy_disclose": Need((C.CONVOY_READ,), absent=True),
    "convoy_incident": Need((C.CONVOY_READ,), absent=True),
    "convoy_handover": Need((C.CONVOY_READ,), absent=True),
    "convoy_handover_paper": Need((C.CONVOY_READ,), absent=True),
    "convoy_count": Need((C.CONVOY_READ,), absent=True),
    "convoy_mark": Need((C.CONVOY_READ,), takes=POST, absent=True),
    "convoy_count_finish": Need((C.CONVOY_READ,), takes=POST, absent=True),
    "convoy_count_again": Need((C.CONVOY_READ,), takes=POST, absent=True),
    "convoy_paper": Need((C.CONVOY_READ,), absent=True),
    "convoy_sheet": Need((C.CONVOY_READ,), absent=True),
    "convoy_settle": Need((C.CONVOY_READ,), absent=True),
    "case_journey": Need((C.CASE_WRITE,), absent=True),
    "case_travel_paper": Need((C.CONVOY_PLAN,), absent=True),
    "cases": Need((C.CASE_READ,)),
    "case_new": Need((C.CASE_WRITE,)),
    "case": Need((C.CASE_READ,), takes=frozenset({"GET"}), absent=True),
    "case_step": Need((C.CASE_READ,), absent=True, arguments=({"to": "identity_review"},)),
    "case_answer": Need((C.CASE_READ,), absent=True),
    "case_take_back": Need((C.CASE_READ,), takes=POST, absent=True),
    "case_turn": Need((C.CASE_READ,), absent=True),
    "case_apart": Need((C.CASE_WRITE,), absent=True),
    "case_way": Need((C.CASE_WRITE,), absent=True),
    "case_holds": Need(either=(C.HOLD_PLACE, C.CASE_READ), post=(C.HOLD_PLACE,), absent=True),
    "case_hold_renew": Need((C.HOLD_PLACE,), absent=True),
    "case_hold_end": Need((C.HOLD_PLACE,), absent=True),
    "case_hold_review": Need((C.HOLD_PLACE,), takes=POST, absent=True),
    "case_overrides": Need((C.CASE_READ,), post=(C.GATE_OVERRIDE,), absent=True),
    "override_answer": Need((C.GATE_GRANT,), takes=POST, absent=True),
    "override_look": Need((C.GATE_GRANT,), absent=True),
    "task_new": Need((C.CASE_READ,), absent=True),
    "task_done": Need((C.CASE_READ,), absent=True),
    "task_hand": Need((C.CASE_READ,), absent=True),
    "case_plan": Need((C.PLAN_READ,), takes=frozenset({"GET"}), absent=True),
    "plan_edit": Need((C.PLAN_WRITE,), absent=True),
    "plan_say": Need((C.PLAN_WRITE,), absent=True),
    "plan_again": Need((C.PLAN_WRITE,), absent=True),
    "plan_paper": Need((C.PLAN_READ,), takes=frozenset({"GET"}), absent=True),
    "goal_state": Need((C.PLAN_WRITE,), absent=True),
    "need_new": Need((C.PLAN_WRITE,), absent=True),
    "need_state": Need((C.PLAN_WRITE,), absent=True),
    "referral_new": Need((C.PLAN_WRITE,), absent=True),
    "referral_step": Need((C.PLAN_WRITE,), absent=True),
    "case_follow_up": Need((C.FOLLOW_UP,), takes=frozenset({"GET"}), absent=True),
    "contact_new": Need((C.FOLLOW_UP,), absent=True),
    "follow_up_new": Need((C.FOLLOW_UP,), absent=True),
    "follow_up_change": Need((C.FOLLOW_UP,), absent=True),
    "closure_new": Need((C.FOLLOW_UP,), absent=True),
    "case_assessments": Need((C.ASSESSMENT,), takes=frozenset({"GET"}), absent=True),
    "assessment_new": Need((C.ASSESSMENT,), absent=True),
    "assessment": Need((C.ASSESSMENT,), takes=frozenset({"GET"}), absent=True),
    "instruments": Need((C.ASSESSMENT,), post=(C.INSTRUMENT_MANAGE,)),
    "instrument": Need((C.ASSESSMENT,), takes=frozenset({"GET"}), absent=True),
    "instrument_withdraw": Need((C.INSTRUMENT_MANAGE,), takes=POST, absent=True),
    "training_new": Need((C.INSTRUMENT_MANAGE,), takes=POST),
    "training_over": Need((C.INSTRUMENT_MANAGE,), takes=POST, absent=True),
    "milestone": Need((C.CASE_WRITE,), absent=True, arguments=({"item": "health"},)),
    "gap": Need((C.CASE_WRITE,), absent=True, arguments=({"kind": "health"},)),
    "packs": Need((C.SITE_READ,), post=(C.PACK_MANAGE,)),
    "pack": Need((C.SITE_READ,), arguments=({"key": "iraq", "version": 1},)),
    "pack_changes": Need((C.SITE_READ,), arguments=({"key": "iraq", "before": 1, "after": 1},)),
    "pack_use": Need((C.PACK_MANAGE,), takes=POST, arguments=({"key": "iraq", "version": 1},)),
    "services": Need((C.SERVICE_READ,)),
    "service_new": Need((C.SERVICE_MANAGE,)),
    "service": Need((C.SERVICE_READ,), absent=True),
    "service_end": Need((C.SERVICE_MANAGE,), takes=POST, absent=True),
    "readiness": Need((C.SERVICE_READ,)),
    "place": Need((C.SERVICE_READ, C.SITE_READ), here=True),
    "place_note": Need((C.READINESS, C.SITE_READ), here=True, arguments=({"kind": "session"},)),
    "simulator": Need((C.CASE_READ, C.SITE_READ), here=True),
    "reception": Need((C.CASE_READ, C.SITE_READ), here=True),
}

OPERATIONS: dict[str, Need] = {
    "runs_list": Need(either=(C.CANDIDATE_READ, C.SCREEN_RUN, C.QUALITY_READ, C.TRACING)),
    "run_ask": Need((C.SCREEN_RUN,), here=True, sent=True),
    "run_read": Need(absent=True),
    "run_again": Need(absent=True),
    "person_versions": Need((C.CANDIDATE_READ,), here=True),
    "persons_list": Need((C.PERSON_SEARCH,)),
    "person_register": Need((), (C.PERSON_WRITE,), here=True, sent=True),
    "person_read": Need((C.PERSON_READ,), here=True),
    "documents_find": Need((C.DOCUMENT_READ,)),
    "household_read": Need((C.PERSON_READ,), here=True),
    "sites_list": Need((C.SITE_READ,)),
    "site_read": Need((C.SITE_READ,), here=True),
    "imports_list": Need((C.IMPORT_STAGE,)),
    "import_stage": Need((), (C.IMPORT_STAGE,), here=True, sent=True),
    "import_read": Need((C.IMPORT_STAGE,), here=True),
    "import_mapping_read": Need((C.IMPORT_STAGE,), here=True),
    "import_map": Need((), (C.IMPORT_STAGE,), here=True, takes=frozenset({"PUT"})),
    "import_check": Need((), (C.IMPORT_STAGE,), here=True),
    "import_problems": Need((C.IMPORT_STAGE,), here=True),
    "import_rows": Need((C.IMPORT_STAGE,), here=True),
    "import_decide": Need((), (C.IMPORT_DECIDE,), here=True),
    "agreements_list": Need((C.EXPORT,)),
    "exports_list": Need((C.AGREEMENT_READ,)),
    "export_ask": Need((), (C.EXPORT,), here=True, sent=True),
    "export_read": Need((C.EXPORT,), absent=True),
    "export_file": Need((C.EXPORT,), absent=True),
    "candidates_list": Need((C.CANDIDATE_READ,)),
    "candidate_read": Need((C.CANDIDATE_READ,), here=True, first=True),
    "candidate_decide": Need((C.CANDIDATE_READ,), (C.CANDIDATE_DECIDE,), here=True, first=True),
    "candidate_confirm": Need((C.CANDIDATE_READ,), (C.CANDIDATE_CONFIRM,), here=True, first=True),
    "candidate_disagree": Need((C.CANDIDATE_READ,), (C.CANDIDATE_CONFIRM,), here=True, first=True),
    "candidate_blind": Need((C.CANDIDATE_READ,), (C.CANDIDATE_CONFIRM,), here=True, first=True),
    "lists_list": Need((C.LIST_READ,)),
    "list_read": Need((C.LIST_READ,), absent=True),
    "list_editions": Need((C.LIST_READ,), absent=True),
    "edition_changes": Need((C.LIST_READ,), absent=True),
    "instruments_list": Need((C.ASSESSMENT,)),
    "case_instruments": Need(absent=True),
    "assessment_record": Need(absent=True),
}

FOUND = {"version": 1, "outcome": "different", "reason": "namesake", "words": "Another birth, another town."}
BODIES: dict[str, dict[str, Any]] = {
    "run_ask": {"scope": "site"},
    "person_register": {"names": [{"text": "Nobody Yet"}]},
    "import_map": {"version": 0, "uses": []},
    "import_check": {"version": 0},
    "import_decide": {"version": 0, "decision": "refuse", "reason": "It was brought twice."},
    "export_ask": {"form": "csv", "columns": ["name"]},
    "candidate_decide": FOUND,
    "candidate_confirm": {"version": 1, "words": "I looked at both records."},
    "candidate_disagree": FOUND,
    "candidate_blind": FOUND,
    "assessment_record": {
        "instrument_id": str(uuid4()),
        "held_on": "2026-01-02",
        "answers": {},
        "narrative": "She wants to work.",
        "limits": "None was seen.",
        "review_on": "2026-02-02",
    },
}

HELD = [(role, purpose) for role in Role if role is not Role.SERVICE for purpose in GRANTS[role]]
EVERY_TIME = {
    Role.REGISTRATION_CLERK,
    Role.ADMINISTRATOR,
    Role.DATA_PROTECTION_OFFICER,
}  # the others in `make test-all`
CASES = [
    pytest.param(
        role, purpose, id=f"{role.value}:{purpose.value}", marks=[] if role in EVERY_TIME else [pytest.mark.slow]
    )
    for role, purpose in HELD
]


def pages() -> dict[str, URLPattern]:
    """Every address of ours by its name."""
    found: dict[str, URLPattern] = {}

    def walk(entries: list[URLPattern | URLResolver], at: str) -> None:
        for entry in entries:
            place = f"{at}{entry.pattern}"
            if place.startswith(("accounts/", "api/")):
                continue
            if isinstance(entry, URLResolver):
                walk(entry.url_patterns, place)
            else:
                assert entry.name, f"{place} has no name"
                found[entry.name] = entry

    walk(get_resolver().url_patterns, "")
    return found


def operations() -> Iterator[tuple[str, str, str]]:
    """Every operation of the published description: id, method, path."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            yield operation["operationId"], method.upper(), path.removeprefix(V1)


def expected(need: Need, method: str, actor: Any, site: UUID) -> frozenset[int]:
    """The statuses that the rules allow."""
    if method not in need.takes:
        return frozenset({405})
    if need.absent:
        return frozenset({403, 404})
    if need.either and (method == "GET" or need.post is None):
        some = [reach for capability in need.either if (reach := reach_of(actor, capability))]
        if not some:
            return frozenset({403})
        return WENT if not need.here or any(site in reach for reach in some) else frozenset({404})
    reaches = [reach_of(actor, capability) for capability in need.asked(method)]
    if need.first and site not in reaches[0]:
        return frozenset({403, 404})
    if not all(reaches):
        return frozenset({403})
    if need.here and not all(site in reach for reach in reaches):
        return frozenset({403} if need.sent else {404})
    if need.whole and method == "POST" and not all(reach.everywhere for reach in reaches):
        return frozenset({403}) | WENT
    return WENT


def test_every_page_says_what_it_needs() -> None:
    assert set(pages()) == set(PAGES), "a page is new, or gone: say here what it needs"


def test_every_operation_says_what_it_needs() -> None:
    assert {operation for operation, _, _ in operations()} == set(OPERATIONS), "an operation is new, or gone"


@pytest.mark.parametrize(("role", "purpose"), CASES)
@pytest.mark.parametrize("where", ["here", "there", pytest.param("everywhere", marks=pytest.mark.slow)])
def test_pages(planted: Planted, signed_in: Any, role: Role, purpose: Purpose, where: str) -> None:
    client = signed_in(role, planted.place(where), purpose)
    client.raise_request_exception = False
    actor = actor_of(UUID(client.session["_auth_user_id"]), purpose=purpose, channel="test")
    wrong = {}
    for name in PAGES:
        for more in PAGES[name].arguments:
            address = reverse(name, kwargs=planted.arguments(pages()[name]) | more)
            for method in ("GET", "POST"):
                with transaction.atomic():
                    answer = client.generic(method, address, SENT, content_type="application/x-www-form-urlencoded")
                    transaction.set_rollback(True)
                if answer.status_code not in (allowed := expected(PAGES[name], method, actor, planted.site)):
                    wrong[f"{method} {name}"] = (answer.status_code, sorted(allowed))
                wrong |= {f"{method} {name} shows {said}": address for said in unseen(planted, actor, answer)}
    assert wrong == {}


@pytest.mark.parametrize(("role", "purpose"), CASES)
@pytest.mark.parametrize("where", ["here", "there", pytest.param("everywhere", marks=pytest.mark.slow)])
def test_operations(planted: Planted, actor: Any, role: Role, purpose: Purpose, where: str) -> None:
    site = planted.place(where)
    holder = actor(role, site, purpose)
    asked = Assignment(role, site, purpose, timezone.now() + timedelta(days=1))
    token = token_make(holder, user_id=holder.user_id, name="a test", assignment=asked)
    client = Client(headers={"Authorization": f"Bearer {token.bearer}"}, raise_request_exception=False)
    wrong = {}
    for operation, method, path in operations():
        address = V1 + path.format(**planted.ids)
        body = BODIES.get(operation, {}) | {"site_id": str(planted.site)}
        if operation == "export_ask":
            body |= {"agreement_id": str(planted.ids["agreement_id"])}
        query = {"q": HERE.split()[0], "number": "A7654321", "site_id": str(planted.site)}
        with transaction.atomic():
            if method == "GET":
                answer = client.get(address, query)
            elif operation == "import_stage":
                answer = client.post(f"{address}?site_id={planted.site}", {"file": planted.upload()})
            else:
                answer = client.generic(method, address, json.dumps(body), content_type="application/json")
            transaction.set_rollback(True)
        if answer.status_code not in (allowed := expected(OPERATIONS[operation], method, holder, planted.site)):
            wrong[operation] = (answer.status_code, sorted(allowed))
        wrong |= {f"{operation} shows {said}": address for said in unseen(planted, holder, answer)}
    assert wrong == {}


def unseen(planted: Planted, actor: Any, answer: Any) -> list[str]:
    """The planted names that an answer holds although its reader does not reach those people."""
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    reaches = [reach_of(actor, capability) for capability in (C.PERSON_READ, C.PERSON_SEARCH, C.IMPORT_STAGE)]
    return [
        name
        for name, site in ((HERE, planted.site), (THERE, planted.other))
        if not any(site in reach for reach in reaches)
        and any(part in text.decode(errors="replace") for part in name.split())
    ]


def test_the_planted_names_are_shown_to_whoever_reaches_them(planted: Planted, signed_in: Any) -> None:
    """The check above sees a leak: what it looks for does stand on the pages of those who may read them."""
    client = signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    for name in ("persons", "person", "household", "duplicate", "receipt", "request"):
        answer = client.get(reverse(name, kwargs=planted.arguments(pages()[name])))
        assert HERE.split()[0] in answer.content.decode(), name


def test_nobody_signed_in_sees_a_page_that_is_not_open_to_all(planted: Planted) -> None:
    for name, pattern in pages().items():
        answer = Client().get(reverse(name, kwargs=planted.arguments(pattern)))
        if getattr(pattern.callback, "open_to_all", False):
            assert answer.status_code == 200, name
        else:
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/"), name


def test_only_these_pages_are_open_to_all() -> None:
    """One more is a decision: it shows nothing recorded."""
    assert {name for name, one in pages().items() if getattr(one.callback, "open_to_all", False)} == {
        "health", "design", "words", "language",
    }  # fmt: skip


def test_before_a_purpose_is_chosen_no_page_opens(planted: Planted, signed_in: Any) -> None:
    client = signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    session = client.session
    del session["purpose"]
    session.save()
    for name, pattern in pages().items():
        view = pattern.callback
        if not getattr(view, "open_to_all", False) and not getattr(view, "open_without_purpose", False):
            answer = client.get(reverse(name, kwargs=planted.arguments(pattern)))
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/purpose"), name


def test_what_is_not_there_is_not_there(planted: Planted, signed_in: Any) -> None:
    """A number that nobody has is answered as one that is out of reach is."""
    client = signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    for name, pattern in pages().items():
        if (
            PAGES[name].here
            and not PAGES[name].either
            and "GET" in PAGES[name].takes
            and all(may(planted.officer, one) for one in PAGES[name].read)
        ):
            given = planted.arguments(pattern) | PAGES[name].arguments[0]
            nothing = {key: uuid4() if isinstance(value, UUID) else value for key, value in given.items()}
            if "number" in nothing:
                nothing["number"] = "P-ZZZZZZ-Z"
            assert client.get(reverse(name, kwargs=nothing)).status_code == 404, name


def test_the_rules_of_this_file_follow_those_of_access() -> None:
    """Who holds nothing for a purpose is expected nowhere."""
    assert all(GRANTS[role][purpose] for role, purpose in HELD)
    assert rules.GRANTS is GRANTS
