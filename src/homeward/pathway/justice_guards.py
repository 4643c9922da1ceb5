"""What the database itself refuses on the tracks of justice and of survivors, whatever the code does: see `access.guards`.

Comes in: the table of proceedings. Goes out: guards. That somebody is referred without two people (a constraint) or without an item of
evidence; that a proceeding moves without an outcome that the table holds; that a chain is changed or has a gap; that anything a survivor
told is shared without a decision that stands. What is about somebody is deleted with their key alone. No other rule is repeated here. Each
condition holds where something must be refused.
"""

from __future__ import annotations

from typing import Final

from homeward.access.guards import Guard
from homeward.pathway.assessed_guards import gone, kept
from homeward.pathway.rules.justice import LINES

_REFERRAL, _OUTCOME, _EXHIBIT = "pathway_courtreferral", "pathway_courtoutcome", "pathway_exhibit"
_LINK, _ITEM, _NOTE = "pathway_custodylink", "pathway_evidenceitem", "pathway_referralnote"
_SHARED, _CONSENT = "pathway_survivorshared", "pathway_survivorconsent"

_UNLAWFUL: Final = (
    "A question to an authority moves only as the table of proceedings says, and each move is written down."
)
_NOTHING: Final = "Nobody is referred without an item of evidence about their own act."
_KEPT: Final = "What was recorded on the track of justice is never changed."
_GAP: Final = "A chain has no gaps: each link follows the one before."
_UNDECIDED: Final = "Nothing that a survivor told is shared without a decision of theirs that stands."
_TOLD: Final = "What a survivor said is never changed."

_PAIRS: Final = ", ".join(f"'{line.frm.value}>{line.to.value}'" for line in LINES)
_MOVED: Final = f"""EXISTS (SELECT 1 FROM {_OUTCOME} o WHERE o.referral_id = NEW.id AND o.number = NEW.version
 AND o.frm = OLD.state AND o."to" = NEW.state)"""  # noqa: S608
_SHOWN: Final = (
    f"""EXISTS (SELECT 1 FROM {_EXHIBIT} e WHERE e.referral_id = NEW.id AND NOT e.favours AND e.removed_at IS NULL)"""  # noqa: S608
)
_LIVE: Final = f"""EXISTS (SELECT 1 FROM {_CONSENT} c WHERE c.id = NEW.consent_id AND c.withdrawn_at IS NULL
 AND c.until >= NEW."on")"""  # noqa: S608

# What is about a person goes with their key; an item of evidence tells of things, and stays.
_OF_REFERRAL: Final = gone(
    f"(SELECT f.person_id FROM {_REFERRAL} r JOIN pathway_justicefile f ON f.id = r.file_id WHERE r.id = OLD.referral_id)"  # noqa: S608
)
_OF_SEALED: Final = gone("(SELECT f.person_id FROM pathway_survivorfile f WHERE f.id = OLD.file_id)")


def _follows(table: str, of: str, begins: str) -> Guard:
    """The first link follows `begins`, each other one the link before it."""
    before = f"SELECT 1 FROM {table} b WHERE b.{of} = NEW.{of} AND b.seq = NEW.seq - 1 AND b.digest = NEW.previous"  # noqa: S608
    first = f"NEW.seq = 1 AND NOT ({begins})"
    return Guard(table, "follows", "INSERT", _GAP, f"NEW.seq < 1 OR {first} OR (NEW.seq > 1 AND NOT EXISTS ({before}))")


_OF_ITS_ITEM: Final = f"EXISTS (SELECT 1 FROM {_ITEM} i WHERE i.id = NEW.item_id AND i.digest = NEW.previous)"  # noqa: S608
_OF_NOTHING: Final = "length(NEW.previous) = 0"

GUARDS: Final = (
    Guard(_OUTCOME, "lawful", "INSERT", _UNLAWFUL, f"(NEW.frm || '>' || NEW.\"to\") NOT IN ({_PAIRS})"),
    Guard(_REFERRAL, "begins", "INSERT", _UNLAWFUL, "NEW.state <> 'drafted' OR NEW.version <> 1"),
    Guard(_REFERRAL, "moves", "UPDATE", _UNLAWFUL, f"NEW.state <> OLD.state AND NOT {_MOVED}"),
    Guard(_REFERRAL, "shown", "UPDATE", _NOTHING, f"NEW.state = 'referred' AND OLD.state <> 'referred' AND NOT {_SHOWN}"),
    _follows(_LINK, "item_id", _OF_ITS_ITEM),
    _follows(_NOTE, "referral_id", _OF_NOTHING),
    Guard(_SHARED, "decided", "INSERT", _UNDECIDED, f"NOT {_LIVE}"),
    Guard(_SHARED, "kept", "UPDATE", _TOLD, 'NEW.consent_id <> OLD.consent_id OR NEW.what <> OLD.what OR NEW."on" <> OLD."on"'),
    Guard(
        _CONSENT, "kept", "UPDATE", _TOLD,
        "NEW.purpose <> OLD.purpose OR NEW.recipient <> OLD.recipient OR NEW.what <> OLD.what OR NEW.until <> OLD.until"
        " OR NEW.own_words <> OLD.own_words OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL)",
    ),
    *(guard for table in (_OUTCOME, _NOTE, "pathway_referralanswer") for guard in kept(table, _KEPT, _OF_REFERRAL)),
    *(guard for table in (_ITEM, _LINK, "pathway_obtainedanswer", "pathway_evidencecaveat") for guard in kept(table, _KEPT)),
    *kept("pathway_survivortold", _TOLD, _OF_SEALED),
)  # fmt: skip
