"""The addresses of what stands behind the gates of a case.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.pathway.facts.assessed import Paper
from homeward.web.pages.assessed import decision_back, paper, paper_new

urlpatterns: list[URLPattern] = [
    *(
        path(f"cases/<uuid:case_id>/papers/{one.value}", paper_new, {"kind": one}, name=f"paper_{one.value}")
        for one in Paper
    ),
    path("cases/papers/<uuid:assessed_id>", paper, name="paper"),
    path("cases/<uuid:case_id>/papers/taken-back", decision_back, name="decision_back"),
]
