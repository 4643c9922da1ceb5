"""The addresses of runs, the live check, and what is known of one person in the lists.

Comes in: nothing. Goes out: the list, which `urls` takes in.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.web.pages.grounds import ground_end, grounds
from homeward.web.pages.live import live, live_candidate
from homeward.web.pages.runs import person_screening, run, run_again, run_new, runs

urlpatterns: list[URLPattern] = [
    path("screening/runs", runs, name="runs"),
    path("screening/runs/new", run_new, name="run_new"),
    path("screening/runs/<uuid:run_id>", run, name="run"),
    path("screening/runs/<uuid:run_id>/again", run_again, name="run_again"),
    path("screening/live", live, name="live"),
    path("screening/live/candidate", live_candidate, name="live_candidate"),
    path("persons/<uuid:person_id>/screening", person_screening, name="person_screening"),
    path("persons/<uuid:person_id>/grounds", grounds, name="grounds"),
    path("persons/<uuid:person_id>/grounds/<uuid:ground_id>/end", ground_end, name="ground_end"),
]
