"""How the web framework knows this room."""

from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The room as an application of the web framework."""

    name = "homeward.identity"
    label = "identity"
