"""Invented sites are sites: places would take them, the closed one has successors, and every spelling finds its own."""

from __future__ import annotations

from homeward.places import rules
from homeward.places.areas import LANGUAGES, shipped_areas
from homeward.places.facts import CapacityDraft, SiteDraft, SiteKind, SiteStatus, Unit
from homeward.places.spellings import likenesses
from homeward.synthetic.people import REGISTRATION
from homeward.synthetic.population.sites import BY_CODE, SITES


def test_places_would_take_every_site() -> None:
    areas = {area.code: area for area in shipped_areas()}
    assert len(BY_CODE) == len(SITES)
    for site in SITES:
        names = {language: name for language, name in site.names.items() if language != "en"}
        rules.check_draft(
            SiteDraft(site.code, SiteKind(site.kind), site.names["en"], site.country, site.time_zone, names, site.area)
        )
        assert set(site.names) == set(LANGUAGES)
        assert areas[site.area].country == site.country
        for claim in site.capacities:
            rules.check_capacity(CapacityDraft(claim.amount, Unit(claim.unit), claim.as_of, claim.source))
        for section in site.sections:
            rules.check_section(section.code)
        assert len({section.code for section in site.sections}) == len(site.sections)


def test_a_closed_site_has_its_day_its_reason_and_successors_that_were_open() -> None:
    closed = [site for site in SITES if site.closed]
    assert closed
    for site in closed:
        assert site.closed is not None
        rules.check_step(SiteStatus.OPEN, SiteStatus.CLOSED, site.why_closed)
        rules.check_closing(site.opened, site.closed, REGISTRATION)
        assert site.successions
        for succession in site.successions:
            after = BY_CODE[succession.successor]
            assert after.closed is None and after.opened.last < succession.since.first


def test_no_site_follows_itself_and_kinds_are_many() -> None:
    pairs = [(site.code, follows.successor) for site in SITES for follows in site.successions]
    assert all(before != after for before, after in pairs)
    assert {after for _, after in pairs}.isdisjoint(before for before, _ in pairs)
    assert {site.kind for site in SITES} >= {
        "camp",
        "detention_facility",
        "reception_centre",
        "community_of_return",
        "office",
    }
    assert sum(site.kind == "camp" for site in SITES) >= 3


def test_every_spelling_finds_its_own_site_first() -> None:
    names = [(site.code, name) for site in SITES for name in site.names.values()]
    for site in SITES:
        for alias in site.aliases:
            if alias.kind != "former_name":
                alike = likenesses(alias.text, [name for _, name in names])
                best = max(range(len(names)), key=alike.__getitem__)
                assert alike[best] > 0 and names[best][0] == site.code, alias.text
