"""A row of the tables of places as a frozen fact, which other rooms may hold.

Comes in: model instances. Goes out: facts. Never a query: what a fact needs was loaded before.
"""

from __future__ import annotations

from datetime import date

from homeward.kernel.dates import PartialDate
from homeward.places.facts import (
    AliasKind,
    AliasRow,
    AreaRow,
    CapacityRow,
    Moved,
    SectionRow,
    SiteKind,
    SiteRow,
    SiteStatus,
    StepRow,
    SuccessionRow,
    Unit,
)
from homeward.places.models import AdminArea, Section, Site, SiteAlias, SiteCapacity, SiteStep, SiteSuccession
from homeward.places.rules import dated


def site_row(row: Site) -> SiteRow:
    """A site."""
    return SiteRow(
        row.id, row.code, SiteKind(row.kind), row.name, dict(row.names), row.country, row.area_code, row.time_zone,
        dated(row.opened_first, row.opened_last, row.opened_said),
        dated(row.closed_first, row.closed_last, row.closed_said),
        SiteStatus(row.status), row.version,
    )  # fmt: skip


def step_row(row: SiteStep) -> StepRow:
    """A step of a site's life."""
    return StepRow(SiteStatus(row.before), SiteStatus(row.after), row.reason, row.recorded_by, row.recorded_at)


def alias_row(row: SiteAlias) -> AliasRow:
    """Another name of a site."""
    return AliasRow(row.id, row.text, AliasKind(row.kind), row.language, row.script, row.source)


def succession_row(row: SiteSuccession) -> SuccessionRow:
    """A succession."""
    since = _known(row.since_first, row.since_last, row.since_said)
    return SuccessionRow(row.id, row.predecessor_id, row.successor_id, since, Moved(row.moved), row.words)


def capacity_row(row: SiteCapacity) -> CapacityRow:
    """A capacity claim."""
    as_of = _known(row.as_of_first, row.as_of_last, row.as_of_said)
    return CapacityRow(row.id, row.amount, Unit(row.unit), as_of, row.source, row.recorded_by, row.recorded_at)


def section_row(row: Section) -> SectionRow:
    """A section of a site."""
    return SectionRow(row.id, row.site_id, row.code, dict(row.names))


def area_row(row: AdminArea) -> AreaRow:
    """An administrative area."""
    return AreaRow(row.code, row.country, row.level, row.parent, dict(row.names))


def _known(first: date, last: date, text: str) -> PartialDate:
    found = dated(first, last, text)
    return found if found is not None else PartialDate(first, last, "range", raw=text)
