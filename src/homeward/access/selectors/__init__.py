"""What an actor may see: the actor of a user, and `scope`, the one door through which every table is read."""

from homeward.access.selectors.actors import actor_of, token_actor
from homeward.access.selectors.glass import GlassRow, break_glasses_of_person, break_glasses_to_review
from homeward.access.selectors.keys import KeyLine, keys_of_installation
from homeward.access.selectors.scoping import may, reach_of, scope
from homeward.access.selectors.users import Held, TokenRow, UserRow, tokens, user_named, users

__all__ = [
    "GlassRow",
    "Held",
    "KeyLine",
    "TokenRow",
    "UserRow",
    "actor_of",
    "break_glasses_of_person",
    "break_glasses_to_review",
    "keys_of_installation",
    "may",
    "reach_of",
    "scope",
    "token_actor",
    "tokens",
    "user_named",
    "users",
]
