"""Fields of forms whose answer may be missing for a stated reason: unknown, not asked, declined, does not apply.

Comes in: what somebody typed and which reason they chose. Goes out: a `Stated` value; an error where both or neither stand there.
Never takes an empty field for an answer, and never loses what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KNOWN: Final = "known"
REASONS: Final[Mapping[str, Promise]] = {
    "unknown": _("unknown"),
    "not_asked": _("not asked"),
    "declined": _("declined"),
    "not_applicable": _("does not apply"),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """An answer, or why there is none: `state` is `known` or one of `REASONS`."""

    value: Any
    state: str = KNOWN


class StatedWidget(forms.MultiWidget):
    """The input of the answer, named by the legend around it, and under it the choice of a reason."""

    template_name = "forms/stated.html"

    def __init__(self, inner: forms.Widget, reasons: Mapping[str, Promise]) -> None:
        choices = [(KNOWN, _("as written here")), *reasons.items()]
        super().__init__({"value": inner, "state": forms.RadioSelect(choices=choices)})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The two inputs; the first is named by the legend of the fieldset that the field stands in."""
        context = super().get_context(name, value, attrs)
        if found := (attrs or {}).get("id"):
            context["widget"]["subwidgets"][0]["attrs"]["aria-labelledby"] = f"{found}_legend"
        return context

    def decompress(self, value: Stated | None) -> list[Any]:
        """The value and its state, for the two inputs."""
        return [value.value, value.state] if isinstance(value, Stated) else [value, KNOWN]


class StatedField(forms.MultiValueField):
    """A field around another: cleaned, it is a `Stated`. `reasons` narrows which reasons are offered."""

    default_error_messages = {
        "both": _("There is an answer and also a reason for having none. Keep one of them."),
        "neither": _("Write the answer, or say why there is none."),
    }

    def __init__(self, inner: forms.Field, *, reasons: Mapping[str, Promise] = REASONS, **given: Any) -> None:
        inner.required = False
        state = forms.ChoiceField(choices=[(KNOWN, ""), *reasons.items()], required=False)
        given.setdefault("label", inner.label)
        given.setdefault("help_text", inner.help_text)
        widget = StatedWidget(inner.widget, reasons)
        super().__init__(fields=(inner, state), widget=widget, require_all_fields=False, required=False, **given)

    def clean(self, value: Any) -> Stated:
        """The answer or its reason."""
        given, state = value if isinstance(value, list | tuple) else (value, KNOWN)
        answer = self.fields[0].clean(given)
        state = self.fields[1].clean(state) or KNOWN
        empty = answer in self.fields[0].empty_values
        if state == KNOWN and empty:
            raise ValidationError(self.error_messages["neither"], code="neither")
        if state != KNOWN and not empty:
            raise ValidationError(self.error_messages["both"], code="both")
        return Stated(None if empty else answer, state)

    def compress(self, data_list: list[Any]) -> Stated:
        """Not used: `clean` builds the value, for it needs both inputs at once."""
        return self.clean(data_list)
