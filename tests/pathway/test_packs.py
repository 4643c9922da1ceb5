"""Packs are loaded as versions that never change; running cases keep theirs; the database refuses another content."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Role
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.pathway import models
from homeward.pathway.actions.packs import pack_load, pack_retire
from homeward.pathway.rules.pack_files import BadPack
from homeward.pathway.selectors.packs import pack_changes, pack_of, packs_list
from homeward.pathway.shipped import load_shipped
from pack_drafts import good


@pytest.fixture
def keeper(actor: Any) -> Any:
    return actor(Role.REPATRIATION_COORDINATOR)


def written(**more: Any) -> str:
    return yaml.safe_dump(good() | more, allow_unicode=True)


def test_what_ships_is_loaded_and_once(actor: Any) -> None:
    rows = packs_list(actor(Role.AUDITOR))
    assert [(one.key, one.version) for one in rows] == [("invented", 1), ("iraq", 1)]
    assert load_shipped() == 0


def test_a_version_is_loaded_and_the_same_content_again_changes_nothing(keeper: Any) -> None:
    first = pack_load(keeper, text=written(), file="small.yaml")
    again = pack_load(keeper, text=written(), file="copy.yaml")
    assert (first.new, again.new, first.id == again.id) == (True, False, True)
    assert pack_of(keeper, "small").document.item("paper") is not None


def test_another_content_needs_the_next_number(keeper: Any) -> None:
    pack_load(keeper, text=written(version=2), file="small.yaml")
    for version in (1, 2):
        with pytest.raises(Inconsistent, match="Give this one the number 3"):
            pack_load(keeper, text=written(version=version, country="SY"), file="small.yaml")
    assert pack_load(keeper, text=written(version=3, country="SY"), file="small.yaml").new
    assert [(one.path, one.before, one.after) for one in pack_changes(keeper, "small", 2, 3)] == [
        ("version", "2", "3"), ("country", "iq", "sy"),
    ]  # fmt: skip


def test_a_broken_file_loads_nothing(keeper: Any) -> None:
    before = models.Pack.objects.count()
    with pytest.raises(BadPack):
        pack_load(keeper, text="key: small", file="small.yaml")
    assert models.Pack.objects.count() == before


def test_only_who_keeps_packs_loads_one(actor: Any) -> None:
    for role in (Role.CASE_MANAGER, Role.CONVOY_LEAD, Role.AUDITOR):
        with pytest.raises(Refused):
            pack_load(actor(role), text=written(), file="small.yaml")


def test_a_version_is_retired_and_taken_back(keeper: Any) -> None:
    pack_load(keeper, text=written(), file="small.yaml")
    assert pack_retire(keeper, key="small", version=1).retired_at
    with pytest.raises(BadInput):
        pack_retire(keeper, key="small", version=1)
    assert pack_retire(keeper, key="small", version=1, retired=False).retired_at is None
    with pytest.raises(NotFound):
        pack_retire(keeper, key="small", version=9)
    with pytest.raises(NotFound):
        pack_of(keeper, "small", 9)


@pytest.mark.parametrize("change", [{"content": {"key": "other"}}, {"sha": "0" * 64}, {"version": 7}])
def test_the_database_refuses_another_content_of_a_version(keeper: Any, change: dict[str, Any]) -> None:
    row = pack_load(keeper, text=written(), file="small.yaml")
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        models.Pack.objects.filter(id=row.id).update(**change)
