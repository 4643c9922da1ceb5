"""What the database itself refuses about answers and about what communities said: see `access.guards`.

Comes in: nothing. Goes out: guards. What was asked and answered is only added to, and goes with the key of whoever was erased; what was
said about a place is only added to; a version of a pack keeps its content, since running cases go by it.
"""

from __future__ import annotations

from typing import Final

from homeward.access.guards import POSTGRES, SQLITE, Guard
from homeward.pathway.assessed_guards import kept

_KEPT: Final = "What was asked and answered is never changed: a later answer takes its place."
_SAID: Final = "What was said about a place is never changed: say what holds now beside it."
_VERSION: Final = "A version of a destination pack is never changed: load the next one."
_PACK, _PLACE = "pathway_pack", "pathway_placenote"
_ERASED: Final = """NOT EXISTS (SELECT 1 FROM pathway_case c JOIN access_subjectkey k ON k.id = c.person_id
 WHERE c.id = OLD.case_id AND k.destroyed_at IS NOT NULL)"""
_OTHER: Final = """NEW.key <> OLD.key OR NEW.version <> OLD.version OR NEW.sha <> OLD.sha
 OR CAST(NEW.content AS TEXT) <> CAST(OLD.content AS TEXT)"""

GUARDS: Final = (
    *kept("pathway_milestone", _KEPT, _ERASED),
    *kept("pathway_gapsaid", _KEPT, _ERASED),
    Guard(_PLACE, "update", "UPDATE", _SAID),
    Guard(_PLACE, "delete", "DELETE", _SAID),
    Guard(_PLACE, "replace", "INSERT", _SAID, f"EXISTS (SELECT 1 FROM {_PLACE} WHERE id = NEW.id)", only=SQLITE),  # noqa: S608
    Guard(_PLACE, "truncate", "TRUNCATE", _SAID, only=POSTGRES),
    Guard(_PACK, "update", "UPDATE", _VERSION, _OTHER),
)
