"""The addresses of what people answer at the screening desk: findings, questions to sources, contests, and how well it goes.

Comes in: nothing. Goes out: the list, which stands beside that of the other pages.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from homeward.web.pages.contests import contest, contest_letter, contest_new, contest_take, contests
from homeward.web.pages.deciding import candidate_say
from homeward.web.pages.planted import planted, planted_out
from homeward.web.pages.quality import quality, quality_file, quality_plant
from homeward.web.pages.sources import source, source_document, source_new, source_paper, source_step, sources

urlpatterns: list[URLPattern | URLResolver] = [
    path("screening/candidates/<uuid:candidate_id>/say/<slug:act>", candidate_say, name="candidate_say"),
    path("screening/candidates/<uuid:candidate_id>/ask", source_new, name="source_new"),
    path("screening/sources", sources, name="sources"),
    path("screening/sources/<uuid:source_id>", source, name="source"),
    path("screening/sources/<uuid:source_id>/package.pdf", source_paper, name="source_paper"),
    path("screening/sources/<uuid:source_id>/package.json", source_document, name="source_document"),
    path("screening/sources/<uuid:source_id>/<slug:what>", source_step, name="source_step"),
    path("persons/<uuid:person_id>/contest", contest_new, name="contest_new"),
    path("screening/quality", quality, name="quality"),
    path("screening/quality/plant", quality_plant, name="quality_plant"),
    path("screening/quality/planted", planted, name="planted"),
    path("screening/quality/planted/out", planted_out, name="planted_out"),
    path("screening/quality/figures.csv", quality_file, name="quality_file"),
    path("screening/contests", contests, name="contests"),
    path("screening/contests/<uuid:contest_id>", contest, name="contest"),
    path("screening/contests/<uuid:contest_id>/take", contest_take, name="contest_take"),
    path("screening/contests/<uuid:contest_id>/letter.pdf", contest_letter, name="contest_letter"),
]
