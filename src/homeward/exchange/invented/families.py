"""An invented household becomes a family of the registry, under ids given here, tied to those who came before it.

Comes in: `HouseholdRecord`s in their order, the sites' ids. Goes out: `FamilyHistory`s. `Register` remembers who is who by
reference, since a detained father or a carer names people of an earlier household.
Never the truth about second registrations: the registry does not know it, and is asked to find it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from homeward.exchange.invented.statements import statements_of
from homeward.kernel.ids import uuid7
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Beginning, Ending, ShelterRow
from homeward.registry.facts.histories import FamilyHistory, PastStay, PersonHistory
from homeward.registry.facts.households import CareBasis, CareDraft, CareKind, RelationDraft, RelationKind
from homeward.registry.facts.persons import HouseholdRole, PersonDraft
from homeward.synthetic.population.records import HouseholdRecord, PersonRecord, StayRecord

_MORNING = time(7, tzinfo=UTC)  # ten in Damascus


class Register:
    """Who is registered under which id."""

    def __init__(self, sites: Mapping[str, UUID]) -> None:
        self._sites = sites
        self.known_as: dict[str, UUID] = {}

    def here_already(self, household: HouseholdRecord, ids: Sequence[UUID]) -> None:
        """Remember a household that came in before, with its people's ids in their order."""
        self.known_as.update(zip((member.reference for member in household.members), ids, strict=True))

    def family(self, household: HouseholdRecord) -> FamilyHistory:
        """A household that comes in now."""
        self.here_already(household, [uuid7() for _ in household.members])
        home, registered = uuid7(), _moment(household.registered)
        return FamilyHistory(
            household_id=home,
            site_id=self._sites[household.site],
            section=household.section,
            tent=household.tent,
            registered=registered,
            members=tuple(self._person(member, home, registered) for member in household.members),
            relations=tuple(relation for member in household.members for relation in self._kin(member)),
            care=tuple(care for member in household.members for care in self._care(member)),
        )

    def _person(self, record: PersonRecord, home: UUID, registered: datetime) -> PersonHistory:
        last = record.stays[-1]
        shelter = last.shelters[-1] if last.shelters else None
        draft = PersonDraft(
            statements=tuple(statements_of(record, self.known_as)),
            site_id=self._sites[last.site],
            section=shelter.section if shelter else "",
            tent=shelter.tent if shelter else "",
            reference=record.reference,
            household_id=home,
            role=HouseholdRole(record.role),
        )
        stays = tuple(self._stay(stay) for stay in record.stays)
        return PersonHistory(self.known_as[record.reference], draft, registered, stays)

    def _stay(self, stay: StayRecord) -> PastStay:
        return PastStay(
            site_id=self._sites[stay.site],
            began=Beginning(stay.began),
            from_day=stay.from_day,
            ended=Ending(stay.ended) if stay.ended else None,
            to_day=stay.to_day,
            to_site_id=self._sites[stay.to_site] if stay.to_site else None,
            shelters=tuple(ShelterRow(one.section, one.tent, one.from_day, one.to_day) for one in stay.shelters),
        )

    def _kin(self, record: PersonRecord) -> Iterator[RelationDraft]:
        person = self.known_as[record.reference]
        for kin in record.kin:
            yield RelationDraft(person, RelationKind(kin.kind), self.known_as[kin.of], Source(kin.source))

    def _care(self, record: PersonRecord) -> Iterator[CareDraft]:
        if care := record.care:
            carer = self.known_as[care.carer] if care.carer else None
            child = self.known_as[record.reference]
            yield CareDraft(child, carer, CareKind(care.kind), CareBasis(care.basis), care.since)


def _moment(day: date) -> datetime:
    return datetime.combine(day, _MORNING)
