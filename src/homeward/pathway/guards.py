"""What the database itself refuses about cases, whatever the code does: see `access.guards`.

Comes in: the table of steps. Goes out: guards. An unlawful step, a step without its gate passes, and a decision by one person are refused,
on SQLite and on PostgreSQL; a stage changes only by a step that is written down; what was taken is never changed. No other rule is
repeated here. Each condition holds where something must be refused.
"""

from __future__ import annotations

from typing import Final

from homeward.access.guards import POSTGRES, SQLITE, Guard
from homeward.pathway.rules.steps import STEPS

_CASE, _STEP, _PASSED, _PROPOSAL = "pathway_case", "pathway_step", "pathway_passed", "pathway_proposal"
_UNLAWFUL: Final = "A case takes only the steps that the table of steps holds."
_UNMET: Final = "A step goes through every gate of its own, and each is written down before it."
_ALONE: Final = "This step is proposed by one person and taken by another."
_WRITTEN: Final = "A case changes its stage only by a step that is written down."
_ANSWER: Final = "A proposal is answered once, after it was made, and stays as it was."
_KEPT: Final = "What was decided about a case is never changed, and goes only with the key of whoever was erased."
_ERASED: Final = """EXISTS (SELECT 1 FROM pathway_case c JOIN access_subjectkey k ON k.id = c.person_id
 WHERE c.id = OLD.case_id AND k.destroyed_at IS NOT NULL)"""


def _among(pairs: list[str]) -> str:
    """That a step is one of these, each written as `from>to`."""
    return "(NEW.frm || '>' || NEW.to) IN (" + ", ".join(f"'{pair}'" for pair in pairs) + ")"


def _needs(pairs: list[str], gate: str) -> str:
    passed = f"SELECT 1 FROM {_PASSED} p WHERE p.case_id = NEW.case_id AND p.number = NEW.number AND p.gate = '{gate}'"  # noqa: S608
    return f"({_among(pairs)} AND NOT EXISTS ({passed}))"


_PAIRS: Final = {line: f"{line.frm.value}>{line.to.value}" for line in STEPS}
_GATES: Final = sorted({gate for line in STEPS for gate in line.gates})
_ANSWERED: Final = f"""EXISTS (SELECT 1 FROM {_PROPOSAL} p WHERE p.id = NEW.proposal_id AND p.case_id = NEW.case_id AND p.frm = NEW.frm
 AND p."to" = NEW."to" AND p.agrees AND p.proposed_by = NEW.proposed_by AND p.answered_by = NEW.taken_by AND p.proposed_by <> NEW.taken_by)"""  # noqa: S608, E501
_STEP_OF_ITS_OWN: Final = f"""NEW.version = OLD.version + 1 AND EXISTS (SELECT 1 FROM {_STEP} s
 WHERE s.case_id = NEW.id AND s.number = NEW.version AND s.frm = OLD.stage AND s."to" = NEW.stage)"""  # noqa: S608
_CHANGED: Final = """NEW.case_id <> OLD.case_id OR NEW.frm <> OLD.frm OR NEW."to" <> OLD."to" OR NEW.proposed_by <> OLD.proposed_by
 OR OLD.answered_by IS NOT NULL OR OLD.taken_back_at IS NOT NULL"""


def _sql(condition: str) -> str:
    """`to` is a word of SQL, so it is quoted wherever it names a column."""
    return condition.replace("NEW.to", 'NEW."to"')


GUARDS: Final = (
    Guard(_STEP, "lawful", "INSERT", _UNLAWFUL, _sql(f"NOT {_among(list(_PAIRS.values()))}")),
    Guard(
        _STEP, "from_where_it_stands", "INSERT", _UNLAWFUL,
        f"NOT EXISTS (SELECT 1 FROM {_CASE} c WHERE c.id = NEW.case_id AND c.stage = NEW.frm AND c.version = NEW.number - 1)",  # noqa: S608
    ),
    Guard(
        _STEP, "gates", "INSERT", _UNMET,
        _sql(" OR ".join(_needs([pair for line, pair in _PAIRS.items() if gate in line.gates], gate.value) for gate in _GATES)),
    ),
    Guard(
        _STEP, "two", "INSERT", _ALONE,
        _sql(f"{_among([pair for line, pair in _PAIRS.items() if line.two])} AND NOT {_ANSWERED}"),
    ),
    Guard(_CASE, "begins", "INSERT", _WRITTEN, "NEW.stage <> 'registered' OR NEW.version <> 1"),
    Guard(_CASE, "stage", "UPDATE", _WRITTEN, f"(NEW.stage <> OLD.stage OR NEW.version <> OLD.version) AND NOT ({_STEP_OF_ITS_OWN})"),
    Guard(_PROPOSAL, "unanswered", "INSERT", _ANSWER, "NEW.answered_by IS NOT NULL"),
    Guard(_PROPOSAL, "change", "UPDATE", _ANSWER, _CHANGED),
    Guard(_PROPOSAL, "delete", "DELETE", _KEPT, f"NOT {_ERASED}"),
    Guard(_PROPOSAL, "truncate", "TRUNCATE", _KEPT, only=POSTGRES),
    *(
        guard
        for table in (_STEP, _PASSED)
        for guard in (
            Guard(table, "update", "UPDATE", _KEPT),
            Guard(table, "delete", "DELETE", _KEPT, f"NOT {_ERASED}"),
            Guard(table, "replace", "INSERT", _KEPT, f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)", only=SQLITE),  # noqa: S608
            Guard(table, "truncate", "TRUNCATE", _KEPT, only=POSTGRES),
        )
    ),
)  # fmt: skip
