"""Somebody invented for each role: an account with a password by chance, and the role for its purpose.

Comes in: the administrator at the machine, the sites' ids. Goes out: accounts, with the password where it is known now.
Never resets the password of an account that somebody may have: `fresh` is for a camp that was never finished, and so never shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from homeward.access.actions import assignment_give, password_reset, user_create
from homeward.access.facts import Actor, Assignment, Purpose, Role
from homeward.access.selectors import user_named
from homeward.synthetic.population.records import UserRecord
from homeward.synthetic.population.users import USERS


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented user; `password` is empty where it was shown before and nobody knows it here."""

    id: UUID
    record: UserRecord
    password: str = field(repr=False, default="")


def accounts_made(keeper: Actor, sites: Mapping[str, UUID]) -> tuple[Somebody, ...]:
    """An account for each role, made as far as they are not there."""
    found = []
    for record in USERS:
        there = user_named(keeper, record.username)
        found.append(Somebody(there.id, record) if there else _make(keeper, record, sites))
    return tuple(found)


def with_passwords(keeper: Actor, people: tuple[Somebody, ...]) -> tuple[Somebody, ...]:
    """The same with passwords, new ones for accounts of a run that ended before it could say theirs."""
    return tuple(
        one if one.password else Somebody(one.id, one.record, password_reset(keeper, user_id=one.id).password)
        for one in people
    )


@transaction.atomic
def _make(keeper: Actor, record: UserRecord, sites: Mapping[str, UUID]) -> Somebody:
    account = user_create(keeper, username=record.username, language=record.language, must_change=False)
    site = sites[record.site] if record.site else None
    held = Assignment(Role(record.role), site, Purpose(record.purpose))
    assignment_give(keeper, user_id=account.id, assignment=held)
    return Somebody(account.id, record, account.password)
