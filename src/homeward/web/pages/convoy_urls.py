"""The addresses of the pages of convoys.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.web.pages.convoy_arrival import convoy_handover, convoy_incident
from homeward.web.pages.convoy_bus import (
    convoy_extra,
    convoy_extra_answer,
    convoy_extra_place,
    convoy_withdraw,
    convoy_without,
)
from homeward.web.pages.convoy_counts import (
    convoy_count,
    convoy_count_again,
    convoy_count_finish,
    convoy_mark,
    convoy_paper,
    convoy_settle,
)
from homeward.web.pages.convoy_journey import case_journey, case_travel_paper
from homeward.web.pages.convoy_papers import (
    convoy_disclose,
    convoy_handover_paper,
    convoy_manifest,
    convoy_sheet,
)
from homeward.web.pages.convoy_seats import convoy_seats, convoy_stays, convoy_vehicle_out
from homeward.web.pages.convoys import (
    convoy,
    convoy_compare,
    convoy_edit,
    convoy_new,
    convoy_step,
    convoy_vehicle,
    convoy_worded,
    convoys,
)

_ONE = "convoys/<uuid:convoy_id>"
_POINT = "convoys/points/<uuid:point_id>"

urlpatterns: list[URLPattern] = [
    path("convoys", convoys, name="convoys"),
    path("convoys/new", convoy_new, name="convoy_new"),
    path(_ONE, convoy, name="convoy"),
    path(f"{_ONE}/change", convoy_edit, name="convoy_edit"),
    path(f"{_ONE}/step/<slug:what>", convoy_step, name="convoy_step"),
    path(f"{_ONE}/screen", convoy_compare, name="convoy_screen"),
    path(f"{_ONE}/say/<slug:what>", convoy_worded, name="convoy_worded"),
    path(f"{_ONE}/vehicles", convoy_vehicle, name="convoy_vehicle"),
    path(f"{_ONE}/vehicles/<uuid:vehicle_id>/out", convoy_vehicle_out, name="convoy_vehicle_out"),
    path(f"{_ONE}/places", convoy_seats, name="convoy_seats"),
    path(f"{_ONE}/places/<uuid:group_id>/stay", convoy_stays, name="convoy_stays"),
    path(f"{_ONE}/people/<uuid:seat_id>/withdraw", convoy_withdraw, name="convoy_withdraw"),
    path(f"{_ONE}/people/<uuid:seat_id>/without", convoy_without, name="convoy_without"),
    path(f"{_ONE}/others/new", convoy_extra, name="convoy_extra"),
    path(f"{_ONE}/others/<uuid:extra_id>", convoy_extra_answer, name="convoy_extra_answer"),
    path(f"{_ONE}/others/<uuid:extra_id>/place", convoy_extra_place, name="convoy_extra_place"),
    path(f"{_ONE}/manifest", convoy_manifest, name="convoy_manifest"),
    path(f"{_ONE}/manifest/under/<uuid:agreement_id>", convoy_disclose, name="convoy_disclose"),
    path(f"{_ONE}/incidents/new", convoy_incident, name="convoy_incident"),
    path(f"{_ONE}/handover", convoy_handover, name="convoy_handover"),
    path(f"{_ONE}/handover.pdf", convoy_handover_paper, name="convoy_handover_paper"),
    path(_POINT, convoy_count, name="convoy_count"),
    path(f"{_POINT}/mark", convoy_mark, name="convoy_mark"),
    path(f"{_POINT}/finish", convoy_count_finish, name="convoy_count_finish"),
    path(f"{_POINT}/again", convoy_count_again, name="convoy_count_again"),
    path(f"{_POINT}/paper", convoy_paper, name="convoy_paper"),
    path(f"{_POINT}/sheet", convoy_sheet, name="convoy_sheet"),
    path(f"{_POINT}/people/<uuid:seat_id>", convoy_settle, name="convoy_settle"),
    path("cases/<uuid:case_id>/journey", case_journey, name="case_journey"),
    path("cases/<uuid:case_id>/travel-paper", case_travel_paper, name="case_travel_paper"),
]
