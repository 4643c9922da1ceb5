"""The addresses of the pages.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
