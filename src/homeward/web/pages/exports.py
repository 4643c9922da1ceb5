"""Disclosures: what may leave under which agreement, what an export would hold, its file, and the agreements themselves.

Comes in: an agreement, columns, confirmed caveats. Goes out: pages and files. Every row selected is accounted for: written, or kept back
for a stated reason. Without an agreement that fits, nothing leaves.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import agreement_make, agreement_withdraw, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Agreement, Capability, Category, Purpose
from homeward.access.selectors import AgreementRow, agreement_list, may
from homeward.exchange.actions.exports import export_ask, export_open
from homeward.exchange.facts.exports import CATEGORY_OF, ExportColumn, ExportForm, ExportRequest, ExportState
from homeward.exchange.selectors.exports import agreements_for_export, export_of, export_plan, exports_list
from homeward.kernel.errors import BadInput, HomewardError
from homeward.places.selectors import sites_list
from homeward.web.acting import actor_of
from homeward.web.pages.jobs import progress_of
from homeward.web.registering import choices
from homeward.web.sentences import in_words
from homeward.work.selectors import jobs_list

CHIPS = {ExportState.ASKED: "waiting", ExportState.READY: "done", ExportState.EXPIRED: "past"}


class ExportAskForm(forms.Form):
    """What is to leave under one agreement."""

    form = forms.ChoiceField(label=gettext_lazy("Kind of file"), choices=choices(ExportForm))
    site = forms.ChoiceField(label=gettext_lazy("Whose records"), required=False)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("What it holds of each person"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The least that the purpose needs."),
    )
    children = forms.BooleanField(label=gettext_lazy("Also children, as the agreement allows"), required=False)
    sensitive_needs = forms.BooleanField(label=gettext_lazy("Also sensitive needs"), required=False)
    caveats = forms.MultipleChoiceField(
        label=gettext_lazy("Conditions that the recipient was told"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    password = forms.CharField(
        label=gettext_lazy("Password of the file"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        help_text=gettext_lazy("At least 12 characters. It is kept nowhere: tell it to the recipient another way."),
    )

    def __init__(
        self, *given: Any, agreement: Agreement, sites: list[tuple[str, str]], needs: bool, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        allowed = [
            (code, words)
            for code, words in choices(ExportColumn)
            if CATEGORY_OF[ExportColumn(code)] in agreement.categories and (needs or code != ExportColumn.NEEDS)
        ]
        self.fields["columns"].choices = allowed  # type: ignore[attr-defined]
        self.fields["site"].choices = [("", _("of every site where you may"))] * (agreement.site_id is None) + sites  # type: ignore[attr-defined]
        self.fields["caveats"].choices = [(words, words) for words in agreement.caveats]  # type: ignore[attr-defined]
        if not agreement.caveats:
            del self.fields["caveats"]
        if not agreement.children:
            del self.fields["children"]
        if not needs or Category.NEED not in agreement.categories:
            del self.fields["sensitive_needs"]

    def request(self, row: AgreementRow) -> ExportRequest:
        """What a valid form asks for."""
        given = self.cleaned_data
        return ExportRequest(
            agreement_id=row.id,
            recipient=row.agreement.recipient,
            form=ExportForm(given["form"]),
            columns=tuple(ExportColumn(code) for code in given["columns"]),
            site_id=UUID(given["site"]) if given["site"] else None,
            children=given.get("children", False),
            sensitive_needs=given.get("sensitive_needs", False),
            accepted=tuple(given.get("caveats", ())),
        )


class AgreementForm(forms.Form):
    """A sharing agreement."""

    recipient = forms.CharField(
        label=gettext_lazy("Who receives"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    title = forms.CharField(
        label=gettext_lazy("Title of the agreement"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    basis = forms.CharField(
        label=gettext_lazy("On which law or decision it rests"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("For which purposes"), choices=choices(Purpose), widget=forms.CheckboxSelectMultiple
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("What may be shared"), choices=choices(Category), widget=forms.CheckboxSelectMultiple
    )
    caveats = forms.CharField(
        label=gettext_lazy("Conditions, one on each line"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    children = forms.BooleanField(label=gettext_lazy("It covers children"), required=False)
    site = forms.ChoiceField(label=gettext_lazy("Records of which site"), required=False)
    until = forms.DateField(
        label=gettext_lazy("In force until the end of"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *given: Any, sites: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["site"].choices = [("", _("every site")), *sites]  # type: ignore[attr-defined]

    def agreement(self) -> Agreement:
        """The agreement of a valid form."""
        given = self.cleaned_data
        return Agreement(
            recipient=given["recipient"],
            title=given["title"],
            basis=given["basis"],
            purposes=frozenset(map(Purpose, given["purposes"])),
            categories=frozenset(map(Category, given["categories"])),
            starts=timezone.now(),
            until=datetime.combine(given["until"], time.max, tzinfo=timezone.get_current_timezone()),
            caveats=tuple(line.strip() for line in given["caveats"].splitlines() if line.strip()),
            children=given["children"],
            site_id=UUID(given["site"]) if given["site"] else None,
        )


def exports(request: HttpRequest) -> HttpResponse:
    """The exports that the reader asked for, and the agreements under which they may ask for more."""
    actor = actor_of(request)
    authorise(actor, Capability.EXPORT)
    lines = [(row, CHIPS[row.state]) for row in exports_list(actor)]
    return render(request, "pages/exports.html", {"lines": lines, "agreements": agreements_for_export(actor)})


def export_new(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Choose what is to leave under an agreement; look at what it would hold; ask for it."""
    actor = actor_of(request)
    authorise(actor, Capability.EXPORT)
    row = next((one for one in agreements_for_export(actor) if one.id == agreement_id), None)
    if row is None:
        raise NotFound(_("This agreement is not in force, or not for the purpose you work for."))
    needs, sites = may(actor, Capability.NEED_READ), _sites(actor, row.agreement.site_id)
    form = ExportAskForm(request.POST or None, agreement=row.agreement, sites=sites, needs=needs)
    plan = None
    if request.method == "POST" and form.is_valid():
        asked = form.request(row)
        try:
            if "make" in request.POST:
                made = export_ask(actor=actor, request=asked, password=form.cleaned_data["password"])
                return HttpResponseRedirect(reverse("export", args=[made.id]))
            plan = export_plan(actor, asked)
        except HomewardError as wrong:
            form.add_error(None, in_words(wrong))
    kept = Category.NEED in row.agreement.categories and not needs
    context = {"row": row, "form": form, "plan": plan, "needs_kept": kept}
    return render(request, "pages/export_new.html", context, status=400 if form.errors else 200)


