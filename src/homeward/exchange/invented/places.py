"""The invented sites go through the actions like any other, once; those that closed are closed when their people are there.

Comes in: the administrator at the machine. Goes out: the sites' ids by code. Raises `BadInput` where there is any other site: an
installation that real people use is never filled with invented ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from homeward.access.facts import Actor
from homeward.kernel.errors import BadInput
from homeward.places.actions.additions import alias_add, capacity_record, section_add, succession_record
from homeward.places.actions.sites import site_close, site_create
from homeward.places.facts import AliasKind, CapacityDraft, Moved, SiteDraft, SiteKind, SiteStatus, Unit
from homeward.places.selectors import site_of, sites_list
from homeward.synthetic.population.records import SiteRecord
from homeward.synthetic.population.sites import BY_CODE, SITES


def sites_made(keeper: Actor) -> dict[str, UUID]:
    """The invented sites, made as far as they are not there."""
    there = {site.code: site.id for site in sites_list(keeper)}
    if there.keys() - BY_CODE.keys():
        raise BadInput(
            "This installation has sites of its own, so nobody invented is put into it. Give the demonstration another "
            "folder, for instance: HOMEWARD_HOME=var/demonstration homeward camp"
        )
    return {site.code: there.get(site.code) or _make(keeper, site) for site in SITES}


def sites_ended(keeper: Actor, ids: Mapping[str, UUID]) -> None:
    """Say which site followed which, and close those that were closed. Once: call it in the transaction that is the last."""
    for record in SITES:
        for follows in record.successions:
            succession_record(
                keeper, predecessor_id=ids[record.code], successor_id=ids[follows.successor], since=follows.since,
                moved=Moved(follows.moved), words=follows.words,
            )  # fmt: skip
        if record.closed and (site := site_of(keeper, ids[record.code]).site).status is not SiteStatus.CLOSED:
            site_close(
                keeper, site_id=site.id, version=site.version, closed=record.closed, reason=record.why_closed
            )  # fmt: skip


@transaction.atomic
def _make(keeper: Actor, record: SiteRecord) -> UUID:
    names = {language: name for language, name in record.names.items() if language != "en"}
    draft = SiteDraft(
        code=record.code, kind=SiteKind(record.kind), name=record.names["en"], names=names, country=record.country,
        area_code=record.area, time_zone=record.time_zone, opened=record.opened,
    )  # fmt: skip
    id = site_create(keeper, draft=draft).id
    for alias in record.aliases:
        alias_add(
            keeper,
            site_id=id,
            text=alias.text,
            source=alias.source,
            kind=AliasKind(alias.kind),
            language=alias.language,
        )
    for claim in record.capacities:
        capacity = CapacityDraft(claim.amount, Unit(claim.unit), claim.as_of, claim.source)
        capacity_record(keeper, site_id=id, claim=capacity)
    for section in record.sections:
        section_add(keeper, site_id=id, code=section.code, names=section.names)
    return id
