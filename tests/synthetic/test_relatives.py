"""Relatives share a chain of names with a person, never the given name."""

from __future__ import annotations

from random import Random

from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.people import Community
from homeward.synthetic.relatives import relative


def test_a_relative_shares_the_chain_and_never_the_given_name() -> None:
    seen = set()
    for entry in listed_people(400, seed=6):
        person = entry.person
        assert person is not None
        kin = relative(person, Community(person.culture, 0.1, Random(entry.listing.entry_id)), "SYN-R1")
        seen.add(kin.role)
        assert kin.given is not person.given
        assert kin.household_id == person.household_id
        if kin.role == "child":
            assert kin.lineage.father is person.given and kin.lineage.grandfather is person.lineage.father
            assert kin.age < 18 and person.age - kin.age >= 18
        elif kin.role == "sibling":
            assert kin.lineage is person.lineage and kin.mother is person.mother
        else:
            assert kin.sex != person.sex
    assert seen == {"child", "sibling", "spouse"}
