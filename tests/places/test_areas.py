"""The administrative areas hang together, have a name in every language, and are in the table."""

from __future__ import annotations

from collections import Counter

from actors import MakeActor
from homeward.access.facts import Role
from homeward.kernel.countries import country_code
from homeward.places.areas import LANGUAGES, shipped_areas
from homeward.places.loading import areas_load
from homeward.places.models import AdminArea
from homeward.places.selectors import areas_list


def test_every_area_lies_in_one_of_the_table_and_is_called_something_in_every_language() -> None:
    areas = {area.code: area for area in shipped_areas()}
    for area in areas.values():
        assert set(area.names) == set(LANGUAGES)
        assert all(name == name.strip() != "" for name in area.names.values())
        assert country_code(area.country) == area.country
        if area.level:
            above = areas[area.parent]
            assert (above.country, above.level) == (area.country, area.level - 1)
            assert area.code.startswith(above.code)


def test_iraq_has_18_governorates_of_the_codes_and_syria_14() -> None:
    counted = Counter(area.country for area in shipped_areas() if area.level == 1)
    assert counted == {"iq": 18, "sy": 14}
    names = {area.code: area.names["en"] for area in shipped_areas()}
    assert (names["IQG15"], names["SY08"], names["SY11"]) == ("Ninewa", "Al-Hasakeh", "Ar-Raqqa")


def test_names_of_a_country_differ_in_each_language() -> None:
    for language in LANGUAGES:
        names = Counter((area.country, area.names[language]) for area in shipped_areas() if area.level)
        assert max(names.values()) == 1


def test_loading_again_brings_the_table_up_to_date_and_keeps_other_areas(db: None) -> None:
    assert areas_load() == len(list(shipped_areas()))
    AdminArea.objects.filter(code="IQG15").update(names={"en": "Elsewhere"})
    AdminArea.objects.create(code="XX01", country="xk", level=1, names={"en": "Invented"})
    count = AdminArea.objects.count()
    areas_load()
    assert AdminArea.objects.count() == count
    assert AdminArea.objects.get(code="IQG15").names["en"] == "Ninewa"


def test_whoever_reads_sites_reads_areas_and_nobody_else(actor: MakeActor) -> None:
    areas_load()
    clerk = actor(Role.REGISTRATION_CLERK)
    assert [area.code for area in areas_list(clerk, country="iq", level=1)][:2] == ["IQG01", "IQG02"]
    assert areas_list(clerk, level=0)[0].called("ckb") == "عێراق"
    assert areas_list(actor(Role.REGISTRATION_CLERK, purpose="identity")) == ()
