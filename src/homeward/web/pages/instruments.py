"""The registry of instruments: what each is for, of whom it asks, who may use it until when; who was trained; a file that is brought.

Comes in: a file, a training. Goes out: pages. A definition that would add answers up is refused, and the page says where it does.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.access.actions import authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.access.selectors.staff import staff_for
from homeward.pathway.actions.instruments import instrument_load, instrument_retire, training_end, training_record
from homeward.pathway.facts.instruments import InstrumentRow
from homeward.pathway.rules.instruments import LARGEST
from homeward.pathway.selectors.instruments import instrument_of, instruments_list, trainings_list
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.instrument_forms import BringForm, TrainingForm, told_in
from homeward.web.sentences import in_words
from homeward.web.words import in_a_row, word


def instruments(request: HttpRequest) -> HttpResponse:
    """The instruments, and for whoever keeps them: bring one, record a training."""
    actor = actor_of(request)
    authorise(actor, C.ASSESSMENT)
    form, status = BringForm(), 200
    if request.method == "POST":
        authorise(actor, C.INSTRUMENT_MANAGE)
        form = BringForm(request.POST, request.FILES)
        status, made = _bring(actor, form)
        if made:
            messages.success(request, _("The instrument is in use. Look at it as others will see it."))
            return HttpResponseRedirect(reverse("instrument", args=[made]))
    return _page(request, actor, {"bring": form}, status)


@require_POST
def training_new(request: HttpRequest) -> HttpResponse:
    """Record that a colleague was trained."""
    actor = actor_of(request)
    authorise(actor, C.INSTRUMENT_MANAGE)
    form, status = _training_form(actor, request.POST), 400
    if form.is_valid():
        try:
            training_record(actor, form.draft())
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("The training is recorded."))
            return HttpResponseRedirect(reverse("instruments"))
    return _page(request, actor, {"training": form}, status)


@require_POST
def training_over(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Say that a training holds no longer."""
    actor = actor_of(request)
    authorise(actor, C.INSTRUMENT_MANAGE)
    training_end(actor, training_id=training_id)
    messages.success(request, _("The training holds no longer."))
    return HttpResponseRedirect(reverse("instruments"))


@require_GET
def instrument(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """One instrument as those read it who would use it."""
    actor = actor_of(request)
    authorise(actor, C.ASSESSMENT)
    row, spoken = instrument_of(actor, instrument_id), get_language() or "en"
    content = row.content
    context = {
        "row": row,
        "line": _line(row, spoken),
        "may_manage": may(actor, C.INSTRUMENT_MANAGE),
        "limits": told_in(content.limits, spoken),
        "parts": [
            (
                told_in(part.title, spoken),
                [(told_in(one.ask, spoken), [told_in(c.text, spoken) for c in one.choices]) for one in part.questions],
            )
            for part in content.parts
        ],
    }
    return render(request, "pages/instrument.html", context)


@require_POST
def instrument_withdraw(request: HttpRequest, instrument_id: UUID) -> HttpResponse:
    """Withdraw an instrument."""
    actor = actor_of(request)
    authorise(actor, C.INSTRUMENT_MANAGE)
    try:
        instrument_retire(actor, instrument_id=instrument_id)
    except Stale as wrong:
        messages.warning(request, in_words(wrong))
    else:
        messages.success(request, _("The instrument is withdrawn. What was asked with it stays."))
    return HttpResponseRedirect(reverse("instruments"))


def _bring(actor: Actor, form: BringForm) -> tuple[int, UUID | None]:
    """Bring a file. Returns the status of the answer and the id of the instrument."""
    if not form.is_valid():
        return 400, None
    raw = form.cleaned_data["file"].read(LARGEST * 4 + 1)
    try:
        return 200, instrument_load(actor, text=raw.decode("utf-8"))
    except UnicodeDecodeError:
        form.add_error("file", _("The file is not written in UTF-8. Save it as UTF-8 and bring it again."))
        return 400, None
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong), None


def _page(request: HttpRequest, actor: Actor, bound: dict[str, Any], status: int) -> HttpResponse:
    manages, spoken = may(actor, C.INSTRUMENT_MANAGE), get_language() or "en"
    rows = instruments_list(actor)
    titles = {one.content.training.key: told_in(one.content.training.title, spoken) for one in rows}
    context = {
        "lines": [_line(one, spoken) for one in rows],
        "trainings": [(one, titles.get(one.training, one.training)) for one in trainings_list(actor)],
        "today": timezone.localdate(),
        "may_manage": manages,
        "bring": BringForm(),
        "training": _training_form(actor, None) if manages else None,
    }
    return render(request, "pages/instruments.html", context | bound, status=status)


def _training_form(actor: Actor, sent: Any) -> TrainingForm:
    people = [(str(id), name) for id, name in staff_for(actor, C.ASSESSMENT, asking=C.INSTRUMENT_MANAGE)]
    spoken = get_language() or "en"
    found = {one.content.training.key: told_in(one.content.training.title, spoken) for one in instruments_list(actor)}
    return TrainingForm(sent, people=people, trainings=sorted(found.items()))


def _line(row: InstrumentRow, spoken: str) -> dict[str, Any]:
    """An instrument in words: its state, for whom, by whom, after which training."""
    content, today = row.content, timezone.localdate()
    if row.retired_at:
        state, label = "past", _("withdrawn")
    elif content.valid_until < today:
        state, label = "blocked", _("expired")
    elif content.valid_from > today:
        state, label = "open", _("not in use yet")
    else:
        state, label = "done", _("in use")
    return {
        "row": row, "state": state, "label": label, "title": told_in(content.title, spoken),
        "purpose": told_in(content.purpose, spoken), "training": told_in(content.training.title, spoken),
        "population": word(content.population), "roles": in_a_row(map(word, content.may_use)),
    }  # fmt: skip
