"""Say which column of a national list's table holds what, and read its edition by that.

Comes in: an actor, an edition, a column map. Goes out: a `Receipt`. The map is kept with the list and reads the next edition too; an
edition that is in use keeps being used as it was read before, until it is laid out anew.
"""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists import models
from homeward.lists.actions.receiving import AT_ONCE
from homeward.lists.facts.lists import Ailment, EditionState, ListKind, Outcome, Receipt, Way
from homeward.lists.reading import counted, size_of
from homeward.lists.selectors.held import path_of
from homeward.lists.selectors.rows import edition_fact, edition_row
from homeward.lists.settling import INDEX, settle, weigh
from homeward.watchlists.csv.map import ColumnMap
from homeward.work.actions import job_enqueue

_MAPPABLE = (EditionState.HELD, EditionState.CURRENT)


@action
def columns_choose(*, actor: Actor, edition_id: UUID, columns: ColumnMap) -> Receipt:
    """Read a table by a column map from now on. Raises `Refused`, `NotFound`; `BadInput` where nobody can be read by it."""
    authorise(actor, Capability.LIST_MANAGE)
    edition_row(actor, edition_id, Capability.LIST_MANAGE)
    rows = models.Edition.objects.select_related("watch_list").select_for_update(of=("self",))
    row = rows.get(id=edition_id)
    tabular = row.column_map is not None or Ailment.NO_COLUMNS in row.problems
    if not tabular or row.watch_list.kind != ListKind.NAMES or row.state not in _MAPPABLE:
        raise BadInput(_("This edition is not read by a column map."))
    if not columns.id or not (columns.name or columns.surname):
        raise BadInput(_("Say which column holds each entry's number or id, and which its name."), field="name")
    row.watch_list.column_map = row.column_map = msgspec.to_builtins(columns)
    row.watch_list.save(update_fields=["column_map"])
    record(actor, EventKind.WRITE, "list.columns", subject=f"list:{row.watch_list.list_id}")
    return _read(actor, row)


def _read(actor: Actor, row: models.Edition) -> Receipt:
    used, row.problems = row.state == EditionState.CURRENT, []
    with path_of(row) as path:
        if size_of([path]) <= AT_ONCE:
            weigh(row, counted(path, row.watch_list))
        else:
            row.kinds, row.state = {}, EditionState.RECEIVED.value
    if used:
        row.state = EditionState.CURRENT.value
        row.save()
        job_enqueue(actor=actor, kind=INDEX, subject=str(row.id))
        return Receipt(Outcome.TAKEN, _("The edition is laid out anew by these columns."), edition_fact(row))
    row.save()
    return settle(actor, row, Way(row.way))
