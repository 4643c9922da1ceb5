"""The addresses of the pages.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from homeward.web.pages.account import account, sign_out_elsewhere
from homeward.web.pages.accounts import user, user_action, users
from homeward.web.pages.answer_urls import urlpatterns as answer_pages
from homeward.web.pages.assessed_urls import urlpatterns as assessed_pages
from homeward.web.pages.case_urls import urlpatterns as case_pages
from homeward.web.pages.children_urls import urlpatterns as children_pages
from homeward.web.pages.claims import claim
from homeward.web.pages.convoy_urls import urlpatterns as convoy_pages
from homeward.web.pages.design import design
from homeward.web.pages.desk_urls import urlpatterns as desk_pages
from homeward.web.pages.duplicates import duplicate, duplicates, duplicates_search, part
from homeward.web.pages.emergency import correction_told, emergencies, emergency, emergency_review
from homeward.web.pages.exports import agreement_end, agreements, export, export_file, export_new, exports
from homeward.web.pages.household_changes import household_end, household_join, household_member
from homeward.web.pages.household_ties import household_care, household_relations, household_separation
from homeward.web.pages.households import household, households
from homeward.web.pages.imports import import_decide, import_mapping, import_page, import_problem_file, imports
from homeward.web.pages.jobs import cancel, job, jobs, retry
from homeward.web.pages.justice_urls import urlpatterns as justice_pages
from homeward.web.pages.language import language
from homeward.web.pages.list_urls import urlpatterns as list_pages
from homeward.web.pages.movements import movement
from homeward.web.pages.pack_urls import urlpatterns as pack_pages
from homeward.web.pages.persons import person, person_history, persons
from homeward.web.pages.photographs import photograph, photograph_file
from homeward.web.pages.plan_urls import urlpatterns as plan_pages
from homeward.web.pages.purpose import purpose
from homeward.web.pages.receipts import receipt, receipt_paper, slip
from homeward.web.pages.register import register
from homeward.web.pages.requests import keeping, request_new, request_page, request_take, requests, retention
from homeward.web.pages.run_urls import urlpatterns as run_pages
from homeward.web.pages.scans import scan
from homeward.web.pages.site_changes import site_add, site_edit, site_new, site_state, site_unaccounted
from homeward.web.pages.sites import site, sites
from homeward.web.pages.survivor_urls import urlpatterns as survivor_pages
from homeward.web.pages.trail import trail
from homeward.web.pages.verification import verification
from homeward.web.pages.vocabulary import words
from homeward.web.pages.work import my_work

urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_work, name="my_work"),
    path("account", account, name="account"),
    path("account/elsewhere", sign_out_elsewhere, name="sign_out_elsewhere"),
    path("design", design, name="design"),
    path("help/words", words, name="words"),
    *answer_pages,
    *assessed_pages,
    *case_pages,
    *pack_pages,
    *plan_pages,
    *children_pages,
    *convoy_pages,
    *desk_pages,
    *justice_pages,
    *list_pages,
    *run_pages,
    *survivor_pages,
    path("duplicates", duplicates, name="duplicates"),
    path("duplicates/search", duplicates_search, name="duplicates_search"),
    path("duplicates/<uuid:pair_id>", duplicate, name="duplicate"),
    path("households/<uuid:household_id>", household, name="household"),
    path("language", language, name="language"),
    path("persons", persons, name="persons"),
    path("persons/register", register, name="register"),
    path("persons/<uuid:person_id>", person, name="person"),
    path("persons/<uuid:person_id>/history", person_history, name="person_history"),
    path("persons/<uuid:person_id>/record/<slug:kind>", claim, name="claim"),
    path("persons/<uuid:person_id>/receipt", receipt, name="receipt"),
    path("persons/<uuid:person_id>/receipt.pdf", receipt_paper, name="receipt_paper"),
    path("persons/<uuid:person_id>/merges/<uuid:merge_id>/part", part, name="part"),
    path("p/<str:number>", slip, name="slip"),
    path("purpose", purpose, name="purpose"),
    path("sites", sites, name="sites"),
    path("sites/<uuid:site_id>", site, name="site"),
    path("trail", trail, name="trail"),
    path("users", users, name="users"),
    path("users/<uuid:user_id>", user, name="user"),
    path("users/<uuid:user_id>/<slug:what>", user_action, name="user_action"),
    path("work", jobs, name="jobs"),
    path("work/<uuid:job_id>", job, name="job"),
    path("work/<uuid:job_id>/cancel", cancel, name="job_cancel"),
    path("work/<uuid:job_id>/retry", retry, name="job_retry"),
    path("persons/<uuid:person_id>/photograph", photograph, name="photograph"),
    path("persons/<uuid:person_id>/photograph.jpg", photograph_file, name="photograph_file"),
    path("persons/<uuid:person_id>/keeping", keeping, name="keeping"),
    path("persons/<uuid:person_id>/request", request_new, name="request_new"),
    path("requests", requests, name="requests"),
    path("requests/<uuid:request_id>", request_page, name="request"),
    path("requests/<uuid:request_id>/take", request_take, name="request_take"),
    path("retention", retention, name="retention"),
    path("persons/<uuid:person_id>/movement", movement, name="movement"),
    path("imports", imports, name="imports"),
    path("imports/<uuid:import_id>", import_page, name="import"),
    path("imports/<uuid:import_id>/columns", import_mapping, name="import_mapping"),
    path("imports/<uuid:import_id>/problems.csv", import_problem_file, name="import_problem_file"),
    path("imports/<uuid:import_id>/<slug:what>", import_decide, name="import_decide"),
    path("agreements", agreements, name="agreements"),
    path("agreements/<uuid:agreement_id>/end", agreement_end, name="agreement_end"),
    path("exports", exports, name="exports"),
    path("exports/under/<uuid:agreement_id>", export_new, name="export_new"),
    path("exports/<uuid:export_id>", export, name="export"),
    path("exports/<uuid:export_id>/file", export_file, name="export_file"),
    path("emergency", emergency, name="emergency"),
    path("review", emergencies, name="emergencies"),
    path("review/<uuid:glass_id>", emergency_review, name="emergency_review"),
    path("review/corrections/<uuid:notice_id>", correction_told, name="correction_told"),
    path("households", households, name="households"),
    path("households/<uuid:household_id>/join", household_join, name="household_join"),
    path("households/<uuid:household_id>/close", household_end, name="household_end"),
    path("households/<uuid:household_id>/relations", household_relations, name="household_relations"),
    path("households/<uuid:household_id>/care", household_care, name="household_care"),
    path("households/<uuid:household_id>/members/<uuid:member_id>", household_member, name="household_member"),
    path(
        "households/<uuid:household_id>/members/<uuid:member_id>/separation",
        household_separation,
        name="household_separation",
    ),
    path("sites/new", site_new, name="site_new"),
    path("sites/<uuid:site_id>/change", site_edit, name="site_edit"),
    path("sites/<uuid:site_id>/state", site_state, name="site_state"),
    path("sites/<uuid:site_id>/add/<slug:what>", site_add, name="site_add"),
    path("sites/<uuid:site_id>/unaccounted", site_unaccounted, name="site_unaccounted"),
    path("persons/<uuid:person_id>/papers/<uuid:claim_id>/scan", scan, name="scan"),
    path("persons/<uuid:person_id>/claims/<uuid:claim_id>/verify", verification, name="verification"),
]
