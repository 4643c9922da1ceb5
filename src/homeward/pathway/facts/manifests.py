"""A manifest: everybody who goes along, with which paper, and what the journey has to make room for.

Comes in: nothing. Goes out: frozen types and enumerations. A column that is not named here leaves in no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.convoys import ConvoyRow, SeatRow


class TravelPaperKind(StrEnum):
    """With which paper somebody crosses. `MISSING`: none is there yet."""

    PASSPORT = "passport"
    LAISSEZ_PASSER = "laissez_passer"
    NATIONAL_ID = "national_id"
    NATIONALITY_CERTIFICATE = "nationality_certificate"
    AUTHORITY_LIST = "authority_list"
    OTHER = "other"
    MISSING = "missing"


class ManifestForm(StrEnum):
    """What kind of file a manifest is made into."""

    PDF = "pdf"
    XLSX = "xlsx"


class ManifestColumn(StrEnum):
    """A column that a manifest may hold, in the order of the file."""

    NUMBER = "number"
    NAME = "name"
    ROMANISED = "romanised"
    SEX = "sex"
    BIRTH = "birth"
    HOUSEHOLD = "household"
    VEHICLE = "vehicle"
    PAPER = "paper"
    PAPER_NUMBER = "paper_number"
    VALID_UNTIL = "valid_until"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class TravelPaperRow:
    """With which paper somebody crosses, and until when it is valid. `claim_id`: where the registry holds it."""

    kind: TravelPaperKind
    number: str
    valid_until: date | None
    version: int
    claim_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """What the journey has to make room for. `words` is what the escort must know; None where the reader may not read it."""

    wheelchair: bool
    escort: bool
    words: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One person of a manifest: the least that whoever receives it needs. `lapses`: their paper is not valid long enough."""

    seat: SeatRow
    household: str
    vehicle: str
    paper: TravelPaperRow | None
    journey: JourneyRow | None
    lapses: bool = False

    @property
    def without_paper(self) -> bool:
        """Whether no paper is there with which they cross, or none that is valid for as long as it has to be."""
        return self.paper is None or self.paper.kind is TravelPaperKind.MISSING or self.lapses


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everybody who goes along, by vehicle and household."""

    convoy: ConvoyRow
    lines: tuple[ManifestLine, ...]
    children: int
