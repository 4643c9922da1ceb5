"""A field of forms that takes several files at once.

Comes in: what a browser sent. Goes out: every file, each checked as one alone would be.
"""

from __future__ import annotations

from typing import Any

from django import forms


class Files(forms.ClearableFileInput):
    """One file or several."""

    allow_multiple_selected = True


class FileField(forms.FileField):
    """One file, or the several CSV files of one form."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FileField, self).clean(one, initial) for one in given]
