"""Let counts of sites leave as an HXL table, small numbers held back whoever asks: the table travels further than the asker.

Comes in: an actor who may read counts, sites, a day. Goes out: bytes; the trail says that they left. No person is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.exchange.writing.hxl import SiteCounts, counts_csv
from homeward.places.selectors import sites_list
from homeward.registry.rules.counts import protected_population
from homeward.registry.selectors.counts import population_of


@action
def counts_export(*, actor: Actor, day: date, site_ids: Sequence[UUID] = ()) -> bytes:
    """The people of sites at the end of a day, by band and sex, as CSV with HXL tags. Raises `Refused`.

    `site_ids` empty: every site where the actor may read counts.
    """
    authorise(actor, Capability.COUNTS_READ)
    for site_id in site_ids:
        authorise(actor, Capability.COUNTS_READ, site_id=site_id)
    sites = sites_list(actor, capability=Capability.COUNTS_READ)
    chosen = [site for site in sites if not site_ids or site.id in set(site_ids)]
    found = []
    for site in chosen:
        counted = population_of(actor, site.id, day)
        found.append(SiteCounts(site.code, site.name, counted if counted.protected else protected_population(counted)))
    record(actor, EventKind.DISCLOSURE, "counts.export", detail={"sites": len(found), "day": day.isoformat()})
    return counts_csv(found)
