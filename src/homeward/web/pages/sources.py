"""Questions to whoever listed an entry: what waits to be asked, a request with its package, and what came back.

Comes in: a question, an answer. Goes out: pages, and the package as a PDF and as JSON once it was sent: not before, since it is a
disclosure. Nothing operational is done with a candidate before the answer, and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable
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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Capability
from homeward.access.selectors.agreements import agreement_of, corrections_to_send
from homeward.registry.errors import Invalid
from homeward.review.actions.sources import (
    source_acknowledge,
    source_answer,
    source_draft,
    source_send,
    source_take_back,
)
from homeward.review.facts.candidates import State
from homeward.review.facts.sources import Answer, Given, Package, RequestState, SourceRow
from homeward.review.selectors.sources import (
    package_of,
    source_agreements,
    source_candidate,
    source_of,
    sources_lacking,
    sources_list,
)
from homeward.web.acting import actor_of
from homeward.web.changing import show_at
from homeward.web.packages import lines_of
from homeward.web.papers import pdf
from homeward.web.parts import Page, Step, window_of
from homeward.web.registering import choices
from homeward.web.words import word

SIZE = 25
CHIPS = {
    RequestState.DRAFTED: "plain",
    RequestState.SENT: "waiting",
    RequestState.ACKNOWLEDGED: "waiting",
    RequestState.ANSWERED: "done",
    RequestState.EXPIRED: "blocked",
    RequestState.TAKEN_BACK: "past",
}
_LONG = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
_LINE = forms.TextInput(attrs={"dir": "auto"})


class QuestionForm(forms.Form):
    """What is asked, of whom, in which language."""

    agreement = forms.ChoiceField(label=gettext_lazy("Whom to ask, under which agreement"))
    question = forms.CharField(label=gettext_lazy("What you ask"), max_length=4000, widget=_LONG)
    language = forms.ChoiceField(label=gettext_lazy("Language of the paper"), choices=settings.LANGUAGES)

    def __init__(self, *given: Any, agreements: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["agreement"].choices = [("", "—"), *agreements]  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """Each condition that goes with it, confirmed."""

    caveats = forms.MultipleChoiceField(
        label=gettext_lazy("Conditions that the recipient is told"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *given: Any, caveats: tuple[str, ...], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["caveats"].choices = [(one, one) for one in caveats]  # type: ignore[attr-defined]
        if not caveats:
            del self.fields["caveats"]


class ReferenceForm(forms.Form):
    """That they have it."""

    their_reference = forms.CharField(label=gettext_lazy("Their reference"), max_length=200, widget=_LINE)


class AnswerForm(forms.Form):
    """What they answered."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What they answered"), choices=choices(Answer), widget=forms.RadioSelect
    )
    words = forms.CharField(label=gettext_lazy("In their words"), max_length=4000, widget=_LONG)
    caveats = forms.CharField(
        label=gettext_lazy("Conditions that come with the answer, one on each line"),
        max_length=4000,
        required=False,
        widget=_LONG,
    )
    answered_on = forms.DateField(
        label=gettext_lazy("Day of their answer"), widget=forms.DateInput(attrs={"type": "date"})
    )
    their_reference = forms.CharField(
        label=gettext_lazy("Their reference"), max_length=200, required=False, widget=_LINE
    )

    def given(self) -> Given:
        """What was sent, as the action takes it."""
        sent = self.cleaned_data
        lines = tuple(line.strip() for line in sent["caveats"].splitlines() if line.strip())
        return Given(Answer(sent["answer"]), sent["words"], lines, sent["answered_on"], sent["their_reference"])


def sources(request: HttpRequest) -> HttpResponse:
    """What waits to be asked, and the requests that are open or ended."""
    actor, window = actor_of(request), window_of(request, SIZE)
    ended = request.GET.get("show") == "ended"
    rows, total = sources_list(actor, ended=ended, limit=SIZE, offset=window.offset)
    today = timezone.localdate()
    context = {
        "page": Page(rows, total, window),
        "lines": [(row, CHIPS[row.state], row.overdue(today)) for row in rows],
        "ended": ended,
        "lacking": sources_lacking(actor),
        "corrections": corrections_to_send(actor),
    }
    return render(request, "pages/sources.html", context)


