"""Two sites with everything that a page can be about, and names that must be read only by those who reach them.

Comes in: a database. Goes out: `Planted`: the ids of one of each kind at the first site, and people of both. All of it is recorded by
the actions that people use. Every planted text holds the name of its site's people, so that a leak of any of them is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.urls import URLPattern
from django.urls.converters import IntConverter, UUIDConverter
from django.utils import timezone
from drafts import person

from actors import MakeActor, make_user
from asked import candidate
from exchange_files import table
from homeward.access.actions import agreement_make, break_glass_open
from homeward.access.facts import Actor, Agreement, Category, Purpose, Role
from homeward.exchange.actions.exports import export_ask
from homeward.exchange.actions.staging import Upload, import_stage
from homeward.exchange.facts.exports import ExportColumn, ExportForm, ExportRequest
from homeward.identity.actions import pairs_keep
from homeward.identity.models import Pair
from homeward.identity.profiles import profiles_of
from homeward.kernel.ids import uuid7
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind
from homeward.registry.actions.households import family_register
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import person_register
from homeward.registry.actions.rights import request_open
from homeward.registry.facts.households import FamilyDraft, FamilyMember
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.rights import RequestDraft, RequestKind
from homeward.registry.facts.values import ClaimKind, Sex
from homeward.registry.selectors.persons import person_file
from homeward.review.actions.contests import contest_open
from homeward.review.facts.contests import ContestDraft
from homeward.work.actions import job_enqueue
from shelves import a_list

HERE, THERE = "Zubaydawin Qarnfala", "Murjanawin Yasmintal"
_numbers = count(1)


@dataclass(frozen=True)
class Planted:
    """What stands at the first site, and the second."""

    site: UUID
    other: UUID
    officer: Actor
    ids: dict[str, Any]

    def place(self, where: str) -> UUID | None:
        """A site by the word of a test; None: everywhere."""
        return {"here": self.site, "there": self.other, "everywhere": None}[where]

    def arguments(self, pattern: URLPattern) -> dict[str, Any]:
        """What an address needs, of what is planted."""
        needed = pattern.pattern.converters  # type: ignore[union-attr]
        return {name: self.ids.get(name, "name") for name in needed} | {
            name: 1 if isinstance(one, IntConverter) else uuid7()
            for name, one in needed.items()
            if isinstance(one, UUIDConverter | IntConverter) and name not in self.ids
        }

    def upload(self) -> BytesIO:
        """A file to bring."""
        return _file("invented.csv", "Nobody Yet")


@pytest.fixture
def planted(actor: MakeActor) -> Planted:
    """Two sites, one of each kind at the first."""
    site, other = (_site(actor, name) for name in ("Planted camp", "Other camp"))
    officer = actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    family = family_register(officer, _family(site, HERE))
    family_register(officer, _family(other, THERE))
    left, right, kept, absorbed = (
        person_register(officer, person(site, f"{HERE} {more}", born="1986", sex=Sex.FEMALE))
        for more in ("Khalaf", "Khalef", "Salim", "Saleem")
    )
    versions = tuple(person_file(officer, one).row.version for one in (kept, absorbed))
    merge = records_merge(officer, kept, absorbed, versions=versions, reason=f"{HERE} came twice.")
    profiles = {UUID(one.query_id): one for one in profiles_of(officer, [left, right])}
    pairs_keep(officer, [(left, right, 20_000)], profiles)
    clerk = actor(Role.REGISTRATION_CLERK, site)
    request = request_open(clerk, kept, RequestDraft(RequestKind.CORRECTION, f"{HERE} is not how I am called.", HERE))
    imported = import_stage(actor=officer, site_id=site, files=[Upload("invented.csv", _file("", HERE).getvalue())])
    agreement = agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=_agreement(site))
    columns = (ExportColumn.NAME,)
    asked = ExportRequest(agreement, "Invented tracing agency", ExportForm.CSV, columns, site_id=site)
    glass = break_glass_open(clerk, person_id=kept, reason=f"{HERE} was brought to the clinic.", hours=1, site_id=site)
    shelf = a_list(actor(Role.SCREENING_ANALYST), [("X-1", "Invented Entry", "1986")], list_id="planted")
    ids = {
        "agreement_id": agreement,
        "case_id": uuid7(),  # none such: tests of cases open their own
        "contest_id": contest_open(actor(Role.CASE_MANAGER), kept, ContestDraft(f"{HERE} is not who they mean.")),
        "candidate_id": candidate(shelf, person_id=kept).id,
        "export_id": export_ask(actor=officer, request=asked).id,
        "glass_id": glass.id,
        "notice_id": uuid7(),  # none such: a notice needs a disclosure that was made
        "list_id": "none-such",  # tests of lists plant their own
        "edition_id": uuid7(),
        "run_id": uuid7(),
        "person_id": kept,
        "claim_id": next(
            one.id for one in person_file(officer, kept).claims if one.kind is ClaimKind.NAME and one.current
        ),
        "number": person_file(officer, kept).row.number,
        "merge_id": merge,
        "household_id": family.household_id,
        "member_id": family.person_ids[1],
        "pair_id": Pair.objects.get().id,
        "request_id": request,
        "import_id": imported.id,
        "job_id": job_enqueue(actor=officer, kind="exchange.read", subject=str(imported.id), site_id=site).id,
        "site_id": site,
        "user_id": make_user(Role.CONVOY_LEAD)[0].id,
    }
    return Planted(site, other, officer, ids)


def _site(actor: MakeActor, name: str) -> UUID:
    draft = SiteDraft(
        code=f"PL{next(_numbers)}", name=name, kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus"
    )
    return site_create(actor(Role.ADMINISTRATOR), draft=draft).id


def _agreement(site: UUID) -> Agreement:
    now = timezone.now()
    return Agreement(
        recipient="Invented tracing agency", title="An invented agreement", basis="An invented law",
        purposes=frozenset(Purpose), categories=frozenset({Category.NAME}),
        starts=now - timedelta(days=1), until=now + timedelta(days=9), site_id=site,
    )  # fmt: skip


def _family(site: UUID, name: str) -> FamilyDraft:
    roles = (HouseholdRole.HEAD, HouseholdRole.CHILD)
    members = (person(site, f"{name} {more}", born=born) for more, born in (("Nuri", "1980"), ("Omar", "2019")))
    return FamilyDraft(
        tuple(FamilyMember(one.statements, role) for one, role in zip(members, roles, strict=True)), site
    )


def _file(name: str, person_name: str) -> BytesIO:
    content = BytesIO(table([["full_name", "sex", "birth_date"], [person_name, "female", "1990"]]))
    content.name = name
    return content
