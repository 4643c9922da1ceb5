"""A convoy: who goes on which day with which vehicle, where people are counted, and who hands them over to whom.

Comes in: nothing. Goes out: frozen types and enumerations. A place in a vehicle says that somebody goes along, and what the journey has to
make room for; nothing here ranks people, and an absence is an absence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.cases import Check, Stage
from homeward.registry.facts.persons import PersonRow


class ConvoyState(StrEnum):
    """Where a convoy stands."""

    PLANNED = "planned"
    BOARDING = "boarding"
    UNDER_WAY = "under_way"
    ARRIVED = "arrived"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class PointKind(StrEnum):
    """Where people are counted."""

    BOARDING = "boarding"
    CHECKPOINT = "checkpoint"
    ARRIVAL = "arrival"


class Mark(StrEnum):
    """What somebody who counts saw. That somebody withdraws is said by themselves, and is not a mark."""

    PRESENT = "present"
    ABSENT = "absent"


class SeatEnd(StrEnum):
    """Why a place is taken no longer. None of them says anything about the person."""

    NO_SHOW = "no_show"
    WITHDREW = "withdrew"
    STAYS = "stays"
    CALLED_OFF = "called_off"
    TURNED_BACK = "turned_back"
    DECEASED_REPORTED = "deceased_reported"
    UNACCOUNTED = "unaccounted"
    RECEIVED = "received"


class ExtraKind(StrEnum):
    """Somebody who is there and not on the list."""

    CHILD = "child"
    ADULT = "adult"
    NEWBORN = "newborn"


class ExtraState(StrEnum):
    """What was said about somebody who is there and not on the list. Until something is said, they do not board."""

    WAITS = "waits"
    BOARDS = "boards"
    STAYS = "stays"


class Side(StrEnum):
    """A side of a handover."""

    GIVES = "gives"
    TAKES = "takes"


class IncidentKind(StrEnum):
    """What happened on the way."""

    MEDICAL_STOP = "medical_stop"
    DELAY = "delay"
    TURNED_BACK = "turned_back"
    BIRTH = "birth"
    DEATH = "death"
    OTHER = "other"


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


class Binding(StrEnum):
    """Why a household is not proposed for a convoy now. About room and readiness, never about who they are."""

    GATES = "gates"
    NOT_TOGETHER = "not_together"
    SEATS = "seats"
    WHEELCHAIR = "wheelchair"


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle as a plan needs it: its seats, and how many of them take a wheelchair."""

    id: UUID
    seats: int
    wheelchairs: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """What a household takes up: a seat for each person and each escort, and how many of these must take a wheelchair."""

    seats: int
    wheelchairs: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(self.seats + other.seats, self.wheelchairs + other.wheelchairs)

    def fits(self, vehicle: Vehicle) -> bool:
        """Whether a vehicle has room for it."""
        return self.seats <= vehicle.seats and self.wheelchairs <= vehicle.wheelchairs


@dataclass(frozen=True, slots=True)
class Waiting:
    """A household that could go: since when it is ready, and what it takes up. Nothing else is known of it here, on purpose."""

    group_id: UUID
    ready_since: datetime
    load: Load


@dataclass(frozen=True, slots=True)
class Batch:
    """Which households go in which vehicle, and for which there is no room in this convoy, and what is short."""

    placed: tuple[tuple[UUID, UUID], ...]
    left: tuple[tuple[UUID, Binding], ...]


@dataclass(frozen=True, slots=True)
class ConvoyDraft:
    """A convoy as somebody plans it."""

    from_site_id: UUID
    to_site_id: UUID
    day: date
    lead_id: UUID | None = None
    escort: str = ""
    checkpoints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A vehicle of a convoy, and what is taken of it."""

    id: UUID
    called: str
    seats: int
    wheelchairs: int
    taken: Load

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return self.seats - self.taken.seats


@dataclass(frozen=True, slots=True)
class PointRow:
    """A place where people are counted, in the order of the way."""

    id: UUID
    number: int
    kind: PointKind
    called: str


@dataclass(frozen=True, slots=True)
class ConvoyRow:
    """A convoy as a list shows it. `people` have a place in it now, or had one when it arrived."""

    id: UUID
    number: str
    state: ConvoyState
    day: date
    from_site_id: UUID
    to_site_id: UUID
    lead_id: UUID | None
    lead_name: str
    escort: str
    people: int
    households: int
    version: int
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    closed_at: datetime | None = None
    called_off: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody's place in a convoy. `person` None where the reader does not reach the file; `ended` None: they have it still."""

    id: UUID
    case_id: UUID
    case_number: str
    group_id: UUID
    household_id: UUID | None
    person_id: UUID
    person: PersonRow | None
    stage: Stage
    vehicle_id: UUID
    child: bool
    wheelchair: bool
    escort: bool
    added: bool
    ended: SeatEnd | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A household on a list of a convoy: its number, its people, and in which vehicle."""

    group_id: UUID
    number: str
    vehicle: str
    seats: tuple[SeatRow, ...]


@dataclass(frozen=True, slots=True)
class TravelPaperRow:
    """With which paper somebody crosses, and until when it is valid."""

    kind: TravelPaperKind
    number: str
    valid_until: date | None
    version: int


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """What the journey has to make room for. `words` is what the escort must know; None where the reader may not read it."""

    wheelchair: bool
    escort: bool
    words: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One person of a manifest: the least that whoever receives it needs."""

    seat: SeatRow
    household: str
    vehicle: str
    paper: TravelPaperRow | None
    journey: JourneyRow | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everybody who goes along, by vehicle and household."""

    convoy: ConvoyRow
    lines: tuple[ManifestLine, ...]
    children: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """Somebody's count at a point. `finished_at` None: they count still."""

    id: UUID
    point_id: UUID
    by: UUID
    counted_name: str
    on_paper: bool
    begun_at: datetime
    finished_at: datetime | None
    marks: tuple[tuple[UUID, Mark], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the counts at a point say together: a mark for each place about which they agree, or that was settled by name."""

    marks: tuple[tuple[UUID, Mark], ...]
    differing: tuple[UUID, ...]
    uncounted: tuple[UUID, ...]
    counts: int

    @property
    def whole(self) -> bool:
        """Whether everybody was counted and no two counts differ."""
        return self.counts > 0 and not self.differing and not self.uncounted

    def of(self, mark: Mark) -> tuple[UUID, ...]:
        """The places with a mark."""
        return tuple(seat for seat, found in self.marks if found is mark)


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """Somebody who was there and not on the list. `words` are what was recorded about how they came to be there."""

    id: UUID
    kind: ExtraKind
    state: ExtraState
    person_id: UUID | None
    person: PersonRow | None
    came_with: UUID | None
    words: str
    recorded_by: str
    recorded_at: datetime
    answered_by: str
    answer_words: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """What happened on the way, when and as whoever was there says."""

    id: UUID
    kind: IncidentKind
    at: datetime
    seat_id: UUID | None
    words: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """That a side signed for so many people, by name."""

    side: Side
    name: str
    function: str
    on_paper: bool
    scan: str
    signed_at: datetime
    content: str


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A handover that both sides signed."""

    id: UUID
    place: str
    at: datetime
    gave: SignatureRow
    took: SignatureRow
    persons: int
    bands: tuple[tuple[str, str, int], ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A household that prepares for departure, and what keeps it from a convoy first, if anything does."""

    group_id: UUID
    number: str
    case_ids: tuple[UUID, ...]
    ready_since: datetime
    load: Load
    binding: Binding | None
    check: Check | None = None
    whose: str = ""
