"""What is added to a site is read with it, once, by those who may; and what was recorded before stays."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from actors import MakeActor
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Role
from homeward.access.models import Event
from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.places.actions.additions import alias_add, capacity_record, section_add, succession_record
from homeward.places.facts import AliasKind, CapacityDraft, Moved, SiteRow, Unit
from homeward.places.models import SiteSuccession
from homeward.places.selectors import sections_list, site_of

from .conftest import MakeSite


def day(text: str) -> PartialDate:
    read = parse(text)
    assert read is not None
    return read


def test_an_alias_has_a_script_and_a_source_and_is_added_once(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site()
    added = alias_add(keeper, site_id=site.id, text=" نهر الصفا ", source="the camp's sign", language="ar")
    alias_add(keeper, site_id=site.id, text="Safa", source="drivers", kind=AliasKind.SHORT)
    assert (added.text, added.script, added.kind) == ("نهر الصفا", "arab", AliasKind.SPELLING)
    with pytest.raises(Inconsistent):
        alias_add(keeper, site_id=site.id, text="نهر الصفا", source="another")
    for text, source in (("", "x"), ("x", ""), ("x\u202e", "x")):
        with pytest.raises(BadInput):
            alias_add(keeper, site_id=site.id, text=text, source=source)
    assert {alias.text for alias in site_of(keeper, site.id).aliases} == {"نهر الصفا", "Safa"}


def test_successions_are_read_from_both_ends_and_never_in_a_circle(keeper: Actor, make_site: MakeSite) -> None:
    sites = [make_site(f"NS-{number}", f"Site {number}") for number in range(3)]
    for before, after in pairwise(sites):
        _follow(keeper, before, after)
    middle = site_of(keeper, sites[1].id)
    assert [row.predecessor_id for row in middle.predecessors] == [sites[0].id]
    assert [(row.successor_id, row.since) for row in middle.successors] == [(sites[2].id, day("2021-05"))]
    for before, after in ((sites[2], sites[0]), (sites[1], sites[1])):
        with pytest.raises(Inconsistent):
            _follow(keeper, before, after)
    with pytest.raises(Inconsistent):
        _follow(keeper, sites[0], sites[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSuccession.objects.update(successor=sites[0].id)


def test_a_succession_needs_the_right_at_both_sites(actor: MakeActor, make_site: MakeSite) -> None:
    mine, other = make_site(), make_site("NS-2", "Tell al-Zahra")
    officer = actor(Role.IDENTITY_OFFICER, site=mine.id, purpose="registration")
    for before, after in ((mine, other), (other, mine)):
        with pytest.raises(Refused):
            _follow(officer, before, after)


def test_capacity_claims_stand_beside_each_other_the_latest_first(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site()
    for amount, as_of, source in ((40_000, "2019", "a"), (55_000, "2022-12-07", "b"), (50_000, "2022-12-07", "c")):
        capacity_record(keeper, site_id=site.id, claim=CapacityDraft(amount, Unit.PERSONS, day(as_of), source))
    told = site_of(keeper, site.id).capacities
    assert [(claim.amount, claim.source) for claim in told] == [(50_000, "c"), (55_000, "b"), (40_000, "a")]
    assert told[0].as_of == day("2022-12-07") and told[0].recorded_by == keeper.user_id
    with pytest.raises(BadInput):
        capacity_record(keeper, site_id=site.id, claim=CapacityDraft(0, Unit.PERSONS, day("2019"), "a"))


def test_sections_stand_in_the_order_people_count_in(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site()
    for code in ("10", "P-1", "2"):
        section_add(keeper, site_id=site.id, code=code, names={"en": f"Phase {code}", "ar": f"القطاع {code}"})
    told = sections_list(keeper, site.id)
    assert (
        [section.code for section in told] == ["2", "10", "P-1"] == [s.code for s in site_of(keeper, site.id).sections]
    )
    assert (told[0].called("ar"), told[0].called("kmr")) == ("القطاع 2", "Phase 2")
    assert section_add(keeper, site_id=site.id, code="X").called("ar") == "X"
    for code, names in (("2", {}), ("", {}), ("3", {"en": ""})):
        with pytest.raises(BadInput):
            section_add(keeper, site_id=site.id, code=code, names=names)


def test_everything_added_is_told_to_the_trail_and_refused_to_others(
    keeper: Actor, actor: MakeActor, make_site: MakeSite
) -> None:
    site, after = make_site(), make_site("NS-2", "Tell al-Zahra")
    claim = CapacityDraft(10, Unit.SHELTERS, day("2019"), "a")

    def add(somebody: Actor) -> list[object]:
        return [
            call()
            for call in (
                lambda: alias_add(somebody, site_id=site.id, text="Safa", source="x"),
                lambda: capacity_record(somebody, site_id=site.id, claim=claim),
                lambda: section_add(somebody, site_id=site.id, code="1"),
                lambda: _follow(somebody, site, after),
            )
        ]

    with pytest.raises(Refused):
        add(actor(Role.REGISTRATION_CLERK))
    assert len(add(keeper)) == 4
    told = Event.objects.filter(site_id=site.id, kind="write").values_list("what", flat=True)
    assert set(told) == {"site.create", "site.alias", "site.capacity", "site.section", "site.succession"}


def _follow(actor: Actor, before: SiteRow, after: SiteRow) -> object:
    return succession_record(
        actor, predecessor_id=before.id, successor_id=after.id, since=day("2021-05"), moved=Moved.PEOPLE
    )
