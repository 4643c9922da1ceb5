"""Where codes become words: one translated word or sentence for each member of an enumeration that pages show.

Comes in: a member of an enumeration, or a plain code of the same text. Goes out: its words in the reader's language.
A page never prints a code; a room that brings an enumeration adds its words here. Never decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from homeward.access.facts import Capability as C
from homeward.access.facts import EventKind, Purpose, Role
from homeward.web.assessed_words import ASSESSED
from homeward.web.children_words import CHILDREN
from homeward.web.convoy_words import CONVOYS
from homeward.web.exchange_words import EXCHANGE
from homeward.web.identity_words import IDENTITY
from homeward.web.justice_words import JUSTICE
from homeward.web.lists_words import LISTS
from homeward.web.packs_words import PACKS
from homeward.web.pathway_words import CASE_CAPABILITIES, PATHWAY
from homeward.web.places_words import PLACES
from homeward.web.plan_words import PLANS
from homeward.web.registry_words import REGISTRY
from homeward.web.review_words import REVIEW
from homeward.web.run_words import RUNS
from homeward.web.survivor_words import SURVIVORS

Words = Mapping[StrEnum, Promise]

ROLES: Final[Words] = {
    Role.REGISTRATION_CLERK: _("registration clerk"),
    Role.IDENTITY_OFFICER: _("identity officer"),
    Role.SCREENING_ANALYST: _("screening analyst"),
    Role.SECOND_REVIEWER: _("second reviewer"),
    Role.NCB_LIAISON: _("National Central Bureau liaison"),
    Role.NATIONALITY_AUTHORITY: _("nationality authority"),
    Role.REPATRIATION_COORDINATOR: _("repatriation coordinator"),
    Role.CONVOY_LEAD: _("convoy lead"),
    Role.JUDICIAL_LIAISON: _("judicial liaison"),
    Role.CASE_MANAGER: _("case manager"),
    Role.CHILD_PROTECTION_SPECIALIST: _("child protection specialist"),
    Role.SURVIVOR_FOCAL_POINT: _("survivor focal point"),
    Role.REINTEGRATION_WORKER: _("reintegration worker"),
    Role.DATA_PROTECTION_OFFICER: _("data protection officer"),
    Role.AUDITOR: _("auditor"),
    Role.COORDINATION_ANALYST: _("coordination analyst"),
    Role.REDRESS_OFFICER: _("redress officer"),
    Role.ADMINISTRATOR: _("administrator"),
    Role.SERVICE: _("work of the installation itself"),
}

PURPOSES: Final[Words] = {
    Purpose.REGISTRATION: _("registration"),
    Purpose.IDENTITY: _("establishing identity"),
    Purpose.PROTECTION: _("protection"),
    Purpose.SCREENING: _("screening"),
    Purpose.RETURN: _("return"),
    Purpose.JUSTICE: _("justice"),
    Purpose.REINTEGRATION: _("reintegration"),
    Purpose.DATA_PROTECTION: _("data protection"),
    Purpose.AUDIT: _("audit"),
    Purpose.COORDINATION: _("coordination"),
    Purpose.REDRESS: _("redress"),
    Purpose.ADMINISTRATION: _("administration"),
}

# What choosing a purpose means: one sentence each, under the choice on the page that asks.
PURPOSE_MEANINGS: Final[Words] = {
    Purpose.REGISTRATION: _("Recording people, their families and their papers as they tell it."),
    Purpose.IDENTITY: _("Finding out who somebody is: papers, duplicates, nationality."),
    Purpose.PROTECTION: _("Looking after somebody's needs and safety."),
    Purpose.SCREENING: _("Comparing names with published lists; two people decide."),
    Purpose.RETURN: _("Preparing and carrying out a voluntary return."),
    Purpose.JUSTICE: _("Referring a single case on individual evidence."),
    Purpose.REINTEGRATION: _("Supporting somebody after their return."),
    Purpose.DATA_PROTECTION: _("Watching over what is kept, who reads it and for how long."),
    Purpose.AUDIT: _("Reading the trail of what was done."),
    Purpose.COORDINATION: _("Counting and planning without anybody's name."),
    Purpose.REDRESS: _("Answering requests for correction and objections."),
    Purpose.ADMINISTRATION: _("Managing accounts and sites. No file is open for this purpose."),
}

# What a capability lets somebody do, as the end of the sentence "You may …".
CAPABILITIES: Final[Words] = {
    C.SITE_READ: _("see the sites"),
    C.SITE_WRITE: _("change the sites"),
    C.PERSON_SEARCH: _("look for a person"),
    C.PERSON_READ: _("read a person's file"),
    C.PERSON_WRITE: _("register a person and record what they say"),
    C.NEED_READ: _("read about needs"),
    C.NEED_WRITE: _("record needs"),
    C.DOCUMENT_READ: _("read papers"),
    C.DOCUMENT_WRITE: _("record papers"),
    C.CUSTODY_WRITE: _("record arrivals, transfers and departures"),
    C.HOUSEHOLD_WRITE: _("change households"),
    C.CHILD_PROTECTION: _("decide about the care of a child"),
    C.RECEIPT_ISSUE: _("give somebody their receipt"),
    C.VERIFY_CLAIM: _("verify what was recorded"),
    C.DUPLICATE_REVIEW: _("compare possible duplicates"),
    C.MERGE: _("merge two records and part them again"),
    C.IMPORT_STAGE: _("bring in a file"),
    C.IMPORT_DECIDE: _("accept or withdraw what a file brought"),
    C.EXPORT: _("disclose records under an agreement"),
    C.SITE_EXIT: _("hand over all records of a site under an agreement"),
    C.COUNTS_READ: _("see counts"),
    C.REQUEST_OPEN: _("open a request for correction or an objection"),
    C.REQUEST_DECIDE: _("answer a request for correction or an objection"),
    C.RETENTION_DECIDE: _("decide how long something is kept"),
    C.ERASE: _("erase a person's record"),
    C.AGREEMENT_READ: _("read agreements on sharing"),
    C.AGREEMENT_WRITE: _("record agreements on sharing"),
    C.TRAIL_READ: _("read who did what"),
    C.BREAK_GLASS_OPEN: _("open a file in an emergency, with a reason"),
    C.BREAK_GLASS_REVIEW: _("review emergency access"),
    C.USER_MANAGE: _("manage accounts and roles"),
    C.KEY_MANAGE: _("renew the keys of the installation"),
    C.JOB_READ: _("see long work and its progress"),
    C.LIST_READ: _("see the lists and their editions"),
    C.LIST_MANAGE: _("add a list or an edition of one"),
    C.SCREEN_RUN: _("compare people with the lists"),
    C.SCREEN_LIVE: _("look a name up in the lists"),
    C.CANDIDATE_READ: _("see the candidates of the screening desk"),
    C.CANDIDATE_DECIDE: _("say what you find about a candidate"),
    C.CANDIDATE_CONFIRM: _("look at a candidate as the second person"),
    C.CANDIDATE_CHILD: _("say what you find about a child's candidate"),
    C.CHILD_GROUND: _("record the individual ground on which a child is screened"),
    C.TRACING: _("trace missing people and children"),
    C.SOURCE_VERIFY: _("ask whoever listed an entry"),
    C.CONTEST_OPEN: _("write down that somebody contests a finding"),
    C.CONTEST_DECIDE: _("answer whoever contests a finding"),
    C.QUALITY_READ: _("see how well the screening desk works"),
    **CASE_CAPABILITIES,
}

EVENTS: Final[Words] = {
    EventKind.READ: _("read"),
    EventKind.SEARCH: _("searched"),
    EventKind.WRITE: _("wrote"),
    EventKind.DENIED: _("was refused"),
    EventKind.DISCLOSURE: _("disclosed"),
    EventKind.OVERRIDE: _("overrode"),
    EventKind.SIGN_IN: _("signed in"),
}

# Every enumeration whose members pages show. A test asks that each member has a word.
VOCABULARY: Final[Mapping[type[StrEnum], Words]] = {
    Role: ROLES,
    Purpose: PURPOSES,
    C: CAPABILITIES,
    EventKind: EVENTS,
    **REGISTRY,
    **EXCHANGE,
    **IDENTITY,
    **PLACES,
    **RUNS,
    **LISTS,
    **REVIEW,
    **PLANS,
    **PATHWAY,
    **JUSTICE,
    **SURVIVORS,
    **ASSESSED,
    **CHILDREN,
    **PACKS,
    **CONVOYS,
}


def comma() -> str:
    """What stands between values in a row, in the reader's language."""
    return "، " if get_language() in ("ar", "ckb") else ", "


def in_a_row(values: Iterable[object]) -> str:
    """Values one after another, without the empty ones."""
    return comma().join(text for value in values if (text := str(value)))


def word(member: StrEnum) -> Promise | str:
    """The word of a member of an enumeration; its code in plain letters where it has none yet, which a test refuses."""
    found = VOCABULARY.get(type(member), {}).get(member)
    return found if found is not None else member.value.replace("_", " ").replace(".", " ")
