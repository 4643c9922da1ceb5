"""What the pathway refuses, as sentences that a case manager can act on.

    BadInput
      Unlawful            a step or a turn that the tables do not hold (rules.steps)
      GatesUnmet          cases wait at a gate: `data["gates"]` says at which, `data["cases"]` how many
      SeparatesFamily     the plan would part people who belong together: `data` says how many, never who

Comes in: nothing. Goes out: exceptions. Never a name.
"""

from __future__ import annotations

from homeward.kernel.errors import BadInput


class GatesUnmet(BadInput):
    """Cases cannot take a step yet, because gates are not open."""

    code = "gates_unmet"


class SeparatesFamily(BadInput):
    """A plan that would part a family, and that nobody decided who may."""

    code = "separates_family"
