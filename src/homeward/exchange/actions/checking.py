"""Check rows in waiting: what each states, whether it is here already, who holds the same numbers, and what holds of families.

Comes in: an import's rows, in pieces. Goes out: an outcome and problems for each row, and counts. The registry is only asked.
Checking again gives the same: a mapping that was changed is applied to the same cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Bag
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db.models import Count, Min
from django.utils.translation import gettext as _

from homeward.access.facts import Actor
from homeward.access.sealing.vault import vault
from homeward.exchange import models
from homeward.exchange.actions.whole import finish
from homeward.exchange.facts.imports import HELD, Counts, Outcome
from homeward.exchange.facts.problems import Weight
from homeward.exchange.selectors.imports import import_row
from homeward.exchange.understanding import Checked, understood
from homeward.exchange.updating import apply, changes
from homeward.registry.inserting import put, turned_all
from homeward.registry.selectors.imports import holders_of
from homeward.work.ahead import Ahead
from homeward.work.facts import Plain, Progress

CHUNK: Final = 500
MANY: Final = 2_000  # rows still to be read for which a second process is worth while
_SET: Final = (
    "entry", "outcome", "problems", "doubles", "site_id", "reference", "digest", "family", "family_row", "head",
)  # fmt: skip
_ahead: Final = Ahead()


def check_chunk(actor: Actor, import_id: UUID, checkpoint: Bag[str, Plain]) -> Progress:
    """Check a piece of the rows; after the last, what holds of families and of the whole file. Raises `NotFound`, `Erased`."""
    imported = import_row(actor, import_id)
    counts = msgspec.convert(imported.counts, Counts)
    start = int(str(checkpoint.get("next", 0)))
    checked = _ahead.take(understood, actor, import_id, imported.version, start, CHUNK)
    if not checked:
        _ahead.end()
        return finish(actor, imported, counts)
    done = checked[-1].number
    if counts.rows - done >= MANY:
        _ahead.begin(understood, actor, import_id, imported.version, done, CHUNK)
    _judge(actor, imported, checked, start)
    changed = changes(models.StagedRow, _SET, [_values(one) for one in checked])
    keys = turned_all(
        models.StagedKey,
        ("imported_id", "code", "number"),
        [(import_id, code, one.number) for one in checked for code in one.codes],
    )

    def write() -> None:
        if not start:
            models.StagedKey.objects.filter(imported=imported).delete()
        apply(changed)
        put(keys)

    return Progress(done, counts.rows, _("checking rows"), {"next": done}, write=write)


def _values(one: Checked) -> tuple[Any, ...]:
    problems = msgspec.to_builtins(one.problems)
    return (
        one.sealed, one.outcome.value, problems, one.doubles, one.site_id, one.reference, one.digest, one.family,
        one.family_row, one.head, one.id,
    )  # fmt: skip


def _judge(actor: Actor, imported: models.Import, checked: Sequence[Checked], start: int) -> None:
    """What becomes of each row, in place."""
    _without_reference(imported, checked, start)
    _first_of_family(imported, checked, start)
    known = {
        bytes(ref.code): ref
        for ref in models.SourceReference.objects.filter(
            code__in=[one.reference for one in checked], imported__state__in=HELD
        ).exclude(imported=imported)
    }
    holders = holders_of(actor, sorted({code for one in checked for code in one.codes}))
    for one in checked:
        before = known.get(one.reference)
        if any(problem.weight is Weight.ERROR for problem in one.problems):
            one.outcome = Outcome.FAULTY
        elif before:
            one.outcome = Outcome.ALREADY_HERE if bytes(before.digest) == one.digest else Outcome.CHANGED
        people = dict.fromkeys(id for code in one.codes for id in holders.get(code, ()))
        one.doubles = [{"person": str(id)} for id in people if before is None or id != before.person_id]


def _without_reference(imported: models.Import, checked: Sequence[Checked], start: int) -> None:
    """Rows that the source gave no reference are known by what they state, and by how often it was stated before in the file."""
    digests = [one.digest for one in checked if not one.reference]
    rows = models.StagedRow.objects.filter(imported=imported, number__lte=start, digest__in=digests)
    seen = Counter({bytes(d): n for d, n in rows.values_list("digest").annotate(n=Count("id")).order_by()})
    for one in checked:
        if not one.reference:
            seen[one.digest] += 1
            one.reference = vault().blind("reference", f"{one.digest.hex()}#{seen[one.digest]}")


def _first_of_family(imported: models.Import, checked: Sequence[Checked], start: int) -> None:
    """Give each row the number of the first row of its family, so that families are saved whole."""
    codes = [one.family for one in checked if one.family]
    rows = models.StagedRow.objects.filter(imported=imported, number__lte=start, family__in=codes)
    first = {bytes(f): n for f, n in rows.values_list("family").annotate(n=Min("number")).order_by()}
    for one in checked:
        one.family_row = first.setdefault(one.family, one.number) if one.family else one.number
