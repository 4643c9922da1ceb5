"""The columns of a national list: what each holds, and the first rows as they would be read.

Comes in: a choice for each column. Goes out: the page with its preview, or the list. Never reads more than the first rows before somebody
says that they look right.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.kernel.errors import BadInput
from homeward.lists.actions.columns import columns_choose
from homeward.lists.facts.lists import EditionState, Outcome
from homeward.lists.rules.columns import MAP_FIELDS, as_map, fields_of, guessed
from homeward.lists.selectors.columns import Preview, Table, preview_of, table_of
from homeward.lists.selectors.editions import edition_of
from homeward.watchlists.csv.map import ColumnMap
from homeward.watchlists.listing import Listing
from homeward.web.acting import actor_of
from homeward.web.countries import country_name
from homeward.web.lists_words import COLUMNS

SEPARATORS = (";", ",", "|", "/")


def list_columns(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Say what each column holds."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_MANAGE)
    found = edition_of(actor, edition_id)
    table = table_of(actor, edition_id)
    columns, problem, preview = _asked(request, table), "", None
    try:
        preview = preview_of(actor, edition_id, columns) if columns.id and (columns.name or columns.surname) else None
        if request.method == "POST" and request.POST.get("act") == "read":
            receipt = columns_choose(actor=actor, edition_id=edition_id, columns=columns)
            tell = messages.warning if receipt.outcome is Outcome.HELD else messages.success
            tell(request, receipt.words)
            held = receipt.edition is not None and receipt.edition.state is EditionState.HELD
            place = reverse("list_edition", args=[edition_id]) if held else reverse("list", args=[found.list_id])
            return HttpResponseRedirect(place)
    except BadInput as wrong:
        problem = str(wrong)
    context = {"found": found, "problem": problem, **_context(table, columns, preview)}
    return render(request, "pages/list_columns.html", context, status=400 if problem else 200)


def _asked(request: HttpRequest, table: Table) -> ColumnMap:
    """The map as it was chosen, as it is kept, or as the headings suggest."""
    if request.method != "POST":
        return table.kept or guessed(table.columns)
    chosen = {name: request.POST.get(f"column-{place}", "") for place, name in enumerate(table.columns)}
    separator = request.POST.get("separator", ";")
    surname_first = request.POST.get("surname_first") == "1"
    return as_map(chosen, separator if separator in SEPARATORS else ";", surname_first=surname_first)


def _context(table: Table, columns: ColumnMap, preview: Preview | None) -> dict[str, Any]:
    chosen = fields_of(columns)
    return {
        "columns": [
            (
                place,
                name,
                [row[place] for row in table.rows[:3] if place < len(row) and row[place]],
                chosen.get(name, ""),
            )
            for place, name in enumerate(table.columns)
        ],
        "fields": [(field, COLUMNS[field]) for field in MAP_FIELDS],
        "separators": SEPARATORS,
        "separator": columns.separator,
        "surname_first": columns.name_order == "surname_first",
        "preview": preview,
        "lines": [_line(one) for one in preview.entries] if preview else [],
    }


def _line(entry: Listing) -> dict[str, Any]:
    """An entry as it would be read."""
    return {
        "id": entry.entry_id,
        "names": [name.text for name in entry.names],
        "births": entry.births,
        "nationalities": [country_name(code) or code for code in entry.nationalities],
        "places": [place.text for place in entry.birth_places],
        "parents": (*entry.father_names, *entry.mother_names),
        "papers": [paper.number for paper in entry.documents],
    }
