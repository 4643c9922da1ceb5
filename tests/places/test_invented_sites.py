"""The invented sites of the demonstration go through the actions like any other, and are found by every spelling afterwards."""

from __future__ import annotations

from homeward.access.facts import Actor
from homeward.places.actions.additions import alias_add, capacity_record, section_add, succession_record
from homeward.places.actions.sites import site_close, site_create
from homeward.places.facts import AliasKind, CapacityDraft, Moved, SiteDraft, SiteKind, SiteStatus, Unit
from homeward.places.selectors import site_ids, site_of, sites_found, sites_list
from homeward.synthetic.population.records import SiteRecord
from homeward.synthetic.population.sites import SITES


def _load(keeper: Actor, record: SiteRecord) -> None:
    names = {language: name for language, name in record.names.items() if language != "en"}
    site = site_create(
        keeper,
        draft=SiteDraft(
            code=record.code, kind=SiteKind(record.kind), name=record.names["en"], names=names, country=record.country,
            area_code=record.area, time_zone=record.time_zone, opened=record.opened,
        ),
    )  # fmt: skip
    for alias in record.aliases:
        alias_add(
            keeper, site_id=site.id, text=alias.text, source=alias.source,
            kind=AliasKind(alias.kind), language=alias.language,
        )  # fmt: skip
    for claim in record.capacities:
        draft = CapacityDraft(claim.amount, Unit(claim.unit), claim.as_of, claim.source)
        capacity_record(keeper, site_id=site.id, claim=draft)
    for section in record.sections:
        section_add(keeper, site_id=site.id, code=section.code, names=section.names)


def test_every_invented_site_is_made_closed_and_followed_through_the_actions(keeper: Actor) -> None:
    for record in SITES:
        _load(keeper, record)
    ids = site_ids(keeper, [record.code for record in SITES])
    assert len(ids) == len(SITES)
    for record in SITES:
        for follows in record.successions:
            succession_record(
                keeper, predecessor_id=ids[record.code], successor_id=ids[follows.successor], since=follows.since,
                moved=Moved(follows.moved), words=follows.words,
            )  # fmt: skip
        if record.closed:
            site_close(keeper, site_id=ids[record.code], version=1, closed=record.closed, reason=record.why_closed)
    (closed,) = sites_list(keeper, status=SiteStatus.CLOSED)
    read = site_of(keeper, closed.id)
    assert {row.successor_id for row in read.successors} == {ids["NS-1"], ids["WN-1"]}
    for record in SITES:
        for text in (record.code, *record.names.values(), *(alias.text for alias in record.aliases)):
            assert sites_found(keeper, text)[0].site.code == record.code, text
