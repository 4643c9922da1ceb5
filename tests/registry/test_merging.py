"""Two records of one person, merged and parted: nothing is lost, whatever happened in between."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafts import person, said

from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Purpose, Role
from homeward.kernel.dates import parse
from homeward.registry import models
from homeward.registry.actions.merging import records_merge, records_part
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import BirthBasis, BirthValue, ClaimKind
from homeward.registry.selectors.merges import merges_of
from homeward.registry.selectors.persons import person_file
from homeward.registry.selectors.search import persons_search

WHY = "The same passport and the same mother."


@pytest.fixture
def site(make_site):
    return make_site("Alpha camp")


@pytest.fixture
def officer(actor):
    return actor(Role.IDENTITY_OFFICER, purpose=Purpose.IDENTITY)


@pytest.fixture
def two(officer, site):
    kept = person_register(officer, person(site, "عبد الرحمن خلف الجبوري", born="1986"))
    absorbed = person_register(officer, person(site, "Hassan Darwish", born="1987", passport="A1234567"))
    return kept, absorbed


def test_the_kept_record_is_read_and_found_with_the_other(officer, two) -> None:
    kept, absorbed = two
    records_merge(officer, kept, absorbed, versions=(1, 1), reason=WHY)
    for text in ("Abdulrahman", "Hassan Darwish", "A1234567", "Abdulrahman Darwish"):
        assert [row.id for row in persons_search(officer, text).rows] == [kept], text
    assert len([c for c in person_file(officer, kept).claims if c.kind is ClaimKind.BIRTH]) == 2
    row = person_file(officer, absorbed).row
    assert (row.standing, row.merged_into) == (Standing.MERGED, kept)


def test_parting_gives_both_back_as_they_were_also_after_later_edits(officer, two) -> None:
    kept, absorbed = two
    before = {id: person_file(officer, id) for id in two}
    records_merge(officer, kept, absorbed, versions=(1, 1), reason=WHY)
    file = person_file(officer, kept)
    theirs = next(c for c in before[absorbed].claims if c.kind is ClaimKind.BIRTH)
    corrected = replace(said(ClaimKind.BIRTH, BirthValue(parse("1988"), BirthBasis.DOCUMENT)), supersedes=theirs.id)
    claims_record(officer, kept, [corrected], version=file.row.version)
    (merge,) = merges_of(officer, kept)
    assert merge.reason == WHY
    records_part(officer, merge.id, reason="Two cousins, as their mother says.")
    after = {id: person_file(officer, id) for id in two}
    assert after[absorbed].claims == before[absorbed].claims
    assert after[absorbed].row.standing is Standing.PRESENT
    assert [row.id for row in persons_search(officer, "Hassan Darwish").rows] == [absorbed]
    assert [row.id for row in persons_search(officer, "Abdulrahman Khalaf").rows] == [kept]
    kept_claims = set(after[kept].claims)
    assert set(before[kept].claims) < kept_claims and len(kept_claims) == len(before[kept].claims) + 1


def test_a_merge_of_a_merge_parts_one_at_a_time(officer, two, site) -> None:
    kept, absorbed = two
    third = person_register(officer, person(site, "Hasan Derwish"))
    inner = records_merge(officer, absorbed, third, versions=(1, 1), reason=WHY)
    records_merge(officer, kept, absorbed, versions=(1, 2), reason=WHY)
    assert [row.id for row in persons_search(officer, "Hasan Derwish").rows] == [kept]
    with pytest.raises(Invalid):
        records_merge(officer, kept, third, versions=(2, 2), reason=WHY)
    (outer,) = merges_of(officer, kept)
    records_part(officer, outer.id, reason="They are two people after all.")
    assert [row.id for row in persons_search(officer, "Hasan Derwish").rows] == [absorbed]
    records_part(officer, inner, reason="They are two people after all.")
    assert {row.id for row in persons_search(officer, "Hassan Darwish").rows} == {absorbed, third}


def test_refusals(officer, two, actor, site) -> None:
    kept, absorbed = two
    clerk = actor(Role.REGISTRATION_CLERK, site)
    with pytest.raises(Refused):
        records_merge(clerk, kept, absorbed, versions=(1, 1), reason=WHY)
    with pytest.raises(Invalid):
        records_merge(officer, kept, absorbed, versions=(1, 1), reason=" ")
    with pytest.raises(Invalid):
        records_merge(officer, kept, kept, versions=(1, 1), reason=WHY)
    with pytest.raises(Stale):
        records_merge(officer, kept, absorbed, versions=(1, 9), reason=WHY)
    assert not models.Merge.objects.exists()
    merge = records_merge(officer, kept, absorbed, versions=(1, 1), reason=WHY)
    records_part(officer, merge, reason="They are two people after all.")
    with pytest.raises(NotFound):
        records_part(officer, merge, reason="They are two people after all.")


def test_the_day_before_shows_one_record_alone(officer, two) -> None:
    kept, absorbed = two
    moment = person_file(officer, kept).row.registered_at
    records_merge(officer, kept, absorbed, versions=(1, 1), reason=WHY)
    assert len([c for c in person_file(officer, kept, as_of=moment).claims if c.kind is ClaimKind.NAME]) == 1
