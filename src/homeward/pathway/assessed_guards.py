"""What the database itself refuses about the records behind gates: see `access.guards`.

Comes in: nothing. Goes out: guards. A record, what a second person says of it and that it was taken back are only added to, and go with
the key of whoever was erased; nobody is the second person of a record of their own.
"""

from __future__ import annotations

from typing import Final

from homeward.access.guards import POSTGRES, SQLITE, Guard

_ASSESSED, _SECONDED, _BACK = "pathway_assessed", "pathway_seconded", "pathway_takenback"
_KEPT: Final = "What was asked and examined is never changed: a later record takes its place."
_SECOND: Final = "Nobody is the second person of a record of their own."
_CASE: Final = "SELECT 1 FROM pathway_case c JOIN access_subjectkey k ON k.id = c.person_id WHERE k.destroyed_at IS NOT NULL AND c.id ="
_OF_CASE: Final = f"NOT EXISTS ({_CASE} OLD.case_id)"
_OF_RECORD: Final = f"NOT EXISTS ({_CASE} (SELECT a.case_id FROM {_ASSESSED} a WHERE a.id = OLD.assessed_id))"  # noqa: S608
_ANOTHERS: Final = f"NOT EXISTS (SELECT 1 FROM {_ASSESSED} a WHERE a.id = NEW.assessed_id AND a.made_by = NEW.made_by AND a.made_by <> NEW.said_by)"  # noqa: S608, E501


def gone(person: str) -> str:
    """That the key of a person was not destroyed: then their rows stay. `person` is the SQL of their id."""
    return f"NOT EXISTS (SELECT 1 FROM access_subjectkey k WHERE k.destroyed_at IS NOT NULL AND k.id = {person})"  # noqa: S608


def kept(table: str, sentence: str, when_deleted: str = "") -> tuple[Guard, ...]:
    """The guards of a table that is only added to, and whose rows go when somebody is erased, or never."""
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 - constants of ours
    return (
        Guard(table, "update", "UPDATE", sentence),
        Guard(table, "delete", "DELETE", sentence, when_deleted),
        Guard(table, "replace", "INSERT", sentence, taken, only=SQLITE),
        Guard(table, "truncate", "TRUNCATE", sentence, only=POSTGRES),
    )


GUARDS: Final = (
    *kept(_ASSESSED, _KEPT, _OF_CASE),
    *kept(_SECONDED, _KEPT, _OF_RECORD),
    *kept(_BACK, _KEPT, _OF_RECORD),
    Guard(_SECONDED, "another", "INSERT", _SECOND, _ANOTHERS),
)
