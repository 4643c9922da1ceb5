"""What gates of the way home have to know of the registry's restricted facts: the codes of needs, and how many people a site holds now.

Comes in: ids, within gates that show their reader neither. Goes out: codes and counts. Never the words of a need, nor whose stay it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Count

from homeward.registry import models
from homeward.registry.facts.values import ClaimKind, NeedValue
from homeward.registry.selectors.persons import claims_by_record


def need_codes(person_ids: Collection[UUID]) -> Mapping[UUID, frozenset[str]]:
    """The codes of the needs that are recorded of some persons now, those of merged records among them. Behind a gate: no actor."""
    owners = _owners(person_ids)
    records = list(models.Person.objects.filter(id__in=owners))
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for record_id, claim in claims_by_record(records, kinds=(ClaimKind.NEED,), now=True):
        if isinstance(claim.value, NeedValue):
            found[owners[record_id]].add(claim.value.code)
    return {person_id: frozenset(codes) for person_id, codes in found.items()}


def occupied(site_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """How many people are at some sites now. Behind a gate: no actor."""
    rows = models.CustodyEpisode.objects.filter(site__in=list(site_ids), ended="", corrected_at__isnull=True)
    counted = rows.exclude(batch__shown=False).values_list("site_id").annotate(people=Count("person", distinct=True))
    return dict(counted.order_by())


def _owners(person_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Each record of some persons, the merged ones among them, and whose it is."""
    owners = {one: one for one in person_ids}
    new = set(owners)
    while new:
        merges = models.Merge.objects.filter(kept__in=new, parted_at__isnull=True)
        pairs = {absorbed: owners[kept] for kept, absorbed in merges.values_list("kept_id", "absorbed_id")}
        new = set(pairs) - set(owners)
        owners |= pairs
    return owners
