"""Two names in their parts, and the lines that join those which met or stand against each other.

Comes in: a candidate of the engine. Goes out: frozen values that a template draws, each part also with its words. What met is told by the
evidence, never guessed from spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from homeward.screening.candidate import Candidate
from homeward.screening.evidence import Evidence
from homeward.screening.pairing import Written
from homeward.web.evidence_words import FIELDS, STATES

ROW: Final = 100  # the height of a part in the drawing of the lines


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name, what it is, and how it stands to the other side; `other` is the part that it met or that stands against it."""

    text: str
    label: str
    state: str
    other: str = ""

    @property
    def lang(self) -> str:
        """The tag of its script."""
        return script_of(self.text)

    @property
    def says(self) -> str:
        """The same in words."""
        if not self.other:
            return str(STATES.get(self.state, ""))
        return _("%(state)s: %(other)s") % {"state": STATES[self.state], "other": self.other}


@dataclass(frozen=True, slots=True)
class Joint:
    """A line between two parts, by the height of its two ends in the drawing."""

    start: int
    end: int
    state: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two names in their parts, and the lines that join those which met or stand against each other."""

    recorded: tuple[Part, ...]
    listed: tuple[Part, ...]
    joints: tuple[Joint, ...]

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return ROW * max(len(self.recorded), len(self.listed))


def script_of(text: str) -> str:
    """The tag of the script that most letters of a text are of: for the face it is set in."""
    letters = [letter for letter in text if letter.isalpha()]
    arabic = sum("\u0600" <= letter <= "\u08ff" or "\ufb50" <= letter <= "\ufeff" for letter in letters)
    return "und-Arab" if letters and arabic * 2 > len(letters) else "und-Latn"


def alignment(found: Candidate) -> Alignment:
    """The two names that met, part by part."""
    mine, theirs = found.recorded, found.listed
    rows = {one.key: one for one in found.evidence}
    met = _pairs(mine, theirs, rows)
    recorded = tuple(_part(mine, place, rows.get(f"part{place + 1}"), "listed") for place in range(len(mine.parts)))
    listed = []
    for place in range(len(theirs.parts)):
        partners = [one for one, other in met.items() if other == place]
        partner = partners[0] if partners else None  # one that met stands before one that stands against it
        row = rows.get(f"part{partner + 1}") if partner is not None else rows.get(f"listed{place + 1}")
        listed.append(_part(theirs, place, row, "recorded"))
    pairs = [(one, other, recorded[one].state) for one, other in met.items()] + _missing_given(mine, rows, met)
    joints = tuple(Joint(ROW * one + ROW // 2, ROW * other + ROW // 2, state) for one, other, state in pairs)
    return Alignment(recorded, tuple(listed), joints)


def _pairs(mine: Written, theirs: Written, rows: Mapping[str, Evidence]) -> dict[int, int]:
    """For each recorded part that met a listed one, or stands against one, its place. Those that met come first: what stands against
    a part may stand against one that another part met, as a child's given name does against the father's.
    """
    found: dict[int, int] = {}
    for state in ("agrees", "contradicts"):
        for place in range(len(mine.parts)):
            row = rows.get(f"part{place + 1}")
            if row and row.listed and row.state == state:
                places = [at for at, part in enumerate(theirs.parts) if part == row.listed]
                free = [at for at in places if at not in found.values()]
                if free or (places and state == "contradicts"):
                    found[place] = (free or places)[0]
    return found


def _missing_given(mine: Written, rows: Mapping[str, Evidence], met: Mapping[int, int]) -> list[tuple[int, int, str]]:
    """A given name that only the list has stands against the recorded one, which met something else."""
    found = []
    for key, row in rows.items():
        if key.startswith("listed") and row.state == "contradicts" and row.recorded in mine.parts:
            found.append((mine.parts.index(row.recorded), int(key.removeprefix("listed")) - 1, "contradicts"))
    return [one for one in found if one[1] not in met.values()]


def _part(name: Written, place: int, row: Evidence | None, other: str) -> Part:
    """A part with what it is: as the engine read it beside the other name, else as it stands by itself."""
    if row is None:
        return Part(name.parts[place], _label(name.label(place)), "absent")
    mine, _there, theirs = row.field.partition(", there ")
    return Part(
        name.parts[place], _label(theirs or mine if other == "recorded" else mine), row.state, getattr(row, other)
    )


def _label(field: str) -> str:
    return str(FIELDS.get(field, field))
