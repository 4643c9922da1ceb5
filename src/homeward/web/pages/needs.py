"""Needs and referrals: recorded, settled, made, answered.

Comes in: a case and what was typed. Goes out: the page of the plan, or the form with what is wrong. Whoever may not read about a
restricted need does not find it here.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.pathway.actions.needs import need_record, need_settle
from homeward.pathway.actions.referrals import referral_make, referral_turn
from homeward.pathway.facts.needs import RESTRICTED, NeedRow, NeedSource, NeedState
from homeward.pathway.facts.plans import ReferralRow, ReferralState
from homeward.pathway.facts.services import ServiceFilter, ServiceKind
from homeward.pathway.rules.plans import TURNS
from homeward.pathway.selectors.case_files import case_brief
from homeward.pathway.selectors.instruments import assessments_of
from homeward.pathway.selectors.plans import plan_page
from homeward.pathway.selectors.services import services_page
from homeward.places.selectors import site_names
from homeward.web import calendars
from homeward.web.acting import actor_of
from homeward.web.instrument_forms import told_in
from homeward.web.pages.plan_asking import Asked, ask, typed
from homeward.web.plan_forms import NeedForm, NeedSettleForm, ReferralForm, ReferralTurnForm
from homeward.web.words import word

ANSWER_WITHIN = timedelta(days=14)
MOST_SERVICES = 200


def need_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record a need."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_WRITE)
    site_id = case_brief(actor, case_id).site_id
    reads = may(actor, C.NEED_READ, site_id=site_id)
    kinds = [one for one in ServiceKind if reads or one not in RESTRICTED]
    initial = {"found_on": timezone.localdate(), "assessment": request.GET.get("assessment", "")}
    if initial["assessment"]:
        initial["source"] = NeedSource.ASSESSMENT
    form = NeedForm(typed(request), kinds=kinds, assessments=_assessments(actor, case_id, site_id), initial=initial)
    asked = Asked(
        _("Record a need"),
        _("What somebody needs is a reason to help, whatever else is open."),
        _("Record it"),
        "case_plan",
    )

    def do() -> str:
        need_record(actor, case_id=case_id, draft=form.draft())
        return _("The need is recorded.")

    return ask(request, case_id, asked, form, do)


def need_state(request: HttpRequest, case_id: UUID, need_id: UUID) -> HttpResponse:
    """Say what became of a need, or open it again."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_WRITE)
    need = _need(actor, case_id, need_id)
    form = NeedSettleForm(typed(request), now=need.state, initial={"version": need.version})
    title = _("What became of the need") if need.state is NeedState.OPEN else _("Open the need again")
    asked = Asked(title, f"{word(need.kind)}: {need.words}", _("Write it down"), "case_plan")

    def do() -> str:
        sent = form.cleaned_data
        need_settle(
            actor, need_id=need_id, state=NeedState(sent["state"]), words=sent["words"], version=sent["version"]
        )
        return _("It is written down.")

    return ask(request, case_id, asked, form, do)


def referral_new(request: HttpRequest, case_id: UUID, need_id: UUID) -> HttpResponse:
    """Refer somebody for a need."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_WRITE)
    need, child = _need(actor, case_id, need_id), plan_page(actor, case_id, opened=False).child
    form = ReferralForm(
        typed(request), services=_services(actor, need.kind), child=child,
        initial={"answer_by": timezone.localdate() + ANSWER_WITHIN},
    )  # fmt: skip
    asked = Asked(
        _("Refer to a service"), f"{word(need.kind)}: {need.words}", _("Refer"), "case_plan",
        before=(_("Nothing is sent from here. What you hand over goes under an agreement, as a disclosure."),),
    )  # fmt: skip

    def do() -> str:
        referral_make(actor, form.draft(need_id))
        return _("The referral is recorded. Ask what became of it by the day you chose.")

    return ask(request, case_id, asked, form, do)


def referral_step(request: HttpRequest, case_id: UUID, referral_id: UUID) -> HttpResponse:
    """Write down what came of a referral."""
    actor = actor_of(request)
    authorise(actor, C.PLAN_WRITE)
    referral = _referral(actor, case_id, referral_id)
    then = [one for one in ReferralState if one in TURNS[referral.state]]
    form = ReferralTurnForm(typed(request), then=then, initial={"version": referral.version})
    asked = Asked(
        _("What came of the referral"), f"{word(referral.kind)}: {referral.service or referral.provider}",
        _("Write it down"), "case_plan",
    )  # fmt: skip

    def do() -> str:
        sent = form.cleaned_data
        state = ReferralState(sent["state"])
        referral_turn(actor, referral_id=referral_id, state=state, words=sent["words"], version=sent["version"])
        if state is ReferralState.DONE:
            return _("It is done. Say of the need whether it is met.")
        return _("It is written down.")

    return ask(request, case_id, asked, form, do)


def _assessments(actor: Actor, case_id: UUID, site_id: UUID) -> list[tuple[str, str]]:
    """The assessments of a case that this actor opens, by what was asked and when."""
    if not may(actor, C.ASSESSMENT, site_id=site_id):
        return []
    spoken = get_language() or "en"
    made = [one for one in assessments_of(actor, case_id) if not one.closed]
    return [
        (str(one.id), f"{told_in(one.title, spoken)} · {calendars.day(one.held_on, 'gregorian', spoken)}")
        for one in made
    ]


def _need(actor: Actor, case_id: UUID, need_id: UUID) -> NeedRow:
    page = plan_page(actor, case_id, opened=False)
    found = next((one for one in page.needs if one.id == need_id), None)
    if found is None:
        raise NotFound("There is no such need that you may see for the purpose you chose.")
    return found


def _referral(actor: Actor, case_id: UUID, referral_id: UUID) -> ReferralRow:
    page = plan_page(actor, case_id, opened=False)
    found = next((one for one in page.referrals if one.id == referral_id), None)
    if found is None or not TURNS[found.state]:
        raise NotFound("There is no such referral that you may see for the purpose you chose.")
    return found


def _services(actor: Actor, kind: ServiceKind) -> list[tuple[str, str]]:
    """The services of a kind with their place and how much room they have, as far as is known."""
    rows, _total = services_page(actor, ServiceFilter(kind=kind), limit=MOST_SERVICES)
    sites = site_names(actor, [one.site_id for one in rows if one.site_id])
    found = []
    for one in rows:
        parts = [one.title, one.provider, sites.get(one.site_id, "") if one.site_id else one.area_code]
        if one.free is not None:
            parts.append(_("full") if one.free == 0 else _("%(free)d places free") % {"free": one.free})
        found.append((str(one.id), " · ".join(part for part in parts if part)))
    return found
