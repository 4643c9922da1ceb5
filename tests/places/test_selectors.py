"""Sites are read by those who may, found by any spelling, and called by their name in the reader's language."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors import MakeActor
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, Role
from homeward.kernel.dates import parse
from homeward.places.actions.additions import alias_add, section_add
from homeward.places.actions.sites import site_close
from homeward.places.facts import SiteKind, SiteStatus
from homeward.places.selectors import (
    section_names,
    sections_list,
    site_ids,
    site_names,
    site_of,
    sites_found,
    sites_list,
)

from .conftest import MakeSite


def test_lists_are_by_name_and_narrowed_as_asked(keeper: Actor, make_site: MakeSite) -> None:
    camp = make_site("B-1", "Tell al-Zahra")
    centre = make_site("A-1", "Bab al-Awda", kind=SiteKind.RECEPTION, country="iq", time_zone="Asia/Baghdad")
    assert sites_list(keeper) == (centre, camp)
    assert sites_list(keeper, country="iq") == sites_list(keeper, kind=SiteKind.RECEPTION) == (centre,)
    day = parse("2022-03")
    assert day is not None
    closed = site_close(keeper, site_id=camp.id, version=1, closed=day, reason="Handed over.")
    assert sites_list(keeper, status=SiteStatus.CLOSED) == (closed,)


def test_whoever_is_assigned_to_a_site_reads_that_site_but_names_of_all(
    keeper: Actor, actor: MakeActor, make_site: MakeSite
) -> None:
    mine, other = make_site(), make_site("NS-2", "Tell al-Zahra", names={"ar": "تل الزهراء"})
    section = section_add(keeper, site_id=other.id, code="7")
    clerk = actor(Role.REGISTRATION_CLERK, site=mine.id)
    assert sites_list(clerk) == (mine,)
    assert sites_list(clerk, capability=Capability.SITE_WRITE) == ()
    assert [found.site for found in sites_found(clerk, "Tell al-Zahra")] == []
    assert site_ids(clerk, ["ns-1 ", "NS-2"]) == {"NS-1": mine.id}
    with pytest.raises(NotFound):
        site_of(clerk, other.id)
    assert sections_list(clerk, other.id) == () and section_names(clerk, [section.id]) == {}
    assert site_names(clerk, [mine.id, other.id, uuid4()], language="ar") == {
        mine.id: "مخيم نهر الصفا",
        other.id: "تل الزهراء",
    }


def test_without_a_purpose_that_reads_sites_nothing_is_told(actor: MakeActor, make_site: MakeSite) -> None:
    site = make_site()
    nobody = actor(Role.REGISTRATION_CLERK, purpose="audit")
    assert sites_list(nobody) == sites_found(nobody, "Safa") == ()
    assert site_names(nobody, [site.id]) == site_ids(nobody, ["NS-1"]) == {}
    with pytest.raises(NotFound):
        site_of(nobody, site.id)


@pytest.mark.parametrize("asked", ["Jeddah-1", "Jed'dah 1", "Jedaa 1", "jada'a 1", "الجدعة ١", "جدعة", "Jeddah", "jed"])
def test_one_site_of_many_spellings_is_found(asked: str, keeper: Actor, make_site: MakeSite) -> None:
    one = make_site("JD-1", "Jeddah-1", names={"ar": "مخيم الجدعة ١"})
    make_site("NS-1", "Nahr al-Safa")
    found = sites_found(keeper, asked)
    assert [row.site.id for row in found] == [one.id]
    assert 750 <= found[0].likeness <= 1000


def test_an_alias_finds_its_site_and_a_code_comes_first(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site("SAFA", "Tell al-Zahra", names={})
    other = make_site("NS-1", "Safa", names={})
    assert [row.site.id for row in sites_found(keeper, "safa")] == [site.id, other.id]
    alias_add(keeper, site_id=site.id, text="العودة", source="the camp's sign")
    found = sites_found(keeper, "al-Awda")
    assert [(row.site.id, row.text) for row in found] == [(site.id, "العودة")]
    assert sites_found(keeper, "   ") == () == sites_found(keeper, "%")


def test_neither_a_page_nor_a_search_asks_more_of_the_database_for_more_rows(
    keeper: Actor, make_site: MakeSite
) -> None:
    site = make_site()

    def asked() -> list[int]:
        counts = []
        for ask in (lambda: site_of(keeper, site.id), lambda: sites_found(keeper, "Safa"), lambda: sites_list(keeper)):
            with CaptureQueriesContext(connection) as queries:
                ask()
            counts.append(len(queries))
        return counts

    first = asked()
    for number in range(5):
        make_site(f"X-{number}", f"Safa {number}")
        alias_add(keeper, site_id=site.id, text=f"Safa {number}", source="x")
        section_add(keeper, site_id=site.id, code=str(number))
    assert asked() == first
    assert max(first) <= 7
