"""Every part that pages are made of, in every state, in the language and direction of the reader.

Comes in: invented values. Goes out: one page for those who build pages. Never anything recorded.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from homeward.kernel.dates import PartialDate, from_parts
from homeward.web.forms import StatedField
from homeward.web.middleware import open_to_all
from homeward.web.parts import Bar, Claim, Page, Pair, Progress, Step, Tab, window_of
from homeward.web.templatetags.shapes import STATES

_NOON: Final = datetime(2026, 3, 14, 9, 41, tzinfo=UTC)
_EVE: Final = datetime(2026, 3, 13, 16, 5, tzinfo=UTC)


class Example(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=_("Name as the person writes it"), help_text=_("In any script. Parts are told apart later.")
    )
    tent = forms.CharField(label=_("Tent"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("f", _("female")), ("m", _("male"))], widget=forms.RadioSelect, required=False
    )
    born = StatedField(forms.CharField(label=_("Year of birth"), help_text=_("A year is enough.")))
    site = forms.ChoiceField(label=_("Site"), choices=[("", "–"), ("1", _("Reception centre")), ("2", _("Camp"))])
    words = forms.CharField(label=_("In their own words"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    paper = forms.FileField(
        label=_("Scan of the paper"), help_text=_("PDF, JPEG or PNG, at most 10 MB."), required=False
    )
    told = forms.BooleanField(label=_("The person was told what is recorded and why"))


_STEPS: Final = (
    Step(_("Registered at the reception centre"), _EVE, "clerk-1", state="done"),
    Step(_("Paper compared with the person"), _NOON, "officer-2", _("The photograph agrees."), "done"),
    Step(
        _("Waiting for a second person"), state="waiting", text=_("Anybody with the role may, except who looked first.")
    ),
    Step(_("Journey"), state="blocked", text=_("Not before the step above.")),
)
_PAIRS: Final = (
    Pair(_("Given name"), "Khalaf", "Khalef", "agrees"),
    Pair(_("Born"), "1986", "1968", "differs"),
    Pair(_("Mother's name"), "Khadija", "", "absent"),
    Pair(_("Tent"), "C-12", "C-12"),
)
_CLAIMS: Final = (
    Claim("1986", _("identity card"), "officer-2", _NOON, _("seen on a paper"), "done"),
    Claim("1968", _("the person"), "clerk-1", _EVE, _("not verified"), "open", superseded_at=_NOON),
)
_BARS: Final = tuple(
    Bar(label, value) for label, value in (("0–4", 912), ("5–11", 1840), ("12–17", 1105), ("18–59", 1433), ("60+", 97))
)
_JOBS: Final = (
    Progress(_("Import of a file"), "running", 31_200, 55_000, _("rows"), _("about two minutes left")),
    Progress(_("Import of a file"), "queued"),
    Progress(_("Import of a file"), "done", 55_000, 55_000, _("rows")),
    Progress(
        _("Import of a file"),
        "failed",
        120,
        55_000,
        _("rows"),
        _("Row 121 names a site that is not known here."),
        retry_url="#",
    ),
)


@open_to_all
def design(request: HttpRequest) -> HttpResponse:
    """The parts."""
    wrong = Example({"name": "", "tent": "C-12", "born_value": "1986", "born_state": "unknown"})
    tabs = (
        Tab(_("Now"), "#tabs", current=True),
        Tab(_("Papers"), "#tabs", count=3),
        Tab(_("History"), "#tabs", count=1204),
    )
    window = window_of(request, 3)
    context = {
        "form": Example(), "wrong": wrong, "states": STATES, "tabs": tabs, "steps": _STEPS, "pairs": _PAIRS,
        "claims": _CLAIMS, "bars": _BARS, "jobs": _JOBS, "page": Page(range(3), 55_000, window),
        "day": date(2026, 3, 14), "dates": _dates(), "moment": _NOON,
    }  # fmt: skip
    return render(request, "pages/design.html", context)


def _dates() -> list[PartialDate | None]:
    """A date of each precision."""
    return [
        from_parts(1986, 3, 4),
        from_parts(1986, 1, 1),
        from_parts(1986, 3),
        from_parts(1986),
        from_parts(1986, circa=True),
    ]
