"""What the database itself refuses about decisions, whatever the code does: see `access.guards`.

Comes in: nothing. Goes out: guards. A decision is only added to, and goes with the person's erased key alone. A second look is one of
another person at that very decision; a candidate says of itself only what its decisions and the source's answer say; a contest is answered
by somebody who took no part. Each condition holds where something must be refused.
"""

from __future__ import annotations

from typing import Final

from homeward.access.guards import POSTGRES, SQLITE, Guard

_DECISION, _CANDIDATE, _CONTEST = "review_decision", "review_candidate", "review_contest"
_KEPT: Final = "A decision is never changed, and goes only with the key of whoever was erased."
_SECOND: Final = "Nobody confirms a decision of their own, or one of another candidate."
_PEOPLE: Final = "A candidate is decided by those whose decisions are written down."
_SOURCE: Final = "Only the answer of whoever listed the entry makes it valid."
_REDRESS: Final = "Whoever took part in a finding does not answer a contest of it."

_ERASED: Final = """EXISTS (SELECT 1 FROM review_candidate c JOIN access_subjectkey k ON k.id = COALESCE(c.person_id, c.planted_id)
 WHERE c.id = OLD.candidate_id AND k.destroyed_at IS NOT NULL)"""
_CONFIRMS_ANOTHERS: Final = """EXISTS (SELECT 1 FROM review_decision d WHERE d.id = NEW.confirms_id AND d.step = 'first'
 AND d.decided_by = NEW.confirms_by AND d.decided_by <> NEW.decided_by
 AND d.candidate_id = NEW.candidate_id AND d.round = NEW.round)"""
_FIRST_OF_ITS_OWN: Final = """EXISTS (SELECT 1 FROM review_decision d WHERE d.candidate_id = NEW.id AND d.round = NEW.round
 AND d.step = 'first' AND d.decided_by = NEW.first_by AND d.outcome = NEW.outcome)"""
_SECOND_OF_ITS_OWN: Final = """EXISTS (SELECT 1 FROM review_decision d WHERE d.candidate_id = NEW.id AND d.round = NEW.round
 AND d.step = 'second' AND d.decided_by = NEW.second_by AND d.confirms_by = NEW.first_by AND d.agrees
 AND d.outcome = NEW.outcome)"""
_BY_OTHERS: Final = (
    f"(NEW.first_by IS NOT NULL AND NOT {_FIRST_OF_ITS_OWN})"
    f" OR (NEW.second_by IS NOT NULL AND NOT {_SECOND_OF_ITS_OWN})"
)
_UNANSWERED: Final = """NEW.source_said <> '' AND NOT EXISTS (SELECT 1 FROM review_sourcerequest s
 WHERE s.candidate_id = NEW.id AND s.answer = NEW.source_said)"""
_TOOK_PART: Final = """NEW.decided_by IS NOT NULL AND EXISTS (SELECT 1 FROM review_decision d
 JOIN review_candidate c ON c.id = d.candidate_id WHERE c.person_id = NEW.person_id AND d.decided_by = NEW.decided_by)"""

GUARDS: Final = (
    Guard(_DECISION, "update", "UPDATE", _KEPT),
    Guard(_DECISION, "delete", "DELETE", _KEPT, f"NOT {_ERASED}"),
    Guard(_DECISION, "replace", "INSERT", _KEPT, f"EXISTS (SELECT 1 FROM {_DECISION} WHERE id = NEW.id)", only=SQLITE),  # noqa: S608
    Guard(_DECISION, "truncate", "TRUNCATE", _KEPT, only=POSTGRES),
    Guard(_DECISION, "second", "INSERT", _SECOND, f"NEW.step <> 'first' AND NOT {_CONFIRMS_ANOTHERS}"),
    *(
        Guard(_CANDIDATE, f"{kind}_{moment.lower()}", moment, sentence, when)
        for moment in ("INSERT", "UPDATE")
        for kind, sentence, when in (("people", _PEOPLE, _BY_OTHERS), ("source", _SOURCE, _UNANSWERED))
    ),
    Guard(_CONTEST, "part_insert", "INSERT", _REDRESS, _TOOK_PART),
    Guard(_CONTEST, "part_update", "UPDATE", _REDRESS, _TOOK_PART),
)
