"""The addresses of plans and services, follow-up, assessments and instruments.

Comes in: nothing. Goes out: the list, which stands beside that of the other pages.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.web.pages.assessments import assessment, assessment_new, case_assessments
from homeward.web.pages.followups import case_follow_up, contact_new, follow_up_change, follow_up_new
from homeward.web.pages.instruments import (
    instrument,
    instrument_withdraw,
    instruments,
    training_new,
    training_over,
)
from homeward.web.pages.needs import need_new, need_state, referral_new, referral_step
from homeward.web.pages.outcomes import closure_new
from homeward.web.pages.plans import case_plan, goal_state, plan_again, plan_edit, plan_paper, plan_say

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case_id>/plan", case_plan, name="case_plan"),
    path("cases/<uuid:case_id>/plan/write", plan_edit, name="plan_edit"),
    path("cases/<uuid:case_id>/goals/<uuid:goal_id>", goal_state, name="goal_state"),
    path("cases/<uuid:case_id>/needs/new", need_new, name="need_new"),
    path("cases/<uuid:case_id>/needs/<uuid:need_id>", need_state, name="need_state"),
    path("cases/<uuid:case_id>/needs/<uuid:need_id>/refer", referral_new, name="referral_new"),
    path("cases/<uuid:case_id>/referrals/<uuid:referral_id>", referral_step, name="referral_step"),
    path("plans/<uuid:plan_id>/say", plan_say, name="plan_say"),
    path("plans/<uuid:plan_id>/again", plan_again, name="plan_again"),
    path("plans/<uuid:plan_id>/plan.pdf", plan_paper, name="plan_paper"),
    path("cases/<uuid:case_id>/follow-up", case_follow_up, name="case_follow_up"),
    path("cases/<uuid:case_id>/contact", contact_new, name="contact_new"),
    path("cases/<uuid:case_id>/follow-up/new", follow_up_new, name="follow_up_new"),
    path("cases/<uuid:case_id>/follow-up/<uuid:follow_up_id>", follow_up_change, name="follow_up_change"),
    path("cases/<uuid:case_id>/closing", closure_new, name="closure_new"),
    path("cases/<uuid:case_id>/assessments", case_assessments, name="case_assessments"),
    path("cases/<uuid:case_id>/assessments/<uuid:instrument_id>", assessment_new, name="assessment_new"),
    path("assessments/<uuid:assessment_id>", assessment, name="assessment"),
    path("instruments", instruments, name="instruments"),
    path("instruments/trainings", training_new, name="training_new"),
    path("instruments/trainings/<uuid:training_id>/over", training_over, name="training_over"),
    path("instruments/<uuid:instrument_id>", instrument, name="instrument"),
    path("instruments/<uuid:instrument_id>/withdraw", instrument_withdraw, name="instrument_withdraw"),
]
