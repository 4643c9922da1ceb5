"""A case is opened for people who move together, once for each, and says nothing but where somebody stands."""

from __future__ import annotations

import pytest
from drafts import person

from actors import MakeActor
from homes import family, site
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.cases import case_open, group_set
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.opened import CaseFilter
from homeward.pathway.selectors.case_lists import cases_list
from homeward.pathway.selectors.cases import case_of, mates_of
from homeward.registry.actions.persons import person_register
from homeward.registry.errors import Invalid
from walked import PACK, CaseAt, CaseOf, a_pack

pytestmark = pytest.mark.django_db


def test_a_household_is_one_group_and_each_has_a_number(a_case: CaseOf) -> None:
    rows = list(models.Case.objects.select_related("group"))
    assert len({row.group_id for row in rows}) == 1 and len({row.number for row in rows}) == 2
    assert {(row.stage, row.course, row.version) for row in rows} == {(Stage.REGISTERED, Course.RUNNING, 1)}
    assert rows[0].group.household_id == a_case.family.household_id


def test_nobody_has_two_running_cases(a_case: CaseOf) -> None:
    with pytest.raises(Invalid, match="case that is open"):
        case_open(a_case.coordinator, person_ids=a_case.family.person_ids, pack_key=PACK)
    assert models.Case.objects.count() == 2


def test_whoever_joins_later_joins_the_group(a_case: CaseOf, actor: MakeActor) -> None:
    models.Case.objects.filter(id=a_case.child).delete()
    (again,) = case_open(a_case.coordinator, person_ids=[a_case.family.person_ids[1]], pack_key=PACK)
    assert models.Case.objects.get(id=again).group_id == models.Case.objects.get(id=a_case.mother).group_id


def test_a_running_case_keeps_the_version_of_its_process(a_case: CaseOf, actor: MakeActor) -> None:
    old = models.Pack.objects.get(key=PACK)
    new = models.Pack.objects.create(
        key=PACK, version=old.version + 1, country="iq", sha="1" * 64, content=old.content, loaded_at=old.loaded_at,
        loaded_by=old.loaded_by,
    )  # fmt: skip
    other = family(actor(Role.REGISTRATION_CLERK, a_case.site), a_case.site, "Salim")
    case_open(a_case.coordinator, person_ids=other.person_ids, pack_key=PACK)
    packs = dict(models.Case.objects.values_list("id", "group__pack"))
    assert {packs[case] for case in a_case.ids} == {old.id}
    assert set(packs.values()) == {old.id, new.id}


def test_a_retired_process_begins_nothing(actor: MakeActor) -> None:
    pack = a_pack()
    models.Pack.objects.filter(id=pack.id).update(retired_at=pack.loaded_at)
    where = site(actor)
    clerk = actor(Role.REGISTRATION_CLERK, where)
    someone = person_register(clerk, person(where, "Nuri Salim", born="1980"))
    with pytest.raises(Invalid, match="process"):
        case_open(actor(Role.REPATRIATION_COORDINATOR), person_ids=[someone], pack_key=PACK)


def test_only_whoever_may_write_cases_at_the_site_opens_one(a_case: CaseOf, actor: MakeActor) -> None:
    elsewhere = site(actor, "Other camp")
    for someone in (
        actor(Role.CHILD_PROTECTION_SPECIALIST, None, Purpose.PROTECTION),
        actor(Role.CONVOY_LEAD),
        actor(Role.REPATRIATION_COORDINATOR, elsewhere),
        actor(Role.ADMINISTRATOR),
    ):
        with pytest.raises((Refused, NotFound)):
            case_open(someone, person_ids=a_case.family.person_ids, pack_key=PACK)


def test_a_case_of_another_site_is_not_there(a_case: CaseOf, actor: MakeActor) -> None:
    elsewhere = actor(Role.REPATRIATION_COORDINATOR, site(actor, "Other camp"))
    number = models.Case.objects.get(id=a_case.mother).number
    with pytest.raises(NotFound):
        case_of(elsewhere, a_case.mother)
    assert cases_list(elsewhere, CaseFilter(number=number)).total == cases_list(elsewhere, CaseFilter()).total == 0
    (line,) = cases_list(a_case.coordinator, CaseFilter(number=number.lower())).lines
    assert line.row.id == a_case.mother
    assert {row.id for row in mates_of(a_case.coordinator, models.Case.objects.get(id=a_case.mother).group_id)} == set(
        a_case.ids
    )


def test_where_a_group_goes_is_said_once_at_a_time(a_case: CaseOf, actor: MakeActor) -> None:
    home = site(actor, "Home town")
    group = models.Case.objects.get(id=a_case.mother).group_id
    assert group_set(a_case.coordinator, group, to_site_id=None, home_site_id=home, version=1) == 2
    with pytest.raises(Stale):
        group_set(a_case.coordinator, group, to_site_id=None, home_site_id=home, version=1)


def test_a_list_of_cases_is_narrowed_and_counted(case_at: CaseAt) -> None:
    there = case_at(Stage.RECEIVED)
    case_at(Stage.REGISTERED, name="Salim")
    found = cases_list(there.coordinator, CaseFilter(stage=Stage.RECEIVED))
    assert {line.row.id for line in found.lines} == set(there.ids) and found.total == 2
    assert cases_list(there.coordinator, CaseFilter(), limit=3).total == 4
    assert cases_list(there.coordinator, CaseFilter(site_id=there.site)).total == 2
    assert cases_list(there.coordinator, CaseFilter(course=Course.WITHDRAWN)).total == 0
