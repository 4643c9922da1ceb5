"""What an actor may read about places: lists, one site with all that belongs to it, sites by any spelling, names for ids.

Comes in: an actor and what they ask. Goes out: frozen facts. Whoever is assigned to some sites reads those alone, but the names
of others and who followed whom: a person's past at another site must be readable. Never a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Prefetch, Q

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may, scope
from homeward.places.facts import (
    AreaRow,
    SectionRow,
    SiteFile,
    SiteFound,
    SiteKind,
    SiteRoom,
    SiteRow,
    SiteStatus,
    Unit,
)
from homeward.places.models import AdminArea, Section, Site, SiteAlias, SiteSuccession
from homeward.places.rows import alias_row, area_row, capacity_row, section_row, site_row, step_row, succession_row
from homeward.places.spellings import WHOLE, likenesses

FOUND = 20  # sites told for one text


def sites_list(
    actor: Actor,
    *,
    status: SiteStatus | None = None,
    kind: SiteKind | None = None,
    country: str | None = None,
    capability: Capability | None = None,
) -> tuple[SiteRow, ...]:
    """The sites that an actor may read, or where they may do what `capability` says, by name."""
    rows = scope(actor, Site.objects.all(), capability)
    asked = {"status": status, "kind": kind, "country": country}
    rows = rows.filter(**{column: str(value) for column, value in asked.items() if value is not None})
    return tuple(site_row(row) for row in rows.order_by("name", "code"))


def site_of(actor: Actor, site_id: UUID) -> SiteFile:
    """One site with all that belongs to it. Raises `NotFound` for one that the actor may not read, or that is none."""
    rows = scope(actor, Site.objects.all()).prefetch_related(
        Prefetch("aliases", SiteAlias.objects.order_by("kind", "text")),
        "capacities",
        "sections",
        "steps",
    )
    site = rows.filter(id=site_id).first()
    if site is None:
        raise _nothing()
    successions = SiteSuccession.objects.filter(Q(predecessor=site_id) | Q(successor=site_id))
    told = [succession_row(row) for row in scope(actor, successions).order_by("since_first", "id")]
    area = scope(actor, AdminArea.objects.filter(code=site.area_code)).first()
    capacities = sorted(site.capacities.all(), key=lambda row: (row.as_of_last, row.recorded_at), reverse=True)
    return SiteFile(
        site=site_row(site),
        steps=tuple(map(step_row, sorted(site.steps.all(), key=lambda row: row.recorded_at, reverse=True))),
        area=area_row(area) if area else None,
        aliases=tuple(map(alias_row, site.aliases.all())),
        predecessors=tuple(row for row in told if row.successor_id == site_id),
        successors=tuple(row for row in told if row.predecessor_id == site_id),
        capacities=tuple(map(capacity_row, capacities)),
        sections=_in_order(site.sections.all()),
    )


def sites_found(actor: Actor, text: str, *, limit: int = FOUND) -> tuple[SiteFound, ...]:
    """The sites that a text may mean, by code, by any name or spelling in any script, the likest first."""
    rows = list(scope(actor, Site.objects.all()).prefetch_related("aliases").order_by("name", "code"))
    names = [(row, name) for row in rows for name in _names(row)]
    if not text.strip() or not names:
        return ()
    asked = text.strip().casefold()
    best: dict[UUID, tuple[int, int, SiteFound]] = {}  # by code first, then by likeness
    for (row, name), alike in zip(names, likenesses(text, [name for _, name in names]), strict=True):
        by_code = asked == row.code.casefold()
        if by_code:
            alike, name = WHOLE, row.code
        if alike and (row.id not in best or alike > best[row.id][1]):
            best[row.id] = (by_code, alike, SiteFound(site_row(row), name, alike))
    ranked = sorted(best.values(), key=lambda found: (-found[0], -found[1]))
    return tuple(found for _, _, found in ranked[:limit])


def site_names(actor: Actor, ids: Iterable[UUID], *, language: str = "en") -> dict[UUID, str]:
    """What sites are called in a language, also those that the actor may not read: a name is no secret among those who read sites."""
    if not may(actor, Capability.SITE_READ):
        return {}
    return {row.id: site_row(row).called(language) for row in Site.objects.filter(id__in=set(ids))}


def site_ids(actor: Actor, codes: Iterable[str]) -> dict[str, UUID]:
    """The ids of the sites that an actor may read, by code, in capitals."""
    asked = {code.strip().upper() for code in codes}
    return dict(scope(actor, Site.objects.filter(code__in=asked)).values_list("code", "id"))


def sections_list(actor: Actor, site_id: UUID) -> tuple[SectionRow, ...]:
    """The sections of a site that the actor may read, in the order of their codes."""
    return _in_order(scope(actor, Section.objects.filter(site_id=site_id)))


def section_names(actor: Actor, ids: Iterable[UUID], *, language: str = "en") -> dict[UUID, str]:
    """What sections are called in a language, their code where they bear no name: those of sites that the actor may read."""
    rows = scope(actor, Section.objects.filter(id__in=set(ids)))
    return {row.id: section_row(row).called(language) for row in rows}


def rooms_of(ids: Iterable[UUID]) -> dict[UUID, SiteRoom]:
    """The state and the room of some sites, for gates, which ask about a place and show nobody who asks: so it has no actor."""
    rows = list(Site.objects.filter(id__in=set(ids)).prefetch_related("capacities"))
    around = _around({row.area_code for row in rows if row.area_code})
    return {
        row.id: SiteRoom(row.id, SiteStatus(row.status), _chain(row.area_code, around), _holds(row)) for row in rows
    }


def areas_list(actor: Actor, *, country: str | None = None, level: int | None = None) -> tuple[AreaRow, ...]:
    """Administrative areas, by code."""
    asked = {"country": country, "level": level}
    rows = AdminArea.objects.filter(**{column: value for column, value in asked.items() if value is not None})
    return tuple(area_row(row) for row in scope(actor, rows).order_by("code"))


def _names(row: Site) -> Sequence[str]:
    """Every name of a site whose aliases are loaded."""
    return [row.name, *row.names.values(), *(alias.text for alias in row.aliases.all())]


def _around(codes: set[str]) -> dict[str, str]:
    """The area around each of some areas, and around those, up to the countries. One query for each level there is."""
    found: dict[str, str] = {}
    while codes:
        found |= dict(AdminArea.objects.filter(code__in=codes).values_list("code", "parent"))
        codes = {parent for parent in found.values() if parent and parent not in found} - codes
    return found


def _chain(code: str, around: dict[str, str]) -> tuple[str, ...]:
    chain: list[str] = []
    while code and code not in chain:
        chain.append(code)
        code = around.get(code, "")
    return tuple(chain)


def _holds(row: Site) -> int | None:
    """How many persons a site can hold by the claim that is as of the latest day, the last recorded among those of one day."""
    claims = [one for one in row.capacities.all() if one.unit == Unit.PERSONS]
    latest = max(claims, key=lambda one: (one.as_of_last, one.recorded_at, one.id), default=None)
    return latest.amount if latest else None


def _in_order(rows: Iterable[Section]) -> tuple[SectionRow, ...]:
    """2 before 10, and P-1 after both."""
    told = map(section_row, rows)
    return tuple(sorted(told, key=lambda row: (not row.code.isdigit(), row.code.zfill(16), row.code)))


def _nothing() -> NotFound:
    return NotFound("There is no such site, or you may not see it. Go back to the list of sites.")
