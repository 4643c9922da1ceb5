"""How the web framework knows this room."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room as an application of the web framework."""

    name = "homeward.web"
    label = "web"
