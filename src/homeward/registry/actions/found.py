"""Register in short somebody whom nobody has registered: a child found among people who travel, or born among them.

Comes in: whoever leads a movement, and what is said. Goes out: a person's id. No more is recorded than what lets the child be found again
and looked after; who they are is established by those who do that. Nobody is assumed to be a relative because they came along.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.dates import parse
from homeward.kernel.ids import uuid7
from homeward.registry.actions.households import kin_record
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import Answer, Known, known
from homeward.registry.facts.claims import Source, Statement
from homeward.registry.facts.custody import Beginning
from homeward.registry.facts.histories import PastStay, PersonHistory
from homeward.registry.facts.households import RelationDraft, RelationKind
from homeward.registry.facts.persons import HouseholdRole, PersonDraft
from homeward.registry.facts.values import BirthBasis, BirthValue, ClaimKind, ClaimValue, NameValue, Sex, SexValue
from homeward.registry.recording import ready, save, save_persons
from homeward.registry.rules.statements import check, tidy
from homeward.registry.selectors.persons import person_row

OLDEST = 17


@action
def child_found(
    actor: Actor, site_id: UUID, *, called: str, sex: Sex | None, youngest: int | None, oldest: int | None
) -> UUID:
    """Register a child of whom nothing is known but what they are called and about how old they look: as unaccompanied, at a site.

    Raises `Refused`, `Invalid`.
    """
    authorise(actor, Capability.CUSTODY_WRITE, site_id=site_id)
    now = timezone.now()
    statements = (
        Statement(ClaimKind.NAME, known(NameValue(tidy(called)))),
        Statement(ClaimKind.SEX, _stated(SexValue(sex) if sex else None), Source.CLERK),
        Statement(ClaimKind.BIRTH, _stated(_birth(youngest, oldest, timezone.localdate(now))), Source.CLERK),
    )
    check(statements, now.date())
    draft = PersonDraft(statements, site_id, role=HouseholdRole.UNACCOMPANIED_CHILD)
    (person,) = save_persons(actor, [draft], now)
    record(actor, EventKind.WRITE, "person.register", person_id=person.id, subject=person.number)
    return person.id


@action
def child_born(actor: Actor, mother_id: UUID, *, called: str, sex: Sex | None, day: date, on_the_way: bool) -> UUID:
    """Register a child that was born on a day, with the mother and in her household: where she is, or at no site yet if on the way.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    mother, now = person_row(actor, mother_id), timezone.now()
    authorise(actor, Capability.CUSTODY_WRITE, site_id=mother.site_id, person_id=mother_id)
    statements = (
        Statement(ClaimKind.NAME, known(NameValue(tidy(called)))),
        Statement(ClaimKind.SEX, _stated(SexValue(sex) if sex else None), Source.CLERK),
        Statement(ClaimKind.BIRTH, known(BirthValue(parse(day.isoformat()))), Source.CLERK),
    )
    check(statements, now.date())
    draft = PersonDraft(
        statements, mother.site_id, mother.section, mother.tent, day, household_id=mother.household_id,
        role=HouseholdRole.CHILD if mother.household_id else HouseholdRole.UNKNOWN,
    )  # fmt: skip
    stays = () if on_the_way else (PastStay(mother.site_id, Beginning.BIRTH, day),)
    (child,) = save(ready(actor, [PersonHistory(uuid7(), draft, now, stays)], now))
    kin_record(actor, RelationDraft(mother_id, RelationKind.PARENT, child.id, Source.CLERK), now)
    record(actor, EventKind.WRITE, "custody.birth", person_id=child.id, subject=child.number)
    return child.id


def _stated(value: ClaimValue | None) -> Answer[ClaimValue]:
    return known(value) if value is not None else Answer(Known.UNKNOWN)


def _birth(youngest: int | None, oldest: int | None, today: date) -> BirthValue | None:
    """An interval of birth from an estimate of age. Raises `Invalid`."""
    if youngest is None and oldest is None:
        return None
    low = youngest if youngest is not None else oldest or 0
    high = oldest if oldest is not None else low
    if not 0 <= low <= high <= OLDEST:
        raise Invalid(
            "A child is from 0 to %(oldest)s years old. Write the age between which they look.", field="youngest",
            oldest=OLDEST,
        )  # fmt: skip
    return BirthValue(parse(f"{today.year - high - 1} to {today.year - low}"), BirthBasis.ESTIMATED)
