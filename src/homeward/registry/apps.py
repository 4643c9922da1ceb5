"""How the web framework knows this room."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The room as an application of the web framework."""

    name = "homeward.registry"
    label = "registry"
