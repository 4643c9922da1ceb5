"""A person's plan and services: what they need, their plan with its goals, what they say to it, and its paper in their language.

Comes in: a case. Goes out: pages and a paper. The person's own words stand first; nothing on these pages knows of a court.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.pathway.actions.plans import goal_settle, plan_explain, plan_review, plan_write
from homeward.pathway.facts.needs import NeedState
from homeward.pathway.facts.plans import GoalState, PlanPage, PlanState
from homeward.pathway.selectors.case_files import case_brief
from homeward.pathway.selectors.instruments import assessments_of
from homeward.pathway.selectors.plans import case_of_plan, plan_page, plan_to_print
from homeward.registry.selectors.persons import persons_of
from homeward.web.acting import actor_of
from homeward.web.instrument_forms import offered_languages
from homeward.web.pages.plan_asking import Asked, ask, typed
from homeward.web.papers import pdf
from homeward.web.plan_forms import (
    ExplainForm,
    GoalForm,
    PlanForm,
    ReviewForm,
    plan_initial,
    room_for,
)
from homeward.web.plans_page import LAWFUL, chips_of
from homeward.web.telling import plain_name
from homeward.web.words import word

USUAL_REVIEW = timedelta(days=90)


@require_GET
def case_plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Needs, the plan, referrals."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_READ)
    page = plan_page(actor, case_id)
    row = case_brief(actor, case_id)
    context = {
        "row": row,
        "page": page,
        "person": persons_of(actor, [row.person_id]).get(row.person_id),
        "may_write": may(actor, C.PLAN_WRITE, site_id=row.site_id),
        "opened": _opened(actor, case_id, row.site_id),
        "may_complain": may(actor, C.REQUEST_OPEN, site_id=row.site_id),
        "languages": settings.LANGUAGES,
        "lawful": LAWFUL,
        **chips_of(page, timezone.localdate()),
    }
    return render(request, "pages/case_plan.html", context)


def _opened(actor: Actor, case_id: UUID, site_id: UUID) -> frozenset[UUID]:
    """The assessments of a case that the reader may open."""
    if not may(actor, C.ASSESSMENT, site_id=site_id):
        return frozenset()
    return frozenset(one.id for one in assessments_of(actor, case_id) if not one.closed)


def plan_edit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write the draft of a plan; a new one begins with what stands in the plan before."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_WRITE)
    page = plan_page(actor, case_id)
    before = page.draft or page.plan or (page.earlier[0] if page.earlier else None)
    more = request.method == "POST" and "more" in request.POST
    room = room_for(before, request.POST.get("room", ""))
    form = _plan_form(request, page, before, room + 1 if more else room, bare=more)
    title = _("Change the draft of the plan") if page.draft else _("Write a plan")
    asked = Asked(
        title, _("Their own words first. A goal is what is to be, not what is wrong."), _("Keep the draft"), "case_plan",
        template="pages/plan_edit.html",
    )  # fmt: skip

    def do() -> str:
        plan_write(actor, case_id=case_id, draft=form.draft(), version=form.cleaned_data["version"])
        return _("The draft is kept. Go through it with them now.")

    if more:
        return _more(request, case_id, asked, form)
    return ask(request, case_id, asked, form, do)


def plan_say(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Write down how a draft was gone through with the person, and what they say."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_WRITE)
    case_id = case_of_plan(actor, plan_id)
    page = plan_page(actor, case_id)
    if page.draft is None or page.draft.id != plan_id:
        raise NotFound(_("This plan is no longer a draft. Open the plan to see what was said."))
    initial = {"version": page.draft.version, "explained_on": timezone.localdate(), "language": page.draft.language}
    form = ExplainForm(typed(request), languages=offered_languages(), child=page.child, initial=initial)
    asked = Asked(
        _("What they say to the plan"),
        _("Go through each goal with them. Whoever does not agree loses nothing."),
        _("Write it down"), "case_plan", template="pages/plan_say.html",
    )  # fmt: skip

    def do() -> str:
        state = plan_explain(actor, plan_id=plan_id, said=form.draft(), version=form.cleaned_data["version"])
        if state is PlanState.IN_FORCE:
            return _("The plan is in force. Give them the paper.")
        return _("It is written down that they do not agree. Nothing follows from that; another plan can be made.")

    return ask(request, case_id, asked, form, do, plan=page.draft)


def plan_again(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Look at a plan in force again."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_WRITE)
    case_id = case_of_plan(actor, plan_id)
    page = plan_page(actor, case_id)
    if page.plan is None or page.plan.id != plan_id:
        raise NotFound(_("This plan is not in force. Open the plan to see which one is."))
    initial = {"version": page.plan.version, "review_on": timezone.localdate() + USUAL_REVIEW}
    form = ReviewForm(typed(request), initial=initial)
    asked = Asked(
        _("Look at the plan again"),
        _("If it stays as it is, write down what they say. If it changes, write a new one."),
        _("It goes on"), "case_plan",
    )  # fmt: skip

    def do() -> str:
        sent = form.cleaned_data
        plan_review(actor, plan_id=plan_id, words=sent["words"], next_on=sent["review_on"], version=sent["version"])
        return _("The plan goes on.")

    return ask(request, case_id, asked, form, do)


def goal_state(request: HttpRequest, case_id: UUID, goal_id: UUID) -> HttpResponse:
    """Say how far a goal is."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_WRITE)
    page = plan_page(actor, case_id)
    plan = page.plan
    goals = plan.goals if plan else ()
    goal = next((one for one in goals if one.id == goal_id and not one.kept_apart), None)
    if goal is None or plan is None:
        raise NotFound("There is no such goal in a plan that is in force.")
    form = GoalForm(
        typed(request), initial={"state": goal.state.value, "words": goal.state_words, "version": plan.version}
    )
    asked = Asked(_("How far the goal is"), goal.words, _("Write it down"), "case_plan")

    def do() -> str:
        sent = form.cleaned_data
        goal_settle(
            actor, goal_id=goal_id, state=GoalState(sent["state"]), words=sent["words"], version=sent["version"]
        )
        return _("It is written down.")

    return ask(request, case_id, asked, form, do)


