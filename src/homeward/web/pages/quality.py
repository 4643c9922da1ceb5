"""How well the desk does: figures with their unit, their number and their day; planting cases; a table that leaves.

Comes in: how many days back. Goes out: a page, and a file whose small numbers are held back. Nobody is ranked, registered or colleague.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.access.selectors import reach_of
from homeward.lists.selectors.lists import lists_of
from homeward.registry.errors import Invalid
from homeward.review.actions.quality import MOST, planted_make, quality_export
from homeward.review.facts.quality import Line, Measure, Quality, Table
from homeward.review.rules.quality import CELLS, READ_FOR
from homeward.review.selectors.quality import DAYS, quality_of
from homeward.web.acting import actor_of
from homeward.web.changing import show_at
from homeward.web.quality_words import CELLS as CELL_WORDS
from homeward.web.quality_words import MEANINGS, TITLES, UNITS, group_word
from homeward.web.words import in_a_row

SPANS: Final = (7, 30, DAYS, 365)


class PlantForm(forms.Form):
    """How many cases."""

    number = forms.IntegerField(label=gettext_lazy("How many cases"), min_value=1, max_value=MOST, initial=20)


@dataclass(frozen=True, slots=True)
class Shown:
    """A table in words. A row is its group, its counts, their sum, and what the table is read for, in percent."""

    id: str
    title: Promise
    meaning: Promise
    unit: Promise
    heads: tuple[Promise, ...]
    read_for: str
    rows: tuple[tuple[str, tuple[int | None, ...], int | None, float | None], ...]
    whole: tuple[str, tuple[int | None, ...], int | None, float | None]


def quality(request: HttpRequest) -> HttpResponse:
    """The figures."""
    return _page(request, PlantForm())


@require_POST
def quality_plant(request: HttpRequest) -> HttpResponse:
    """Plant cases."""
    actor = actor_of(request)
    authorise(actor, Capability.QUALITY_READ, everywhere=True)
    form = PlantForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 400)
    try:
        made = planted_make(actor, number=form.cleaned_data["number"])
    except Invalid as wrong:
        return _page(request, form, show_at(form, wrong))
    told = ngettext("One case is planted.", "%(made)s cases are planted.", made) % {"made": made}
    messages.success(request, told)
    return HttpResponseRedirect(reverse("quality"))


def quality_file(request: HttpRequest) -> HttpResponse:
    """The figures as CSV with HXL tags."""
    actor = actor_of(request)
    content = quality_export(actor, days=_days(request))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="desk-quality.csv"'
    return answer


def _page(request: HttpRequest, form: PlantForm, status: int = 200) -> HttpResponse:
    actor, days = actor_of(request), _days(request)
    found = quality_of(actor, days=days)
    context = {
        "quality": found,
        "since": found.as_of - timedelta(days=days),
        "days": days,
        "spans": SPANS,
        "tables": [shown(one) for one in found.tables if _says(found, one)],
        "lists": lists_of(actor),
        "form": form,
        "may_plant": reach_of(actor, Capability.QUALITY_READ).everywhere,
    }
    return render(request, "pages/quality.html", context, status=status)


def shown(table: Table) -> Shown:
    """A table in words."""
    cells = CELLS[table.measure]

    def row(line: Line) -> tuple[str, tuple[int | None, ...], int | None, float | None]:
        counts = tuple(line.cells.get(cell, 0) for cell in cells)
        return group_word(line.group), counts, line.total, line.share(*READ_FOR[table.measure])

    return Shown(
        id=table.measure.value,
        title=TITLES[table.measure],
        meaning=MEANINGS[table.measure],
        unit=UNITS[table.unit],
        heads=tuple(CELL_WORDS[cell] for cell in cells),
        read_for=in_a_row(CELL_WORDS[cell] for cell in READ_FOR[table.measure]),
        rows=tuple(map(row, table.lines)),
        whole=row(table.whole),
    )


def _says(found: Quality, table: Table) -> bool:
    """Whether a table says anything: planted cases only where some were screened."""
    planted = {Measure.RECALL, Measure.RECALL_BY_CULTURE, Measure.NAMESAKES_BY_CULTURE}
    return bool(table.lines) or (table.measure not in planted) or bool(found.planted)


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) in SPANS else DAYS
