"""Imports: bring a file, say which column holds what, look at what would happen, and take it in, turn it down, or take it back as a whole.

Comes in: files and choices. Goes out: pages. Nothing of a file is seen in the registry before somebody who may decide took it in.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.exchange.actions.deciding import (
    import_merge,
    import_preview,
    import_refuse,
    import_restore,
    import_withdraw,
)
from homeward.exchange.actions.staging import Upload, import_check, import_map, import_stage
from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.imports import ImportRow, ImportState, Outcome, StagedRow
from homeward.exchange.facts.mappings import Mapping, Use
from homeward.exchange.facts.problems import Problem
from homeward.exchange.facts.tables import Column
from homeward.exchange.selectors.imports import (
    import_of,
    import_problem_lines,
    import_problems,
    import_rows,
    import_site_words,
    imports_list,
)
from homeward.kernel.errors import BadInput, HomewardError
from homeward.places.facts import SiteStatus
from homeward.places.selectors import site_names, sites_list
from homeward.registry.facts.values import ClaimKind, NameValue
from homeward.registry.rules.amendments import Effect
from homeward.web.acting import actor_of
from homeward.web.changing import seen_version
from homeward.web.files import FileField
from homeward.web.pages.jobs import progress_of
from homeward.web.parts import Page, window_of
from homeward.web.sentences import in_words, sentence
from homeward.web.telling import kind_text, value_text
from homeward.web.words import word
from homeward.work.selectors import jobs_list

CHIPS = {
    ImportState.STAGED: "waiting",
    ImportState.VALIDATED: "open",
    ImportState.PREVIEWED: "open",
    ImportState.MERGING: "open",
    ImportState.MERGED: "done",
    ImportState.REFUSED: "past",
    ImportState.WITHDRAWN: "past",
}
STATED_NOTHING = "–"


class UploadForm(forms.Form):
    """A file for a site."""

    site = forms.ChoiceField(label=gettext_lazy("For which site"))
    file = FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV, Excel, or an export of Kobo or ODK. The several CSV files of one ODK form are chosen together."
        ),
    )

    def __init__(self, *given: Any, sites: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["site"].choices = sites  # type: ignore[attr-defined]


def imports(request: HttpRequest) -> HttpResponse:
    """The imports, and the form that brings a file."""
    actor = actor_of(request)
    authorise(actor, Capability.IMPORT_STAGE)
    form = UploadForm(request.POST or None, request.FILES or None, sites=_sites(actor))
    if request.method == "POST" and form.is_valid():
        uploads = [Upload(file.name or "", file.read()) for file in form.cleaned_data["file"]]
        try:
            made = import_stage(actor=actor, site_id=UUID(form.cleaned_data["site"]), files=uploads)
        except BadInput as wrong:
            form.add_error("file", in_words(wrong))
        else:
            return HttpResponseRedirect(reverse("import", args=[made.id]))
    rows = imports_list(actor)
    names = site_names(actor, {row.site_id for row in rows}, language=get_language() or "en")
    context = {"lines": [(row, names.get(row.site_id, ""), CHIPS[row.state]) for row in rows], "form": form}
    return render(request, "pages/imports.html", context, status=400 if form.errors else 200)


def import_page(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """One import: its columns, its problems, its rows, and what can be decided."""
    actor, window = actor_of(request), window_of(request, 25)
    authorise(actor, Capability.IMPORT_STAGE)
    row = import_of(actor, import_id)
    asked = request.GET.get("rows", "")
    outcome = Outcome(asked) if asked in list(Outcome) else None
    found = import_rows(actor, import_id, outcome=outcome, doubled=asked == "doubled", limit=25, offset=window.offset)
    jobs = [progress_of(job) for job in jobs_list(actor, subject=str(import_id), limit=1)]
    context = {
        "row": row,
        "chip": CHIPS[row.state],
        "columns": _columns(row),
        "fields": [(field.value, word(field)) for field in Field],
        "sites": _sites(actor),
        "words": [(text, row.mapping.sites.get(text, "")) for text in import_site_words(actor, import_id)],
        "problems": import_problems(actor, import_id) if row.counts.faulty or row.counts.noticed else (),
        "page": Page(found.rows, found.total, window),
        "lines": [(one, _called(one.entry), _differing(one)) for one in found.rows],
        "asked": asked,
        "tabs": [
            (code, word(Outcome(code)), getattr(row.counts, code))
            for code in ("new", "changed", "already_here", "faulty", *(("amended",) if row.counts.amended else ()))
        ],
        "jobs": jobs,
        "busy": any(job.live for job in jobs),
        "may_decide": may(actor, Capability.IMPORT_DECIDE, site_id=row.site_id),
    }
    return render(request, "pages/import.html", context)


@require_POST
def import_mapping(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take what each column holds, and have the rows checked."""
    actor = actor_of(request)
    authorise(actor, Capability.IMPORT_STAGE)
    row = import_of(actor, import_id)
    uses = []
    for number, column in enumerate(row.columns):
        field = request.POST.get(f"column-{number}", "")
        if field in list(Field):
            before = next(
                (
                    use
                    for use in row.mapping.uses
                    if (use.sheet, use.column, use.field) == (column.sheet, column.name, field)
                ),
                None,
            )
            uses.append(before or Use(column.sheet, column.name, Field(field)))
    here = str(row.site_id)  # what the first choice says: the site of this import
    words = (text for text in import_site_words(actor, import_id) if f"site-{text}" in request.POST)
    sites = {text: request.POST[f"site-{text}"] or here for text in words}
    sites = {**row.mapping.sites, **sites}

    def check() -> None:
        mapped = import_map(
            actor=actor, import_id=import_id, mapping=Mapping(tuple(uses), sites), version=seen_version(request)
        )
        import_check(actor=actor, import_id=import_id, version=mapped.version)

    return _done(request, import_id, check)


