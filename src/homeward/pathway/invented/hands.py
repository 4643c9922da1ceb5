"""Who works on invented cases: somebody for each part, and a second where two are needed.

Comes in: actors, made elsewhere. Goes out: one frozen set of them. Never an actor that no account stands behind.
"""

from __future__ import annotations

from dataclasses import dataclass

from homeward.access.facts import Actor


@dataclass(frozen=True, slots=True)
class Hands:
    """`manager` and `second_manager` prepare returns, `carer` and `reintegration` write plans; three specialists make one determination."""

    identity: Actor
    nationality: Actor
    analyst: Actor
    coordinator: Actor
    second_coordinator: Actor
    manager: Actor
    second_manager: Actor
    carer: Actor
    specialist: Actor
    second_specialist: Actor
    third_specialist: Actor
    lead: Actor
    reintegration: Actor
    judicial: Actor
    second_judicial: Actor
