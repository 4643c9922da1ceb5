"""What is added to a site and stays: other names, who followed whom, capacity claims, sections.

Comes in: an actor and a draft. Goes out: the fact as recorded, and an event of the trail. Each: authorise → rules → save → trail,
in one transaction. Never changes what was recorded before: a newer claim stands beside the older one.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability
from homeward.kernel.dates import PartialDate
from homeward.kernel.errors import Inconsistent
from homeward.names.written import script_of
from homeward.places import rules
from homeward.places.actions.sites import day_columns, site_for, told
from homeward.places.facts import (
    AliasKind,
    AliasRow,
    CapacityDraft,
    CapacityRow,
    Moved,
    SectionRow,
    SuccessionRow,
)
from homeward.places.models import Section, SiteAlias, SiteCapacity, SiteSuccession
from homeward.places.rows import alias_row, capacity_row, section_row, succession_row


@action
def alias_add(
    actor: Actor,
    *,
    site_id: UUID,
    text: str,
    source: str,
    kind: AliasKind = AliasKind.SPELLING,
    language: str = "",
) -> AliasRow:
    """Add a spelling or another name of a site, with who writes it so."""
    authorise(actor, Capability.SITE_WRITE, site_id=site_id)
    rules.check_text(text, "text")
    rules.check_text(source, "source")
    site = site_for(site_id)
    if SiteAlias.objects.filter(site=site, text=text.strip()).exists():
        raise Inconsistent("The site has this name already. Nothing needs to be done.", field="text")
    row = SiteAlias.objects.create(
        site=site, text=text.strip(), kind=kind.value, language=language, script=script_of(text.strip()),
        source=source.strip(), recorded_by=actor.user_id, recorded_at=timezone.now(),
    )  # fmt: skip
    told(actor, "site.alias", site_id, alias=str(row.id))
    return alias_row(row)


@action
def succession_record(
    actor: Actor, *, predecessor_id: UUID, successor_id: UUID, since: PartialDate, moved: Moved, words: str = ""
) -> SuccessionRow:
    """Record that a site followed another. The actor must be allowed to write at both."""
    authorise(actor, Capability.SITE_WRITE, site_id=predecessor_id)
    authorise(actor, Capability.SITE_WRITE, site_id=successor_id)
    before, after = site_for(predecessor_id), site_for(successor_id)
    known = list(SiteSuccession.objects.values_list("predecessor_id", "successor_id"))
    rules.check_succession(predecessor_id, successor_id, known)
    if SiteSuccession.objects.filter(predecessor=before, successor=after, moved=moved.value).exists():
        raise Inconsistent("This succession is recorded already. Nothing needs to be done.", field="successor")
    row = SiteSuccession.objects.create(
        predecessor=before, successor=after, moved=moved.value, words=words.strip(),
        recorded_by=actor.user_id, recorded_at=timezone.now(), **day_columns("since", since),
    )  # fmt: skip
    told(actor, "site.succession", predecessor_id, successor=str(successor_id), since=since.iso(), moved=moved.value)
    return succession_row(row)


@action
def capacity_record(actor: Actor, *, site_id: UUID, claim: CapacityDraft) -> CapacityRow:
    """Record how many a site can hold, as of a day, according to a source."""
    authorise(actor, Capability.SITE_WRITE, site_id=site_id)
    rules.check_capacity(claim)
    site = site_for(site_id)
    row = SiteCapacity.objects.create(
        site=site, amount=claim.amount, unit=claim.unit.value, source=claim.source.strip(),
        recorded_by=actor.user_id, recorded_at=timezone.now(), **day_columns("as_of", claim.as_of),
    )  # fmt: skip
    told(actor, "site.capacity", site_id, amount=claim.amount, unit=claim.unit.value, as_of=claim.as_of.iso())
    return capacity_row(row)


@action
def section_add(actor: Actor, *, site_id: UUID, code: str, names: Mapping[str, str] | None = None) -> SectionRow:
    """Add a section to a site: its code, and its names by language."""
    authorise(actor, Capability.SITE_WRITE, site_id=site_id)
    rules.check_section(code.strip())
    for language, name in (names or {}).items():
        rules.check_text(name, f"names.{language}")
    site = site_for(site_id)
    if Section.objects.filter(site=site, code=code.strip()).exists():
        raise Inconsistent("The site has a section of this code already. Write another.", field="code")
    row = Section.objects.create(site=site, code=code.strip(), names=dict(names or {}))
    told(actor, "site.section", site_id, section=code.strip())
    return section_row(row)
