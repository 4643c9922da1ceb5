"""The addresses of the screening desk: its queue, a candidate, and what is done about it.

Comes in: nothing. Goes out: the list, which `urls` takes in.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.web.pages.comparison import attachment, candidate, hand_over, note, release, take
from homeward.web.pages.desk import desk, desk_next

urlpatterns: list[URLPattern] = [
    path("screening/desk", desk, name="desk"),
    path("screening/desk/next", desk_next, name="desk_next"),
    path("screening/candidates/<uuid:candidate_id>", candidate, name="candidate"),
    path("screening/candidates/<uuid:candidate_id>/take", take, name="candidate_take"),
    path("screening/candidates/<uuid:candidate_id>/release", release, name="candidate_release"),
    path("screening/candidates/<uuid:candidate_id>/hand-over", hand_over, name="candidate_hand_over"),
    path("screening/candidates/<uuid:candidate_id>/notes", note, name="candidate_note"),
    path("screening/candidates/<uuid:candidate_id>/notes/<uuid:note_id>/file", attachment, name="candidate_attachment"),
]