@require_GET
def plan_paper(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The plan on paper, in the language that was asked for or in which it was written; words stay as they were written."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_READ)
    plan = plan_to_print(actor, plan_id)
    row = case_brief(actor, plan.case_id)
    person = persons_of(actor, [row.person_id]).get(row.person_id)
    offered = [code for code, _name in settings.LANGUAGES]
    language = next(
        one for one in (request.GET.get("language"), plan.explained_in, plan.language, "en") if one in offered
    )
    with translation.override(language):
        shown: dict[str, Any] = {
            "row": row, "plan": plan, "person": person, "language": language, "contact": settings.HOMEWARD_CONTACT,
            "bidi": translation.get_language_bidi(), "issued_at": timezone.now(), "name": plain_name(person) if person else "",
        }  # fmt: skip
        document = pdf("papers/plan.html", shown)
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{row.number}-plan-{plan.number}.pdf"'
    return answer


def _plan_form(request: HttpRequest, page: PlanPage, before: Any, room: int, *, bare: bool) -> PlanForm:
    """The form with room for so many goals. `bare`: what was typed is kept and not judged yet."""
    needs = [(str(one.id), f"{word(one.kind)}: {one.words[:60]}") for one in page.needs if one.state is NeedState.OPEN]
    initial = plan_initial(before, draft=page.draft is not None)
    initial.setdefault("language", translation.get_language())
    initial["review_on"] = initial.get("review_on") or timezone.localdate() + USUAL_REVIEW
    if bare:
        return PlanForm(room=room, needs=needs, initial=initial | request.POST.dict())
    return PlanForm(typed(request), room=room, needs=needs, initial=initial)


def _more(request: HttpRequest, case_id: UUID, asked: Asked, form: PlanForm) -> HttpResponse:
    """The same form with room for one goal more."""
    context = {
        "row": case_brief(actor_of(request), case_id),
        "form": form,
        "title": asked.title,
        "answer": asked.answer,
    }
    return render(
        request, asked.template, context | {"label": asked.label, "back": reverse("case_plan", args=[case_id])}
    )
