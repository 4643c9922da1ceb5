"""The addresses of destination packs, services, places and their readiness.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.web.pages.milestones import gap, milestone
from homeward.web.pages.packs import changes, pack, pack_use, packs
from homeward.web.pages.readiness import note, place, readiness, reception, simulator
from homeward.web.pages.services import service, service_ended, service_new, services

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case_id>/process/<slug:item>", milestone, name="milestone"),
    path("cases/<uuid:case_id>/gaps/<slug:kind>", gap, name="gap"),
    path("packs", packs, name="packs"),
    path("packs/<slug:key>/<int:version>", pack, name="pack"),
    path("packs/<slug:key>/<int:version>/use", pack_use, name="pack_use"),
    path("packs/<slug:key>/changes/<int:before>/<int:after>", changes, name="pack_changes"),
    path("services", services, name="services"),
    path("services/new", service_new, name="service_new"),
    path("services/<uuid:service_id>", service, name="service"),
    path("services/<uuid:service_id>/end", service_ended, name="service_end"),
    path("readiness", readiness, name="readiness"),
    path("readiness/<uuid:site_id>", place, name="place"),
    path("readiness/<uuid:site_id>/add/<slug:kind>", note, name="place_note"),
    path("readiness/<uuid:site_id>/now", simulator, name="simulator"),
    path("reception/<uuid:site_id>", reception, name="reception"),
]
