"""What is done to access: authority, subjects' keys, people and their roles, emergency access, tokens, agreements and disclosures.

Every action is one transaction: authorise, apply the rules, save, tell the trail. A refusal is told to the trail too.
"""

from homeward.access.actions.authority import action, authorise, denied
from homeward.access.actions.keys import keys_retire, keys_rotate, subject_erase

__all__ = ["action", "authorise", "denied", "keys_retire", "keys_rotate", "subject_erase"]
