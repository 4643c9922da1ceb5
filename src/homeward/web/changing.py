"""What forms that change something share: the version that was seen, and where the sentence of a refusal belongs.

Comes in: a request, a form, an error of an action. Goes out: a number, the form with the error in its place, the status of the answer.
Never swallows a refusal of authority: that becomes a page of its own.
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import HttpRequest

from homeward.access.errors import NotFound, Stale
from homeward.kernel.errors import BadInput, HomewardError
from homeward.registry.errors import SeparatesChild
from homeward.web.sentences import in_words

SHOWN_IN_PLACE: Final = (BadInput, NotFound, SeparatesChild)


def seen_version(request: HttpRequest, name: str = "version") -> int:
    """The version of what was changed, as the form was made from it; 0 where it says none, which no row has."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def show_at(form: forms.Form, wrong: HomewardError) -> int:
    """Put an error at the field that it names, or above the form. Returns the status of the answer."""
    field = wrong.data.get("field")
    form.add_error(str(field) if field in form.fields else None, in_words(wrong))
    return 409 if isinstance(wrong, Stale) else 400
