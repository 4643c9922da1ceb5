"""How the web framework knows this room."""

from __future__ import annotations

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The room as an application of the web framework."""

    name = "homeward.places"
    label = "places"
