"""Relatives of an invented person: whose names share a chain with his, and who are nobody a list describes.

Comes in: a person, a community to draw from, an id. Goes out: one relative.
Never anybody with the person's own given name: the given name is what tells a relative apart.
"""

from __future__ import annotations

from homeward.synthetic.people import Community, Lineage, Person, Role, Sex


def relative(person: Person, community: Community, person_id: str) -> Person:
    """A child, a brother or sister, or a wife or husband: never with the listed person's given name."""
    rng = community.rng
    chance = rng.random()
    sex: Sex = "male" if rng.random() < 0.55 else "female"
    lineage, mother, age = person.lineage, person.mother, max(18.0, person.age - 10 + 20 * rng.random())
    role: Role = "sibling"
    if chance < 0.5 and person.sex == "male":
        lineage, mother = Lineage(person.given, lineage.father, lineage.family), community.mother()
        age, role = max(0.2, min(17.9, (person.age - 19) * rng.random())), "child"
    elif chance < 0.7:
        lineage, mother, role = community.lineage(), community.mother(), "spouse"
        sex = "female" if person.sex == "male" else "male"
    given = community.given(sex)
    while given is person.given:
        given = community.given(sex)
    return Person(
        person_id, person.household_id, person.culture, sex, given, lineage, mother, community.birthday(age),
        person.country, person.town, None, community.documents(person.country, 0.3), role,
    )  # fmt: skip
