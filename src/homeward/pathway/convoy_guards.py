"""What the database itself refuses about convoys: a handover signed by one side or one account, a change of what was counted or signed.

Comes in: nothing. Goes out: guards (see `access.guards`). A mark belongs to a count that is not finished; a handover stands on two
signatures of two sides for the same list of people, by two accounts or by one account and a signed paper.
"""

from __future__ import annotations

from typing import Final

from homeward.access.guards import POSTGRES, Guard
from homeward.pathway.assessed_guards import gone, kept

_MARK, _COUNT, _SIGNED, _HANDED = "pathway_marked", "pathway_count", "pathway_signature", "pathway_handover"
_SETTLED, _NAMED = "pathway_settled", "pathway_handedover"
_DONE: Final = "A count that is finished is never changed. Count again instead."
_BOTH: Final = "A handover is signed by both sides, for the same people, by two accounts or by one and on paper."
_KEPT: Final = "What was signed or settled is never changed, and goes only with the key of whoever was erased."
_FINISHED: Final = f"EXISTS (SELECT 1 FROM {_COUNT} c WHERE c.id = NEW.count_id AND c.finished_at IS NOT NULL)"  # noqa: S608
_REWRITTEN: Final = """OLD.finished_at IS NOT NULL AND (NEW.finished_at IS NULL OR NEW.finished_at <> OLD.finished_at
 OR NEW.counted_name <> OLD.counted_name OR NEW.on_paper <> OLD.on_paper OR OLD.set_aside_at IS NOT NULL)"""
_SIGNED_BY_BOTH: Final = f"""EXISTS (SELECT 1 FROM {_SIGNED} g JOIN {_SIGNED} t ON t.convoy_id = g.convoy_id AND t.content = g.content
 WHERE g.id = NEW.gave_id AND t.id = NEW.took_id AND g.side = 'gives' AND t.side = 'takes' AND g.convoy_id = NEW.convoy_id
 AND g.content = NEW.content AND (g.account IS NOT NULL OR t.account IS NOT NULL)
 AND (g.account IS NULL OR t.account IS NULL OR g.account <> t.account))"""  # noqa: S608
_ERASED: Final = f"""EXISTS (SELECT 1 FROM pathway_seat s JOIN pathway_case c ON c.id = s.case_id JOIN access_subjectkey k ON k.id = c.person_id
 WHERE s.id = OLD.seat_id AND k.destroyed_at IS NOT NULL)"""  # noqa: F541, E501

GUARDS: Final = (
    Guard(_MARK, "add", "INSERT", _DONE, _FINISHED),
    Guard(_MARK, "change", "UPDATE", _DONE, _FINISHED),
    Guard(_COUNT, "change", "UPDATE", _DONE, _REWRITTEN),
    Guard(_COUNT, "delete", "DELETE", _DONE, "OLD.finished_at IS NOT NULL"),
    Guard(_HANDED, "both", "INSERT", _BOTH, f"NOT {_SIGNED_BY_BOTH}"),
    Guard(_COUNT, "truncate", "TRUNCATE", _DONE, only=POSTGRES),
    *kept(_SETTLED, _KEPT, f"NOT {_ERASED}"),
    *kept(_NAMED, _KEPT, gone("(SELECT c.person_id FROM pathway_case c WHERE c.id = OLD.case_id)")),
    *(guard for table in (_SIGNED, _HANDED) for guard in kept(table, _KEPT)),
)  # fmt: skip
