"""The words that records use are those of the registry, of places and of access, so that loading them needs no dictionary."""

from __future__ import annotations

from enum import StrEnum
from typing import get_args

import pytest

from homeward.places.facts import AliasKind, Moved, SiteKind, Unit
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Beginning, Ending
from homeward.registry.facts.households import CareBasis, CareKind, RelationKind
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.values import (
    BirthBasis,
    ClaimKind,
    ContactKind,
    DocumentKind,
    Holder,
    NameKind,
    PartRole,
    Sex,
)
from homeward.synthetic.population import records
from homeward.synthetic.population.records import PersonRecord
from homeward.synthetic.population.sites import SITES


@pytest.mark.parametrize(
    ("words", "theirs"),
    [
        (records.Source, Source), (records.Sex, Sex), (records.PartRole, PartRole), (records.NameKind, NameKind),
        (records.Basis, BirthBasis), (records.PaperKind, DocumentKind), (records.Holder, Holder), (records.Silence, Known),
        (records.HouseholdRole, HouseholdRole), (records.Kinship, RelationKind), (records.CareKind, CareKind),
        (records.CareBasis, CareBasis), (records.Beginning, Beginning), (records.SiteKind, SiteKind),
    ],
)  # fmt: skip
def test_every_word_is_one_of_theirs(words: object, theirs: type[StrEnum]) -> None:
    assert set(get_args(words)) <= set(theirs)


def test_words_that_are_not_listed_apart_are_theirs_too(persons: tuple[PersonRecord, ...]) -> None:
    assert set(get_args(records.Ending)) - {""} <= set(Ending)
    assert {kind for person in persons for kind in person.silences} <= set(ClaimKind)
    assert {contact.kind for person in persons for contact in person.contacts} <= set(ContactKind)
    assert {alias.kind for site in SITES for alias in site.aliases} <= set(AliasKind)
    assert {claim.unit for site in SITES for claim in site.capacities} <= set(Unit)
    assert {succession.moved for site in SITES for succession in site.successions} <= set(Moved)
