"""Invented sites and families for the tests of pages that change them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from uuid import UUID

from drafts import person

from homeward.access.facts import Actor, Role
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind
from homeward.registry.actions.households import family_register
from homeward.registry.facts.households import Family, FamilyDraft, FamilyMember, Kin, RelationKind
from homeward.registry.facts.persons import HouseholdRole

_numbers = count(1)


def site(actor: Callable[..., Actor], name: str = "Alpha camp") -> UUID:
    """An open camp."""
    draft = SiteDraft(code=f"W{next(_numbers)}", name=name, kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus")
    return site_create(actor(Role.ADMINISTRATOR), draft=draft).id


def family(clerk: Actor, site_id: UUID, name: str = "Haddad") -> Family:
    """A mother, born 1985, and her child, born 2016."""
    mother = FamilyMember(person(site_id, f"Maryam {name}", born="1985").statements, HouseholdRole.HEAD)
    kin = (Kin(RelationKind.CHILD, 0),)
    child = FamilyMember(person(site_id, f"Omar {name}", born="2016").statements, HouseholdRole.CHILD, kin)
    return family_register(clerk, FamilyDraft((mother, child), site_id, section="3", tent="3-14"))
