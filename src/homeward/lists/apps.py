"""The room of lists, as Django knows it."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """Its name and label."""

    name = "homeward.lists"
    label = "lists"
