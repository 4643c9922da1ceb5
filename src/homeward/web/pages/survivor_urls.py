"""The addresses of sealed files.

Comes in: nothing. Goes out: the list, which stands beside that of the other pages.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from homeward.web.pages.survivors import (
    survivor_do,
    survivor_of,
    survivor_page,
    survivor_part_do,
    survivor_reopened,
    survivors,
)

_FILE = "sealed/<uuid:sealed_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("sealed", survivors, name="survivors"),
    path("persons/<uuid:person_id>/sealed", survivor_of, name="survivor_of"),
    path(_FILE, survivor_page, name="survivor_file"),
    path(f"{_FILE}/again", survivor_reopened, name="survivor_reopened"),
    path(f"{_FILE}/parts/<uuid:part_id>/<slug:what>", survivor_part_do, name="survivor_part_do"),
    path(f"{_FILE}/<slug:what>", survivor_do, name="survivor_do"),
]
