"""Whether everything is there that the country's process asks for before a stage is left.

Comes in: travellers. Goes out: a check for each: how many items are not settled, the first of them, and who can see to them. Whether an
authority has not answered, asks for more or objects is the same here: what it said stands at the case, for those who may read it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.pathway.facts.milestones import Stands
from homeward.pathway.facts.packs import LANGUAGES, Document, Item
from homeward.pathway.milestone_rows import Entries, entries_of
from homeward.pathway.packing import packs_of_groups
from homeward.pathway.rules.milestones import due_items, stands


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    packs = packs_of_groups({one.group_id for one in travellers})
    entries = entries_of([one.case_id for one in travellers])
    return {one.case_id: _check(one, packs[one.group_id], entries, day) for one in travellers if one.group_id in packs}


def _check(traveller: Traveller, pack: Document, entries: Entries, day: date) -> Check:
    found = [
        (item, *stands(item, entries.get((traveller.case_id, item.key), ()), day, child=traveller.child))
        for item in due_items(pack, traveller.stage)
    ]
    unsettled = [(item, how) for item, how, _until in found if not how.settled]
    if not unsettled:
        ends = [until for _item, how, until in found if until is not None and how is Stands.SATISFIED]
        return Check(Gate.PACK, Holding.OPEN, "pack.open", until=min(ends, default=None))
    first, how = unsettled[0]
    lapsed = all(one is Stands.LAPSED for _item, one in unsettled)
    roles = tuple(dict.fromkeys(item.role for item, _how in unsettled))
    return Check(
        Gate.PACK, Holding.LAPSED if lapsed else Holding.UNMET, _because(how, len(unsettled)),
        {"missing": len(unsettled), **_named(first)}, roles,
    )  # fmt: skip


def _because(how: Stands, missing: int) -> str:
    code = {Stands.NOT_ASKED: "not_asked", Stands.LAPSED: "lapsed"}.get(how, "waits")
    return f"pack.{code}" if missing == 1 else f"pack.{code}_more"


def _named(item: Item) -> dict[str, str]:
    """What the item is called, in each language of the pages."""
    return {"item": item.key, **{f"item_{language}": item.titles.said(language) for language in LANGUAGES}}