def source_new(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Draft a question about a candidate that waits for its source."""
    actor = actor_of(request)
    row = source_candidate(actor, candidate_id)
    agreements = source_agreements(actor)
    offered = [(str(one.id), f"{one.agreement.recipient} · {one.agreement.title}") for one in agreements]
    form = QuestionForm(
        request.POST or None, agreements=offered, initial={"language": translation.get_language(), "question": _asked()}
    )
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            made = source_draft(
                actor, candidate_id, agreement_id=UUID(sent["agreement"]), question=sent["question"],
                language=sent["language"],
            )  # fmt: skip
        except (Invalid, NotFound) as wrong:
            show_at(form, wrong)
        else:
            return HttpResponseRedirect(reverse("source", args=[made]))
    context = {"row": row, "form": form, "agreements": offered}
    return render(request, "pages/source_new.html", context, status=400 if form.errors else 200)


def source(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """One request: what it holds, where it is, and the next step."""
    return _page(request, source_id)


@require_POST
def source_step(request: HttpRequest, source_id: UUID, what: str) -> HttpResponse:
    """Send a request, note that they have it, record their answer, or take the draft back."""
    actor = actor_of(request)
    authorise(actor, Capability.SOURCE_VERIFY)
    if what not in STEPS:
        raise NotFound(_("There is no such step. Open the request again."))
    row = source_of(actor, source_id)
    form = _forms(row)[what] if what in _forms(row) else forms.Form()
    form = _bound(form, row, request)
    if not form.is_valid():
        return _page(request, source_id, {what: form}, 400)
    try:
        told = STEPS[what](actor, source_id, form)
    except (Invalid, Stale, Refused) as wrong:
        if isinstance(wrong, Refused) and what != "send":
            raise
        return _page(request, source_id, {what: form}, show_at(form, wrong))
    messages.success(request, told)
    return HttpResponseRedirect(reverse("source", args=[source_id]))


def source_paper(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """The package on paper, once it was sent."""
    row, package = _sent(request, source_id)
    with translation.override(row.language):
        shown = {
            "row": row,
            "package": package.fields,
            "lines": lines_of(package),
            "answers": [word(one) for one in Answer],
        }
        shown |= {
            "language": row.language,
            "bidi": translation.get_language_bidi(),
            "contact": settings.HOMEWARD_CONTACT,
        }
        document = pdf("papers/source_request.html", shown)
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return answer


def source_document(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """The package for a machine, once it was sent: the bytes whose hash the disclosure holds."""
    row, package = _sent(request, source_id)
    answer = HttpResponse(package.document, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{row.number}.json"'
    return answer


def _sent(request: HttpRequest, source_id: UUID) -> tuple[SourceRow, Package]:
    actor = actor_of(request)
    row = source_of(actor, source_id)
    if row.sent_at is None:
        raise NotFound(_("This request was not sent yet. Its package can be had once it was."))
    return row, package_of(actor, source_id)


def _page(
    request: HttpRequest, source_id: UUID, bound: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    row = source_of(actor, source_id)
    package = package_of(actor, source_id) if row.sent_at or row.state is RequestState.DRAFTED else None
    context = {
        "row": row,
        "chip": CHIPS[row.state],
        "overdue": row.overdue(timezone.localdate()),
        "package": package.fields if package else None,
        "lines": lines_of(package) if package else [],
        "steps": _steps(row),
        **{f"form_{what}": form for what, form in (_forms(row) | (bound or {})).items()},
    }
    return render(request, "pages/source.html", context, status=status)


def _forms(row: SourceRow) -> dict[str, forms.Form]:
    """The forms of the steps that may be taken from where a request is."""
    answer = AnswerForm(initial={"their_reference": row.their_reference})
    if row.state is RequestState.DRAFTED:
        return {"send": SendForm(caveats=_caveats(row)), "take_back": forms.Form()}
    if row.state is RequestState.SENT:
        return {"acknowledge": ReferenceForm(), "answer": answer}
    if row.state in (RequestState.ACKNOWLEDGED, RequestState.EXPIRED):
        return {"answer": answer}
    return {}


def _bound(form: forms.Form, row: SourceRow, request: HttpRequest) -> forms.Form:
    """The same form with what was sent."""
    if isinstance(form, SendForm):
        return SendForm(request.POST, caveats=_caveats(row))
    return type(form)(request.POST)


def _caveats(row: SourceRow) -> tuple[str, ...]:
    agreement = agreement_of(row.agreement_id)
    return agreement.caveats if agreement else ()


def _asked() -> str:
    """The question as it is usually asked; whoever asks changes it."""
    return _(
        "Is this entry in force today? Does it tell of the person described here? What may we do with your answer?"
    )


def _steps(row: SourceRow) -> list[Step]:
    """What happened to a request, in order."""
    found = [Step(_("Drafted"), row.made_at, row.made_name, state="done")]
    if row.sent_at:
        found.append(Step(_("Sent, as a disclosure"), row.sent_at, state="done"))
    if row.acknowledged_at:
        found.append(Step(_("They have it"), row.acknowledged_at, text=row.their_reference, state="done"))
    if row.expired_at:
        found.append(Step(_("No answer in time"), row.expired_at, state="blocked"))
    if row.recorded_at and row.answer:
        found.append(Step(_("Answered"), row.recorded_at, text=str(word(row.answer)), state="done"))
    return found


def _send(actor: Actor, source_id: UUID, form: forms.Form) -> str:
    source_send(actor, source_id, accepted=frozenset(form.cleaned_data.get("caveats", ())))
    return _("The request counts as sent. Hand the paper or the file over now: it is in the list of disclosures.")


def _acknowledge(actor: Actor, source_id: UUID, form: forms.Form) -> str:
    source_acknowledge(actor, source_id, their_reference=form.cleaned_data["their_reference"])
    return _("That they have it is recorded.")


def _answer(actor: Actor, source_id: UUID, form: forms.Form) -> str:
    assert isinstance(form, AnswerForm)
    state = source_answer(actor, source_id, form.given())
    if state is State.DECIDED:
        return _("The answer is recorded. The finding stands now, within the conditions that came with it.")
    if state is State.WAITING:
        return _("The answer is recorded. The candidate is looked at again from the beginning.")
    return _("The answer is recorded. The candidate waits for its source still.")


def _take_back(actor: Actor, source_id: UUID, form: forms.Form) -> str:
    source_take_back(actor, source_id)
    return _("The draft is taken back.")


STEPS: dict[str, Callable[[Actor, UUID, forms.Form], str]] = {
    "send": _send,
    "acknowledge": _acknowledge,
    "answer": _answer,
    "take_back": _take_back,
}
