"""What is done to access: authority, subjects' keys, people and their roles, emergency access, tokens, agreements and disclosures.

Every action is one transaction: authorise, apply the rules, save, tell the trail. A refusal is told to the trail too.
"""

from homeward.access.actions.agreements import agreement_make, agreement_withdraw
from homeward.access.actions.assignments import assignment_give, assignment_withdraw
from homeward.access.actions.authority import action, authorise
from homeward.access.actions.disclosures import (
    Contents,
    correction_sent,
    corrections_due,
    disclosure_check,
    disclosure_record,
)
from homeward.access.actions.glass import break_glass_open, break_glass_review
from homeward.access.actions.keys import keys_retire, keys_rotate, subject_erase
from homeward.access.actions.services import service_actor
from homeward.access.actions.sessions import purpose_choose
from homeward.access.actions.tokens import Token, token_make, token_withdraw
from homeward.access.actions.users import Account, password_reset, user_close, user_create
from homeward.access.denials import denied, refusal

__all__ = [
    "Account",
    "Contents",
    "Token",
    "action",
    "agreement_make",
    "agreement_withdraw",
    "assignment_give",
    "assignment_withdraw",
    "authorise",
    "break_glass_open",
    "break_glass_review",
    "correction_sent",
    "corrections_due",
    "denied",
    "disclosure_check",
    "disclosure_record",
    "keys_retire",
    "keys_rotate",
    "password_reset",
    "purpose_choose",
    "refusal",
    "service_actor",
    "subject_erase",
    "token_make",
    "token_withdraw",
    "user_close",
    "user_create",
]
