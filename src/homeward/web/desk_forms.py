"""What people write at a candidate besides a finding: a comment or file, words of a hand-over, why they give it back.

Comes in: what was typed. Goes out: forms, checked. Nothing here is a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.registry.rules.scans import LARGEST
from homeward.review.facts.notes import Attachment
from homeward.review.noting import MOST_WORDS


class NoteForm(forms.Form):
    """A comment, a file, or both."""

    words = forms.CharField(
        label=_("Comment"),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("JPEG, PNG or PDF, up to 10 MB. It is sealed, and handed out only to those of this desk."),
    )

    def attachment(self) -> Attachment | None:
        """The file, once the form is valid; read no further than one may be large."""
        sent = self.cleaned_data.get("file")
        return Attachment(sent.name or "", sent.read(LARGEST + 1)) if sent else None


class HandOverForm(forms.Form):
    """A colleague and words for them."""

    to = forms.ChoiceField(label=_("To"))
    words = forms.CharField(
        label=_("Words for your colleague"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("What you looked at, and what is left to do."),
    )

    def __init__(self, colleagues: Sequence[tuple[UUID, str]], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [("", _("Choose a colleague")), *((str(id), name) for id, name in colleagues)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """Why something is given back that somebody else took."""

    words = forms.CharField(
        label=_("Why you give back what somebody else took"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
