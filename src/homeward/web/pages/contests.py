"""Contested findings: taken in for a person, answered by somebody who took no part, and the letter in the person's language.

Comes in: what somebody contests; an answer. Goes out: pages and a letter. Whoever takes a contest in learns nothing of any finding from it;
the page says before anybody tries who may not answer.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.registry.errors import Invalid
from homeward.registry.facts.values import ClaimKind, LanguageValue
from homeward.registry.selectors.persons import person_file
from homeward.review.actions.contests import contest_decide, contest_open, contest_own
from homeward.review.facts.contests import ContestDraft, ContestOutcome, ContestRow
from homeward.review.selectors.contests import contest_of, contested_of, contests_list
from homeward.web.acting import actor_of
from homeward.web.changing import show_at
from homeward.web.papers import pdf
from homeward.web.parts import Page, window_of
from homeward.web.registering import choices
from homeward.web.sentences import in_words
from homeward.web.telling import plain_name

SIZE = 25
_LONG = forms.Textarea(attrs={"rows": 5, "dir": "auto"})


class ContestForm(forms.Form):
    """What is contested, in the person's words."""

    words = forms.CharField(label=gettext_lazy("In their own words"), max_length=4000, widget=_LONG)
    representative = forms.CharField(
        label=gettext_lazy("Who speaks for them, if not the person"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=settings.LANGUAGES)


class AnswerForm(forms.Form):
    """An answer."""

    outcome = forms.ChoiceField(label=gettext_lazy("Answer"), choices=choices(ContestOutcome), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=gettext_lazy("What the person is told"),
        max_length=4000,
        widget=_LONG,
        help_text=gettext_lazy("Write it in the language of the letter. Say what was looked at, not who looked."),
    )


def contests(request: HttpRequest) -> HttpResponse:
    """The contests that wait, or those answered."""
    actor, window = actor_of(request), window_of(request, SIZE)
    answered = request.GET.get("show") == "answered"
    rows, total = contests_list(actor, answered=answered, limit=SIZE, offset=window.offset)
    today = timezone.localdate()
    lines = [(row, row.overdue(today)) for row in rows]
    context = {"page": Page(rows, total, window), "lines": lines, "answered": answered}
    return render(request, "pages/contests.html", context)


def contest_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take a contest in for a person."""
    actor = actor_of(request)
    authorise(actor, Capability.CONTEST_OPEN)
    file = person_file(actor, person_id)
    form = ContestForm(request.POST or None, initial={"language": _spoken(file.claims)})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        draft = ContestDraft(sent["words"], sent["representative"], sent["language"])
        try:
            made = contest_open(actor, person_id, draft)
        except Invalid as wrong:
            show_at(form, wrong)
        else:
            messages.success(request, _("The contest is taken in. Somebody who took no part answers it."))
            return HttpResponseRedirect(reverse("contest", args=[made]))
    context = {"row": file.row, "name": plain_name(file.row), "form": form}
    return render(request, "pages/contest_new.html", context, status=400 if form.errors else 200)


def contest(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """One contest, and its answer."""
    actor = actor_of(request)
    row = contest_of(actor, contest_id)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            again = contest_decide(
                actor, contest_id, ContestOutcome(form.cleaned_data["outcome"]), answer=form.cleaned_data["answer"]
            )
        except (Invalid, Stale) as wrong:
            status = show_at(form, wrong)
        else:
            told = ngettext("One finding is looked at again.", "%(again)s findings are looked at again.", again)
            messages.success(request, _("The answer is recorded. Give the person the letter."))
            if again:
                messages.info(request, told % {"again": again})
            return HttpResponseRedirect(reverse("contest", args=[contest_id]))
    return _page(request, actor, row, form, status if not form.errors else max(status, 400))


@require_POST
def contest_take(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """Take a contest for oneself."""
    actor = actor_of(request)
    authorise(actor, Capability.CONTEST_DECIDE)
    try:
        contest_own(actor, contest_id)
    except (Invalid, Stale) as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("contest", args=[contest_id]))


def contest_letter(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """The letter with the answer, in the person's language."""
    actor = actor_of(request)
    row = contest_of(actor, contest_id)
    if row.outcome is None:
        raise NotFound(_("This contest is not answered yet. There is no letter before it is."))
    with translation.override(row.language):
        shown = _letter(row) | {"bidi": translation.get_language_bidi(), "contact": settings.HOMEWARD_CONTACT}
        document = pdf("papers/contest_letter.html", shown)
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return answer


def _page(request: HttpRequest, actor: Actor, row: ContestRow, form: AnswerForm, status: int) -> HttpResponse:
    decides = may(actor, Capability.CONTEST_DECIDE, site_id=row.person.site_id)
    looked_at = contested_of(actor, row.id) if decides else ()
    took_part = {one.decided_by for each in looked_at for one in each.decisions}
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "overdue": row.overdue(timezone.localdate()),
        "may_answer": decides and actor.user_id != row.opened_by and actor.user_id not in took_part,
        "decides": decides,
        "looked_at": looked_at,
    }
    if row.outcome:
        with translation.override(row.language):
            context |= {"letter": _letter(row), "letter_bidi": translation.get_language_bidi()}
    return render(request, "pages/contest.html", context, status=status)


def _letter(row: ContestRow) -> dict[str, Any]:
    return {"row": row, "language": row.language, "name": plain_name(row.person), "outcome": row.outcome}


def _spoken(claims: Any) -> str:
    """The language that a person prefers, where a letter can be had in it."""
    offered = {code for code, _name in settings.LANGUAGES}
    said = [
        claim.value.language
        for claim in claims
        if claim.current and claim.kind is ClaimKind.LANGUAGE and isinstance(claim.value, LanguageValue)
    ]
    return next((one for one in reversed(said) if one in offered), "en")
