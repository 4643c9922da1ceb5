"""What the database itself refuses about instruments: one for adults is used for nobody who may be under 18 or whose age is unknown.

Comes in: nothing. Goes out: guards (see `access.guards`). The latest day of birth that is recorded decides, on the day of the assessment.
Each condition holds where something must be refused.
"""

from __future__ import annotations

from typing import Final

from homeward.access.guards import POSTGRES, SQLITE, Guard

_ASSESSMENT, _INSTRUMENT = "pathway_assessment", "pathway_instrument"
_CHILD: Final = "An instrument for adults is used for nobody who may be under 18 or whose age is unknown."
_KEPT: Final = "An assessment and an instrument are never rewritten."


def _for_adults(grown: str) -> str:
    of_age = f"""SELECT 1 FROM pathway_case c JOIN registry_person p ON p.id = c.person_id
 WHERE c.id = NEW.case_id AND p.born_to IS NOT NULL AND {grown} <= NEW.held_on"""  # noqa: S608
    adults = f"SELECT 1 FROM {_INSTRUMENT} i WHERE i.id = NEW.instrument_id AND i.population = 'adults'"  # noqa: S608
    return f"EXISTS ({adults}) AND NOT EXISTS ({of_age})"


GUARDS: Final = (
    Guard(_ASSESSMENT, "age_here", "INSERT", _CHILD, _for_adults("date(p.born_to, '+18 years')"), only=SQLITE),
    Guard(_ASSESSMENT, "age_there", "INSERT", _CHILD, _for_adults("(p.born_to + interval '18 years')::date"), only=POSTGRES),
    Guard(
        _ASSESSMENT, "rewritten", "UPDATE", _KEPT,
        "NEW.case_id <> OLD.case_id OR NEW.instrument_id <> OLD.instrument_id OR NEW.held_on <> OLD.held_on"
        " OR NEW.answers <> OLD.answers OR NEW.narrative <> OLD.narrative OR NEW.made_by <> OLD.made_by",
    ),
    Guard(
        _INSTRUMENT, "rewritten", "UPDATE", _KEPT,
        "NEW.key <> OLD.key OR NEW.version <> OLD.version OR NEW.population <> OLD.population OR NEW.content <> OLD.content",
    ),
)  # fmt: skip