def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """One export: how far it is, what it holds, its file."""
    actor = actor_of(request)
    row = export_of(actor, export_id)
    jobs = [progress_of(job) for job in jobs_list(actor, subject=str(export_id), limit=1)]
    return render(request, "pages/export.html", {"row": row, "chip": CHIPS[row.state], "jobs": jobs})


def export_file(request: HttpRequest, export_id: UUID) -> StreamingHttpResponse:
    """The file of an export."""
    row, pieces = export_open(actor=actor_of(request), export_id=export_id)
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{row.file_name}"'
    return answer


def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements, and a new one."""
    actor = actor_of(request)
    authorise(actor, Capability.AGREEMENT_WRITE)
    form = AgreementForm(request.POST or None, sites=_sites(actor, None))
    if request.method == "POST" and form.is_valid():
        try:
            agreement_make(actor, agreement=form.agreement())
        except BadInput as wrong:
            form.add_error(None, in_words(wrong))
        else:
            messages.success(request, _("The agreement is in force."))
            return HttpResponseRedirect(reverse("agreements"))
    context = {"rows": agreement_list(actor), "form": form, "now": timezone.now()}
    return render(request, "pages/agreements.html", context, status=400 if form.errors else 200)


@require_POST
def agreement_end(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Withdraw an agreement."""
    try:
        agreement_withdraw(actor_of(request), agreement_id=agreement_id, reason=request.POST.get("reason", ""))
        messages.success(request, _("The agreement is withdrawn."))
    except BadInput as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("agreements"))


def _sites(actor: Actor, only: UUID | None) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(str(row.id), row.called(language)) for row in sites_list(actor) if only in (None, row.id)]
