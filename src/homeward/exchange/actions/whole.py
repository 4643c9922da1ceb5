"""What holds of a whole import once its rows were checked one by one: no row twice, one head, no household without end, and the counts.

Comes in: checked rows. Goes out: more problems, rows that share a number shown to each other, counts, the state. Asks the database for
the groups that matter, so that a file of any size takes a few questions.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from django.db.models import Count, Min
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, EventKind
from homeward.access.trail import record
from homeward.exchange import models
from homeward.exchange.facts.imports import HELD, Counts, ImportState, Outcome
from homeward.exchange.facts.problems import Problem
from homeward.exchange.rules import families
from homeward.exchange.rules.states import check_step
from homeward.exchange.updating import update
from homeward.work.facts import Progress


def finish(actor: Actor, imported: models.Import, counts: Counts) -> Progress:
    """What holds of the whole file, and the counts."""

    def write() -> None:
        fresh = models.Import.objects.select_for_update().get(id=imported.id)
        check_step(ImportState(fresh.state), ImportState.VALIDATED)
        _refuse_twice(imported)
        _refuse_heads(imported)
        _refuse_large(imported)
        _show_each_other(imported)
        fresh.counts = msgspec.to_builtins(counted(imported, counts))
        fresh.state = ImportState.VALIDATED.value
        fresh.save(update_fields=["counts", "state"])
        record(actor, EventKind.WRITE, "import.check", subject=f"import:{imported.id}", site_id=imported.site_id)

    return Progress(counts.rows, counts.rows, _("rows checked"), finished=True, write=write)


def counted(imported: models.Import, counts: Counts) -> Counts:
    """How many rows there are of each outcome."""
    rows = models.StagedRow.objects.filter(imported=imported)
    outcomes = dict(rows.values_list("outcome").annotate(n=Count("id")).order_by())
    families_ = (
        rows.exclude(family=b"").exclude(outcome=Outcome.FAULTY.value).aggregate(n=Count("family", distinct=True))
    )
    return msgspec.structs.replace(
        counts,
        checked=counts.rows,
        new=outcomes.get(Outcome.NEW.value, 0),
        already_here=outcomes.get(Outcome.ALREADY_HERE.value, 0),
        changed=outcomes.get(Outcome.CHANGED.value, 0),
        faulty=outcomes.get(Outcome.FAULTY.value, 0),
        merged=outcomes.get(Outcome.MERGED.value, 0),
        amended=outcomes.get(Outcome.AMENDED.value, 0),
        noticed=rows.exclude(problems=[]).exclude(outcome=Outcome.FAULTY.value).count(),
        doubled=rows.exclude(doubles=[]).count(),
        families=families_["n"],
    )


def _refuse_twice(imported: models.Import) -> None:
    rows = models.StagedRow.objects.filter(imported=imported)
    twice = rows.values("reference").annotate(n=Count("id"), first=Min("number")).filter(n__gt=1).order_by()
    firsts = {bytes(one["reference"]): one["first"] for one in twice}
    for code, first in firsts.items():
        others = list(rows.filter(reference=code).order_by("number"))
        problem = families.twice(others[0].row)
        _refuse([row for row in others if row.number != first], problem)


def _refuse_heads(imported: models.Import) -> None:
    heads = models.StagedRow.objects.filter(imported=imported, head=True).exclude(family=b"")
    new = heads.filter(outcome=Outcome.NEW.value)
    several = new.values("family").annotate(n=Count("id")).filter(n__gt=1).order_by()
    for code in [bytes(one["family"]) for one in several]:
        rows = list(new.filter(family=code).order_by("number"))
        _refuse(rows[1:], families.second_head(rows[0].row))
    headed = models.SourceReference.objects.filter(head=True, imported__state__in=HELD).exclude(imported=imported)
    for row in new.filter(family__in=headed.values("family")):
        _refuse([row], families.head_registered())


def _refuse_large(imported: models.Import) -> None:
    rows = models.StagedRow.objects.filter(imported=imported).exclude(family=b"")
    large = rows.values("family").annotate(n=Count("id")).filter(n__gt=families.LARGEST).order_by()
    for code, count in [(bytes(one["family"]), one["n"]) for one in large]:
        _refuse(list(rows.filter(family=code)), families.too_large(count))


def _refuse(rows: Iterable[models.StagedRow], problem: Problem) -> None:
    changed = [(Outcome.FAULTY.value, [*row.problems, msgspec.to_builtins(problem)], row.id) for row in rows]
    update(models.StagedRow, ("outcome", "problems"), changed)


def _show_each_other(imported: models.Import) -> None:
    """Rows of the file that share a paper's number."""
    keys = models.StagedKey.objects.filter(imported=imported)
    shared = keys.values("code").annotate(n=Count("id")).filter(n__gt=1).order_by()
    groups: dict[bytes, list[int]] = {}
    for code, number in keys.filter(code__in=shared.values("code")).values_list("code", "number"):
        groups.setdefault(bytes(code), []).append(number)
    partners: dict[int, set[int]] = {}
    for numbers in groups.values():
        for number in numbers:
            partners.setdefault(number, set()).update(one for one in numbers if one != number)
    rows = {r.number: r for r in models.StagedRow.objects.filter(imported=imported, number__in=list(partners))}
    changed = [
        ([*row.doubles, *({"row": rows[other].row} for other in sorted(partners[number])[:10])], row.id)
        for number, row in rows.items()
    ]
    update(models.StagedRow, ("doubles",), changed)
