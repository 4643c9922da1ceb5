"""The tables of access: people who sign in, what they hold, subjects' keys, the trail and its seal, agreements and disclosures."""

from homeward.access.models.agreements import CorrectionNotice, Disclosure, DisclosureItem, SharingAgreement
from homeward.access.models.keys import SubjectKey
from homeward.access.models.trail import Event, Seal
from homeward.access.models.users import ApiToken, BreakGlass, RoleAssignment, User

__all__ = [
    "ApiToken",
    "BreakGlass",
    "CorrectionNotice",
    "Disclosure",
    "DisclosureItem",
    "Event",
    "RoleAssignment",
    "Seal",
    "SharingAgreement",
    "SubjectKey",
    "User",
]
