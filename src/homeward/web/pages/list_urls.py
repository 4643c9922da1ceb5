"""The addresses of the lists' pages.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from homeward.web.pages.list_columns import list_columns
from homeward.web.pages.list_editions import list_changes, list_edition
from homeward.web.pages.list_settings import list_again, list_end, list_new, list_settings
from homeward.web.pages.lists import list_bring, list_fetch, list_known, list_page, lists

urlpatterns: list[URLPattern | URLResolver] = [
    path("lists", lists, name="lists"),
    path("lists/bring", list_bring, name="list_bring"),
    path("lists/new", list_new, name="list_new"),
    path("lists/known/<slug:known_id>", list_known, name="list_known"),
    path("lists/editions/<uuid:edition_id>", list_edition, name="list_edition"),
    path("lists/editions/<uuid:edition_id>/changes", list_changes, name="list_changes"),
    path("lists/editions/<uuid:edition_id>/columns", list_columns, name="list_columns"),
    path("lists/<str:list_id>", list_page, name="list"),
    path("lists/<str:list_id>/fetch", list_fetch, name="list_fetch"),
    path("lists/<str:list_id>/settings", list_settings, name="list_settings"),
    path("lists/<str:list_id>/end", list_end, name="list_end"),
    path("lists/<str:list_id>/again", list_again, name="list_again"),
]
