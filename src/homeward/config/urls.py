"""Every address of the platform, put together from the rooms that answer.

Comes in: nothing. Goes out: the list of addresses. Never a page of its own.
"""

from __future__ import annotations

from django.urls import include, path

from homeward.web.api.tools import tools
from homeward.web.api.v1 import api
from homeward.web.pages.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("api/yente", tools),
    path("api/yente/", tools),
    path("api/yente/<path:path>", tools),
    path("", include("homeward.web.pages.answer_urls")),
    path("", include("homeward.web.pages.urls")),
]

handler400 = "homeward.web.pages.errors.bad_request"
handler403 = "homeward.web.pages.errors.forbidden"
handler404 = "homeward.web.pages.errors.not_found"
handler500 = "homeward.web.pages.errors.broken"
