"""What the database itself refuses about children: see `access.guards`.

Comes in: nothing. Goes out: guards. A determination stands by a panel of three functions at least and by two people besides whoever
assessed the child, and a separation for a child's best interests rests on one. What was assessed, determined, signed or written into a
child's file is only added to, and goes with an erased key.
"""

from __future__ import annotations

from typing import Final

from homeward.access.guards import Guard
from homeward.pathway.assessed_guards import gone, kept
from homeward.registry.facts.households import INTERESTS_BASES

_INTERESTS, _DETERMINATION, _PANEL, _SIGNED = (
    "pathway_interests",
    "pathway_determination",
    "pathway_panelist",
    "pathway_determined",
)
_KEPT: Final = (
    "What was found to be in the best interests of a child is never changed: a later finding takes its place."
)
_FILE: Final = "What was written into the file of a child is only added to."
_PANEL_OF: Final = (
    "A determination stands by a panel of three functions at least, and by two people besides whoever assessed."
)
_LEAST: Final = 3


def _via(table: str, column: str, link: str) -> str:
    return f"(SELECT t.{column} FROM {table} t WHERE t.id = OLD.{link})"  # noqa: S608 - constants of ours


_OF_DETERMINATION: Final = gone(_via(_DETERMINATION, "child_id", "determination_id"))
_OF_FILE: Final = gone(_via("pathway_childfile", "child_id", "file_id"))
_OF_TRACING: Final = gone(_via("pathway_tracing", "person_id", "tracing_id"))
# Whoever assessed is the one who did, and none of the two others is them.
_ASSESSED_BY: Final = f"""NOT EXISTS (SELECT 1 FROM {_INTERESTS} i WHERE i.id = NEW.assessment_id AND i.child_id = NEW.child_id
 AND i.about = NEW.about AND i.made_by = NEW.assessor AND i.made_by <> NEW.made_by)"""  # noqa: S608
_ALONE: Final = f"""NOT EXISTS (SELECT 1 FROM {_DETERMINATION} d WHERE d.id = NEW.determination_id AND d.assessor = NEW.assessor
 AND d.made_by = NEW.made_by AND d.made_by <> NEW.signed_by AND d.assessor <> NEW.signed_by)
 OR (SELECT COUNT(DISTINCT p.function) FROM {_PANEL} p WHERE p.determination_id = NEW.determination_id) < {_LEAST}"""  # noqa: S608
# A decision of the registry for a child's best interests: its id is the one that a determination was tied to, which two people made stand.
_RESTS: Final = f"""EXISTS (SELECT 1 FROM pathway_rested r JOIN {_DETERMINATION} d ON d.id = r.determination_id
 JOIN {_SIGNED} s ON s.determination_id = d.id WHERE r.separation_id = NEW.id AND d.child_id = NEW.child_id
 AND d.about = 'separation' AND d.outcome = 'in_their_interests' AND s.agrees)"""  # noqa: S608
_BASES: Final = ", ".join(f"'{one.value}'" for one in sorted(INTERESTS_BASES))
_UNDETERMINED: Final = "A separation for the best interests of a child rests on a determination that stands."
_AFTERWARDS: Final = f"EXISTS (SELECT 1 FROM {_SIGNED} s WHERE s.determination_id = NEW.determination_id)"  # noqa: S608

GUARDS: Final = (
    *kept(_INTERESTS, _KEPT, gone("OLD.child_id")),
    *kept(_DETERMINATION, _KEPT, gone("OLD.child_id")),
    *kept(_PANEL, _KEPT, _OF_DETERMINATION),
    *kept(_SIGNED, _KEPT, _OF_DETERMINATION),
    *kept("pathway_childmove", _FILE, _OF_FILE),
    *kept("pathway_childentry", _FILE, _OF_FILE),
    *kept("pathway_tracingmove", _FILE, _OF_TRACING),
    Guard(_DETERMINATION, "assessor", "INSERT", _PANEL_OF, _ASSESSED_BY),
    Guard(_SIGNED, "panel", "INSERT", _PANEL_OF, _ALONE),
    Guard("registry_separation", "determined", "INSERT", _UNDETERMINED, f"NEW.basis IN ({_BASES}) AND NOT {_RESTS}"),
    Guard(
        "registry_separation", "basis", "UPDATE", _UNDETERMINED, f"NEW.basis <> OLD.basis AND NEW.basis IN ({_BASES})"
    ),
    Guard(_PANEL, "afterwards", "INSERT", _KEPT, _AFTERWARDS),
)
