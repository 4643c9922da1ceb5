"""Assessments of a case: which instruments may be used for this person, one use of one, and what was said with it.

Comes in: a case or an assessment. Goes out: pages. An instrument that does not fit says why and does not open; a child's assessment shows
that it exists, and is opened by child protection. No page shows a number made of answers, for there is none.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.access.actions import authorise
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.pathway.actions.assessments import assessment_record
from homeward.pathway.facts.instruments import AssessmentFile, Form, Given, Question
from homeward.pathway.selectors.case_files import case_brief
from homeward.pathway.selectors.instruments import assessment_file, assessments_of, fits_of, usable
from homeward.pathway.selectors.needs import needs_from
from homeward.registry.facts.answers import Known
from homeward.registry.selectors.persons import persons_of
from homeward.web.acting import actor_of
from homeward.web.instrument_forms import AssessmentForm, offered_languages, told_in
from homeward.web.pages.plan_asking import Asked, ask, typed
from homeward.web.words import word


@require_GET
def case_assessments(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was asked of this person, and what may be asked now."""
    actor = actor_of(request)
    authorise(actor, C.ASSESSMENT)
    row, spoken, today = case_brief(actor, case_id), get_language() or "en", timezone.localdate()
    context = {
        "row": row,
        "person": persons_of(actor, [row.person_id]).get(row.person_id),
        "made": [
            (one, told_in(one.title, spoken), one.review_on < today and not one.followed)
            for one in assessments_of(actor, case_id)
        ],
        "fits": [
            (one, told_in(one.content.title, spoken), told_in(one.content.purpose, spoken), why)
            for one, why in fits_of(actor, case_id)
        ],
    }
    return render(request, "pages/case_assessments.html", context)


def assessment_new(request: HttpRequest, case_id: UUID, instrument_id: UUID) -> HttpResponse:
    """Use an instrument: its questions in the language of the talk (`?language=`)."""
    actor = actor_of(request)
    authorise(actor, C.ASSESSMENT)
    instrument = usable(actor, case_id, instrument_id)
    languages = offered_languages()
    spoken = next(one for one in (request.GET.get("language"), get_language(), "en") if one in dict(languages))
    today = timezone.localdate()
    initial = {
        "held_on": today, "review_on": today + timedelta(days=instrument.review_days), "language": spoken,
    }  # fmt: skip
    form = AssessmentForm(typed(request), instrument=instrument, spoken=spoken, languages=languages, initial=initial)
    asked = Asked(
        told_in(instrument.title, spoken), told_in(instrument.purpose, spoken), _("Keep what was said"), "case_assessments",
        template="pages/assessment_new.html",
    )  # fmt: skip

    def do() -> str:
        assessment_record(actor, case_id=case_id, instrument_id=instrument_id, draft=form.draft())
        return _("What was said is kept. Record what is needed, and plan with the person.")

    more = {"languages": languages, "spoken": spoken, "says_not": told_in(instrument.limits, spoken)}
    return ask(request, case_id, asked, form, do, **more)


@require_GET
def assessment(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """An assessment, opened."""
    actor = actor_of(request)
    authorise(actor, C.ASSESSMENT)
    file, spoken = assessment_file(actor, assessment_id), get_language() or "en"
    row = case_brief(actor, file.row.case_id)
    context = {
        "row": row,
        "file": file,
        "person": persons_of(actor, [row.person_id]).get(row.person_id),
        "title": told_in(file.instrument.title, spoken),
        "says_not": told_in(file.instrument.limits, spoken),
        "parts": _parts(file, spoken),
        "needs": needs_from(actor, assessment_id),
        "reads_plan": may(actor, C.PLAN_READ, site_id=row.site_id),
        "may_write": may(actor, C.PLAN_WRITE, site_id=row.site_id),
        "asked_in": dict(offered_languages()).get(file.language, ""),
    }
    return render(request, "pages/assessment.html", context)


def _parts(file: AssessmentFile, spoken: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Each part with its questions and what was answered; whether it was answered at all."""
    return [
        (told_in(part.title, spoken), [_line(one, file.answers.get(one.key), spoken) for one in part.questions])
        for part in file.instrument.parts
    ]


def _line(question: Question, given: Given | None, spoken: str) -> tuple[str, str, bool]:
    asked = told_in(question.ask, spoken)
    if given is None or given.state is not Known.KNOWN:
        return asked, str(word(given.state if given else Known.NOT_ASKED)), False
    if question.form is Form.WORDS:
        return asked, given.words, True
    chosen = [told_in(one.text, spoken) for one in question.choices if one.key in given.chosen]
    return asked, " · ".join(chosen), True
