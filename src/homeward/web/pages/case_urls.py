"""The addresses of the pages of cases.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.web.pages.case import case
from homeward.web.pages.case_holds import case_hold_end, case_hold_renew, case_hold_review, case_holds
from homeward.web.pages.case_overrides import case_overrides, override_answer, override_look
from homeward.web.pages.case_steps import case_answer, case_step, case_take_back
from homeward.web.pages.case_tasks import task_done, task_hand, task_new
from homeward.web.pages.case_turns import case_apart, case_turn
from homeward.web.pages.case_way import case_way
from homeward.web.pages.cases import case_new, cases

urlpatterns: list[URLPattern] = [
    path("cases", cases, name="cases"),
    path("cases/new", case_new, name="case_new"),
    path("cases/<uuid:case_id>", case, name="case"),
    path("cases/<uuid:case_id>/step/<slug:to>", case_step, name="case_step"),
    path("cases/<uuid:case_id>/answer", case_answer, name="case_answer"),
    path("cases/<uuid:case_id>/take-back", case_take_back, name="case_take_back"),
    path("cases/<uuid:case_id>/turn", case_turn, name="case_turn"),
    path("cases/<uuid:case_id>/apart", case_apart, name="case_apart"),
    path("cases/<uuid:case_id>/way", case_way, name="case_way"),
    path("cases/<uuid:case_id>/holds", case_holds, name="case_holds"),
    path("cases/<uuid:case_id>/holds/<uuid:hold_id>/renew", case_hold_renew, name="case_hold_renew"),
    path("cases/<uuid:case_id>/holds/<uuid:hold_id>/end", case_hold_end, name="case_hold_end"),
    path("cases/<uuid:case_id>/holds/<uuid:hold_id>/review", case_hold_review, name="case_hold_review"),
    path("cases/<uuid:case_id>/overrides", case_overrides, name="case_overrides"),
    path("cases/<uuid:case_id>/overrides/<uuid:override_id>/answer", override_answer, name="override_answer"),
    path("cases/<uuid:case_id>/overrides/<uuid:override_id>/review", override_look, name="override_look"),
    path("cases/<uuid:case_id>/tasks/new", task_new, name="task_new"),
    path("cases/<uuid:case_id>/tasks/<uuid:task_id>/done", task_done, name="task_done"),
    path("cases/<uuid:case_id>/tasks/<uuid:task_id>/hand-over", task_hand, name="task_hand"),
]
