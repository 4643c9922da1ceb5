"""Possible duplicates: the queue, two records side by side with what speaks for and against one person, and the decision.

Comes in: a pair and what somebody found. Goes out: pages. No finding is preselected, and none is taken without words.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.identity.actions import pair_decide
from homeward.identity.facts import Finding, PairFile
from homeward.identity.selectors import pair_file, pairs_list
from homeward.identity.tasks import KIND
from homeward.registry.actions.merging import records_part
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import PersonRow
from homeward.registry.selectors.merges import merges_of
from homeward.web.acting import actor_of
from homeward.web.changing import seen_version
from homeward.web.parts import Page, Pair, window_of
from homeward.web.registering import choices
from homeward.web.sentences import in_words
from homeward.web.telling import nationality_text, plain_name
from homeward.web.words import word
from homeward.work.actions import job_enqueue

SIZE = 25
FULL = 12.0  # bits at which a bar of evidence is as long as it gets
_OUTCOMES = {"agrees": "agrees", "contradicts": "differs", "absent": "absent"}


class DecisionForm(forms.Form):
    """A finding, which record stays, and words."""

    finding = forms.ChoiceField(
        label=gettext_lazy("What you found"), choices=choices(Finding), widget=forms.RadioSelect
    )
    kept = forms.ChoiceField(
        label=gettext_lazy("If they are the same person: which record is kept"),
        choices=[("left", gettext_lazy("the first")), ("right", gettext_lazy("the second"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy("The other one steps back behind it, with everything in it. It can be undone."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs that wait, or those decided."""
    actor, window = actor_of(request), window_of(request, SIZE)
    authorise(actor, Capability.DUPLICATE_REVIEW)
    decided = request.GET.get("show") == "decided"
    rows, total = pairs_list(actor, decided=decided, limit=SIZE, offset=window.offset)
    return render(request, "pages/duplicates.html", {"page": Page(rows, total, window), "decided": decided})


@require_POST
def duplicates_search(request: HttpRequest) -> HttpResponse:
    """Ask for a search over all records, as long work."""
    job = job_enqueue(actor=actor_of(request), kind=KIND)
    return HttpResponseRedirect(reverse("job", args=[job.id]))


def duplicate(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Two records side by side, and the decision."""
    actor = actor_of(request)
    file = pair_file(actor, pair_id)
    if request.method != "POST":
        return _page(request, actor, file, DecisionForm())
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, file, form, status=400)
    finding = Finding(form.cleaned_data["finding"])
    if finding is Finding.SAME and not form.cleaned_data["kept"]:
        form.add_error("kept", _("Say which record is kept."))
        return _page(request, actor, file, form, status=400)
    kept = file.row.right.id if form.cleaned_data["kept"] == "right" else file.row.left.id
    seen = (seen_version(request, "left_version"), seen_version(request, "right_version"))
    try:
        pair_decide(actor, pair_id, finding, reason=form.cleaned_data["reason"], kept_id=kept, versions=seen)
    except (Invalid, Stale) as wrong:
        form.add_error(None, in_words(wrong))
        return _page(request, actor, file, form, status=409 if isinstance(wrong, Stale) else 400)
    messages.success(request, _("Your finding is recorded."))
    return HttpResponseRedirect(reverse("person", args=[kept]) if finding is Finding.SAME else reverse("duplicates"))


def part(request: HttpRequest, person_id: UUID, merge_id: UUID) -> HttpResponse:
    """Undo a merge, with a reason."""
    actor, wrong = actor_of(request), ""
    authorise(actor, Capability.MERGE)
    if not any(merge.id == merge_id for merge in merges_of(actor, person_id)):
        raise NotFound(_("There is no such merge of a record that you may see."))
    if request.method == "POST":
        try:
            records_part(actor, merge_id, reason=request.POST.get("reason", ""))
        except (Invalid, NotFound) as error:
            wrong = in_words(error)
        else:
            messages.success(request, _("The two records stand apart again, each as it was."))
            return HttpResponseRedirect(reverse("person", args=[person_id]))
    context = {"person_id": person_id, "wrong": wrong, "reason": request.POST.get("reason", "")}
    return render(request, "pages/part.html", context, status=400 if wrong else 200)


def _page(request: HttpRequest, actor: Actor, file: PairFile, form: DecisionForm, *, status: int = 200) -> HttpResponse:
    row, compared = file.row, file.compared
    context = {
        "file": file,
        "row": row,
        "form": form,
        "facts": [Pair(label, left, right) for label, left, right in _facts(row.left, row.right)],
        "evidence": [(one, _width(one.millibits), f"{one.millibits / 1000:+.1f}") for one in compared.evidence]
        if compared
        else [],
        "bits": compared.bits if compared else None,
        "settle": compared.settle if compared else None,
        "may_merge": may(actor, Capability.MERGE),
        "outcomes": _OUTCOMES,
    }
    return render(request, "pages/duplicate.html", context, status=status)


def _facts(left: PersonRow, right: PersonRow) -> list[tuple[str, str, str]]:
    """The fields of two rows, in words."""
    return [
        (_("Name"), plain_name(left), plain_name(right)),
        (_("In Latin letters"), left.summary.romanised, right.summary.romanised),
        (_("Born"), left.summary.birth, right.summary.birth),
        (_("Sex"), str(word(left.sex)) if left.sex else "", str(word(right.sex)) if right.sex else ""),
        (_("Mother"), left.summary.mother, right.summary.mother),
        (_("Nationality, as stated"), nationality_text(left.nationalities), nationality_text(right.nationalities)),
        (_("Section and tent"), f"{left.section} {left.tent}".strip(), f"{right.section} {right.tent}".strip()),
        (_("Number"), left.number, right.number),
    ]


def _width(millibits: int) -> int:
    """How long a bar is, in hundredths of the longest."""
    return min(100, round(abs(millibits) / 10 / FULL))
