"""Items of evidence as facts: their words opened with the key of each, and how each was obtained as the latest answer says.

Comes in: rows that a selector of this room gave. Goes out: frozen facts, in three queries however many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from homeward.access.sealing.subjects import data_keys
from homeward.pathway import models
from homeward.pathway.facts.evidence import ItemKind, ItemRow, Keeping, Obtained
from homeward.pathway.worded import said


def item_rows(items: Sequence[models.EvidenceItem]) -> tuple[ItemRow, ...]:
    """Some items, in the order given."""
    keys = data_keys(one.key_id for one in items)
    ids = [one.id for one in items]
    answers = models.ObtainedAnswer.objects.filter(item__in=ids).order_by("answered_at", "id")
    obtained = {id: Obtained(answer) for id, answer in answers.values_list("item_id", "answer")}
    caveats = Counter(models.EvidenceCaveat.objects.filter(item__in=ids).values_list("item_id", flat=True))
    return tuple(
        ItemRow(
            id=one.id, number=one.number, kind=ItemKind(one.kind), description=said(keys.get(one.key_id), one, "description"),
            sha256=bytes(one.digest).hex(), size=one.size, keeping=Keeping(one.keeping),
            obtained=obtained.get(one.id, Obtained.UNKNOWN), registered_at=one.registered_at,
            registered_by=one.registered_name, caveats=caveats[one.id],
        )
        for one in items
    )  # fmt: skip
