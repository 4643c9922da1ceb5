"""What gates are called in a sentence. The pages' own words for them are the same ones.

Comes in: nothing. Goes out: a table, and a list in words. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from homeward.kernel.errors import to_say
from homeward.pathway.facts.cases import Gate

GATE_NAMES: Final[Mapping[Gate, str]] = {
    Gate.IDENTITY: to_say("identity"),
    Gate.NATIONALITY: to_say("nationality"),
    Gate.SCREENING: to_say("screening review"),
    Gate.VOLUNTARINESS: to_say("voluntariness"),
    Gate.NON_REFOULEMENT: to_say("no return into harm"),
    Gate.BEST_INTERESTS: to_say("best interests of the child"),
    Gate.FAMILY_UNITY: to_say("family unity"),
    Gate.MEDICAL_FITNESS: to_say("medical fitness"),
    Gate.NO_HOLD: to_say("no hold"),
    Gate.PACK: to_say("the country's process"),
    Gate.DESTINATION: to_say("destination ready"),
    Gate.CONTINUITY: to_say("services go on"),
    Gate.HEAD_COUNT: to_say("head-count"),
    Gate.HANDOVER: to_say("handover signed"),
    Gate.PLAN: to_say("individual plan"),
    Gate.CONTACTS: to_say("follow-up contacts"),
}
