"""The room of review, as Django knows it."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Its name and label."""

    name = "homeward.review"
    label = "review"