@require_POST
def import_decide(request: HttpRequest, import_id: UUID, what: str) -> HttpResponse:
    """Look at the preview, take in, turn down, take back, bring back."""
    actor, version, reason = actor_of(request), seen_version(request), request.POST.get("reason", "")
    authorise(actor, Capability.IMPORT_DECIDE)

    def merge() -> None:
        row = import_of(actor, import_id)
        seen = (
            row
            if row.state is ImportState.PREVIEWED
            else import_preview(actor=actor, import_id=import_id, version=version)
        )
        leave, changed = (request.POST.get(name) == "1" for name in ("leave_faulty", "record_changed"))
        import_merge(actor=actor, import_id=import_id, version=seen.version, leave_faulty=leave, record_changed=changed)

    decided: dict[str, Callable[[], object]] = {
        "merge": merge,
        "refuse": lambda: import_refuse(actor=actor, import_id=import_id, version=version, reason=reason),
        "withdraw": lambda: import_withdraw(actor=actor, import_id=import_id, version=version, reason=reason),
        "restore": lambda: import_restore(actor=actor, import_id=import_id, version=version, reason=reason),
    }
    return _done(request, import_id, decided.get(what, lambda: None))


def import_problem_file(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Every problem with its file, sheet and row, as a table to work through."""
    actor = actor_of(request)
    authorise(actor, Capability.IMPORT_STAGE)
    text = StringIO()
    written = csv.writer(text)
    written.writerow([_("file"), _("sheet"), _("row"), _("column"), _("what"), _("what to do")])
    for one in import_problem_lines(actor, import_id):
        written.writerow([_plain(one.file), one.sheet, one.row, _plain(one.problem.column), *_told(one.problem)])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="problems.csv"'
    return answer


def _done(request: HttpRequest, import_id: UUID, act: Callable[[], object]) -> HttpResponse:
    """Do it, and tell where it could not be done."""
    try:
        act()
    except (BadInput, Stale, HomewardError) as wrong:
        if isinstance(wrong, Refused | NotFound):
            raise
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("import", args=[import_id]))


def _columns(row: ImportRow) -> list[tuple[int, Column, str]]:
    """Each column with the field it is read as; a choice of several keeps the field of its question."""
    used = {(use.sheet, use.column): use.field.value for use in row.mapping.uses}
    return [(number, column, used.get((column.sheet, column.name), "")) for number, column in enumerate(row.columns)]


def _called(entry: Any) -> str:
    """The first name of an entry."""
    values = [said.answer.value for said in entry.statements] if entry else []
    return next((value.text for value in values if isinstance(value, NameValue)), STATED_NOTHING)


@dataclass(frozen=True, slots=True)
class Differing:
    """A difference in words: what it is about, what is recorded, what the file says, and what becomes of it."""

    label: str
    recorded: str
    stated: str
    effect: Effect


def _differing(row: StagedRow) -> tuple[list[Differing], list[str]]:
    """How a row differs from what is recorded; and in what else from the file that brought it, of which nothing is recorded."""
    said = [
        Differing(
            kind_text(one.stated.kind, one.stated.answer.value),
            value_text(one.recorded.value) if one.recorded and one.recorded.value else "",
            value_text(one.stated.answer.value) if one.stated.answer.value else "",
            one.effect,
        )
        for one in row.differences
    ]
    return said, [str(word(Field(name))) for name in row.changed if name not in list(ClaimKind)]


def _told(problem: Problem) -> tuple[str, str]:
    """What is wrong and what to do, in the reader's language."""
    values = dict(problem.values)
    return sentence(problem.what, values), sentence(problem.todo, values)


def _plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _sites(actor: Actor) -> list[tuple[str, str]]:
    language = get_language() or "en"
    rows = sites_list(actor, capability=Capability.IMPORT_STAGE)
    return [(str(row.id), row.called(language)) for row in rows if row.status in (SiteStatus.OPEN, SiteStatus.CLOSING)]
