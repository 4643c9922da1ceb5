"""The addresses of best interests, of children's own files and of tracings.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.pathway.facts.child_files import Entry
from homeward.pathway.facts.tracing import TracingStep
from homeward.web.pages.child_files import child_entry, child_file_begin, child_file_page, children
from homeward.web.pages.children import determination, determination_rest, interests, interests_new, panel_new
from homeward.web.pages.tracings import tracing, tracing_go, tracing_lead, tracing_new, tracing_note, tracings

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case_id>/best-interests", interests_new, name="interests_new"),
    path("children/best-interests/<uuid:assessment_id>", interests, name="interests"),
    path("children/best-interests/<uuid:assessment_id>/panel", panel_new, name="panel_new"),
    path("children/determinations/<uuid:determination_id>", determination, name="determination"),
    path("children/determinations/<uuid:determination_id>/separation", determination_rest, name="determination_rest"),
    path("children", children, name="children"),
    path("persons/<uuid:person_id>/child-file", child_file_begin, name="child_file_open"),
    path("children/<uuid:file_id>", child_file_page, name="child_file"),
    *(
        path(
            f"children/<uuid:file_id>/write/{one.value.replace('_', '-')}", child_entry, {"kind": one},
            name=f"child_entry_{one.value}",
        )
        for one in Entry
    ),
    path("children/tracings", tracings, name="tracings"),
    path("persons/<uuid:person_id>/tracing", tracing_new, name="tracing_new"),
    path("children/tracings/<uuid:tracing_id>", tracing, name="tracing"),
    path("children/tracings/<uuid:tracing_id>/note", tracing_note, name="tracing_note"),
    path("children/tracings/<uuid:tracing_id>/candidates/<uuid:lead_id>", tracing_lead, name="tracing_lead"),
    *(
        path(
            f"children/tracings/<uuid:tracing_id>/step/{one.value.replace('_', '-')}", tracing_go, {"to": one},
            name=f"tracing_step_{one.value}",
        )
        for one in TracingStep
    ),
]  # fmt: skip
