"""There is one user for each role, for a purpose that the role may work for, at a site that there is."""

from __future__ import annotations

from homeward.access.facts import Purpose, Role
from homeward.access.rules import GRANTS
from homeward.synthetic.population.sites import BY_CODE
from homeward.synthetic.population.users import USERS


def test_every_role_that_people_hold_has_one_user_who_may_do_something() -> None:
    assert {user.role for user in USERS} == set(Role) - {Role.SERVICE}
    assert len({user.username for user in USERS}) == len(USERS)
    for user in USERS:
        assert GRANTS[Role(user.role)][Purpose(user.purpose)]
        assert user.site in {"", *BY_CODE}


def test_every_language_is_somebodys() -> None:
    assert {user.language for user in USERS} == {"en", "ar", "ckb", "kmr"}
