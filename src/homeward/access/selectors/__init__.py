"""What an actor may see: the actor of a user, and `scope`, the one door through which every table is read."""

from homeward.access.selectors.actors import actor_of
from homeward.access.selectors.keys import KeyLine, keys_of_installation
from homeward.access.selectors.scoping import may, reach_of, scope

__all__ = ["KeyLine", "actor_of", "keys_of_installation", "may", "reach_of", "scope"]
